"""The placement of things that move: where they come from, how fast, and whether the camera sees where they end."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, mix_arrays, units
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Ground
from liminal.shot.outlook import Outlook
from liminal.thing.mover import Mover
from liminal.thing.surroundings import surroundings
from liminal.thing.trajectory import GRAVITY, Trajectory
from liminal.thing.turning import turned
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world
from liminal.world.window import Window

_AROUND = 10.0  # m around the camera that things move in
_SOON = 0.6  # s after the throw: the wall is one that is in the picture then
_DRAWS, _TRIES = 48, 5  # throws that are drawn, and of those that have room, that are solved
_WALL = (2.8, 6.5)  # m from the camera to the wall
_ASIDE = 0.3  # of the field of view, from its middle: where the wall is hit
_AIM = (0.5, 1.5)  # m above the floor
_HAND = (95.0, 150.0)  # deg from the line of sight: where it is thrown from, beside the camera or behind
_REACH = (0.7, 1.1)  # m from the camera
_RAISED = (1.2, 1.8)  # m above the floor
_SPEED = (5.0, 7.5)  # m/s along the floor
_SPIN = (2.0, 7.0)  # rad/s
_PASSING = 0.3  # m: how far from walls and props the middle of it passes
_UNDER = 0.45  # m: and from ceilings and floors
_MISSED = 1.2  # m from where it is aimed at: what comes in between is not in the way
_IN_PICTURE = 0.85  # of the way from the middle of a picture of 4:3 to its edges

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Throw:
    """A throw from one place to another, (3,), m, in `seconds`. `spin`: rad/s. `rotation`: (3, 3), at the beginning."""

    begin: Floats
    target: Floats
    seconds: float
    spin: Floats
    rotation: Floats

    @property
    def velocity(self) -> Floats:
        """With which it flies to the target, m/s."""
        velocity: Floats = (self.target - self.begin) / self.seconds
        velocity[1] += GRAVITY * self.seconds / 2
        return velocity

    def places(self, count: int) -> Floats:
        """Places along the way, evenly in time: (count, 3), m."""
        time = np.linspace(0.0, self.seconds, count)[:, None]
        return np.asarray(self.begin + self.velocity * time - np.array([0, GRAVITY / 2, 0]) * time**2)


def place_throw(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a thing fly in from beside the camera and hit a wall in the picture."""
    pose = setting.pose(drawn.time + _SOON)
    window, outlook = setting.around(pose, _AROUND)
    best: tuple[int, Trajectory] | None = None
    solids = surroundings(window)
    for throw in _throws(drawn, pose, window, outlook):
        trajectory = _thrown(drawn, throw, window, solids)
        if not trajectory.impacts or math.dist(trajectory.impacts[0][1:4], throw.target) > _MISSED:
            continue
        seen = sum(_is_seen(setting.pose(time), trajectory.pose_at(time)[0]) for time in _instants(trajectory))
        if best is None or seen > best[0]:
            best = seen, trajectory
        if seen >= 3:
            break
    if best is None:
        return False
    _add(drawn, setting, best[1], best[1].begin)
    return True


def _add(drawn: DrawnEvent, setting: EventSetting, trajectory: Trajectory, begin: float) -> None:
    """Add a mover that is there from `begin` on (s), and the event at the time and place of its first blow."""
    first = trajectory.impacts[0]
    setting.happened.movers.append(Mover(drawn.thing, trajectory, begin))
    setting.happened.events.append(Event(first.time, drawn.seconds, drawn.kind, first.x, first.z, drawn.strength))


def _thrown(drawn: DrawnEvent, throw: _Throw, window: Window, solids: NDArray[np.void]) -> Trajectory:
    # Imported here: MuJoCo takes a fifth of a second to load, and few films need it.
    from liminal.thing.rigid_body import Launch, solve

    x, z = window.origin
    launch = Launch(throw.begin - (x, 0.0, z), throw.rotation, throw.velocity, throw.spin)
    return solve(drawn.thing, launch, solids).moved(drawn.time, x, z)


def _throws(drawn: DrawnEvent, pose: Pose, window: Window, outlook: Outlook) -> Iterator[_Throw]:
    """Yield throws at the walls in the picture that have room, the first few of those that are drawn."""
    ground, key = Ground(window), int(drawn.lot * 2**24)
    here = np.array([pose.x, pose.z])
    floor = float(ground.floor(here[None])[0])
    found = 0
    for number in range(_DRAWS):
        lots = units(mix_arrays(key, Stream.THROW, number, np.arange(12))).tolist()
        angle = math.radians(pose.yaw + _ASIDE * pose.fov * (2 * lots[0] - 1))
        away = float(outlook.depth(here[None], np.array([angle]))[0, 0])
        if not _WALL[0] <= away <= _WALL[1]:
            continue
        side = math.copysign(_drawn(_HAND, lots[1] * 2 % 1), lots[1] - 0.5)
        begin = _towards(here, math.radians(pose.yaw + side), _drawn(_REACH, lots[2]), floor + _drawn(_RAISED, lots[3]))
        target = _towards(here, angle, away, floor + _drawn(_AIM, lots[4]))
        speed = _drawn(_SPEED, lots[5]) * (0.7 + 0.3 * drawn.strength)
        axis = np.array(lots[6:9]) * 2 - 1
        spin = _drawn(_SPIN, lots[9]) * axis / max(float(np.linalg.norm(axis)), 1e-6)
        rotation = turned("y", 360 * lots[10]) @ turned("x", 360 * lots[11])
        throw = _Throw(begin, target, math.dist(begin[::2], target[::2]) / speed, spin, rotation)
        if _has_room(throw, ground, window):
            yield throw
            found += 1
        if found == _TRIES:
            return


def _has_room(throw: _Throw, ground: Ground, window: Window) -> bool:
    """Whether nothing is in the way of a throw, up to the wall that it is aimed at."""
    places = throw.places(24)
    places = places[np.hypot(*(places - throw.target)[:, ::2].T) > 2 * _PASSING]
    points = places[:, ::2]
    x, z = ground.cells(points)
    high = window.ceiling[z, x] - places[:, 1]
    return bool(
        (ground.clearance(points) > _PASSING).all()
        and (high > _UNDER).all()
        and (places[:, 1] - window.floor[z, x] > _UNDER).all()
    )


def _instants(trajectory: Trajectory) -> Sequence[float]:
    """When it should be in the picture: at its first blow, a little later, and at rest."""
    first = trajectory.impacts[0].time
    return first, (first + trajectory.end) / 2, trajectory.end


def _is_seen(pose: Pose, place: Floats) -> bool:
    """Whether a place is well within the picture of a pose."""
    x, y, z, _ = view_from_world(pose) @ np.append(place, 1.0)
    edge = -z * math.tan(math.radians(pose.fov) / 2) * _IN_PICTURE
    return bool(z < 0 and abs(y) < edge and abs(x) < edge * 4 / 3)


def _towards(here: Floats, angle: float, away: float, height: float) -> Floats:
    """The place (3,) so far from another one (x, z) in a direction (rad), at a height, m."""
    return np.array([here[0] + away * math.sin(angle), height, here[1] - away * math.cos(angle)])


def _drawn(between: tuple[float, float], lot: float) -> float:
    return between[0] + (between[1] - between[0]) * lot
