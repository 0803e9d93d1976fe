"""Throws: a thing flies in from beside the camera, and hits a wall in the picture."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.moving_scene import ALL, MovingScene, between, towards
from liminal.thing.trajectory import GRAVITY, Floats, Trajectory
from liminal.thing.turning import turned

_DRAWS, _TRIES = 48, 5  # throws that are drawn, and of those that have room, that are solved
_WALL = (2.8, 7.5)  # m from the camera to the wall
_AIM = (0.5, 1.5)  # m above the floor
_HAND = (95.0, 150.0)  # deg from the line of sight: where it is thrown from, beside the camera or behind
_REACH = (0.7, 1.1)  # m from the camera
_RAISED = (1.2, 1.8)  # m above the floor
_SPEED = (5.5, 8.0)  # m/s along the floor
_SPIN = (2.0, 7.0)  # rad/s
_PASSING = 0.3  # m: how far from walls and props the middle of it passes
_UNDER = 0.45  # m: and from ceilings and floors
_MISSED = 1.2  # m from where it is aimed at: what comes in between is not in the way


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
    """Let a thing fly in from beside the camera and hit a wall in the picture: of a few throws the one best seen."""
    scene = MovingScene(drawn, setting)
    best: tuple[int, Trajectory] | None = None
    for throw in _throws(scene):
        trajectory = scene.solve(throw.begin, throw.rotation, throw.velocity, throw.spin)
        blow = None if trajectory is None else trajectory.blow
        if trajectory is None or blow is None or math.dist(blow[1:4], throw.target) > _MISSED:
            continue
        shown = scene.shows(trajectory)
        if best is None or shown > best[0]:
            best = shown, trajectory
        if shown == ALL:
            break
    if best is None:
        return False
    scene.happens(best[1], best[1].begin)
    return True


def _throws(scene: MovingScene) -> Iterator[_Throw]:
    """Yield throws at the walls in the picture that have room, the first few of those that are drawn."""
    pose, found = scene.pose, 0
    for number in range(_DRAWS):
        lots = scene.lots(number)
        angle, away = scene.look(2 * lots[0] - 1)
        if not _WALL[0] <= away <= _WALL[1]:
            continue
        side = math.copysign(between(_HAND, lots[1] * 2 % 1), lots[1] - 0.5)
        raised = scene.floor + between(_RAISED, lots[3])
        begin = towards(pose, math.radians(pose.yaw + side), between(_REACH, lots[2]), raised)
        target = towards(pose, angle, away, scene.floor + between(_AIM, lots[4]))
        speed = between(_SPEED, lots[5]) * (0.7 + 0.3 * scene.drawn.strength)
        axis = np.array(lots[6:9]) * 2 - 1
        spin = between(_SPIN, lots[9]) * axis / max(float(np.linalg.norm(axis)), 1e-6)
        rotation = turned("y", 360 * lots[10]) @ turned("x", 360 * lots[11])
        throw = _Throw(begin, target, math.dist(begin[::2], target[::2]) / speed, spin, rotation)
        if _has_room(throw, scene):
            yield throw
            found += 1
        if found == _TRIES:
            return


def _has_room(throw: _Throw, scene: MovingScene) -> bool:
    """Whether nothing is in the way of a throw, up to the wall that it is aimed at."""
    places = throw.places(24)
    places = places[np.hypot(*(places - throw.target)[:, ::2].T) > 2 * _PASSING]
    points = places[:, ::2]
    x, z = scene.ground.cells(points)
    above = scene.window.ceiling[z, x] - places[:, 1]
    below = places[:, 1] - scene.window.floor[z, x]
    return bool((scene.ground.clearance(points) > _PASSING).all() and (above > _UNDER).all() and (below > _UNDER).all())
