"""A left hand that is seen from a hand's length away: tendons, knuckles, nails and the lines of its palm.

Told in a space of its own: from the wrist along the hand, across to the thumb, and off the palm, m.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import cone, ellipsoid, union, vector
from liminal.body.folds import bump, rise, wandering
from liminal.body.skin_part import colour, mixed

Floats = NDArray[np.float64]
Places = Mapping[str, Floats]

BOUNDS = 0.14  # m around wrist and fingertips
_RADII = 0.0097, 0.0090, 0.0078, 0.0064  # m: of a finger at its knuckle, its two joints and its tip
_SHARES = 0.46, 0.30, 0.24  # of a finger's length: its bones (Buchholz, Armstrong and Goldstein, 1992)
_SLACK = 0.011  # m: how far the web between two fingers reaches past their knuckles
_NAIL = np.array([1.28, 1.22, 1.22])  # times the reflectance of the skin
_BENDS = np.radians((5.0, 13.0, 9.0))  # rad, towards the palm, at the joints of a finger at rest


class Finger(NamedTuple):
    """`knuckle`: (3,), m. `length`: of all its bones, m. `aside`: rad, to the thumb. `bent`: against _BENDS.

    `thick`: against _RADII.
    """

    knuckle: Floats
    length: float
    aside: float
    bent: float
    thick: float

    @property
    def joints(self) -> Floats:
        """Its knuckle, its two joints and its tip, (4, 3), m."""
        places, turn = [self.knuckle], 0.0
        for share, bend in zip(_SHARES, _BENDS * self.bent, strict=True):
            turn += bend
            along = vector(np.cos(turn) * np.cos(self.aside), np.cos(turn) * np.sin(self.aside), np.sin(turn))
            places.append(places[-1] + share * self.length * along)
        return np.array(places)


FINGERS = (
    Finger(vector(0.089, 0.0285, 0.000), 0.093, 0.13, 0.8, 0.97),
    Finger(vector(0.092, 0.0085, -0.002), 0.102, 0.02, 0.9, 1.0),
    Finger(vector(0.087, -0.0110, -0.001), 0.094, -0.07, 1.15, 0.95),
    Finger(vector(0.079, -0.0285, 0.002), 0.074, -0.20, 1.3, 0.83),
)
_THUMB = np.array([(0.024, 0.018, 0.008), (0.064, 0.045, 0.013), (0.092, 0.060, 0.013), (0.116, 0.070, 0.010)])
_THUMB_RADII = 0.0165, 0.0118, 0.0100, 0.0078


def hand_axes(places: Places) -> Floats:
    """Return the rows (3, 3) of the space of the left hand: along it, to the thumb, off the palm."""
    along = places["left_middle end"] - places["left_hand"]
    along = along / np.linalg.norm(along)
    across = vector(0.0, 0.0, 1.0)
    return np.stack([along, across, np.cross(along, across)])


def near_hand(points: Floats, places: Places) -> Floats:
    """Return distances to the hand and some of its forearm; `places`: of joints, m."""
    at = (points - places["left_hand"]) @ hand_axes(places).T
    grown = []
    for finger in FINGERS:
        joints, radii = finger.joints, finger.thick * np.array(_RADII)
        chain = [cone(at, *joints[n : n + 2], *radii[n : n + 2]) for n in range(3)]
        chain += [ellipsoid(at, joints[n], np.full(3, 1.015 * radii[n])) for n in (1, 2)]
        grown.append(union(chain, 0.0035))
    roots = vector(0.010, 0.0, 0.001)
    palm = []
    for finger in FINGERS:
        begin = roots + vector(0.0, 0.50, 0.0) * finger.knuckle
        palm.append(cone(at, begin, finger.knuckle + vector(_SLACK, 0.0, 0.002), 0.0130, 0.0098))
    palm += [
        cone(at, (0.020, 0.012, 0.007), _THUMB[1] - vector(0.010, 0.004, 0.0), 0.0160, 0.0120),  # the ball of the thumb
        cone(at, (0.020, -0.020, 0.007), (0.062, -0.026, 0.005), 0.0125, 0.0105),  # the heel of the hand
        cone(at, (0.070, 0.022, 0.003), _THUMB[1] - vector(0.020, 0.006, 0.004), 0.0095, 0.0085),  # the web
    ]
    thumb = [cone(at, *_THUMB[n : n + 2], *_THUMB_RADII[n : n + 2]) for n in range(3)]
    thumb.append(ellipsoid(at, _THUMB[2], np.full(3, 1.02 * _THUMB_RADII[2])))
    wrist = [
        ellipsoid(at, (-0.045, 0.0, -0.002), (0.075, 0.0285, 0.0210)),
        ellipsoid(at, (-0.012, -0.019, -0.010), (0.016, 0.009, 0.009)),  # the head of the ulna
    ]
    fingers = np.min(grown, axis=0)
    return union([union([fingers, union(palm, 0.018)], 0.007), union(thumb, 0.006), union(wrist, 0.012)], 0.012)


def hand_relief(points: Floats, places: Places) -> Floats:
    """Return how high the skin stands at points (n, 3), m: tendons and knuckles behind, lines in the palm, nails."""
    at = (points - places["left_hand"]) @ hand_axes(places).T
    behind = rise(at[:, 2], 0.002, -0.006)
    height = 0.00015 * wandering(points, (0.011, 0.011, 0.011), 81)
    for finger in FINGERS:
        joints, thick = finger.joints, finger.thick
        off = at[:, 1] - at[:, 0] / finger.knuckle[0] * finger.knuckle[1]
        height += 0.0011 * behind * bump(off, 0.0, 0.0032) * rise(at[:, 0], 0.02, 0.05) * rise(at[:, 0], 0.09, 0.08)
        height += 0.0016 * behind * _ball(at, finger.knuckle, 0.008)
        height -= 0.0003 * sum(_ring(at, joints, n, behind) for n in (1, 2))
        height += 0.0007 * nail_of(at, joints, thick)
    height += 0.0007 * nail_of(at, _THUMB, 1.25)
    return height - 0.0006 * _lines(at)


def hand_tones(points: Floats, places: Places, skin: str) -> Floats:
    """Return the reflectance of the skin at points (n, 3): (n, 3); `skin`: encoded sRGB of the back of the hand."""
    at = (points - places["left_hand"]) @ hand_axes(places).T
    tone = colour(skin) * (1.0 + 0.07 * wandering(points, (0.03, 0.03, 0.03), 83))[:, None]
    palm, behind = rise(at[:, 2], 0.000, 0.007), rise(at[:, 2], 0.002, -0.005)
    tone = mixed(tone, colour(skin) * (1.18, 1.08, 1.06), 0.8 * palm)
    flush = colour(skin) * (1.04, 0.84, 0.80)
    for finger in FINGERS:
        joints = finger.joints
        red = 0.7 * _ball(at, joints[3], 0.014) + behind * sum(0.6 * _ball(at, joints[n], 0.009) for n in (0, 1, 2))
        tone = mixed(tone, flush, np.clip(red, 0.0, 1.0))
        creases = sum(_ring(at, joints, n, np.maximum(palm, 0.7 * behind)) for n in (0, 1, 2))
        tone = mixed(tone, 0.55 * flush, np.clip(0.28 * creases, 0.0, 1.0))
        tone = mixed(tone, _NAIL * colour(skin), nail_of(at, joints, finger.thick))
    tone = mixed(tone, _NAIL * colour(skin), nail_of(at, _THUMB, 1.25))
    tone = mixed(tone, 0.6 * flush, 0.5 * _lines(at))
    # Veins under the back of the hand.
    vein = behind * rise(at[:, 0], 0.0, 0.02) * rise(at[:, 0], 0.085, 0.06)
    vein *= bump(wandering(at, (0.07, 0.030, 0.1), 85), 0.1, 0.12)
    return mixed(tone, colour(skin) * (0.78, 0.86, 0.92), 0.5 * vein)


def nail_of(at: Floats, joints: Floats, thick: float) -> Floats:
    """Return where a fingernail is, 0 to 1, at places (n, 3) of the hand's space; `joints`: of its finger."""
    tip = joints[3] - joints[2]
    length = float(np.linalg.norm(tip))
    along = tip / length
    off = at - joints[3]
    far, aside = off @ along, np.abs(off @ np.cross(vector(0, 0, 1), along))
    above = rise(off[:, 2], -0.0015 * thick, -0.0030 * thick)
    inside = rise(aside, 0.0056 * thick, 0.0046 * thick) * rise(far, -0.0080 * thick, -0.0066 * thick)
    shape: Floats = above * inside * rise(far, 0.0062, 0.0050)
    return shape


def _ball(at: Floats, centre: Floats, radius: float) -> Floats:
    """A bell (n,) of height 1 about a place."""
    bell: Floats = np.exp(-((at - centre) ** 2).sum(1) / radius**2)
    return bell


def _ring(at: Floats, joints: Floats, number: int, share: Floats) -> Floats:
    """The crease (n,) about a joint of a finger, 0 to 1, times a share of it."""
    along = joints[number + 1] - joints[number]
    along = along / np.linalg.norm(along)
    off = at - joints[number]
    near = rise(np.linalg.norm(off, axis=1), 0.015, 0.011)
    crease: Floats = share * near * bump(off @ along, 0.001, 0.0011)
    return crease


def _lines(at: Floats) -> Floats:
    """The lines of the palm (n,), 0 to 1: of the heart, the head and the thumb."""
    along, across = at[:, 0], at[:, 1]
    heart = bump(along - 0.078 + 9.0 * (across + 0.004) ** 2, 0.0, 0.0012) * rise(across, 0.022, 0.014)
    head = bump(along - 0.066 - 0.30 * (across - 0.02), 0.0, 0.0012) * rise(across, -0.024, -0.014)
    round_ = np.hypot(along - 0.030, across - 0.038)
    life = bump(round_, 0.036, 0.0013) * rise(across, 0.034, 0.026)
    found: Floats = rise(at[:, 2], 0.004, 0.010) * np.clip(heart + head + life, 0.0, 1.0)
    return found
