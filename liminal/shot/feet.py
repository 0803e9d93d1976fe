"""The feet: how far along the path, how fast, and how tired the operator is, tick by tick."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from liminal.random import Stream
from liminal.settings.operator import OperatorSettings
from liminal.shot.action import mood_scale
from liminal.shot.behaviour import Behaviour
from liminal.shot.hand import wander
from liminal.shot.outlook import PointOfInterest
from liminal.shot.track import TICK, Track, ramp, times
from liminal.shot.wading import wading_pace
from liminal.shot.walk_path import SPACING, WalkPath

_KNOWN = 11.0, 15.0  # m of the path ahead that are known: more than a look ahead, and than it takes to stop from a run
_FASTEST = 3.2  # m/s: the fastest run with a camera at the eye
_HASTIEST = 1.6  # times as quick as usual in bends; the square of it in starting and stopping
_CLIMB = 0.5  # of the walking speed: the fastest, on stairs
_TREAD = 0.4  # m of the path over which a rise is looked at
_UNEVEN = (0.017, 0.08), (0.06, 0.06), (0.19, 0.03)  # how often (Hz) and how far (share) speed wanders by itself
_CREEP = 0.2  # of the walking speed: the slowest, in the sharpest bend
_LEG = 0.15  # s that a push of the legs takes to build up: no jerks
_CALMING = 9.0  # s in which haste falls to a third
_EASY = 1.5  # m/s: faster than this tires
_TIRING, _RESTING = 12.0, 45.0  # s of running at the fastest, and of walking, that matter
_LEAST_AHEAD, _MOST_AHEAD = 1.2, 2.0  # m: looks are no nearer on the path than this, and no farther
_PEEP = 0.12  # m: the narrowest gap that can be seen through
_LOOK_EVERY = 6  # ticks
_HUSHES, _BREATHES = 0.3, 0.8  # s in which a breath is held, and goes on
_STAIRS = 1.6  # m ahead: where the floor rises or falls nearer than this, the look goes down
_LOOK_DOWN = 9.0  # deg
_TILT = 13.0  # deg up or down at most: beyond that there is nothing but ceiling or floor in the picture


@dataclass(frozen=True)
class Course:
    """The course of a walk: speed, aim and state at each tick, float64 (n,) each unless said otherwise.

    `along`: m. `speed`: m/s, below 0 backwards. `yaw`, `pitch`: where the look is meant to go, degrees. `brisk`: how
    quickly, 0..1. `zoom`: magnification that is meant. `tired`: 0..1. `bump`: knocks, 0..1. `hushed`: how far
    the breath is held, 0..1. `carry`: str (n,).
    """

    along: Track
    speed: Track
    yaw: Track
    pitch: Track
    brisk: Track
    zoom: Track
    tired: Track
    bump: Track
    hushed: Track
    carry: NDArray[np.str_]


def walk(
    path: WalkPath,
    behaviour: Behaviour,
    settings: OperatorSettings,
    start_yaw: float,
    start_pitch: float,
    seed: int,
    ticks: int,
) -> Course:
    """Walk for `ticks` ticks, from rest. A tick depends on no later one."""
    habits = mood_scale(settings)
    tracks = np.zeros((8, ticks))
    hushed = np.zeros(ticks, bool)
    carry = np.full(ticks, "raised", "U8")
    legs = _Legs(path, settings)
    wanders = (1.0 + wander(times(ticks), _UNEVEN, seed, Stream.OPERATOR, 3)).tolist()
    along, speed, push, tired = path.begin, 0.0, 0.0, behaviour.tired
    lead = _LEAST_AHEAD
    ahead = min(max(_FASTEST**2 / (2.0 * settings.acceleration), _KNOWN[0]), _KNOWN[1])
    for tick in range(ticks):
        time = tick * TICK
        path.reach(along + ahead)
        action = behaviour.decide(time, along, speed)
        behaviour.haste *= 1.0 - TICK / _CALMING

        # The speed that is intended, and the speed that the path allows.
        pace = action.pace if action else 1.0
        cruise = settings.speed * habits.pace * (1.0 + 0.6 * behaviour.haste) * pace * (1.0 - 0.3 * tired)
        cruise = min(cruise * wanders[tick], _FASTEST)
        hurry = min(max(cruise / settings.speed, 1.0), _HASTIEST)
        strength = settings.acceleration * hurry**2 * (1.0 + 1.5 * action.brisk if action and pace <= 0 else 1.0)
        wanted = min(cruise, hurry * legs.limit(along))
        if not action or pace > 0:
            wanted = min(wanted, math.sqrt(2.0 * settings.acceleration * max(behaviour.stop - along, 0.0)))
        if along <= 0.0:
            wanted = max(wanted, 0.0)

        # The legs push as hard as it takes, within their strength, and not at once.
        needed = min(max((wanted - speed) / 0.2, -strength), strength)
        push += (needed - push) * TICK / _LEG
        speed += push * TICK
        along = max(along + speed * TICK, 0.0)
        effort = min(max((abs(speed) - _EASY) / (_FASTEST - _EASY), 0.0), 1.0)
        tired = min(tired + TICK * (2.0 * settings.fatigue * effort / _TIRING - tired / _RESTING), 1.0)

        if behaviour.standing_at_start:
            yaw, pitch = start_yaw, start_pitch
        else:
            if tick % _LOOK_EVERY == 0:
                lead = _in_sight(path, along, settings.gaze_lead * max(speed, 0.0))
            yaw, pitch = _look(path, action.look if action else None, settings, along, lead)
        brisk, zoom = (action.brisk, action.zoom) if action else (0.3 + habits.brisk, 1.0)
        tracks[:, tick] = along, speed, yaw, pitch, min(brisk, 1.0), zoom, tired, behaviour.bumped
        if action:
            carry[tick], hushed[tick] = action.carry, action.hushed
    alongs, speeds, yaws, pitches, brisks, zooms, tireds, bumps = tracks
    held = ramp(hushed, _HUSHES, _BREATHES)
    return Course(alongs, speeds, yaws, pitches, brisks, zooms, tireds, bumps, held, carry)


def _look(
    path: WalkPath, sight: PointOfInterest | None, settings: OperatorSettings, along: float, lead: float
) -> tuple[float, float]:
    """Return yaw and pitch (degrees) towards a sight, or towards where the feet will go."""
    x, z = path.at(along)
    index = path.index(along)
    if sight is not None:
        dx, dz = sight.x - x, sight.z - z
        rise = sight.y - path.floor[index] - settings.eye_height
        pitch = math.degrees(math.atan2(rise, max(math.hypot(dx, dz), 1.0)))
        return math.degrees(math.atan2(dx, -dz)), min(max(pitch, -_TILT), _TILT)

    # Towards a point ahead, and somewhat in the heading there: so the view is round a corner first.
    ahead = along + lead
    to_x, to_z = path.at(ahead)
    heading = float(path.heading[path.index(ahead)])
    dx, dz = to_x - x + 0.5 * math.sin(heading), to_z - z - 0.5 * math.cos(heading)
    uneven = float(np.ptp(path.floor[index : path.index(along + _STAIRS) + 1]))
    return math.degrees(math.atan2(dx, -dz)), settings.pitch - _LOOK_DOWN * min(uneven / 0.15, 1.0)


def _in_sight(path: WalkPath, along: float, more: float) -> float:
    """Return how far ahead on the path the look is, m: as far as it is in sight; `more` at speed."""
    leads = np.arange(_LEAST_AHEAD, _MOST_AHEAD + more, 0.4)
    here = np.array(path.at(along))
    there = path.points[[path.index(along + lead) for lead in leads]]
    # A point every 0.2 m or so on each line of sight; a place counts if the path up to it does.
    share = np.linspace(0.05, 1.0, 20)[None, :, None]
    lines = (here + (there - here)[:, None, :] * share).reshape(-1, 2)
    free = path.ground(along).clearance(lines).reshape(len(leads), -1).min(axis=1) > _PEEP
    seen = np.logical_and.accumulate(free)
    return float(leads[max(int(seen.sum()) - 1, 0)])


class _Legs:
    """The speed that the bends of the path allow, when calm."""

    def __init__(self, path: WalkPath, settings: OperatorSettings) -> None:
        self._path, self._settings = path, settings
        self._limit = np.zeros(0)

    def limit(self, along: float) -> float:
        """Return the greatest speed from which every bend ahead can still be slowed down for, m/s."""
        if len(self._limit) != len(self._path.points):
            self._limit = self._limits()
        return float(self._limit[self._path.index(along)])

    def _limits(self) -> Track:
        turn = math.radians(self._settings.turn_rate)
        allowed = np.clip(turn / np.maximum(self._path.bend, 1e-6), _CREEP * self._settings.speed, _FASTEST)
        tread = round(_TREAD / SPACING)
        rise = maximum_filter1d(abs(np.diff(self._path.floor, prepend=self._path.floor[0])), 2 * tread + 1) > 0
        allowed = np.where(rise, np.minimum(allowed, _CLIMB * self._settings.speed), allowed)
        slow = wading_pace(self._path.depth)
        allowed = np.where(slow < 1.0, np.minimum(allowed, slow * self._settings.speed), allowed)
        # v^2 = u^2 + 2 a s, from each bend backwards.
        gain = 2.0 * self._settings.acceleration * SPACING * np.arange(len(allowed))
        square = np.minimum.accumulate((allowed**2 + gain)[::-1])[::-1] - gain
        return np.asarray(np.sqrt(np.maximum(square, 0.0)))
