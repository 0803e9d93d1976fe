"""The placement of events in the world: lamps that fail, a direction for a sound."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from liminal.body.figure import Figure
from liminal.light.flicker import Dimmers, Outage
from liminal.light.flicker.lamp_behaviour import on_mains
from liminal.random import Stream, mix, mix_arrays, units
from liminal.settings.carried_name import CarriedName
from liminal.settings.storyboard import USUAL_FAILURE, LampFailure
from liminal.shot.escape import Escape
from liminal.shot.event import Event
from liminal.shot.film_clock import FRAME
from liminal.shot.hand_move import HandMove
from liminal.shot.outlook import Outlook
from liminal.shot.track import shortest_turn
from liminal.shot.walk_path import WalkPath
from liminal.thing.movable import Movable
from liminal.thing.mover import Mover
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.window import Window

# Makes a figure of the camera's pose at a time of the film, s, as the operator holds it who has heeded all events.
Role = Callable[[Callable[[float], Pose]], Figure]

_SIGHT = 42.0  # m around the camera that is searched
_LAMP = 18.0  # m: a lamp that dies is no farther
_ACROSS, _UP = 0.55, 0.44  # of the field of view, from its middle: lamps within are in the picture
_LINE = 4.5  # m to each side of a line of lamps that a blackout takes
_FIRST, _LAST = 34.0, 9.0  # m: from the first of these ahead to the second behind
_MOST = 28  # lamps: about as many as one circuit feeds
_PACE = (4.0, 9.0)  # m/s: how fast darkness runs
_HEARD = (5.0, 13.0)  # m: where a sound comes from


@dataclass
class FilmEvents:
    """The events of a film, gathered shot by shot. `notes`: a line for people on each that could not be placed.

    `hand_moves`: of the operator's free hand.
    """

    events: list[Event] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    movers: list[Mover] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hand_moves: list[HandMove] = field(default_factory=list)


@dataclass(frozen=True)
class DrawnEvent:
    """An event whose time is known: `time`, `seconds` of the film. `lot`: 0 to 1, for all else about it.

    `thing`: what moves in it, if anything does. `usual`: whether that is only the usual one, so that another will do.
    `body`: who stands there, None as is usual, and what it `carries`. `away`: how far off it is heard from, m, None as
    is usual. `file`, `channel`, `content`: of a voice. `lamps`: what those near a figure do as it comes and as it goes.
    """

    kind: str
    time: float
    seconds: float
    strength: float
    lot: float
    thing: Movable | None = None
    usual: bool = False
    body: str | None = None
    carries: CarriedName | None = None
    away: float | None = None
    file: str | None = None
    channel: str = "radio"
    content: str | None = None
    lamps: LampFailure = USUAL_FAILURE

    @property
    def key(self) -> int:
        """The key that all is drawn from that figures of the event do."""
        return mix(int(self.lot * 2**24), 31)

    def at(self, x: float, z: float) -> Event:
        """Return it at a place, m."""
        return Event(self.time, self.seconds, self.kind, x, z, self.strength, self.file or "", self.channel)


@dataclass(frozen=True)
class EventSetting:
    """The shot that an event happens in: from `begin` to `end`, s; `pose`: of the camera at a time of the film, s.

    `happened`: all that happens in the film, to which the functions below add; they return whether they could. `cut`:
    whether the shot begins with a cut, so that all may be otherwise than it was. `path`: of the operator, if one walks.
    `escape`: of the operator, if one flees. `last`: whether no other shot follows. `goes_on`: whether the next one
    goes on from this one. `roles`: of figures whose motion depends on what the operator does about them.
    """

    world: CellGrid
    pose: Callable[[float], Pose]
    begin: float
    end: float
    happened: FilmEvents
    cut: bool = True
    path: WalkPath | None = None
    escape: Escape | None = None
    last: bool = False
    goes_on: bool = False
    roles: list[Role] = field(default_factory=list)

    def around(self, pose: Pose, sight: float = _SIGHT) -> tuple[Window, Outlook]:
        """Return the cells around a pose, up to `sight` (m) along x and z, and the lines of sight among them."""
        reach = round(sight / CELL)
        x0, z0 = round(pose.x / CELL) - reach, round(pose.z / CELL) - reach
        window = self.world.window(x0, z0, 2 * reach, 2 * reach)
        return window, Outlook(window)

    def lamps(
        self, window: Window, pose: Pose, ailing: bool = False
    ) -> tuple[NDArray[np.void], NDArray[np.float64], NDArray[np.float64]]:
        """Return lit lamps on the mains in a window, how far each is (m), and how far to a side (deg).

        Without those that flicker, unless `ailing`, and without those that already fail in the film.
        """
        dimmers = Dimmers(self.world.seed, window.lamps, self.world.preset.light)
        gone = {(outage.cell_x, outage.cell_z) for outage in self.happened.outages}
        corners = zip(window.lamps["cell_x"].tolist(), window.lamps["cell_z"].tolist(), strict=True)
        there = np.array([corner not in gone for corner in corners], bool)
        there &= on_mains(window.lamps["kind"])
        lamps = window.lamps[(dimmers.level > 0) & (ailing | ~dimmers.dimmable) & there]
        dx, dz = lamps["x"].astype(np.float64) - pose.x, lamps["z"].astype(np.float64) - pose.z
        bearing = np.degrees(np.arctan2(dx, -dz)) - pose.yaw
        return lamps, np.hypot(dx, dz), abs(shortest_turn(bearing))

    def within(self, begin: float, end: float) -> tuple[float, float]:
        """Return when a figure is there that would be from a time to another, s: of no shot before or after a cut."""
        first = max(begin, self.begin - FRAME / 2) if self.cut else begin
        return first, end if self.goes_on else min(end, self.end - FRAME / 2)


def place_at_camera(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Place an event of the recording at the camera."""
    pose = setting.pose(drawn.time)
    setting.happened.events.append(drawn.at(pose.x, pose.z))
    return True


def place_sound(drawn: DrawnEvent, setting: EventSetting, usual: tuple[float, float] = _HEARD) -> bool:
    """Place a sound out of the picture, rather behind the camera than before it. `usual`: how far off, m."""
    pose = setting.pose(drawn.time)
    distance = usual[0] + (usual[1] - usual[0]) * (drawn.lot * 7.0 % 1.0) if drawn.away is None else drawn.away
    angle = math.radians(pose.yaw + 60.0 + 240.0 * drawn.lot)
    x, z = pose.x + distance * math.sin(angle), pose.z - distance * math.cos(angle)
    setting.happened.events.append(drawn.at(x, z))
    return True


def place_dying_lamp(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let the nearest lamp stutter and go dark for good; it is in the picture when it does."""
    pose = setting.pose(drawn.time + drawn.seconds)
    window, outlook = setting.around(pose)
    lamps, away, aside = setting.lamps(window, pose)
    up = np.degrees(np.arctan2(lamps["y"] - pose.y, away)) - pose.pitch
    ahead = (aside < _ACROSS * pose.fov) & (up < _UP * pose.fov) & (away < _LAMP) & _seen(outlook, pose, lamps)
    if not ahead.any():
        return False
    lamp = lamps[np.argmin(np.where(ahead, away, np.inf))]
    out, stutter = drawn.time + drawn.seconds, 0.75 * drawn.seconds
    setting.happened.outages.append(Outage(int(lamp["cell_x"]), int(lamp["cell_z"]), out, np.inf, stutter))
    setting.happened.events.append(drawn.at(float(lamp["x"]), float(lamp["z"])))
    return True


def place_blackout(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let darkness come down the line of sight, lamp by lamp, and pass overhead."""
    pose = setting.pose(drawn.time)
    window, _ = setting.around(pose)
    lamps, _, _ = setting.lamps(window, pose, ailing=True)
    heading = math.radians(pose.yaw)
    dx, dz = lamps["x"] - pose.x, lamps["z"] - pose.z
    along = dx * math.sin(heading) - dz * math.cos(heading)
    across = abs(dx * math.cos(heading) + dz * math.sin(heading))
    taken = np.flatnonzero((along < _FIRST) & (along > -_LAST) & (across < _LINE))
    if len(taken) < 3:
        return False
    taken = taken[np.argsort(abs(along[taken]))][:_MOST]
    first = float(along[taken].max())
    pace = _PACE[0] * (_PACE[1] / _PACE[0]) ** drawn.lot
    for index in taken.tolist():
        lamp = lamps[index]
        late = float(units(mix_arrays(int(lamp["cell_x"]), int(lamp["cell_z"]), Stream.OUTAGE))[0])
        out = drawn.time + (first - float(along[index])) / pace + 0.12 * late
        setting.happened.outages.append(Outage(int(lamp["cell_x"]), int(lamp["cell_z"]), out, out + drawn.seconds))
    farthest = lamps[taken[np.argmax(along[taken])]]
    setting.happened.events.append(drawn.at(float(farthest["x"]), float(farthest["z"])))
    return True


def _seen(outlook: Outlook, pose: Pose, lamps: NDArray[np.void]) -> NDArray[np.bool_]:
    """Tell which lamps no wall hides from a pose."""
    dx, dz = lamps["x"].astype(np.float64) - pose.x, lamps["z"].astype(np.float64) - pose.z
    if not len(lamps):
        return np.zeros(0, bool)
    depth = outlook.depth(np.array([[pose.x, pose.z]]), np.arctan2(dx, -dz))[0]
    return np.asarray(depth > np.hypot(dx, dz) - 0.4)
