"""The placement of a figure that stands far off."""

import math
from collections.abc import Sequence

import numpy as np

from liminal.body.figure import Figure
from liminal.body.wardrobe import DRESSES
from liminal.shot.acting.backlight import PER_STOP, stands_out
from liminal.shot.acting.performer import TALL, USUAL_BODY
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Ground
from liminal.shot.lamp_failure import fail_lamps
from liminal.shot.lamplight import Lamplight
from liminal.shot.outlook import Outlook
from liminal.shot.track import shortest_turn
from liminal.view.placed_figures import floor_and_headroom
from liminal.view.pose import Pose
from liminal.world.window import Window

_FARTHEST = 25.0  # m beyond the least distance: a figure stands no further off
_WANTED = (4.0, 18.0)  # m beyond it: where a figure rather stands
_LOOKED_FROM = 6  # instants at which it must be in sight or out of the picture
_AWAY = 0.4  # in how many films it has its back to the camera


def place_figure(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure stand far down a line of sight, and be gone after a blink of the lamps or a cut."""
    first, last = drawn.time, min(drawn.time + drawn.seconds, setting.end)
    poses = [setting.pose(first + (last - first) * step / (_LOOKED_FROM - 1)) for step in range(_LOOKED_FROM)]
    middle = poses[len(poses) // 2]
    window, outlook = setting.around(middle)
    dress = drawn.body or USUAL_BODY
    place = _far_place(window, outlook, poses, setting.world.preset.life.distance, drawn.lot, dress)
    if place is None:
        return False
    x, z = place
    fail_lamps(drawn, setting, window, outlook, (x, z), (first, last))
    facing = math.degrees(math.atan2(middle.x - x, -(middle.z - z)))
    facing += 180.0 if drawn.lot * 17.0 % 1.0 < _AWAY else 40.0 * (drawn.lot * 23.0 % 1.0 - 0.5)
    stature = DRESSES[dress].stature * (TALL[0] + (TALL[1] - TALL[0]) * (drawn.lot * 11.0 % 1.0))
    floor, headroom = floor_and_headroom(setting.world, x, z)
    setting.happened.figures.append(
        Figure(
            dress,
            stature,
            x,
            z,
            floor,
            facing % 360.0,
            first,
            last,
            drawn.lot,
            headroom=headroom,
            carries=drawn.carries,
        )
    )
    setting.happened.events.append(Event(first, last - first, drawn.kind, x, z, drawn.strength))
    return True


def _far_place(
    window: Window, outlook: Outlook, poses: Sequence[Pose], nearest: float, lot: float, dress: str
) -> tuple[float, float] | None:
    """Find where a figure could stand: in sight of all `poses`, in mid-picture, `nearest` m off or more: x and z."""
    middle = poses[len(poses) // 2]
    angles = np.radians(middle.yaw + np.linspace(-16.0, 16.0, 33))
    depth = outlook.depth(np.array([[middle.x, middle.z]]), angles)[0]
    places = np.array(
        [
            (middle.x + far * math.sin(angle), middle.z - far * math.cos(angle))
            for angle, deep in zip(angles.tolist(), depth.tolist(), strict=True)
            for far in np.arange(nearest, min(deep - 0.5, nearest + _FARTHEST), 1.0).tolist()
        ]
    ).reshape(-1, 2)
    if not len(places):
        return None
    good = Ground(window).clearance(places) > 0.4
    for pose in poses:
        offset = places - np.array([pose.x, pose.z])
        away, bearing = np.hypot(*offset.T), np.arctan2(offset[:, 0], -offset[:, 1])
        aside = np.array([abs(shortest_turn(math.degrees(b) - pose.yaw)) for b in bearing.tolist()])
        # Each place has a line of its own; one out of the picture cannot be hidden by anything.
        free = outlook.depth(np.array([[pose.x, pose.z]]), bearing)[0] > away - 0.1
        good &= (away >= nearest) & (free | (aside > 50.0))
    if not good.any():
        return None
    # Far, but not always as far as can be, and rather where it stands out.
    places = places[good]
    away = np.hypot(*(places - np.array([middle.x, middle.z])).T)
    wanted = nearest + _WANTED[0] + (_WANTED[1] - _WANTED[0]) * lot
    light = Lamplight(window.lamps[window.lamps["luminance"] > 0], outlook)
    stops = stands_out(dress, light, middle, places)
    x, z = places[np.argmin(abs(away - wanted) - PER_STOP * stops)].tolist()
    return x, z
