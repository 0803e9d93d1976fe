"""The scene of a thing that moves: the camera's pose, the cells around, and places on the floor in the picture."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, mix_arrays, units
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Ground
from liminal.shot.track import shortest_turn
from liminal.thing.builder import Detail
from liminal.thing.catalogue import CATALOGUE, make
from liminal.thing.mass import corners_of
from liminal.thing.mover import Mover
from liminal.thing.surroundings import surroundings
from liminal.thing.trajectory import Floats, Trajectory
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world
from liminal.world.grid import CELL
from liminal.world.prop import bounds
from liminal.world.walkable import STEP

ALL = 4  # of `MovingScene.shows`
SOON = 0.6  # s after the event begins: things move in what is in the picture then
_AROUND = 10.0  # m around the camera that things move in
_LOOK, _SAMPLE = 0.8, 0.1  # s
_OUT = 0.95  # of the field of view, from its middle: what stands there is out of a picture of 4:3, or of 16:9
_DRAWS = 48  # places that are drawn
_ASIDE = 0.3  # of the field of view, from its middle
_UPRIGHT = 0.999  # cosine: a thing that leans more does not stand upright
_SUNK, _ON = 0.01, 0.6  # m; of its half diagonal: what is nearer to its middle, and higher, is on it
_IN_PICTURE = 0.92  # of the way from the middle of a picture of 4:3 to its edges


@dataclass(frozen=True)
class Spot:
    """A place on the floor, m. `lots`: eight numbers from 0 to 1 for all else that is drawn with it."""

    x: float
    z: float
    floor: float
    ceiling: float
    lots: tuple[float, ...]


class MovingScene:
    """Where a thing is to move, and the event that it moves in."""

    def __init__(self, drawn: DrawnEvent, setting: EventSetting, prop: np.void | None = None) -> None:
        """`prop`: the thing, if it stands in the world; then it is not among what stands around."""
        self.drawn, self._setting, self.prop = drawn, setting, prop
        self.pose = setting.pose(drawn.time + SOON)
        self.window, self.outlook = setting.around(self.pose, _AROUND)
        if prop is not None:
            self.drawn = replace(drawn, thing=str(prop["name"]))
            self.window = replace(self.window, props=self.window.props[self.window.props != prop])
        self.ground = Ground(self.window)
        self.key = int(drawn.lot * 2**24)
        self.floor = float(self.ground.floor(np.array([[self.pose.x, self.pose.z]]))[0])

    @property
    def shot_begin(self) -> float:
        """When the shot begins, s."""
        return self._setting.begin

    @cached_property
    def solids(self) -> NDArray[np.void]:
        """What stands around, (n,) BOX, in window-local metres."""
        return surroundings(self.window)

    def lots(self, number: int) -> list[float]:
        """Return twelve numbers from 0 to 1 that are drawn for one of several tries."""
        return list(units(mix_arrays(self.key, Stream.THROW, number, np.arange(12))).tolist())

    def look(self, aside: float) -> tuple[float, float]:
        """Return a direction (rad) within the picture, `aside` from -1 to 1 of it, and how far the wall is there, m."""
        angle = math.radians(self.pose.yaw + _ASIDE * self.pose.fov * aside)
        return angle, float(self.outlook.depth(np.array([[self.pose.x, self.pose.z]]), np.array([angle]))[0, 0])

    def spots(self, nearest: float, farthest: float, clear: float) -> Iterator[Spot]:
        """Yield places in the picture so far off, with nothing nearer to them than `clear`, m, in a drawn order."""
        for number in range(_DRAWS):
            lots = self.lots(number)
            angle, depth = self.look(2 * lots[0] - 1)
            away = nearest + (farthest - nearest) * lots[1]
            place = towards(self.pose, angle, away, 0.0)
            point = place[None, ::2]
            if away < depth - clear and self.ground.clearance(point)[0] > clear:
                x, z = self.ground.cells(point)
                floor, ceiling = (float(heights[z[0], x[0]]) for heights in (self.window.floor, self.window.ceiling))
                if self.sees(self.drawn.time, np.array([place[0], floor + 0.3, place[2]])):
                    yield Spot(float(place[0]), float(place[2]), floor, ceiling, tuple(lots[2:10]))

    def solve(
        self, position: Floats, rotation: Floats, velocity: Floats, spin: Floats, solids: NDArray[np.void] | None = None
    ) -> Trajectory | None:
        """Return how the thing moves that begins so, in the world's metres, m/s and rad/s, when the event does.

        None where it would begin inside what stands around.
        """
        # Imported here: MuJoCo takes a fifth of a second to load, and few films need it.
        from liminal.thing.rigid_body import Launch, solve

        x, z = self.window.origin
        launch = Launch(position - (x, 0.0, z), rotation, velocity, spin)
        among = self.solids if solids is None else solids
        trajectory = solve(self.drawn.thing, launch, among)
        return None if trajectory is None else trajectory.moved(self.drawn.time, x, z)

    def props(self, nearest: float, farthest: float) -> list[np.void]:
        """Return the things of the world in the picture that can be moved, the nearest first.

        They are so far off, m, stand upright on the floor, not in a window, with nothing on them, and have not been
        moved before. What is asked for by name is of that name.
        """
        gone = {mover.prop_place for mover in self._setting.happened.movers}
        found = []
        for prop in self.window.props:
            x, y, z = place_of(prop)
            name, away = str(prop["name"]), math.hypot(x - self.pose.x, z - self.pose.z)
            if not nearest <= away <= farthest or name not in CATALOGUE or place_of(prop) in gone:
                continue
            fits = self.drawn.usual or name == self.drawn.thing
            stands = (
                prop["rotation"][1, 1] > _UPRIGHT
                and abs(y - self.floor) < STEP
                and abs(y - self.ground.floor(np.array([[x, z]]))[0]) < _SUNK
            )
            if fits and stands and not self._laden(prop) and self.sees(self.drawn.time, np.array([x, y + 0.3, z])):
                angle = np.array([math.atan2(x - self.pose.x, self.pose.z - z)])
                if self.outlook.depth(np.array([[self.pose.x, self.pose.z]]), angle)[0, 0] > away - CELL:
                    found.append((away, prop))
        return [prop for _, prop in sorted(found, key=lambda each: each[0])]

    def _laden(self, prop: np.void) -> bool:
        """Whether another thing stands on a prop, or both on one place."""
        others = self.window.props[self.window.props != prop]
        (low, high), (x, _, z) = bounds(prop), place_of(prop)
        half = np.hypot(*(high - low)[[0, 2]]) / 2
        return bool((np.hypot(others["x"] - x, others["z"] - z) < half * _ON)[others["y"] > prop["y"] + _SUNK].any())

    def sees(self, time: float, place: Floats) -> bool:
        """Whether a place (3,) is well within the picture at a time, s."""
        pose = self._setting.pose(time)
        x, y, z, _ = view_from_world(pose) @ np.append(place, 1.0)
        edge = -z * math.tan(math.radians(pose.fov) / 2) * _IN_PICTURE
        return bool(z < 0 and abs(y) < edge and abs(x) < edge * 4 / 3)

    def unseen(self, place: Floats, end: float) -> float | None:
        """Return a time (s) at which a place is out of the picture, between two looks at it; None where there is none.

        Each look lasts for `_LOOK`; the second is over by the `end` of the shot. It is far out: what stands there too.
        """
        times = np.arange(self._setting.begin, end, _SAMPLE)
        angle = math.degrees(math.atan2(place[0] - self.pose.x, self.pose.z - place[2]))
        poses = [self._setting.pose(time) for time in times.tolist()]
        aside = np.array([abs(shortest_turn(angle - pose.yaw)) / pose.fov for pose in poses])
        looks = np.array([self.sees(time, place) for time in times.tolist()])
        for index in np.flatnonzero(aside > _OUT).tolist():
            if min(looks[:index].sum(), looks[index:].sum()) * _SAMPLE >= _LOOK:
                return float(times[index])
        return None

    def shows(self, trajectory: Trajectory) -> int:
        """Return how much of a motion the picture shows, up to `ALL`.

        One for each of three instants, the first blow or else halfway, rest, and between; one for all of it at rest.
        """
        blow, halfway = trajectory.blow, (trajectory.begin + trajectory.end) / 2
        first = halfway if blow is None else blow.time
        instants = first, (first + trajectory.end) / 2, trajectory.end
        corners = corners_of(make(self.drawn.thing, Detail.FAR).boxes).reshape(-1, 3)
        lying = corners @ trajectory.rotations[-1].T + trajectory.positions[-1]
        whole = all(self.sees(trajectory.end, corner) for corner in lying)
        return sum(self.sees(time, trajectory.pose_at(time)[0]) for time in instants) + whole

    def happens(self, trajectory: Trajectory, begin: float) -> None:
        """Add the mover, which is there from `begin` on (s), and the event at the time and place of its first blow.

        Where there is none, when it begins to move, and where it comes to rest. A prop of the world has been there
        all along.
        """
        drawn, happened = self.drawn, self._setting.happened
        (x, _, z), time = trajectory.positions[-1].tolist(), trajectory.begin
        if trajectory.blow is not None:
            time, x, z = trajectory.blow.time, trajectory.blow.x, trajectory.blow.z
        if self.prop is None:
            happened.movers.append(Mover(drawn.thing, trajectory, begin))
        else:
            happened.movers.append(Mover(drawn.thing, trajectory, 0.0, place_of(self.prop)))
        happened.events.append(Event(time, drawn.seconds, drawn.kind, x, z, drawn.strength))


def towards(pose: Pose, angle: float, away: float, height: float) -> Floats:
    """Return the place (3,) so far from a camera in a direction (rad) of the plan, at a height, m."""
    return np.array([pose.x + away * math.sin(angle), height, pose.z - away * math.cos(angle)])


def between(ends: tuple[float, float], lot: float) -> float:
    """Return the number that `lot` (0 to 1) draws from a range."""
    return ends[0] + (ends[1] - ends[0]) * lot


def place_of(prop: np.void) -> tuple[float, float, float]:
    """Return where a prop stands: x, y, z, m."""
    return float(prop["x"]), float(prop["y"]), float(prop["z"])
