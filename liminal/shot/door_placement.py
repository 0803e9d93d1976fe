"""The placement of doors that open, shut or slam: in a doorway in the picture, or on a wall."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from liminal.shot.door_site import DoorSite, door_sites
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting, FilmEvents
from liminal.shot.moving_scene import MovingScene, between
from liminal.shot.track import shortest_turn
from liminal.thing.catalogue import article_of
from liminal.thing.doors import HANDLE_HEIGHT, HUNG_DEPTH, HUNG_HINGE, HUNG_WIDTH, UNDERCUT
from liminal.thing.hinge import RATE, Hinge, Swing, swung
from liminal.thing.movable import Movable
from liminal.thing.mover import Mover
from liminal.thing.trajectory import Floats, standing_still
from liminal.thing.turning import turned

FRAME, LEAF = "door-frame", "hung-door"

_NEAR, _FAR, _BEST = 2.6, 7.5, 4.0  # m from the camera
_ASKEW = 60.0  # deg: greatest angle between the way a door faces and the way to the camera
_LATCH_SIDE = 15.0  # deg: the best of these angles, towards the latch
_PROUD = 0.022  # m: how far a frame stands out of the wall that it hangs on
_WALKED, _WAY = 0.5, 1.3  # m: a camera that moves by more is on its way, which comes no nearer to a door
_SHORT = 0.4  # m: what ends a line of sight so near before a door is the wall around it
_APART = 2.5  # m between two doors

_FRICTION = 1.6  # N m: three dry hinges of a leaf of 36 kg (by eye)
_LEAN = math.radians(1.5)  # of a frame that is out of plumb
_FALLS = (62.0, 88.0)  # deg: where a leaf that opens by itself comes to rest, about
_AJAR, _WIDE = (34.0, 62.0), (55.0, 92.0)  # deg: how far doors are open that slam, and that shut
_CLOSER, _OIL = 18.0, 28.0  # N m: a closer of size 3 (EN 1154); N m s: it shuts in two to three seconds
_GUST = (14.0, 52.0)  # N m: of 20 to 75 Pa on the leaf
_OPEN = math.radians(8)  # rad: from there on a door is open


@dataclass(frozen=True)
class _Door:
    """A door in its frame: the frame's place (3,), m, and rotation (3, 3), and how far the leaf is open, rad.

    `speed`: with which it opens, rad/s. `merit`: how well it is seen. `leaf`: its number among the movers of the film;
    None for one that is not there yet.
    """

    position: Floats
    rotation: Floats
    angle: float
    speed: float = 0.0
    merit: float = 0.0
    leaf: int | None = None

    @property
    def foot(self) -> Floats:
        """The foot of the hinges' axis, (3,), m."""
        foot: Floats = self.position + self.rotation @ HUNG_HINGE
        return foot

    @property
    def latch(self) -> Floats:
        """Where the latch meets its strike, (3,), m."""
        latch: Floats = self.foot + self.rotation @ np.array([HUNG_WIDTH, HANDLE_HEIGHT - UNDERCUT, 0.0])
        return latch


def place_door(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a door in the picture move, which is there from the beginning of the film: rather one that did before."""
    scene = MovingScene(drawn, setting)
    there = _doors(setting.happened, drawn.time)
    known = (door for door in there if _moves(drawn.kind, door) and _seen(scene, drawn, door))
    door = next(known, None) or next(_hung(scene, drawn, setting), None)
    if door is None:
        return False
    hinge = Hinge(article_of(LEAF).mass, HUNG_WIDTH, _FRICTION)
    swing = _swing(scene, drawn, door)
    trajectory = swung(hinge, swing, door.foot, door.rotation, door.latch).moved(drawn.time, 0.0, 0.0)
    movers = setting.happened.movers
    if door.leaf is None:
        movers.append(Mover(Movable(FRAME), standing_still(0.0, door.position, door.rotation), 0.0))
        movers.append(Mover(Movable(LEAF), trajectory, 0.0))
    else:
        before = movers[door.leaf]
        movers[door.leaf] = replace(before, trajectory=before.trajectory.then(trajectory))
    blow, (x, _, z) = trajectory.blow, door.latch.tolist()
    time = trajectory.begin if blow is None else blow.time
    setting.happened.events.append(Event(time, drawn.seconds, drawn.kind, x, z, drawn.strength))
    return True


def _doors(happened: FilmEvents, time: float) -> Iterator[_Door]:
    """Yield the doors of the film, as they are at a time, s."""
    for number, (frame, leaf) in enumerate(pairwise(happened.movers), 1):
        if leaf.movable == Movable(LEAF):
            position, rotation = frame.trajectory.positions[0], frame.trajectory.rotations[0]
            before, angle = (_angle(leaf, rotation, at) for at in (time - 1 / RATE, time))
            yield _Door(position, rotation, angle, (angle - before) * RATE, leaf=number)


def _angle(leaf: Mover, closed: Floats, time: float) -> float:
    """How far a leaf is open at a time, rad."""
    turn = closed.T @ leaf.trajectory.pose_at(time)[1]
    return math.atan2(turn[2, 0], turn[0, 0])


def _moves(kind: str, door: _Door) -> bool:
    """Whether a door is shut that is to open, or open that is to shut."""
    return (door.angle > _OPEN) != (kind == "door-opens")


def _hung(scene: MovingScene, drawn: DrawnEvent, setting: EventSetting) -> Iterator[_Door]:
    """Yield the doors that could be in the picture, the best first: near, seen from before, rather in a doorway."""
    walks = _way(setting)
    known = [door.position for door in _doors(setting.happened, drawn.time)]
    lots = scene.lots(0)
    angle = math.radians(between({"door-shuts": _WIDE, "door-slams": _AJAR}.get(drawn.kind, (0.0, 0.0)), lots[0]))
    doors = []
    for site in door_sites(scene.window):
        if site.doorway and np.ptp(walks, axis=0).max() > _WALKED:
            continue
        # What opens by itself in a doorway swings away from the camera, so that one sees where to.
        inwards = site.doorway and drawn.kind == "door-opens"
        away, aside = _view(scene, site, 180.0 if inwards else 0.0)
        near = np.hypot(*(walks - (site.x, site.z)).T).min() < _WAY
        if near or not _NEAR <= away <= _FAR or abs(aside) > _ASKEW:
            continue
        rotation = turned("y", 180.0 - site.bearing)
        back = 0.0 if site.doorway else HUNG_DEPTH / 2 - _PROUD
        position = np.array([site.x, site.floor, site.z]) - back * rotation[:, 2]
        if all(math.dist(position, other) > _APART for other in known):
            # From the side of the latch one sees the room behind an open door; its hinges are to the left.
            best = 0.0 if inwards else -_LATCH_SIDE
            merit = 0.8 * site.doorway - abs(away - _BEST) / 4 - abs(aside - best) / 90
            doors.append(_Door(position, rotation, angle, merit=merit))
    doors.sort(key=lambda door: -door.merit)
    return (door for door in doors if _seen(scene, drawn, door))


def _way(setting: EventSetting) -> Floats:
    """Where the camera is in the shot, every half second: (n, 2), x and z, m."""
    poses = [setting.pose(time) for time in np.arange(setting.begin, setting.end, 0.5).tolist()]
    return np.array([(pose.x, pose.z) for pose in poses])


def _view(scene: MovingScene, site: DoorSite, turn: float) -> tuple[float, float]:
    """How far the camera is from a site, m, and from the way that it faces after a `turn`, clockwise, degrees."""
    x, z = scene.pose.x - site.x, scene.pose.z - site.z
    return math.hypot(x, z), shortest_turn(math.degrees(math.atan2(x, -z)) - site.bearing - turn)


def _seen(scene: MovingScene, drawn: DrawnEvent, door: _Door) -> bool:
    """Whether a door's hinges and latch are in the picture when it moves, and nothing is before them."""
    eye = np.array([[scene.pose.x, scene.pose.z]])
    for place in (door.latch, door.foot + np.array([0.0, HANDLE_HEIGHT, 0.0])):
        x, z = place[0] - eye[0, 0], place[2] - eye[0, 1]
        depth = float(scene.outlook.depth(eye, np.array([math.atan2(x, -z)]))[0, 0])
        if depth < math.hypot(x, z) - _SHORT or not scene.sees(drawn.time, place):
            return False
    return True


def _swing(scene: MovingScene, drawn: DrawnEvent, door: _Door) -> Swing:
    """What moves a door as the event wants it."""
    lots = scene.lots(1)
    if drawn.kind == "door-opens":
        return Swing(max(door.angle, 0.0), lean=_LEAN, falls_to=math.radians(between(_FALLS, lots[0])))
    if drawn.kind == "door-shuts":
        return Swing(door.angle, door.speed, closer=_CLOSER, damping=_OIL)
    return Swing(door.angle, door.speed, gust=between(_GUST, drawn.strength))
