"""The operator: a person who carries a camera through the place, as a function of time.

All that happens is worked out beforehand, tick by tick and never from later ticks: `behaviour` decides, `feet` go,
`aim` looks, `body` steps, breathes and shakes, `handling` puts the camera down.
"""

import math
from collections.abc import Sequence
from copy import copy

import numpy as np

from liminal.settings.operator import OperatorSettings
from liminal.shot.aim import follow
from liminal.shot.body import Body, hand_motion
from liminal.shot.breath import Breath
from liminal.shot.camera_tracks import CameraRecording, CameraTracks
from liminal.shot.errand import NO_ERRAND, Errand
from liminal.shot.escape import Escape
from liminal.shot.event import Event
from liminal.shot.feet import walk
from liminal.shot.handling import handle
from liminal.shot.route import Surroundings
from liminal.shot.shot_camera import ShotCamera
from liminal.shot.step import Step
from liminal.shot.track import TICK, Track, smoothstep, times
from liminal.shot.walk_path import WalkPath
from liminal.view.pose import Pose

_AFTER = 1.5  # s worked out beyond the end: the film must not depend on it
_ARRIVE = 1.2  # s until the camera is where the operator holds it
_SETTLE = 4.0  # s until the height and roll of the first view have become the operator's own


class Operator(ShotCamera):
    """The camera in the hands of a person who walks. `steps`, `breaths`: in order of time."""

    steps: Sequence[Step] = ()
    breaths: Sequence[Breath] = ()
    escape: Escape | None = None

    def __init__(
        self,
        world: Surroundings,
        settings: OperatorSettings,
        start: Pose,
        seed: int,
        seconds: float,
        events: Sequence[Event] = (),
        errand: Errand = NO_ERRAND,
    ) -> None:
        """Plan `seconds` that begin as if standing at `start`; an instant is the same however many they are.

        `seed` decides whims, chances and the hand's wandering. `events` are heeded, see `Behaviour`. `errand`: what
        the operator is about. Raises LiminalError where there is no room to walk.
        """
        self.duration = seconds
        self._settings, self._start, self._seed = settings, start, seed
        self._errand = errand
        self._walked = WalkPath(world, start, settings.curiosity, seed, errand.known, errand.begin)
        self._plan(events)

    def heeding(self, events: Sequence[Event]) -> "Operator":
        """Return the same walk as it is when something happens: up to then it is the same."""
        walk = copy(self)
        walk._plan(events)
        return walk

    def _plan(self, events: Sequence[Event]) -> None:
        settings, start, seed, path, seconds = self._settings, self._start, self._seed, self._walked, self.duration
        ticks = math.ceil((seconds + _AFTER) / TICK) + 1
        behaviour = self._errand.behave(path, settings, seed, events)
        course = walk(path, behaviour, settings, start.yaw, start.pitch, seed, ticks)
        self._along, self.escape = course.along, behaviour.escape(course.along)
        aim = follow(course, settings, start.yaw, start.pitch, seed)
        carried = Body(settings, seed).carry(path, course, aim)
        steady = _settling(carried.steady, carried.shake, start)
        camera, in_hand = handle(steady, carried.gait.floor, course.carry, carried.shake, seed)

        motion = hand_motion(camera, carried.shake, in_hand)
        self._recording = CameraRecording(camera, aim.zoom, motion, start.fov, seconds)
        self.steps = tuple(step for step in carried.gait.steps if step.time <= seconds)
        self.breaths = tuple(each for each in carried.breath.breaths if each.time <= seconds)
        # A film keeps the operator of each of its shots.
        path.release_surroundings()

    @property
    def path(self) -> WalkPath:
        """The path that is walked, of which more can be asked for."""
        return self._walked

    def pose(self, time: float) -> Pose:
        """Return the camera at `time`, seconds from the start. Before the start and after the end it stands still."""
        return self._recording.pose(time)

    def motion(self, time: float) -> float:
        """Return how fast the hands move the camera at `time`, m/s, beside the body's walking: cloth and plastic."""
        return self._recording.motion(time)

    def floor(self, time: float) -> float:
        """Return the height of the floor under the operator at `time`, m."""
        along = self._along[min(round(time / TICK), len(self._along) - 1)]
        return float(self._walked.floor[self._walked.index(along)])


def _settling(steady: CameraTracks, shake: CameraTracks, start: Pose) -> CameraTracks:
    """Return the steady camera such that, shaken, it is at `start` first, and its own before the feet have gone far."""
    time = times(len(steady.x))
    settled, arrived = smoothstep(time / _SETTLE), smoothstep(time / _ARRIVE)

    def turned(own: Track, added: Track, first: float) -> Track:
        return np.asarray(own + (first - own[0] - added[0]) * (1.0 - settled))

    def moved(own: Track, added: Track, first: float) -> Track:
        # On the straight line between the two, for there is air.
        return np.asarray(own + (first - own - added) * (1.0 - arrived))

    return CameraTracks(
        moved(steady.x, shake.x, start.x),
        turned(steady.y, shake.y, start.y),
        moved(steady.z, shake.z, start.z),
        turned(steady.yaw, shake.yaw, start.yaw),
        turned(steady.pitch, shake.pitch, start.pitch),
        turned(steady.roll, shake.roll, start.roll),
    )
