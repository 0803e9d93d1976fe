"""The fall of the creature: it folds up like poles, strut by strut, late, into a heap; and how it gets up from that.

A strut that gives falls freely until the next one stops it: shares of the way go with the square of the time, and no
part takes less time than a free fall of its length does.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.creature_posture import Posture, gripped
from liminal.motion.detour import after_fall, detour_of
from liminal.motion.gesture import Gesture
from liminal.motion.minimum_jerk import minimum_jerk
from liminal.motion.way import TICK, Way

Floats = NDArray[np.float64]

FOLDS = 3.3  # s until nothing of it moves any more

_UP = np.array([0.0, 1.0, 0.0])
_HEAP = 0.25  # m above the floor, of a creature of STATURE: its hips when it is folded
_BACK, _ASIDE = 0.46, -0.17  # m to the back, and to the left, that they go
_PITCH, _ROLL, _TWIST = np.radians((86.0, 17.0, -24.0))  # of the trunk
_NOD, _GAZE = np.radians((122.0, -38.0))  # of the head, and to the left against the pelvis
_WRISTS = (0.40, 0.42, 0.11), (-0.52, 0.16, 0.11)  # m to the left, ahead and up, from between the feet
_SLIPS = (-0.30, 0.22, 0.0)  # m by which the right one slips at last
_FLOORED = 0.06, 0.25  # of their directions where they lie: down, and inwards


class Strut(NamedTuple):
    """A part of the whole that folds, or unfolds, from `begin` on, in `seconds`, by a `share` of all that it will."""

    part: str
    begin: float
    seconds: float
    share: float


# The head stops first. Then the lame knee gives, both legs, the trunk, the hips upon the heels, the arms, the neck, and
# one hand slips.
_FALL = (
    Strut("gaze", 0.05, 0.55, 0.35),
    Strut("height", 0.30, 0.28, 0.24),
    Strut("aside", 0.30, 0.32, 0.7),
    Strut("roll", 0.30, 0.34, 0.75),
    Strut("height", 0.92, 0.36, 0.36),
    Strut("back", 0.90, 0.40, 0.55),
    Strut("twist", 0.95, 0.40, 1.0),
    Strut("left", 0.98, 0.34, 1.0),
    Strut("right", 1.10, 0.36, 1.0),
    Strut("pitch", 1.45, 0.48, 0.66),
    Strut("height", 1.80, 0.37, 0.40),
    Strut("back", 1.80, 0.37, 0.45),
    Strut("aside", 1.80, 0.37, 0.3),
    Strut("pitch", 2.22, 0.30, 0.34),
    Strut("gaze", 2.40, 0.30, 0.65),
    Strut("nod", 2.52, 0.30, 1.0),
    Strut("slip", 2.86, 0.26, 1.0),
    Strut("roll", 2.90, 0.30, 0.25),
)
# Shares of the time that it takes to get up. The head looks about first. It is drawn up by the hips, folded as it is,
# on its arms; the trunk comes up in two moves, and the head is late.
_GET_UP = (
    Strut("nod", 0.00, 0.16, -0.75),
    Strut("gaze", 0.08, 0.16, -1.6),
    Strut("slip", 0.20, 0.10, -1.0),
    Strut("height", 0.24, 0.24, -0.74),
    Strut("back", 0.24, 0.24, -0.85),
    Strut("aside", 0.28, 0.16, -1.0),
    Strut("roll", 0.30, 0.20, -1.0),
    Strut("pitch", 0.26, 0.22, 0.20),
    Strut("gaze", 0.50, 0.14, 0.8),
    Strut("right", 0.52, 0.14, -1.0),
    Strut("height", 0.54, 0.14, -0.16),
    Strut("pitch", 0.54, 0.14, -0.62),
    Strut("twist", 0.54, 0.14, -1.0),
    Strut("left", 0.62, 0.16, -1.0),
    Strut("back", 0.66, 0.20, -0.15),
    Strut("height", 0.74, 0.16, -0.10),
    Strut("pitch", 0.74, 0.16, -0.58),
    Strut("nod", 0.84, 0.12, -0.25),
    Strut("gaze", 0.88, 0.12, -0.2),
)


def folded_way(way: Way, gestures: Sequence[Gesture], stature: float) -> Way:
    """Return the way of a creature that stays where it falls, and comes back to its way when it has got up."""
    for fall in (each for each in gestures if each.kind == "fall"):
        # It gets up on the spot.
        detour = replace(detour_of(way, fall, gestures), sort="back")
        over = fall.begin + FOLDS if detour.get_up is None else detour.get_up.end
        later = after_fall(way, detour, stature)
        times: Floats = way.begin + TICK * np.arange(round((max(way.end, over, later.end) - way.begin) / TICK) + 1.0)
        goes, lies = times < fall.begin, times < over
        places = np.where(lies[:, None], detour.fallen_at(times), later.place_at(times))
        facing = np.where(lies, detour.heading, later.facing_at(times))
        places[goes], facing[goes] = way.place_at(times[goes]), way.facing_at(times[goes])
        way = Way(way.begin, places, facing)
    return way


def folded(posture: Posture, gestures: Sequence[Gesture], times: Floats, size: float, level: Floats) -> Posture:
    """Return a posture of one that falls and gets up at times (f,), s; without a fall before, it lies there until then.

    `size`: against a creature of STATURE. `level`: of the floor, (f,), m.
    """
    share = _shares(gestures, times)
    if not any(each.any() for each in share.values()):
        return posture
    ahead = np.stack([np.sin(posture.facing), 0.0 * posture.facing, np.cos(posture.facing)], 1)
    left = np.stack([ahead[:, 2], 0.0 * posture.facing, -ahead[:, 0]], 1)
    feet = posture.hips * (1.0, 0.0, 1.0) + level[:, None] * _UP
    height = posture.hips[:, 1] - level
    hips = feet + (height + share["height"] * (size * _HEAP - height))[:, None] * _UP
    hips += size * (_ASIDE * share["aside"][:, None] * left - _BACK * share["back"][:, None] * ahead)

    def gone(value: Floats, part: str, folds: Floats | float) -> Floats:
        return np.asarray(value + share[part] * (folds - value))

    folding = posture._replace(
        hips=hips,
        pitch=gone(posture.pitch, "pitch", _PITCH),
        roll=gone(posture.roll, "roll", _ROLL),
        twist=gone(posture.twist, "twist", _TWIST),
        nod=gone(posture.nod, "nod", _NOD),
        gaze=gone(posture.gaze, "gaze", posture.facing + _GAZE),
        # Arms that are struts stand on their hands, elbows up.
        cocked=np.maximum(posture.cocked, np.clip(1.6 * share["height"] - 0.3, 0.0, 1.0)),
    )
    for hand, (part, sign) in enumerate((("left", 1.0), ("right", -1.0))):
        aside, front, up = _WRISTS[hand]
        place = size * (aside * left + front * ahead + up * _UP) + feet
        if part == "right":
            place = place + size * share["slip"][:, None] * (_SLIPS[0] * left + _SLIPS[1] * ahead)
        down, inwards = _FLOORED
        point = quaternion.normalised(ahead - down * _UP - sign * inwards * left)
        folding = gripped(folding, hand, place, point, np.clip(share[part], 0.0, 1.0))
    return folding


def _shares(gestures: Sequence[Gesture], times: Floats) -> dict[str, Floats]:
    """Return how far each part is folded, 0 to about 1, at times (f,), s."""
    share = {strut.part: np.zeros(len(times)) for strut in _FALL}
    falls = [each for each in gestures if each.kind == "fall"]
    for fall in falls:
        for part, begin, seconds, amount in _FALL:
            share[part] += amount * np.clip((times - fall.begin - begin) / seconds, 0.0, 1.0) ** 2
    rises = [each for each in gestures if each.kind == "get-up"]
    for rise in rises:
        if not any(fall.begin <= rise.begin for fall in falls):
            for strut in _FALL:
                share[strut.part] += strut.share
        for part, begin, seconds, amount in _GET_UP:
            share[part] += amount * minimum_jerk((times - rise.begin - begin * rise.takes) / (seconds * rise.takes))
    return share
