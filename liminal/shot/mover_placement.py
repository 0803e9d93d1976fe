"""The placement of things that tip over, fall from the ceiling, or come along the floor."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from liminal.errors import LiminalError
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.moving_scene import ALL, SOON, MovingScene, Spot, between, towards
from liminal.thing.builder import Detail
from liminal.thing.catalogue import CATALOGUE, make
from liminal.thing.mass import corners_of, mass_properties
from liminal.thing.round import radius_and_axis
from liminal.thing.surroundings import below
from liminal.thing.thing import Thing
from liminal.thing.trajectory import GRAVITY, Floats, Trajectory
from liminal.thing.turning import turned, upright_along

_TRIES = 5  # that are solved
_NEAR, _FAR = 2.6, 5.2  # m from the camera
_PUSHES = (1.08, 1.25, 1.6)  # times the spin that just tips a thing over
_FOOT = 0.05  # m above the floor: what is lower carries it
_UPRIGHT = 0.9  # cosine: what leans less has not tipped over
_HIDDEN = 0.02  # m above a ceiling, where what falls begins
_TUMBLE = 1.5  # rad/s
_ASIDE, _AWAY = (62.0, 100.0), (1.4, 2.4)  # deg from the line of sight and m from the camera, where things come from
_ON = 1.15  # times the way to where it is aimed at, that a thing would slide
_ROLLING = (1.3, 2.2)  # m/s
_FASTEST = 7.0  # m/s
_AXIS_UP = turned("z", 90), np.eye(3), turned("x", -90)  # turn x, y, z to y
_NUDGED, _TURNED = (0.35, 0.9), (25.0, 110.0)  # m and deg, between two looks
_INSTANT = 1e-6  # s
_WIDE = 0.45  # m: free floor to each side of a way


def place_topple(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a thing stand in the picture from the beginning of the shot, and tip over by itself."""
    return _place(drawn, setting, _topples, lambda scene: scene.shot_begin)


def place_fall(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a thing fall through the ceiling, which stays whole, in the picture."""
    return _place(drawn, setting, _falls)


def place_slide(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a thing slide along the floor into the picture."""
    return _place(drawn, setting, _slides)


def place_roll(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a round thing roll along the floor into the picture. Raises LiminalError for a thing that is not round."""
    if not CATALOGUE[drawn.thing].round:
        choices = ", ".join(name for name, article in CATALOGUE.items() if article.round)
        raise LiminalError(f'a thing called "{drawn.thing}" does not roll; let it slide, or choose of {choices}')
    return _place(drawn, setting, _rolls)


def place_nudge(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a thing stand otherwise when the camera looks at it again: it moves in no time, out of the picture."""
    thing, scene = make(drawn.thing, Detail.FAR), MovingScene(replace(drawn, time=setting.begin - SOON), setting)
    radius = _radius(thing)
    for spot in scene.spots(_NEAR, _FAR, radius):
        position, rotation = np.array([spot.x, spot.floor, spot.z]), turned("y", 360 * spot.lots[0])
        time = scene.unseen(position, setting.end)
        way = turned("y", 360 * spot.lots[1])[:, 2]
        moved = position + between(_NUDGED, spot.lots[2]) * way
        point = moved[None, ::2]
        if time is None or scene.ground.clearance(point)[0] < radius or scene.ground.floor(point)[0] != spot.floor:
            continue
        turn = turned("y", between(_TURNED, spot.lots[3]))
        poses = np.array([position, moved]), np.array([rotation, turn @ rotation])
        scene.happens(Trajectory(np.array([time - _INSTANT, time]), *poses, np.zeros(2)), setting.begin)
        return True
    return False


def _place(
    drawn: DrawnEvent,
    setting: EventSetting,
    motions: Callable[[MovingScene], Iterator[Trajectory]],
    begin: Callable[[MovingScene], float] = lambda scene: scene.drawn.time,
) -> bool:
    """Of a few motions let the one happen that is best seen."""
    scene = MovingScene(drawn, setting)
    best: tuple[int, Trajectory] | None = None
    for number, trajectory in enumerate(motions(scene)):
        shown = scene.shows(trajectory)
        if best is None or shown > best[0]:
            best = shown, trajectory
        if shown == ALL or number == _TRIES - 1:
            break
    if best is None:
        return False
    scene.happens(best[1], begin(scene))
    return True


def _topples(scene: MovingScene) -> Iterator[Trajectory]:
    thing = make(scene.drawn.thing, Detail.FAR)
    for spot in scene.spots(_NEAR, _FAR, _radius(thing)):
        rotation = turned("y", 360 * spot.lots[0])
        position = np.array([spot.x, spot.floor, spot.z])
        way = turned("y", 360 * spot.lots[1])[:, 2]
        for push in _PUSHES:
            velocity, spin = _tipping(scene.drawn.thing, rotation.T @ way, push)
            trajectory = scene.solve(position, rotation, rotation @ velocity, rotation @ spin)
            if trajectory.rotations[-1][1, 1] < _UPRIGHT:
                yield trajectory
                break


def _tipping(name: str, way: Floats, push: float) -> tuple[Floats, Floats]:
    """The velocity and the spin, (3,), with which a thing goes over its foot's edge towards `way`, in its own axes.

    The energy of the spin about that edge lifts its centre of mass above the edge, and a little more.
    """
    thing = make(name, Detail.FAR)
    mass, centre, inertia = mass_properties(thing, CATALOGUE[name].mass)
    corners = corners_of(thing.boxes).reshape(-1, 3)
    edge = float((corners[corners[:, 1] < corners[:, 1].min() + _FOOT] @ way).max()) - float(centre @ way)
    axis = np.cross((0.0, 1.0, 0.0), way)
    height = float(centre[1])
    lift = max(math.hypot(edge, height) - height, 0.0)
    about = float(axis @ inertia @ axis) + mass * (edge**2 + height**2)
    spin = axis * push * math.sqrt(2 * mass * GRAVITY * lift / about)
    return np.cross(spin, height * np.array([0.0, 1.0, 0.0]) - edge * way), spin


def _falls(scene: MovingScene) -> Iterator[Trajectory]:
    thing = make(scene.drawn.thing, Detail.FAR)
    corners = corners_of(thing.boxes).reshape(-1, 3)
    for spot in scene.spots(_NEAR, _FAR, 0.8 * _radius(thing)):
        rotation = turned("y", 360 * spot.lots[0]) @ turned("x", 180 * spot.lots[1]) @ turned("z", 90 * spot.lots[2])
        lowest = float((corners @ rotation.T)[:, 1].min())
        position = np.array([spot.x, spot.ceiling + _HIDDEN - lowest, spot.z])
        spin = _TUMBLE * (2 * np.array(spot.lots[3:6]) - 1)
        yield scene.solve(position, rotation, np.zeros(3), spin, below(scene.solids, spot.ceiling))


def _slides(scene: MovingScene) -> Iterator[Trajectory]:
    thing, friction = make(scene.drawn.thing, Detail.FAR), CATALOGUE[scene.drawn.thing].friction
    for spot, begin in _ways(scene):
        way = np.array([spot.x, spot.floor, spot.z]) - begin
        length = float(np.linalg.norm(way))
        speed = min(math.sqrt(2 * friction * GRAVITY * _ON * length), _FASTEST)
        position = begin - (0.0, float(thing.bounds[0][1]), 0.0)
        spin = np.array([0.0, _TUMBLE * (2 * spot.lots[2] - 1), 0.0])
        yield scene.solve(position, turned("y", 360 * spot.lots[1]), speed * way / length, spin)


def _rolls(scene: MovingScene) -> Iterator[Trajectory]:
    thing = make(scene.drawn.thing, Detail.FAR)
    radius, axis = radius_and_axis(thing)
    for spot, begin in _ways(scene):
        way = np.array([spot.x, 0.0, spot.z]) - begin * (1, 0, 1)
        way /= np.linalg.norm(way)
        across = np.cross((0.0, 1.0, 0.0), way)  # the axis about which it rolls ahead
        rotation = upright_along(across) @ _AXIS_UP[axis]
        low, high = thing.bounds
        middle = rotation @ ((low + high) / 2)
        position = begin + np.array([0.0, radius, 0.0]) - middle
        speed = between(_ROLLING, spot.lots[1])
        yield scene.solve(position, rotation, speed * way, speed / radius * across)


def _ways(scene: MovingScene) -> Iterator[tuple[Spot, Floats]]:
    """Yield places in the picture and places beside it, on the same floor, with nothing between them."""
    for spot in scene.spots(_NEAR, _FAR, _WIDE):
        side = math.copysign(between(_ASIDE, spot.lots[3] * 2 % 1), spot.lots[3] - 0.5)
        away = between(_AWAY, spot.lots[4])
        begin = towards(scene.pose, math.radians(scene.pose.yaw + side), away, spot.floor)
        points = begin[::2] + np.linspace(0, 1, 16)[:, None] * (np.array([spot.x, spot.z]) - begin[::2])
        if (scene.ground.clearance(points) > _WIDE).all() and (scene.ground.floor(points) == spot.floor).all():
            yield spot, begin


def _radius(thing: Thing) -> float:
    """How far a thing reaches from its origin along the floor, m."""
    low, high = thing.bounds
    return float(np.hypot(*np.maximum(abs(low), abs(high))[[0, 2]]))
