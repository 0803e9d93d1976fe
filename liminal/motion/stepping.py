"""Stepping: a foot from one footprint to the next, at any time.

It lands on its heel, lies flat, rolls off over its ball and swings (Perry, 1992, "Gait Analysis": 20 degrees up at the
heel's contact, flat after an eighth of a stride, 60 degrees down at the toes' leaving); a runner lands nearly flat.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.footprint import Footprint
from liminal.motion.leg import smoothstep
from liminal.motion.sole import Sole
from liminal.motion.stride import BRISK

Floats = NDArray[np.float64]

_UP = np.array([0.0, 1.0, 0.0])
_STRIKE, _STRIKE_RUNNING = np.radians(20.0), np.radians(6.0)
_PUSH, _PUSH_RUNNING = np.radians(60.0), np.radians(68.0)
_PUSHED = 0.7  # m/s: from this speed on, the heel rises as far as that; at less, less far
_LAID = 0.13  # of the time that a foot stands, and at most `_LAID_AT_MOST`, s, in which it is laid flat
_LAID_AT_MOST = 0.1
_ROLL = 0.55  # of that time, and at most `_ROLL_AT_MOST`, s, in which its heel rises
_ROLL_AT_MOST = 0.4
_CLEARANCE = 0.55  # m, of which 9 % are reached: the toes clear the floor by 5 cm in the first half of the swing
_KICK = 0.16  # m: how much higher a runner's foot swings
_PUSHED_LESS = 0.55  # on stairs, by this share
_STAIR = 0.12  # m: of a step as high, the edge is in a foot's way
_FIRST, _LIFTED = 0.33, 0.44  # of the swing: in which a foot rises alone, and by which it is up
_CLEAR_STEP = 0.25  # of a step's height, above the higher floor, when a foot swings up or down it


@dataclass(frozen=True, eq=False)
class SteppingFoot:
    """A foot at times (f,). `ankle`: (f, 3), m; `rotation`: (f, 4); `ball_height`: (f,), m; `stands`: (f,)."""

    ankle: Floats
    rotation: Floats
    ball_height: Floats
    stands: NDArray[np.bool_]


class FootSteps(NamedTuple):
    """The footprints of a foot as arrays (p,), and for each how far the toes are up when it lands, and down at its end.

    `place`: (p, 3), m. `land`, `lift`: s. `heading`, `strike`, `push`: rad. `kick`: how much higher it swings to it, m.
    """

    place: Floats
    heading: Floats
    land: Floats
    lift: Floats
    strike: Floats
    push: Floats
    kick: Floats


def steps_of(prints: tuple[Footprint, ...]) -> FootSteps:
    """Return the steps of a foot through its footprints, in order of time."""
    place = np.array([(each.x, each.y, each.z) for each in prints])
    heading, land, lift, speed, run = np.array(
        [(each.heading, each.land, each.lift, each.speed, each.run) for each in prints]
    ).T
    strike = np.minimum(speed / BRISK, 1.15) * ((1 - run) * _STRIKE + run * _STRIKE_RUNNING)
    # A foot leaves for its next print, as far from that as that is.
    push = np.clip(speed / _PUSHED, 0.3, 1.1) * ((1 - run) * _PUSH + run * _PUSH_RUNNING)
    push = np.append(push[1:], push[-1]) * (1 - _PUSHED_LESS * _stair(np.diff(place[:, 1], append=place[-1, 1])))
    return FootSteps(place, heading, land, lift, strike, push, run * _KICK * np.minimum(speed / 3.0, 1.5))


def step_through(steps: FootSteps, sole: Sole, times: Floats) -> SteppingFoot:
    """Return a foot at times (f,), s, that goes from one footprint to the next."""
    place, heading, land, lift, strike, push, kick = steps
    last = np.searchsorted(land, times, side="right") - 1
    after = np.minimum(last + 1, len(land) - 1)
    stands = times < lift[last]

    # Standing: the angle of the sole, rad, up at the toes.
    stance = np.minimum(lift[last], 1e6) - np.maximum(land[last], -1e6)
    laid = np.minimum(_LAID * stance, _LAID_AT_MOST)
    roll = np.minimum(_ROLL * stance, _ROLL_AT_MOST)
    standing = strike[last] * (1 - smoothstep((times - land[last]) / laid))
    standing = standing - push[last] * (1 - np.clip((lift[last] - times) / roll, 0, 1)) ** 1.7

    # Swinging: from the toes' leaving to the heel's contact.
    length = np.where(stands, 1.0, land[after] - lift[last])
    share = np.clip(np.where(stands, 0.0, times - np.where(stands, 0.0, lift[last])) / length, 0, 1)
    swinging = -push[last] * (1 - smoothstep(share / 0.65)) + strike[after] * smoothstep((share - 0.45) / 0.55)
    pitch = np.where(stands, standing, swinging)
    rise = place[after, 1] - place[last, 1]
    stair = _stair(rise)
    # Up a step a foot first rises and then goes forward; down a step it first goes forward.
    late, early = smoothstep((share - _FIRST) / (1 - _FIRST)), smoothstep(share / (1 - _FIRST))
    forward = (1 - stair) * _forward(share) + stair * np.where(rise > 0, late, early)
    level_share = np.where(rise > 0, smoothstep(share / _LIFTED), smoothstep((share - 1 + _LIFTED) / _LIFTED))
    turn = heading[last] + np.where(stands, 0.0, smoothstep(share)) * (heading[after] - heading[last])
    rotation = _laid_at(sole, turn, pitch)

    here = _ankle(sole, place[last], heading[last], np.where(stands, standing, -push[last]))
    there = _ankle(sole, place[after], heading[after], strike[after])
    bump = np.sin(np.pi * share) ** 1.5
    path = here + forward[:, None] * (there - here)
    flat_rise = (here[:, 1] - place[last, 1]) * (1 - forward) + (there[:, 1] - place[after, 1]) * forward
    level = place[last, 1] + level_share * rise
    path[:, 1] = level + flat_rise + bump * (_CLEAR_STEP * np.abs(rise) + (1 - stair) * kick[after])
    clear = _CLEARANCE * share**1.5 * (1 - share) ** 2
    under = level + clear - (path[:, 1] + sole.height(rotation))
    path[:, 1] += _softened(under, 0.01 * bump)
    ankle = np.where(stands[:, None], here, path)
    floor = np.where(stands, place[last, 1], level)
    ball_height = (ankle + quaternion.rotated(rotation, sole.ball))[:, 1] - floor - sole.rise
    return SteppingFoot(ankle, rotation, ball_height, stands)


def _stair(rise: Floats) -> Floats:
    """Return how far a step up or down, m, has an edge in a foot's way, 0 to 1."""
    stair: Floats = np.minimum(np.abs(rise) / _STAIR, 1.0)
    return stair


def _forward(share: Floats) -> Floats:
    """Return the way of a swinging foot, 0 to 1: it leaves moving, and comes down slowly."""
    start, end = 0.35, 0.15
    forward: Floats = (
        (share**3 - 2 * share**2 + share) * start + (3 * share**2 - 2 * share**3) + (share**3 - share**2) * end
    )
    return forward


def _laid_at(sole: Sole, heading: Floats, pitch: Floats) -> Floats:
    """Return the rotations of the ankle's frame with a heading, and the toes up by `pitch`, rad."""
    toes_up = quaternion.about((1.0, 0.0, 0.0), -pitch)
    return quaternion.product(quaternion.about(_UP, heading), quaternion.product(toes_up, sole.flat))


def _ankle(sole: Sole, place: Floats, heading: Floats, pitch: Floats) -> Floats:
    """Return where the ankle is of a foot that stands on its heel (pitch > 0), flat, or on its ball (pitch < 0)."""
    flat = quaternion.product(quaternion.about(_UP, heading), sole.flat)
    turned = _laid_at(sole, heading, pitch)
    pivot = np.where((pitch > 0)[:, None], sole.heel, sole.ball)
    height = -quaternion.rotated(flat, sole.heel)[:, 1:2] * _UP
    ankle: Floats = place + height + quaternion.rotated(flat, pivot) - quaternion.rotated(turned, pivot)
    return ankle


def _softened(amount: Floats, round_off: Floats) -> Floats:
    """Return amounts, m, and 0 where they are negative, with a corner round within `round_off`, m."""
    softened: Floats = 0.5 * (amount + np.sqrt(amount**2 + round_off**2))
    return softened
