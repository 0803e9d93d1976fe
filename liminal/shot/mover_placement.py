"""The placement of things that tip over, fall from the ceiling, or come along the floor."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from liminal.errors import LiminalError
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.moving_scene import ALL, SOON, MovingScene, Spot, between, towards
from liminal.shot.standing_thing import StandingThing
from liminal.shot.track import shortest_turn
from liminal.thing.builder import Detail
from liminal.thing.catalogue import CATALOGUE
from liminal.thing.mass import corners_of, mass_properties
from liminal.thing.movable import Movable
from liminal.thing.round import radius_and_axis
from liminal.thing.surroundings import below
from liminal.thing.thing import Thing
from liminal.thing.trajectory import GRAVITY, INSTANT, Floats, Trajectory
from liminal.thing.turning import turned, upright_along

_TRIES, _MOST = 5, 8  # motions that are tried, and as long as none is found
_NEAR, _FAR = 2.6, 5.2  # m from the camera
_NEAREST = 2.0  # m from the camera, of a thing of the world that moves
_BESIDE = 0.1  # m of free floor around where it would lie
_SIDES = 6  # to which a thing of the world may tip over
_SLENDER = 0.6  # tangent: a thing that leans by more than 31 degrees on its edge does not tip over by itself
_PUSHES = (1.08, 1.25, 1.6)  # times the spin that just tips a thing over
_FOOT = 0.05  # m above the floor: corners below that carry it
_UPRIGHT = 0.9  # cosine: what leans less has not tipped over
_HIDDEN = 0.02  # m above a ceiling, where what falls begins
_TUMBLE = 1.5  # rad/s
_ASIDE, _AWAY = (62.0, 100.0), (1.4, 2.4)  # deg from the line of sight and m from the camera, where things come from
_ON = 1.15  # times the way to where it is aimed at, that a thing would slide
_ROLLING = (1.3, 2.2)  # m/s
_FASTEST = 7.0  # m/s
_AXIS_UP = turned("z", 90), np.eye(3), turned("x", -90)  # turn x, y, z to y
_NUDGED, _TURNED = (0.35, 0.9), (25.0, 110.0)  # m and deg, between two looks
_ASKEW = 9.0  # deg: nothing faces the camera exactly
_WIDE = 0.45  # m: free floor to each side of a way


def place_topple(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a thing that stands in the picture tip over by itself: one of the world, or one brought for the shot."""
    for thing, scene in _with_standing(drawn, setting):
        if _place(scene, partial(_standing_topples, thing)):
            return True
    scene = MovingScene(drawn, setting)
    return _place(scene, _topples, scene.shot_begin)


def place_fall(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a thing fall through the ceiling, which stays whole, in the picture."""
    return _place(MovingScene(drawn, setting), _falls)


def place_slide(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a thing slide along the floor into the picture."""
    return _place(MovingScene(drawn, setting), _slides)


def place_roll(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a round thing roll along the floor into the picture. Raises LiminalError for a thing that is not round."""
    assert drawn.thing is not None
    if not drawn.thing.round:
        choices = ", ".join(name for name, article in CATALOGUE.items() if article.round)
        raise LiminalError(f'a thing called "{drawn.thing.name}" does not roll; let it slide, or choose of {choices}')
    return _place(MovingScene(drawn, setting), _rolls)


def place_nudge(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a thing stand otherwise when the camera looks at it again: it moves in no time, out of the picture."""
    early = replace(drawn, time=setting.begin - SOON)
    for thing, scene in _with_standing(early, setting):
        position, rotation = np.array(thing.place), thing.rotation
        if any(_nudges(scene, setting, position, rotation, scene.lots(number)) for number in range(_SIDES)):
            return True
    scene = MovingScene(early, setting)
    for spot in scene.spots(_NEAR, _FAR, _radius(scene.thing.thing(Detail.FAR))):
        position, rotation = np.array([spot.x, spot.floor, spot.z]), turned("y", 360 * spot.lots[0])
        if _nudges(scene, setting, position, rotation, spot.lots[1:]):
            return True
    return False


def _nudges(
    scene: MovingScene, setting: EventSetting, position: Floats, rotation: Floats, lots: Sequence[float]
) -> bool:
    """Let a thing that stands so stand otherwise after a while, if there is room and a time when it is not seen."""
    time = None if scene.vanishes else scene.unseen(position, setting.end)
    moved = position + between(_NUDGED, lots[1]) * turned("y", 360 * lots[0])[:, 2]
    point, radius = moved[None, ::2], _radius(scene.thing.thing(Detail.FAR))
    ground = scene.ground
    if (
        time is None
        or ground.clearance(point)[0] < radius
        or ground.floor(point)[0] != ground.floor(position[None, ::2])[0]
    ):
        return False
    poses = np.array([position, moved]), np.array([rotation, _facing(scene, moved, rotation, lots[2])])
    scene.happens(Trajectory(np.array([time - INSTANT, time]), *poses, np.zeros(2)), setting.begin)
    return True


def _facing(scene: MovingScene, place: Floats, rotation: Floats, lot: float) -> Floats:
    """How a thing is turned when the camera looks again: its front to the camera, or anyhow if it had been so."""
    x, z = scene.pose.x - place[0], scene.pose.z - place[2]
    turn = shortest_turn(math.degrees(math.atan2(x, z) - math.atan2(rotation[0, 2], rotation[2, 2])))
    if abs(turn) < _TURNED[0]:
        turn = between(_TURNED, lot)
    return turned("y", turn + _ASKEW * (2 * (3 * lot % 1) - 1)) @ rotation


def _place(
    scene: MovingScene, motions: Callable[[MovingScene], Iterator[Trajectory | None]], begin: float | None = None
) -> bool:
    """Of a few motions let the one happen that is best seen, of a thing that is there from `begin` on, s.

    None is from when it moves.
    """
    if scene.vanishes:
        return False
    best: tuple[int, Trajectory] | None = None
    for number, trajectory in enumerate(motions(scene), 1):
        shown = 0 if trajectory is None else scene.shows(trajectory)
        if trajectory is not None and (best is None or shown > best[0]):
            best = shown, trajectory
        if shown == ALL or number >= (_TRIES if best is not None else _MOST):
            break
    if best is None:
        return False
    scene.happens(best[1], scene.drawn.time if begin is None else begin)
    return True


def _with_standing(drawn: DrawnEvent, setting: EventSetting) -> Iterator[tuple[StandingThing, MovingScene]]:
    """Yield each thing of the world in the picture that can be moved, and a scene in which it is the thing."""
    for thing in MovingScene(drawn, setting).standing(_NEAREST, _FAR):
        yield thing, MovingScene(drawn, setting, thing)


def _standing_topples(standing: StandingThing, scene: MovingScene) -> Iterator[Trajectory | None]:
    """Tip over what stands there to any side on which there is room, first to those to which it takes least.

    Things that are too squat do not, unless one is a model that is asked for.
    """
    position, rotation = np.array(standing.place), standing.rotation
    movable, first = scene.thing, 360 * scene.lots(0)[0]
    height = float(movable.thing(Detail.FAR).bounds[1][1])
    asked = movable.model is not None and not scene.drawn.usual
    ways = [turned("y", first + 360 * side / _SIDES)[:, 2] for side in range(_SIDES)]
    slender = {number: _slope(movable, rotation.T @ way) for number, way in enumerate(ways)}
    for number in sorted(slender, key=lambda each: slender[each]):
        places = position[::2] + np.outer((0.4, 0.7), height * ways[number][::2])
        if (asked or slender[number] < _SLENDER) and (scene.ground.clearance(places) > _BESIDE).all():
            yield _tipped(scene, position, rotation, ways[number])


def _topples(scene: MovingScene) -> Iterator[Trajectory | None]:
    thing = scene.thing.thing(Detail.FAR)
    for spot in scene.spots(_NEAR, _FAR, _radius(thing)):
        rotation = turned("y", 360 * spot.lots[0])
        position = np.array([spot.x, spot.floor, spot.z])
        yield _tipped(scene, position, rotation, turned("y", 360 * spot.lots[1])[:, 2])


def _tipped(scene: MovingScene, position: Floats, rotation: Floats, way: Floats) -> Trajectory | None:
    """Return how a thing tips over towards `way`, (3,), pushed as little as will do; None if it does not."""
    for push in _PUSHES:
        velocity, spin = _tipping(scene.thing, rotation.T @ way, push)
        trajectory = scene.solve(position, rotation, rotation @ velocity, rotation @ spin)
        if trajectory is not None and trajectory.rotations[-1][1, 1] < _UPRIGHT:
            return trajectory
    return None


def _slope(movable: Movable, way: Floats) -> float:
    """The tangent of the angle by which a thing leans towards `way`, in its own axes, when it tips over by itself."""
    edge, height = _edge(movable, way)
    return edge / height


def _edge(movable: Movable, way: Floats) -> tuple[float, float]:
    """How far the edge of a thing's foot towards `way`, in its own axes, is from below its centre of mass, m.

    And how high that is, m.
    """
    thing = movable.thing(Detail.FAR)
    _, centre, _ = mass_properties(thing, movable.mass)
    corners = corners_of(thing.boxes).reshape(-1, 3)
    foot = corners[corners[:, 1] < corners[:, 1].min() + _FOOT]
    return float((foot @ way).max()) - float(centre @ way), float(centre[1])


def _tipping(movable: Movable, way: Floats, push: float) -> tuple[Floats, Floats]:
    """The velocity and the spin, (3,), with which a thing goes over its foot's edge towards `way`, in its own axes.

    The energy of the spin about that edge lifts its centre of mass above the edge, and a little more.
    """
    mass, _, inertia = mass_properties(movable.thing(Detail.FAR), movable.mass)
    edge, height = _edge(movable, way)
    axis = np.cross((0.0, 1.0, 0.0), way)
    lift = max(math.hypot(edge, height) - height, 0.0)
    about = float(axis @ inertia @ axis) + mass * (edge**2 + height**2)
    spin = axis * push * math.sqrt(2 * mass * GRAVITY * lift / about)
    return np.cross(spin, height * np.array([0.0, 1.0, 0.0]) - edge * way), spin


def _falls(scene: MovingScene) -> Iterator[Trajectory | None]:
    thing = scene.thing.thing(Detail.FAR)
    corners = corners_of(thing.boxes).reshape(-1, 3)
    for spot in scene.spots(_NEAR, _FAR, 0.8 * _radius(thing)):
        rotation = turned("y", 360 * spot.lots[0]) @ turned("x", 180 * spot.lots[1]) @ turned("z", 90 * spot.lots[2])
        lowest = float((corners @ rotation.T)[:, 1].min())
        position = np.array([spot.x, spot.ceiling + _HIDDEN - lowest, spot.z])
        spin = _TUMBLE * (2 * np.array(spot.lots[3:6]) - 1)
        yield scene.solve(position, rotation, np.zeros(3), spin, below(scene.solids, spot.ceiling))


def _slides(scene: MovingScene) -> Iterator[Trajectory | None]:
    thing, friction = scene.thing.thing(Detail.FAR), scene.thing.friction
    for spot, begin in _ways(scene):
        way = np.array([spot.x, spot.floor, spot.z]) - begin
        length = float(np.linalg.norm(way))
        speed = min(math.sqrt(2 * friction * GRAVITY * _ON * length), _FASTEST)
        position = begin - (0.0, float(thing.bounds[0][1]), 0.0)
        spin = np.array([0.0, _TUMBLE * (2 * spot.lots[2] - 1), 0.0])
        yield scene.solve(position, turned("y", 360 * spot.lots[1]), speed * way / length, spin)


def _rolls(scene: MovingScene) -> Iterator[Trajectory | None]:
    thing = scene.thing.thing(Detail.FAR)
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
