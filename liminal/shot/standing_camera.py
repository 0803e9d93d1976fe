"""The standing camera: an operator stands and films, the gaze goes from one thing to the next, the lens zooms."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from liminal.random import Stream, key_of, mix_arrays, units
from liminal.settings.operator import OperatorSettings
from liminal.shot.body import Body, hand_motion
from liminal.shot.breath import Breath
from liminal.shot.camera_tracks import CameraRecording, CameraTracks
from liminal.shot.event import Event
from liminal.shot.event_kind import EVENTS
from liminal.shot.ground import Points
from liminal.shot.outlook import Outlook
from liminal.shot.shot_camera import ShotCamera
from liminal.shot.startle import startled
from liminal.shot.track import TICK, shortest_turn, smoothstep, times
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

_RATE = 42.0  # deg/s: how fast the camera pans from one thing to the next
_GLANCE = (0.7, 1.8)  # s that a gaze rests
_APART = 35.0  # deg between two things worth a look
_AWAY = 70.0  # deg: the same where the gaze comes back, so that what it saw at first is out of the picture
_LAST = 1.2  # s that the gaze rests where it comes back to
_LOOKS = 72  # directions that are looked into
_SIGHT = 26.0  # m

_ZOOM_BEGINS, _ZOOM_ENDS = 0.2, 0.75  # of the shot


@dataclass(frozen=True)
class GazeTurn:
    """The gaze goes to `yaw`, `pitch` (degrees) from the direction it has, from `begin` on, within `seconds`."""

    begin: float
    seconds: float
    yaw: float
    pitch: float


class StandingCamera(ShotCamera):
    """The camera of an operator who stands, and looks at one thing after the other."""

    breaths: Sequence[Breath] = ()

    def __init__(
        self,
        where: Pose,
        settings: OperatorSettings,
        seed: int,
        seconds: float,
        spare: float,
        turns: Sequence[GazeTurn] = (),
        zoom: tuple[float, float] = (1.0, 1.0),
        free: float = 0.0,
        events: Sequence[Event] = (),
    ) -> None:
        """Stand for `seconds`, looking at first as `where` does, and be known for `spare` more.

        `zoom`: magnification at the beginning and at the end. `free`: m of free floor around. `events`: those that
        startle the operator.
        """
        self._startled = partial(StandingCamera, where, settings, seed, seconds, spare, turns, zoom, free)
        time = times(math.ceil((seconds + spare) / TICK) + 2)
        yaw, pitch = np.full(len(time), where.yaw), np.full(len(time), where.pitch)
        for each in turns:
            share = smoothstep((time - each.begin) / each.seconds)
            yaw, pitch = yaw + shortest_turn(each.yaw - yaw) * share, pitch + (each.pitch - pitch) * share

        wide, tele = zoom
        share = smoothstep((time / seconds - _ZOOM_BEGINS) / (_ZOOM_ENDS - _ZOOM_BEGINS))
        magnification = wide * (tele / wide) ** share
        x, y, z, roll = (np.full(len(time), place) for place in (where.x, where.y, where.z, where.roll))
        stands = CameraTracks(x, y, z, yaw, pitch, roll)
        if events:
            stands = startled(events, stands, where.fov / max(zoom), settings.eye_height, free, seed)
        carried = Body(settings, seed).hold(stands, magnification)
        camera = CameraTracks(*(carried.steady.stacked() + carried.shake.stacked()))
        motion = hand_motion(camera, carried.shake, np.ones(len(time)))
        self._recording = CameraRecording(camera, magnification, motion, where.fov, seconds + spare)
        self.breaths = carried.breath.breaths

    def pose(self, time: float) -> Pose:
        """Return the camera's pose."""
        return self._recording.pose(time)

    def motion(self, time: float) -> float:
        """Return how fast the hands move the camera, m/s."""
        return self._recording.motion(time)

    def heeding(self, events: Sequence[Event]) -> "StandingCamera":
        """Return the same operator, who flinches at what startles, looks there and steps back."""
        startling = [event for event in events if EVENTS[event.kind].startle]
        return self._startled(events=startling) if startling else self


def plan_gaze(world: CellGrid, where: Pose, seed: int, seconds: float, returns: bool = False) -> list[GazeTurn]:
    """Plan where an operator at `where` looks in `seconds`: deep views, one after the other.

    `returns`: at last to where the gaze was at first.
    """
    reach = round(_SIGHT / CELL)
    x0, z0 = round(where.x / CELL) - reach, round(where.z / CELL) - reach
    outlook = Outlook(world.window(x0, z0, 2 * reach, 2 * reach))
    headings = np.arange(_LOOKS) * 2 * np.pi / _LOOKS
    place: Points = np.array([[where.x, where.z]])
    depth = np.minimum(outlook.depth(place, headings)[0], _SIGHT)

    # Each time the best view of those not just seen: depth counts for it, the angle to turn by against it.
    lots = units(mix_arrays(key_of(seed, Stream.STAGING, 7), np.arange(64))).tolist()
    turns: list[GazeTurn] = []
    yaw, time = where.yaw, 0.5 + 0.6 * lots[0]
    seen = [where.yaw]
    for lot, rest in zip(lots[1::2], lots[2::2], strict=False):
        aside = np.array([abs(shortest_turn(math.degrees(heading) - yaw)) for heading in headings.tolist()])
        fresh = np.min(
            [[abs(shortest_turn(math.degrees(h) - old)) for h in headings.tolist()] for old in seen[-3:]], axis=0
        )
        worth = np.where(
            (fresh >= (_AWAY if returns else _APART)) & (aside <= 130.0), depth / _SIGHT - aside / 400.0, -np.inf
        )
        worth = worth + 0.3 * units(mix_arrays(int(lot * 2**24), np.arange(_LOOKS)))
        best = int(np.argmax(worth))
        if not np.isfinite(worth[best]):
            seen = seen[-1:]
            continue
        goal = math.degrees(float(headings[best]))
        needed, back = _pan(goal - yaw), _pan(where.yaw - goal) + _GLANCE[1] + _LAST if returns else 0.0
        if time + needed + back > seconds - 0.3:
            break
        turns.append(GazeTurn(time, needed, goal, -2.0 - 4.0 * lot * (depth[best] < 5.0)))
        time += needed + _GLANCE[0] + (_GLANCE[1] - _GLANCE[0]) * rest
        yaw = goal
        seen.append(goal)
    if returns and turns:
        turns.append(GazeTurn(time, _pan(where.yaw - yaw), where.yaw, where.pitch))
    return turns


def _pan(angle: float) -> float:
    """How long a pan takes, s; `angle`: deg. A smooth one is half as fast again in the middle."""
    return max(0.7, abs(shortest_turn(angle)) * 1.5 / _RATE)


def lean(where: Pose, seed: int) -> Pose:
    """The same pose, held a little askew as hands do."""
    askew = units(mix_arrays(key_of(seed, Stream.STAGING, 8), np.arange(2))) * 2 - 1
    return replace(where, pitch=where.pitch + 1.2 * float(askew[0]), roll=where.roll + 1.0 * float(askew[1]))
