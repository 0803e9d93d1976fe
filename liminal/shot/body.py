"""The body that carries a camera: gait, breath and hand as functions of time and speed, walking or standing."""

from dataclasses import dataclass

import numpy as np

from liminal.random import Stream
from liminal.settings.operator import OperatorSettings
from liminal.shot.aim import Aim
from liminal.shot.breath import Respiration, breathe
from liminal.shot.camera_tracks import CameraTracks
from liminal.shot.feet import Course
from liminal.shot.gait import Gait, stand, step_along
from liminal.shot.hand import ANGLES, PLACES, Bands, swing, wander
from liminal.shot.track import TICK, Track, times
from liminal.shot.walk_path import SPACING, SampledPath

_REACH = 0.16  # m that the camera is held before the body
_CLEAR, _AIR = 0.275, 0.25  # m: clearance that is left around the camera; the furthest it is held out from the path
_LEVER = 0.12  # m from the wrist to the lens: turning the camera moves the hands by that much per radian
_DOWN = 1.4  # m from the eye to the floor
_RUB = 1.5  # m/s: a camera is set down no faster than this
_LEAN = 0.018  # deg of roll for each deg/s of turning: a walker leans into it
_BRACED = 0.6  # share of the hand's wandering that is left when standing to film, elbows at the ribs


@dataclass(frozen=True)
class Carried:
    """A camera in a body's hands. `steady`: its place and aim without gait, breath and tremor.

    `shake`: the motion that steps, breath, knocks and tremor add, x and z along the axes of the world.
    """

    steady: CameraTracks
    shake: CameraTracks
    gait: Gait
    breath: Respiration


@dataclass(frozen=True)
class Body:
    """The body of an operator. `seed` decides all chance; `lap`: ticks after which it moves as before; None: never."""

    settings: OperatorSettings
    seed: int
    lap: int | None = None

    def carry(self, path: SampledPath, course: Course, aim: Aim) -> Carried:
        """Return a camera that is carried along a path."""
        gait = step_along(path, course, aim.yaw, self.seed, self.lap)
        breath = breathe(course.tired, self.settings.mood, self.seed, self.lap, course.hushed)
        at, index = course.along / SPACING, np.arange(len(path.points))
        x, z = (np.interp(at, index, path.points[:, axis]) for axis in (0, 1))
        level = np.zeros(len(at))
        steady = CameraTracks(x, gait.floor + self.settings.eye_height, z, aim.yaw, aim.pitch, level)
        shake = _within(path, course, steady, self._shake(course.speed, course.tired, course.bump, aim, gait, breath))
        return Carried(steady, shake, gait, breath)

    def hold(self, where: CameraTracks, zoom: Track) -> Carried:
        """Return a camera that is held at a place by a standing operator, along `where`."""
        still = np.zeros(len(zoom))
        breath = breathe(still, self.settings.mood, self.seed)
        aim, gait = Aim(where.yaw, where.pitch, zoom), stand(len(zoom))
        shake = self._shake(still, still, still, aim, gait, breath, _BRACED)
        x, z = _turned(shake.x, shake.z, where.yaw)
        moved = CameraTracks(x, shake.y, z, shake.yaw, shake.pitch, shake.roll)
        return Carried(where, moved, gait, breath)

    def _shake(
        self,
        speed: Track,
        tired: Track,
        bump: Track,
        aim: Aim,
        gait: Gait,
        breath: Respiration,
        unsteady: float = 1.0,
    ) -> CameraTracks:
        """Return the motion that a body adds to the aim; x and z are to the right and ahead of the view.

        `speed`: m/s. `tired`, `bump`: 0..1. `unsteady`: share of the hand's wandering that is left.
        """
        lively = 2.0 * self.settings.shake
        time = times(len(speed))
        # Nerves, tiredness and walking make the hand unsteady; zoomed in, the breath is held.
        effort = abs(speed) / 1.2
        unrest = (0.75 + 0.8 * self.settings.mood + 0.8 * tired + 0.65 * effort) * aim.zoom**-0.25 * unsteady
        yaw, pitch, roll, right, up, ahead = (
            lively * unrest * self._wander(time, bands, 50, axis)
            for axis, bands in enumerate((ANGLES, ANGLES, ANGLES, PLACES, PLACES, PLACES))
        )

        # Each landing foot jolts the wrist, never twice alike; a knock does so far more.
        jolts = []
        for axis in range(3):
            noise = self._wander_by_steps(gait, ((0.83, 1.0),), 51, axis)
            knock = self._wander(time, ((3.1, 1.0),), 52, axis)
            jolts.append(lively * swing(gait.landing * gait.landing * (0.3 + noise) * 3.6 + bump * 9.0 * knock, TICK))
        turning = np.gradient(aim.yaw, TICK)
        stride = 0.6 * lively * np.minimum(effort, 2.0) * self._wander_by_steps(gait, ((0.47, 1.3),), 53)
        return CameraTracks(
            x=right + lively * gait.aside,
            y=up + lively * gait.up + 0.003 * lively * breath.lift,
            z=ahead,
            yaw=yaw + jolts[0] + stride,
            pitch=0.8 * pitch - jolts[1] + 0.16 * lively * breath.lift / aim.zoom**0.4,
            roll=0.7 * roll + 0.6 * jolts[2] + _LEAN * np.clip(turning, -60, 60) * min(lively, 1.0),
        )

    def _wander(self, time: Track, bands: Bands, *numbers: int) -> Track:
        period = None if self.lap is None else self.lap * TICK
        return wander(time, bands, self.seed, Stream.OPERATOR, *numbers, period=period)

    def _wander_by_steps(self, gait: Gait, bands: Bands, *numbers: int) -> Track:
        return wander(gait.phase, bands, self.seed, Stream.OPERATOR, *numbers, period=gait.lap)


def _turned(right: Track, ahead: Track, yaw: Track) -> tuple[Track, Track]:
    """Return x and z of a shift to the right and ahead of a view, m."""
    angle = np.radians(yaw)
    return ahead * np.sin(angle) + right * np.cos(angle), right * np.sin(angle) - ahead * np.cos(angle)


def _within(path: SampledPath, course: Course, steady: CameraTracks, shake: CameraTracks) -> CameraTracks:
    """Hold the camera out where there is air, in where there is not; and let x and z be those of the world."""
    room = np.interp(course.along / SPACING, np.arange(len(path.clear)), path.clear)
    reach = np.clip(room - _CLEAR, 0.0, _AIR)
    ahead, right = _REACH + shake.z, shake.x
    # Never farther from the path than there is room for.
    share = np.minimum(1.0, reach / np.maximum(np.hypot(ahead, right), 1e-9))
    x, z = _turned(right, ahead, steady.yaw)
    return CameraTracks(share * x, shake.y, share * z, shake.yaw, shake.pitch, shake.roll)


def hand_motion(camera: CameraTracks, shake: CameraTracks, in_hand: Track) -> Track:
    """Return how fast hands move a camera at each tick, m/s. `in_hand`: how much it is in them, 0..1."""
    pushed = in_hand * np.sqrt(sum(np.gradient(axis, TICK) ** 2 for axis in (shake.x, shake.y, shake.z)))
    turned = np.sqrt(sum(np.gradient(np.radians(axis), TICK) ** 2 for axis in (camera.yaw, camera.pitch, camera.roll)))
    # Setting it down and picking it up rubs all the way; a camera that lies is in no hand.
    handled = np.minimum(abs(np.gradient(in_hand, TICK)) * _DOWN, _RUB)
    return np.asarray(pushed + _LEVER * turned * in_hand + handled)
