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
from liminal.shot.outlook import Outlook
from liminal.shot.standing_thing import StandingThing, standing_models, standing_things
from liminal.shot.track import shortest_turn
from liminal.thing.builder import Detail
from liminal.thing.mass import corners_of
from liminal.thing.movable import Movable
from liminal.thing.mover import Mover
from liminal.thing.surroundings import surroundings
from liminal.thing.trajectory import Floats, Trajectory, waiting
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world
from liminal.world.grid import CELL
from liminal.world.model_instance import ModelInstance
from liminal.world.walkable import STEP

ALL = 4  # of `MovingScene.shows`
SOON = 0.6  # s after the event begins: things move in the picture of then
_AROUND = 10.0  # m around the camera that things move in
_LOOK, _SAMPLE = 0.8, 0.1  # s
_OUT = 0.95  # of the field of view, from its middle: what stands there is out of a picture of 4:3, or of 16:9
_DRAWS = 48  # places that are drawn
_ASIDE = 0.3  # of the field of view, from its middle
_UPRIGHT = 0.999  # cosine: a thing that leans more does not stand upright
_SUNK = 0.01  # m: things no higher above a floor stand on it
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

    def __init__(self, drawn: DrawnEvent, setting: EventSetting, standing: StandingThing | None = None) -> None:
        """`standing`: the thing, if it moves from where it stands in the world.

        A model that is asked for and stands elsewhere is taken from there. Neither is among what stands around.
        """
        self.drawn, self._setting = drawn, setting
        self.pose = setting.pose(drawn.time + SOON)
        window, self.outlook = setting.around(self.pose, _AROUND)
        models = tuple(each for each in window.models if not self._has_moved(each))
        self.window = self._whole = replace(window, models=models)
        self._stays, self._taken = standing is not None, standing or self._elsewhere()
        if self._taken is not None:
            self.drawn = replace(drawn, thing=self._taken.movable)
            self.window = self._taken.absent(self.window)
            # Sight ends at models, tall as they may be.
            self.outlook = self.outlook if self._taken.movable.model is None else Outlook(self.window)
        self.ground = Ground(self.window)
        self.key = int(drawn.lot * 2**24)
        self.floor = float(self.ground.floor(np.array([[self.pose.x, self.pose.z]]))[0])

    @property
    def shot_begin(self) -> float:
        """When the shot begins, s."""
        return self._setting.begin

    @property
    def thing(self) -> Movable:
        """What moves."""
        assert self.drawn.thing is not None
        return self.drawn.thing

    @property
    def vanishes(self) -> bool:
        """Whether the thing would vanish from the picture, as it stands there and is to come from elsewhere."""
        if self._taken is None or self._stays:
            return False
        return self._shows(self._taken, self.outlook)

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
        trajectory = solve(self.thing, launch, among)
        return None if trajectory is None else trajectory.moved(self.drawn.time, x, z)

    def standing(self, nearest: float, farthest: float) -> list[StandingThing]:
        """Return the things of the world in the picture that can be moved, the nearest first.

        They are so far off, m, stand upright on the floor, not in a window, with nothing on them, and have not been
        moved before. A thing that is asked for by name has that name.
        """
        found = []
        for thing in standing_things(self._whole):
            x, y, z = thing.place
            away = math.hypot(x - self.pose.x, z - self.pose.z)
            fits = self.drawn.usual or _is_alike(thing.movable, self.thing)
            if not fits or not nearest <= away <= farthest or self._has_moved(thing):
                continue
            # A model always stands on the floor, on which one it is told.
            stands = thing.movable.model is not None or (
                thing.rotation[1, 1] > _UPRIGHT
                and abs(y - self.floor) < STEP
                and abs(y - self.ground.floor(np.array([[x, z]]))[0]) < _SUNK
            )
            if stands and not thing.is_laden(self._whole):
                outlook = self.outlook if thing.movable.model is None else Outlook(thing.absent(self._whole))
                if self._shows(thing, outlook):
                    found.append((away, thing))
        return [thing for _, thing in sorted(found, key=lambda each: each[0])]

    def _elsewhere(self) -> StandingThing | None:
        """Return the model that the event asks for by name, where it stands in the world and has not been moved."""
        thing = self.drawn.thing
        if thing is None or thing.model is None:
            return None
        alike = (each for each in standing_models(self._setting.world.models) if _is_alike(each.movable, thing))
        return next((each for each in alike if not self._has_moved(each)), None)

    def _shows(self, thing: StandingThing, outlook: Outlook) -> bool:
        """Whether what stands there is in the picture when the event begins, and no wall before it."""
        x, y, z = thing.place
        angle = np.array([math.atan2(x - self.pose.x, self.pose.z - z)])
        depth = float(outlook.depth(np.array([[self.pose.x, self.pose.z]]), angle)[0, 0])
        clear = depth > math.hypot(x - self.pose.x, z - self.pose.z) - CELL
        return clear and self.sees(self.drawn.time, np.array([x, y + 0.3, z]))

    def _has_moved(self, thing: StandingThing | ModelInstance) -> bool:
        return any(mover.place == thing.place for mover in self._setting.happened.movers)

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
        corners = corners_of(self.thing.thing(Detail.FAR).boxes).reshape(-1, 3)
        lying = corners @ trajectory.rotations[-1].T + trajectory.positions[-1]
        whole = all(self.sees(trajectory.end, corner) for corner in lying)
        return sum(self.sees(time, trajectory.pose_at(time)[0]) for time in instants) + whole

    def happens(self, trajectory: Trajectory, begin: float) -> None:
        """Add the mover, which is there from `begin` on (s), and the event at the time and place of its first blow.

        Where there is none, when it begins to move, and where it comes to rest. Up to `begin`, or until it moves from
        there, a thing of the world stands in its place.
        """
        drawn, happened = self.drawn, self._setting.happened
        (x, _, z), time = trajectory.positions[-1].tolist(), trajectory.begin
        if trajectory.blow is not None:
            time, x, z = trajectory.blow.time, trajectory.blow.x, trajectory.blow.z
        happened.events.append(Event(time, drawn.seconds, drawn.kind, x, z, drawn.strength))
        if self._taken is None:
            happened.movers.append(Mover(self.thing, trajectory, begin))
            return
        if not self._stays:
            first = trajectory.positions[0], trajectory.rotations[0]
            trajectory = waiting(begin, (np.array(self._taken.place), self._taken.rotation), first).then(trajectory)
        happened.movers.append(Mover(self.thing, trajectory, 0.0, self._taken.place))


def towards(pose: Pose, angle: float, away: float, height: float) -> Floats:
    """Return the place (3,) so far from a camera in a direction (rad) of the plan, at a height, m."""
    return np.array([pose.x + away * math.sin(angle), height, pose.z - away * math.cos(angle)])


def between(ends: tuple[float, float], lot: float) -> float:
    """Return the number that `lot` (0 to 1) draws from a range."""
    return ends[0] + (ends[1] - ends[0]) * lot


def _is_alike(first: Movable, second: Movable) -> bool:
    """Whether two things have one name, and models one file."""
    return (first.name, first.model and first.model.file) == (second.name, second.model and second.model.file)
