"""Throws: a thing flies in from beside the camera, or up from the floor, and hits a wall in the picture."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.moving_scene import ALL, MovingScene, between, towards
from liminal.shot.standing_thing import StandingThing
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
_LIFTED = (0.4, 1.6)  # rad/s: the spin of what flies up from where it stands; more, and it would strike the floor
_LEFT = 1.2  # m from where it stood, that it has left the floor
_NEAREST, _FARTHEST = 2.0, 5.2  # m from the camera: so far off a model stands that is thrown from there
_FLIGHT = (1.2, 6.0)  # m along the floor, of such a throw; where no wall is so near it falls onto the floor
_LANDS, _TOSSED = (3.0, 6.5), 0.75  # m from the camera; s, at least
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
    """Let a thing hit a wall in the picture: of a few throws the one best seen.

    It flies in from beside the camera; a model that is asked for and stands in the picture, up from there.
    """
    scene = MovingScene(drawn, setting)
    if scene.thing.model is not None:
        for standing in scene.standing(_NEAREST, _FARTHEST):
            if _is_thrown(MovingScene(drawn, setting, standing), standing):
                return True
    return _is_thrown(scene, None)


def _is_thrown(scene: MovingScene, standing: StandingThing | None) -> bool:
    if scene.vanishes:
        return False
    best: tuple[int, Trajectory] | None = None
    for throw in _throws(scene, standing):
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


def _throws(scene: MovingScene, standing: StandingThing | None) -> Iterator[_Throw]:
    """Yield throws that have room, the first few of those that are drawn.

    `standing`: what flies up from where it stands; None: all comes from beside the camera.
    """
    found = 0
    for number in range(_DRAWS):
        lots = scene.lots(number)
        throw = _from_hand(scene, lots) if standing is None else _from_floor(scene, lots, standing)
        if throw is not None and _has_room(throw, scene, 0.0 if standing is None else _LEFT):
            yield throw
            found += 1
        if found == _TRIES:
            return


def _from_hand(scene: MovingScene, lots: Sequence[float]) -> _Throw | None:
    """Return a throw from beside the camera at a wall in the picture; None where that is too near or too far off."""
    pose = scene.pose
    angle, away = scene.look(2 * lots[0] - 1)
    if not _WALL[0] <= away <= _WALL[1]:
        return None
    side = math.copysign(between(_HAND, lots[1] * 2 % 1), lots[1] - 0.5)
    raised = scene.floor + between(_RAISED, lots[3])
    begin = towards(pose, math.radians(pose.yaw + side), between(_REACH, lots[2]), raised)
    target = towards(pose, angle, away, scene.floor + between(_AIM, lots[4]))
    rotation = turned("y", 360 * lots[10]) @ turned("x", 360 * lots[11])
    return _Throw(begin, target, _seconds(scene, lots, begin, target), _spin(lots, _SPIN), rotation)


def _from_floor(scene: MovingScene, lots: Sequence[float], standing: StandingThing) -> _Throw | None:
    """Return a throw from where a thing stands, at a wall in the picture or onto the floor; None for a short one."""
    begin, floor = np.array(standing.place), standing.place[1]
    angle, away = scene.look(2 * lots[0] - 1)
    target = towards(scene.pose, angle, away, floor + between(_AIM, lots[4]))
    tossed = math.dist(begin[::2], target[::2]) > _FLIGHT[1]
    if tossed:
        target = towards(scene.pose, angle, between(_LANDS, lots[2]), floor)
    if math.dist(begin[::2], target[::2]) < _FLIGHT[0]:
        return None
    seconds = _seconds(scene, lots, begin, target)
    return _Throw(begin, target, max(seconds, _TOSSED) if tossed else seconds, _spin(lots, _LIFTED), standing.rotation)


def _seconds(scene: MovingScene, lots: Sequence[float], begin: Floats, target: Floats) -> float:
    speed = between(_SPEED, lots[5]) * (0.7 + 0.3 * scene.drawn.strength)
    return math.dist(begin[::2], target[::2]) / speed


def _spin(lots: Sequence[float], ends: tuple[float, float]) -> Floats:
    axis = np.array(lots[6:9]) * 2 - 1
    return np.asarray(between(ends, lots[9]) * axis / max(float(np.linalg.norm(axis)), 1e-6))


def _has_room(throw: _Throw, scene: MovingScene, left: float) -> bool:
    """Whether nothing is in the way of a throw, from so far on (m) up to the wall that it is aimed at."""
    places = throw.places(24)
    places = places[np.hypot(*(places - throw.begin)[:, ::2].T) >= left]
    places = places[np.hypot(*(places - throw.target)[:, ::2].T) > 2 * _PASSING]
    points = places[:, ::2]
    x, z = scene.ground.cells(points)
    above = scene.window.ceiling[z, x] - places[:, 1]
    below = places[:, 1] - scene.window.floor[z, x]
    return bool((scene.ground.clearance(points) > _PASSING).all() and (above > _UNDER).all() and (below > _UNDER).all())
