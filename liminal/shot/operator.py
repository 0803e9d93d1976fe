"""The operator: somebody who carries a camera through the place, as a function of time.

All that happens is worked out beforehand, tick by tick and never from what comes later: `behaviour` decides, `feet` go,
`gait` steps, `aim` looks, `hand` shakes, `handling` puts the camera down.
"""

import math
from collections.abc import Sequence
from copy import copy

import numpy as np

from liminal.random import Stream
from liminal.settings.operator import OperatorSettings
from liminal.shot.aim import Aim, follow
from liminal.shot.behaviour import Behaviour
from liminal.shot.breath import Breath, Respiration, breathe
from liminal.shot.event import Event
from liminal.shot.feet import Course, walk
from liminal.shot.gait import Gait, step_along
from liminal.shot.hand import ANGLES, PLACES, swing, wander
from liminal.shot.handling import CameraTracks, handle
from liminal.shot.route import Surroundings
from liminal.shot.step import Step
from liminal.shot.track import TICK, Track, smoothstep, times
from liminal.shot.walk_path import SPACING, WalkPath
from liminal.view.pose import Pose

_AFTER = 1.5  # s worked out beyond the end: what is filmed must not depend on it
_ARRIVE = 1.2  # s until the camera is where the operator holds it
_SETTLE = 4.0  # s until the height and roll of the first view have become the operator's own
_REACH = 0.16  # m that the camera is held before the body
_CLEAR, _AIR = 0.275, 0.25  # m: so close to a wall the camera is held in, and with so much more room it is held out
_LEVER = 0.12  # m from the wrist to the lens: turning the camera moves the hands by that much per radian
_DOWN = 1.4  # m from the eye to the floor
_RUB = 1.5  # m/s: faster than this no hand puts anything down
_LEAN = 0.018  # deg of roll for each deg/s of turning: one leans into it


class Operator:
    """The camera in the hands of somebody who walks. What is asked of an instant depends on that instant alone.

    `steps`, `breaths`: in order of time.
    """

    def __init__(
        self,
        world: Surroundings,
        settings: OperatorSettings,
        start: Pose,
        seed: int,
        seconds: float,
        events: Sequence[Event] = (),
    ) -> None:
        """Plan `seconds` that begin as if standing at `start`; what happens at an instant is the same however many.

        `seed` decides whims, chances and the hand's wandering. `events` are heeded, see `Behaviour`. Raises
        LiminalError where there is no room to walk.
        """
        self.duration = seconds
        self._begun = settings, start, seed, WalkPath(world, start, settings.curiosity, seed)
        self._plan(events)

    def heeding(self, events: Sequence[Event]) -> "Operator":
        """Return the same walk as it is when something happens: up to then it is the same."""
        walk = copy(self)
        walk._plan(events)
        return walk

    def _plan(self, events: Sequence[Event]) -> None:
        settings, start, seed, path = self._begun
        seconds = self.duration
        ticks = math.ceil((seconds + _AFTER) / TICK) + 1
        behaviour = Behaviour(path, settings, seed, events)
        course = walk(path, behaviour, settings, start.yaw, start.pitch, seed, ticks)
        aim = follow(course, settings, start.yaw, start.pitch, seed)
        gait = step_along(path, course, aim.yaw, seed)
        breathing = breathe(course.tired, settings.mood, seed)
        steady = _steady(path, course, aim, gait, settings)
        shaken = _within(path, course, steady, _shaken(course, aim, gait, breathing, settings, seed))
        held, in_hand = handle(_begun(steady, shaken, start), gait.floor, course.carry, shaken, seed)

        self._tracks = np.stack([held.x, held.y, held.z, held.yaw, held.pitch, held.roll, np.log(aim.zoom)])
        self._motion = _motion(held, shaken, in_hand)
        self._fov = start.fov
        self.steps: tuple[Step, ...] = tuple(step for step in gait.steps if step.time <= seconds)
        self.breaths: tuple[Breath, ...] = tuple(each for each in breathing.breaths if each.time <= seconds)

    def pose(self, time: float) -> Pose:
        """Return the camera at `time`, seconds from the start. Before the start and after the end it stands still."""
        index, part = self._tick(time)
        now, then = self._tracks[:, index], self._tracks[:, index + 1]
        x, y, z, yaw, pitch, roll, zoom = (now + (then - now) * part).tolist()
        fov = math.degrees(2.0 * math.atan(math.tan(math.radians(self._fov) / 2.0) / math.exp(zoom)))
        return Pose(x, y, z, yaw % 360.0, pitch, roll, fov if zoom > 0 else self._fov)

    def motion(self, time: float) -> float:
        """Return how fast the hands move the camera at `time`, m/s, beside the body's walking: cloth and plastic."""
        return self._at(self._motion, time)

    def _at(self, track: Track, time: float) -> float:
        index, part = self._tick(time)
        return float(track[index] + (track[index + 1] - track[index]) * part)

    def _tick(self, time: float) -> tuple[int, float]:
        tick = min(max(time, 0.0), self.duration) / TICK
        return int(tick), tick % 1.0


def _steady(path: WalkPath, course: Course, aim: Aim, gait: Gait, settings: OperatorSettings) -> CameraTracks:
    """Return the camera as a body without weight and a hand without nerves would carry it."""
    at, index = course.along / SPACING, np.arange(len(path.points))
    x, z = (np.interp(at, index, path.points[:, axis]) for axis in (0, 1))
    return CameraTracks(x, gait.floor + settings.eye_height, z, aim.yaw, aim.pitch, np.zeros(len(at)))


def _begun(steady: CameraTracks, shaken: CameraTracks, start: Pose) -> CameraTracks:
    """Return the steady camera such that, shaken, it is at `start` first, and its own before the feet have gone far."""
    time = times(len(steady.x))
    settled, arrived = smoothstep(time / _SETTLE), smoothstep(time / _ARRIVE)

    def turned(own: Track, shake: Track, first: float) -> Track:
        return np.asarray(own + (first - own[0] - shake[0]) * (1.0 - settled))

    def moved(own: Track, shake: Track, first: float) -> Track:
        # On the straight line between the two, for there is air.
        return np.asarray(own + (first - own - shake) * (1.0 - arrived))

    return CameraTracks(
        moved(steady.x, shaken.x, start.x),
        turned(steady.y, shaken.y, start.y),
        moved(steady.z, shaken.z, start.z),
        turned(steady.yaw, shaken.yaw, start.yaw),
        turned(steady.pitch, shaken.pitch, start.pitch),
        turned(steady.roll, shaken.roll, start.roll),
    )


def _shaken(
    course: Course, aim: Aim, gait: Gait, breathing: Respiration, settings: OperatorSettings, seed: int
) -> CameraTracks:
    """Return what steps, breath, knocks and nerves add to it; x and z are to the right and ahead of the view."""
    lively = 2.0 * settings.shake
    time = times(len(course.along))
    # Nerves, tiredness and walking make the hand unsteady; zoomed in one holds one's breath.
    effort = abs(course.speed) / 1.2
    unrest = (0.75 + 0.8 * settings.mood + 0.8 * course.tired + 0.65 * effort) * aim.zoom**-0.25
    yaw, pitch, roll, right, up, ahead = (
        lively * unrest * wander(time, bands, seed, Stream.OPERATOR, 50, axis)
        for axis, bands in enumerate((ANGLES, ANGLES, ANGLES, PLACES, PLACES, PLACES))
    )

    # Each landing foot jolts the wrist, never twice alike; a knock does so far more.
    jolts = []
    for axis in range(3):
        noise = wander(gait.phase, ((0.83, 1.0),), seed, Stream.OPERATOR, 51, axis)
        knock = wander(time, ((3.1, 1.0),), seed, Stream.OPERATOR, 52, axis)
        jolts.append(
            lively * swing(gait.landing * gait.landing * (0.3 + noise) * 3.6 + course.bump * 9.0 * knock, TICK)
        )
    turning = np.gradient(aim.yaw, TICK)
    stride = 0.6 * lively * np.minimum(effort, 2.0) * wander(gait.phase, ((0.47, 1.3),), seed, Stream.OPERATOR, 53)
    return CameraTracks(
        x=right + lively * gait.aside,
        y=up + lively * gait.up + 0.003 * lively * breathing.lift,
        z=ahead,
        yaw=yaw + jolts[0] + stride,
        pitch=0.8 * pitch - jolts[1] + 0.16 * lively * breathing.lift / aim.zoom**0.4,
        roll=0.7 * roll + 0.6 * jolts[2] + _LEAN * np.clip(turning, -60, 60) * min(lively, 1.0),
    )


def _within(path: WalkPath, course: Course, steady: CameraTracks, shaken: CameraTracks) -> CameraTracks:
    """Hold the camera out where there is air, in where there is not; and let x and z be those of the world."""
    room = np.interp(course.along / SPACING, np.arange(len(path.clear)), path.clear)
    reach = np.clip(room - _CLEAR, 0.0, _AIR)
    yaw = np.radians(steady.yaw)
    ahead, right = _REACH + shaken.z, shaken.x
    # Never farther from the way than there is room for, whatever hands do.
    share = np.minimum(1.0, reach / np.maximum(np.hypot(ahead, right), 1e-9))
    x = share * (ahead * np.sin(yaw) + right * np.cos(yaw))
    z = share * (right * np.sin(yaw) - ahead * np.cos(yaw))
    return CameraTracks(x, shaken.y, z, shaken.yaw, shaken.pitch, shaken.roll)


def _motion(held: CameraTracks, shaken: CameraTracks, in_hand: Track) -> Track:
    """Return how fast hands move a camera at each tick, m/s."""
    pushed = in_hand * np.sqrt(sum(np.gradient(axis, TICK) ** 2 for axis in (shaken.x, shaken.y, shaken.z)))
    turned = np.sqrt(sum(np.gradient(np.radians(axis), TICK) ** 2 for axis in (held.yaw, held.pitch, held.roll)))
    # Setting it down and picking it up rubs all the way; what slipped is in no hand any more.
    handled = np.minimum(abs(np.gradient(in_hand, TICK)) * _DOWN, _RUB)
    return np.asarray(pushed + _LEVER * turned * in_hand + handled)
