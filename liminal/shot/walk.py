"""A person walks a route with a camera in hand: where the camera is at any instant."""

import math

import numpy as np
from noise import snoise2
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from liminal.random import lowbias32
from liminal.settings.walk import WalkSettings
from liminal.shot.ground import Points
from liminal.shot.route import SPACING, Route
from liminal.view.pose import Pose

_TICK = 1 / 60  # s between the samples of a track; what lies between is interpolated
_STANDING = 0.5  # s before the first step
_BEND_BLUR = 0.3  # m: a body swings round a corner, it does not follow it
_START_BLUR = 0.25  # s: nobody sets off with a jerk
_STEP_BLUR = 0.2  # s: a leg takes this long to lift the eye over a step
_GAZE_BLUR = 0.3  # s: eyes and camera follow the way, not its wiggles
_CREEP = 0.2  # of the walking speed: the slowest, in the sharpest bend
_PAN_RATE = 20.0  # deg/s on average, from where one looked while standing to where one goes
_SETTLE = 4.0  # s until the height, pitch and roll of the standing pose have become those of the walk
_TAIL = 2.0  # m at the end of a route whose bends and speed would differ if it went on
_FORESIGHT = 4.0 * (_GAZE_BLUR + _START_BLUR)  # s that the blurs look ahead
_SWAY = 0.5  # of the bob: how far the camera moves to each side; `band.CLEARANCE` has room for 1 cm
_SWAY_MAX = 0.01  # m

# The hand's wandering as bands of noise: how often (Hz) and how far (of the drift). The last is muscle tremor.
_HAND = ((0.23, 0.8), (0.9, 0.3), (6.0, 0.03))
# How far it wanders in yaw, pitch and roll: a wrist rolls less than it turns.
_YAW, _PITCH, _ROLL = 1.0, 0.8, 0.6

Track = NDArray[np.float64]


def route_length(seconds: float, settings: WalkSettings) -> float:
    """Return the metres of route that a walk of `seconds` needs, at the most."""
    return settings.speed * (seconds + settings.gaze_lead + _FORESIGHT) + _TAIL


class Walk:
    """The camera on its way along a route. The pose at an instant depends on that instant alone."""

    def __init__(self, route: Route, settings: WalkSettings, start: Pose, seed: int = 0) -> None:
        """Prepare a walk that begins as if standing at `start`, whose gaze, tilt and field of view it takes over.

        `seed` chooses the hand's wandering. See `duration` for its end.
        """
        self._settings = settings
        self._stream = float(lowbias32(seed & 0xFFFFFFFF) % 4096)
        self._fov = start.fov
        self._length = route.length

        # The feet: which way, how fast, and so how far at each tick.
        heading = _heading(route.points)
        speed = _speed(heading, settings)
        self._along = _distance_at_ticks(speed)
        self._speed = np.gradient(self._along, _TICK)

        # The eye: over the feet, its height following the floor at the pace of a leg.
        at = self._along / SPACING
        index = np.arange(len(route.points))
        self._x = np.interp(at, index, route.points[:, 0])
        self._z = np.interp(at, index, route.points[:, 1])
        self._heading = np.interp(at, index, heading)
        self._floor = gaussian_filter1d(np.interp(at, index, route.floor), _STEP_BLUR / _TICK, mode="nearest")

        # The gaze: where the feet will be heading in a moment.
        lead = round(settings.gaze_lead / _TICK)
        ahead = self._heading[np.minimum(np.arange(len(at)) + lead, len(at) - 1)]
        self._gaze = np.degrees(gaussian_filter1d(ahead, _GAZE_BLUR / _TICK, mode="nearest"))

        # What the standing pose has beside the walk's: it fades.
        self._pan = _turn(start.yaw - self._gaze[0])
        self._pan_time = max(_SETTLE / 2, abs(self._pan) / _PAN_RATE)
        self._raised = start.y - self._floor[0] - settings.eye_height
        self._tilted, self._rolled = start.pitch - settings.pitch, start.roll

    @property
    def duration(self) -> float:
        """Seconds that can be filmed: until then, the walk is the same however much longer its route is."""
        ticks = np.searchsorted(self._along, self._length - _TAIL)
        return float(ticks) * _TICK - self._settings.gaze_lead - _FORESIGHT

    def pose(self, time: float) -> Pose:
        """Return the camera at `time`, seconds from the start. Before the start and after the end it stands still."""
        tick = min(max(time / _TICK, 0.0), len(self._along) - 1.0)
        heading = _between(self._heading, tick)
        aside, up = self._gait(tick)
        hand_yaw, hand_pitch, hand_roll = (self._hand(axis, time) for axis in range(3))

        settled = _smoothstep(time / _SETTLE)
        panned = _smoothstep(time / self._pan_time)
        return Pose(
            x=_between(self._x, tick) + aside * math.cos(heading),
            y=_between(self._floor, tick) + self._settings.eye_height + up + self._raised * (1.0 - settled),
            z=_between(self._z, tick) + aside * math.sin(heading),
            yaw=(_between(self._gaze, tick) + self._pan * (1.0 - panned) + _YAW * hand_yaw) % 360.0,
            pitch=self._settings.pitch + self._tilted * (1.0 - settled) + _PITCH * hand_pitch,
            roll=self._rolled * (1.0 - settled) + _ROLL * hand_roll,
            fov=self._fov,
        )

    def _gait(self, tick: float) -> tuple[float, float]:
        """Return how far the step moves the camera to the right and up, metres.

        The body vaults over the standing leg: it is highest in mid-step and drops quickly from one leg to the other
        (Inman, Ralston and Todd, 1981, "Human Walking"). No two steps are alike.
        """
        steps = _between(self._along, tick) / self._settings.step_length
        effort = _between(self._speed, tick) / self._settings.speed
        uneven = 1.0 + 0.35 * snoise2(0.61 * steps, self._stream + 11.5)
        phase = math.pi * (steps + 0.08 * snoise2(0.37 * steps, self._stream + 12.5))
        vault = math.sqrt(math.sin(phase) ** 2 + 0.03) - 0.66  # 0.66: its mean, so that nobody grows by walking
        sway = min(_SWAY * self._settings.bob, _SWAY_MAX / 1.35)
        return sway * effort * uneven * math.sin(phase), self._settings.bob * effort * uneven * vault

    def _hand(self, axis: int, time: float) -> float:
        """Return how far the hand has wandered about one axis, degrees."""
        wander = sum(
            share * snoise2(rate * time, self._stream + 3.0 * axis + band) for band, (rate, share) in enumerate(_HAND)
        )
        return self._settings.drift * float(wander)


def _heading(points: Points) -> Track:
    """Return the compass heading at each point of a route, radians, continuous and smooth."""
    ahead = np.gradient(points, axis=0)
    turned: Track = np.unwrap(np.arctan2(ahead[:, 0], -ahead[:, 1]))
    return np.asarray(gaussian_filter1d(turned, _BEND_BLUR / SPACING, mode="nearest"))


def _speed(heading: Track, settings: WalkSettings) -> Track:
    """Return the speed at each point of a route, m/s: slow enough for each bend, from rest, without haste."""
    bend = np.maximum(abs(np.gradient(heading, SPACING)), 1e-6)  # rad/m
    allowed = np.clip(math.radians(settings.turn_rate) / bend, _CREEP * settings.speed, settings.speed)

    # v^2 = u^2 + 2 a s, backwards so that one slows down in time, then forwards so that one speeds up in time.
    gain = 2.0 * settings.acceleration * SPACING
    square = allowed**2
    for index in range(len(square) - 2, -1, -1):
        square[index] = min(square[index], square[index + 1] + gain)
    square[0] = 0.0
    for index in range(1, len(square)):
        square[index] = min(square[index], square[index - 1] + gain)
    return np.asarray(np.sqrt(square))


def _distance_at_ticks(speed: Track) -> Track:
    """Return how far along the route one is at each tick, metres, starting smoothly from rest."""
    # Between two points the acceleration is constant, so the mean speed is exact, also from rest.
    arrival = np.concatenate([[0.0], np.cumsum(2.0 * SPACING / (speed[1:] + speed[:-1]))])
    ticks = np.arange(-_STANDING, arrival[-1], _TICK)
    along = np.interp(ticks, arrival, np.arange(len(speed)) * SPACING)
    return np.asarray(gaussian_filter1d(along, _START_BLUR / _TICK, mode="nearest"))


def _between(track: Track, tick: float) -> float:
    """Interpolate a track."""
    index = min(int(tick), len(track) - 2)
    return float(track[index] + (track[index + 1] - track[index]) * (tick - index))


def _turn(degrees: float) -> float:
    """Return the same turn the short way round, -180 to 180 degrees."""
    return (degrees + 180.0) % 360.0 - 180.0


def _smoothstep(x: float) -> float:
    x = min(max(x, 0.0), 1.0)
    return x * x * (3.0 - 2.0 * x)
