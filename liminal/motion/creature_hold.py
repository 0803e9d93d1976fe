"""Holds of the creature: hands on walls, on lintels and, in a chase, on the floor, as it passes them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.creature import FOREARM, HAND, UPPER_ARM
from liminal.motion.creature_course import CeilingAt, StalkingCourse, is_free
from liminal.motion.creature_steps import CreatureSteps
from liminal.motion.footprint import FloorAt
from liminal.motion.minimum_jerk import envelope, minimum_jerk
from liminal.random import Stream, keys_of, units

Floats = NDArray[np.float64]

_UP = np.array([0.0, 1.0, 0.0])
_ARM = UPPER_ARM + FOREARM
_STRETCHED = 0.97  # of an arm, at most
_NEAREST = 0.25  # m from the shoulder to where it holds, at least
_AHEAD = 0.05, -0.12  # m that a hand is before its shoulder, at least, walking and in a chase
_ACROSS = -0.08  # m that it is outside its shoulder, at least
_MARCH = 0.05  # m between points at which a way is probed
_WALLS = 0.85, 1.25  # m to a wall, at most, walking and in a chase
_OFTEN = 0.85  # of the holds that there are, it takes

# Walking, and in a chase, s: of a hand to its hold and back; and a shorter hold is none.
_TRAVEL = 0.62, 0.33
_SHORTEST = 0.30, 0.09
_HELD = 1.0, 0.24  # at most

# Ways from the shoulder, degrees: outward from straight ahead, and up.
_TO_WALLS = ((62.0, -12.0), (84.0, -20.0), (38.0, 2.0))
_TO_LINTELS = ((8.0, 24.0), (18.0, 36.0), (-6.0, 46.0))
_LINTEL = 0.15  # m that it is lower than the ceiling before it


@dataclass(frozen=True)
class Hold:
    """A hand that rests on something from `begin` to `end`, s, and is `travel` s on its way there and back.

    `wrist`: (3,), m, and `point`: (3,), unit, where its fingers point.
    """

    begin: float
    end: float
    travel: float
    wrist: tuple[float, float, float]
    point: tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Shoulders:
    """Where the shoulders are, from `begin` on, s, `rate` times a second, Hz. `places`: (2, f, 3), m."""

    begin: float
    rate: float
    places: Floats

    def at(self, side: int, time: float) -> Floats:
        """Return where one is at a time, s: (3,), m."""
        number = round((time - self.begin) * self.rate)
        place: Floats = self.places[side, min(max(number, 0), self.places.shape[1] - 1)]
        return place


def holds_of(
    course: StalkingCourse,
    steps: CreatureSteps,
    shoulders: Shoulders,
    floor_at: FloorAt,
    ceiling_at: CeilingAt,
    size: float,
    seed: int,
) -> tuple[list[Hold], list[Hold]]:
    """Return the holds of the left and of the right hand, in order of time. `size`: against one of STATURE."""
    found: tuple[list[Hold], list[Hold]] = ([], [])
    last = shoulders.begin + shoulders.places.shape[1] / shoulders.rate
    for number, (land, foot) in enumerate(zip(steps.land.tolist(), steps.side.tolist(), strict=True)):
        hand = 1 - foot  # arms swing with the other side's leg
        earlier = found[hand]
        if not shoulders.begin < land < last:
            continue
        at = course.at(np.array([land]))
        chase = float(at.chase[0])
        travel = (1 - chase) * _TRAVEL[0] + chase * _TRAVEL[1]
        if earlier and land < earlier[-1].end + earlier[-1].travel + travel:
            continue
        lot = float(units(keys_of(seed, Stream.CREATURE, 3, np.array([number])))[0])
        if lot > _OFTEN:
            continue
        longest = (1 - chase) * _HELD[0] + chase * _HELD[1]
        middle = land + 0.4 * longest
        facing = float(course.at(np.array([middle])).facing[0])
        probe = _Probe(floor_at, ceiling_at, shoulders.at(hand, middle), hand, facing, size)
        met = probe.floor(course.at(np.array([middle])), chase) or probe.met(chase, lot)
        if met is None:
            continue
        wrist, point = met
        times = np.arange(land, land + longest, 1 / shoulders.rate)
        off = np.array([np.subtract(wrist, shoulders.at(hand, time)) for time in times.tolist()])
        far = np.linalg.norm(off, axis=1)
        # Not behind its shoulder, nor across the body.
        turned = course.at(times).facing
        sine, cosine = np.sin(turned), np.cos(turned)
        ahead, left = off[:, 0] * sine + off[:, 2] * cosine, off[:, 0] * cosine - off[:, 2] * sine
        good = (far < _STRETCHED * _ARM * size) & (ahead > (1 - chase) * _AHEAD[0] + chase * _AHEAD[1])
        good &= left * (1.0 if hand == 0 else -1.0) > _ACROSS
        reached = times[good]
        if len(reached) and reached[-1] - reached[0] > (1 - chase) * _SHORTEST[0] + chase * _SHORTEST[1]:
            earlier.append(Hold(float(reached[0]), float(reached[-1]), travel, wrist, point))
    return found


def held_by(holds: list[Hold], times: Floats, shoulder: Floats) -> tuple[Floats, Floats, Floats]:
    """Return where a hand is at times (f,), s: wrist (f, 3), m, direction of the fingers (f, 3), and how far (f,).

    `shoulder`: where its shoulder is, (f, 3), m.
    """
    wrist, point, grip = np.zeros((len(times), 3)), np.tile((0.0, -1.0, 0.0), (len(times), 1)), np.zeros(len(times))
    for hold in holds:
        own = envelope(times, hold.begin - hold.travel, hold.end + hold.travel, hold.travel, hold.travel)
        place = np.tile(hold.wrist, (len(times), 1))
        # Before and after it goes with the body.
        for instant, share in (
            (hold.begin, minimum_jerk((hold.begin - times) / hold.travel)),
            (hold.end, minimum_jerk((times - hold.end) / hold.travel)),
        ):
            there = np.array([np.interp(instant, times, each) for each in shoulder.T])
            place = place + share[:, None] * (shoulder - there)
        wrist[own > 0], point[own > 0] = place[own > 0], hold.point
        grip = np.maximum(grip, own)
    return wrist, point, grip


Met = tuple[tuple[float, float, float], tuple[float, float, float]]  # a wrist, m, and where its fingers point


class _Probe:
    """What a hand meets on straight ways from its shoulder."""

    def __init__(
        self, floor_at: FloorAt, ceiling_at: CeilingAt, shoulder: Floats, hand: int, facing: float, size: float
    ) -> None:
        self._floor_at, self._ceiling_at, self._size = floor_at, ceiling_at, size
        self._from, self._facing, self._sign = shoulder, facing, 1.0 if hand == 0 else -1.0
        self._ahead = np.array([math.sin(facing), 0.0, math.cos(facing)])

    def met(self, chase: float, lot: float) -> Met | None:
        """A lintel before the creature, or else a wall beside it."""
        above = self._ceiling_at(self._from[0], self._from[2])
        for outward, up in _TO_LINTELS if chase < 0.5 else ():
            place = self._first(outward, up)
            if (
                place is not None
                and is_free(self._floor_at, self._ceiling_at, place[0], place[2])
                and self._ceiling_at(place[0], place[2]) < above - _LINTEL
            ):
                return self._on(place, 0.90 * self._ahead + 0.35 * _UP)
        farthest = self._size * ((1 - chase) * _WALLS[0] + chase * _WALLS[1])
        for outward, up in _TO_WALLS:
            place = self._first(outward, up + 22.0 * (lot - 0.5))
            if place is not None and math.dist(place, self._from) > farthest:
                continue
            if place is not None and not is_free(self._floor_at, self._ceiling_at, place[0], place[2]):
                return self._on(place, 0.40 * self._into(place) + 0.80 * self._ahead + 0.35 * _UP)
        return None

    def floor(self, course: StalkingCourse, chase: float) -> Met | None:
        """The floor before it, in a chase, where it is bent so far that it gets there."""
        x, y, z = self._from.tolist()
        reach = 0.93 * _ARM * self._size
        level = self._floor_at(x, z) + 0.10 * self._size
        if chase < 0.5 or y - level > 0.97 * reach:
            return None
        far = 0.5 * math.sqrt(reach**2 - (y - level) ** 2)
        place = self._from + far * self._ahead
        wrist = float(place[0]), level, float(place[2])
        if not is_free(self._floor_at, self._ceiling_at, wrist[0], wrist[2]):
            return None
        return wrist, _triple(quaternion.normalised(self._ahead - 0.36 * _UP))

    def _first(self, outward: float, up: float) -> Floats | None:
        """The last point of air on a way from the shoulder, or None where all of it is air."""
        turn, rise = self._facing + self._sign * math.radians(outward), math.radians(up)
        way = np.array([math.cos(rise) * math.sin(turn), math.sin(rise), math.cos(rise) * math.cos(turn)])
        for far in np.arange(_NEAREST, (_STRETCHED * _ARM + 0.8 * HAND) * self._size, _MARCH).tolist():
            x, y, z = (self._from + far * way).tolist()
            if not self._floor_at(x, z) < y < self._ceiling_at(x, z):
                place: Floats = self._from + (far if far > _NEAREST else 0.0) * way
                return place if far > _NEAREST else None
        return None

    def _into(self, place: Floats) -> Floats:
        """The direction into the wall at a point of it, along one of the plan's axes."""
        off = place - self._from
        if is_free(self._floor_at, self._ceiling_at, place[0] - 1.5 * _MARCH * np.sign(off[0]), place[2]):
            return np.array([math.copysign(1.0, off[0]), 0.0, 0.0])
        return np.array([0.0, 0.0, math.copysign(1.0, off[2])])

    def _on(self, place: Floats, point: Floats) -> Met:
        """A hand whose fingertips are at a place and that points somewhere."""
        point = quaternion.normalised(point)
        return _triple(place - HAND * self._size * point), _triple(point)


def _triple(vector: Floats) -> tuple[float, float, float]:
    x, y, z = vector.tolist()
    return x, y, z
