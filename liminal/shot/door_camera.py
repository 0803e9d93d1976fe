"""A door is opened by hand: the operator comes up to it, looks down at the handle, pushes, and looks through."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from liminal.random import Stream, key_of, units
from liminal.shot.breath import Breath
from liminal.shot.camera_setup import CameraSetup
from liminal.shot.door_placement import FRAME, LEAF
from liminal.shot.door_site import DoorSite, door_sites
from liminal.shot.event import Event
from liminal.shot.event_placement import FilmEvents
from liminal.shot.ground import Ground
from liminal.shot.hand_move import GRASPED, HandMove
from liminal.shot.location import RADIUS
from liminal.shot.outlook import Outlook
from liminal.shot.shot_camera import ShotCamera
from liminal.shot.standing_camera import GazeTurn, StandingCamera
from liminal.shot.step import Step
from liminal.shot.track import smoothstep
from liminal.thing.catalogue import article_of
from liminal.thing.doors import HANDLE_HEIGHT, HUNG_HINGE, HUNG_LEVER, HUNG_WIDTH, UNDERCUT
from liminal.thing.hinge import Hinge, Swing, swung
from liminal.thing.movable import Movable
from liminal.thing.mover import Mover
from liminal.thing.trajectory import Floats, Trajectory, standing_still
from liminal.thing.turning import turned
from liminal.view.pose import Pose
from liminal.world.grid import CELL

_BEFORE, _BESIDE = 0.44, 0.12  # m from the middle of a doorway to the lens: before it, and towards the latch
_COMES, _FROM = 2.0, 1.15  # s of coming up to it, and from how far, m
_STEPS = 0.55, 1.25, 1.9  # s: feet come down
_CLEAR = 0.28  # m beside the way there
_THROUGH, _DEEP = np.array([-25.0, 0.0, 15.0]), 12.0  # deg, m: where one looks through it, and how far at most counts
_LOOKS = 1.7, 0.75, -24.0, -38.0  # s, s, deg, deg: when and how long the gaze goes to the handle, aside and down
_REACHES, _TAKES = 1.8, 2.7  # s: when the hand comes, and how long all of it takes
_UP, _WITHIN = 0.30, 1.1  # s after the leaf moves that the gaze goes up again, and how long that takes
_PUSH = 0.78  # rad/s that a leaf is given: it comes to rest at about 90 degrees
_FRICTION = 1.6  # N m, of its hinges, as those of doors that move by themselves


@dataclass(frozen=True)
class DoorCamera(ShotCamera):
    """The operator comes to a door and opens it.

    `standing`: as one stands before it; `ahead`: x and z of the way there. `position`, `rotation`: (3,), m, and (3, 3),
    of the frame. `surface`: the floor's material.
    """

    standing: StandingCamera
    ahead: tuple[float, float]
    position: Floats
    rotation: Floats
    surface: int

    @property
    def breaths(self) -> Sequence[Breath]:
        """The breaths of one who stands there."""
        return self.standing.breaths

    @property
    def steps(self) -> Sequence[Step]:
        """The steps up to the door."""
        places = ((time, self.pose(time)) for time in _STEPS)
        return [
            Step(time, pose.x, pose.z, number % 2, 0.35, self.surface) for number, (time, pose) in enumerate(places)
        ]

    @property
    def opens(self) -> float:
        """When the leaf begins to move, s: the hand has taken the handle."""
        return _REACHES + GRASPED * _TAKES

    def pose(self, time: float) -> Pose:
        """Return the camera's pose."""
        pose, back = self.standing.pose(time), _FROM * (1.0 - smoothstep(time / _COMES))
        return replace(pose, x=pose.x - back * self.ahead[0], z=pose.z - back * self.ahead[1])

    def motion(self, time: float) -> float:
        """Return how fast the hands move the camera, m/s."""
        return self.standing.motion(time)

    def leaf(self, begin: float) -> Trajectory:
        """Return how the leaf swings in a shot that begins at a time of the film, s."""
        foot = self.position + self.rotation @ HUNG_HINGE
        latch = foot + self.rotation @ np.array([HUNG_WIDTH, HANDLE_HEIGHT - UNDERCUT, 0.0])
        hinge = Hinge(article_of(LEAF).mass, HUNG_WIDTH, _FRICTION)
        return swung(hinge, Swing(0.0, _PUSH), foot, self.rotation, latch).moved(begin + self.opens, 0.0, 0.0)


def open_by_hand(setup: CameraSetup) -> DoorCamera | None:
    """Return the camera of an operator who opens a door of a doorway near by; None where there is none."""
    reach = round(RADIUS / CELL)
    x0, z0 = round(setup.where.x / CELL) - reach, round(setup.where.z / CELL) - reach
    window = setup.world.window(x0, z0, 2 * reach, 2 * reach)
    ground, outlook = Ground(window), Outlook(window)
    sites = sorted(_reached(door_sites(window), ground), key=lambda site: _merit(site, outlook, setup))
    if not sites:
        return None
    site = sites[0]
    rotation = turned("y", 180.0 - site.bearing)
    right, ahead = rotation[[0, 2], 0], rotation[[0, 2], 2]
    # The latch is at the end of the frame's x, to the left of one who looks along its z.
    x, z = np.array([site.x, site.z]) + _BESIDE * right - _BEFORE * ahead
    height = site.floor + setup.operator.eye_height
    where = Pose(float(x), height, float(z), site.bearing, -3.0, 0.0, setup.fov)
    at, lasts, aside, down = _LOOKS
    up = _REACHES + GRASPED * _TAKES + _UP
    turns = [GazeTurn(at, lasts, site.bearing + aside, down), GazeTurn(up, _WITHIN, site.bearing, -4.0)]
    standing = StandingCamera(where, setup.operator, setup.key, setup.seconds, setup.spare, turns)
    column, row = ground.cells(np.array([[x, z]]))
    surface = int(window.floor_material[row[0], column[0]])
    position = np.array([site.x, site.floor, site.z])
    return DoorCamera(standing, (float(ahead[0]), float(ahead[1])), position, rotation, surface)


def _reached(sites: Iterator[DoorSite], ground: Ground) -> Iterator[DoorSite]:
    """Yield the doorways that one can come up to, from the side that their doors do not open to."""
    for site in sites:
        if site.doorway:
            turn = math.radians(site.bearing)
            back = np.arange(_BEFORE, _BEFORE + _FROM, 0.2)[:, None] * (-math.sin(turn), math.cos(turn))
            if (ground.clearance(np.array([[site.x, site.z]]) + back) > _CLEAR).all():
                yield site


def _merit(site: DoorSite, outlook: Outlook, setup: CameraSetup) -> float:
    """How far off a doorway is, m, less what one sees through it, and up to 5 m by lot."""
    key = key_of(setup.key, Stream.STAGING, 9, round(site.x / CELL), round(site.z / CELL), round(site.bearing))
    ways = np.radians(site.bearing + _THROUGH)
    deep = float(np.minimum(outlook.depth(np.array([[site.x, site.z]]), ways), _DEEP).mean())
    away = math.hypot(site.x - setup.where.x, site.z - setup.where.z)
    return away - 3.0 * deep + 5.0 * float(units(np.array([key]))[0])


def opened(camera: ShotCamera, begin: float, seconds: float, happened: FilmEvents) -> None:
    """Let the door of a shot that begins at `begin`, s, be there from then on, and be opened by the operator's hand."""
    if not isinstance(camera, DoorCamera) or camera.opens > seconds:
        return
    trajectory = camera.leaf(begin)
    happened.movers.append(Mover(Movable(FRAME), standing_still(0.0, camera.position, camera.rotation), 0.0))
    happened.movers.append(Mover(Movable(LEAF), trajectory, 0.0))
    x, z = camera.position[[0, 2]].tolist()
    happened.events.append(Event(trajectory.begin, 0.8, "door-opens", x, z, 0.5))

    def lever(time: float) -> Floats:
        place, turn = trajectory.pose_at(time)
        held: Floats = place + turn @ HUNG_LEVER
        return held

    happened.hand_moves.append(HandMove("reaches", begin + _REACHES, _TAKES, lever))
