"""A shop's mannequin: rigid pieces of glossy plastic that meet at seams, without a face."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.body.bare_hand import hand, hand_bounds
from liminal.body.distance_field import common, cone, ellipsoid, oval, union, vector
from liminal.body.folds import bump, rise, wandering
from liminal.body.making_pose import SIDES, making_places
from liminal.body.moulded import HAND, TRUNK, moulded
from liminal.body.skin_part import SkinPart, colour, mixed
from liminal.thing.finish import Finish

Floats = NDArray[np.float64]
Places = Mapping[str, Floats]

PLASTIC, GRIME = "#d3cab8", "#6f6350"
CELLS = ((0.0085, 0.0056), (0.0170, 0.011), (0.028, 0.019))  # m: of trunk and limbs, and of hands
_WAIST = 1.045  # m: the seam round the trunk


def mannequin_parts(level: int) -> list[SkinPart]:
    """Return the parts of a mannequin; `level`: 0 is the finest."""
    places = making_places()
    large, small = CELLS[level]
    box = {
        "trunk": ((-0.32, 0.66, -0.26), (0.32, 1.64, 0.24)),
        "head": ((-0.14, 1.42, -0.18), (0.14, 1.86, 0.18)),
        "left": ((-0.08, -0.06, -0.26), (0.66, 1.58, 0.26)),
        "right": ((-0.66, -0.06, -0.26), (0.08, 1.58, 0.26)),
    }
    pieces: list[tuple[Callable[[Floats], Floats], str, tuple[str, ...]]] = [
        (_trunk, "trunk", TRUNK),
        (_head, "head", ("head",)),
    ]
    for side, sign in SIDES:
        for name, joint in (("thigh", "upper_leg"), ("shank", "lower_leg"), ("foot", "foot")):
            pieces.append((_leg(places, side, sign, name), side, (f"{side}_{joint}",)))
        for name, joint in (("above", "upper_arm"), ("below", "lower_arm")):
            pieces.append((_arm(places, side, sign, name), side, (f"{side}_{joint}",)))
    parts = [moulded(solid, _seam, box[where], large, joints, Finish.PLASTIC, _worn) for solid, where, joints in pieces]
    for side, _ in SIDES:
        parts.append(
            moulded(
                partial(hand, places=places, side=side),
                None,
                hand_bounds(places, side),
                small,
                [f"{side}_{name}" for name in HAND[1:]],
                Finish.PLASTIC,
                _worn,
            )
        )
    return parts


def _worn(points: Floats) -> Floats:
    """Yellowed plastic, grey where it was taken hold of."""
    patches = rise(wandering(points, (0.22, 0.30, 0.22), 95), 0.2, 1.6)
    tones = mixed(np.tile(colour(PLASTIC), (len(points), 1)), colour(GRIME), 0.25 * patches)
    return mixed(tones, colour(GRIME), 0.6 * bump(points[:, 1], _WAIST, 0.006) * rise(abs(points[:, 0]), 0.24, 0.22))


def _trunk(points: Floats) -> Floats:
    """Distances to chest, belly and hips, cut off where arms and head are put on."""
    aside = np.column_stack([abs(points[:, 0]), points[:, 1:]])
    parts = [
        oval(points, (0, 0.93, -0.012), (0, 1.08, -0.008), (0.158, 0.105), (0.132, 0.092)),
        oval(points, (0, 1.08, -0.008), (0, 1.30, -0.025), (0.132, 0.092), (0.165, 0.108)),
        oval(points, (0, 1.30, -0.025), (0, 1.40, -0.030), (0.165, 0.108), (0.120, 0.075)),
        cone(aside, (0.03, 1.420, -0.030), (0.175, 1.412, -0.025), 0.058, 0.052),
        ellipsoid(aside, (0.062, 0.900, -0.062), (0.078, 0.085, 0.068)),
        ellipsoid(aside, (0.070, 1.300, 0.052), (0.070, 0.060, 0.030)),
        cone(aside, (0.05, 0.84, -0.01), (0.085, 0.90, -0.01), 0.075, 0.085),
        cone(points, (0, 1.43, -0.034), (0, 1.545, -0.022), 0.056, 0.050),
    ]
    return common(common(union(parts, 0.06), aside[:, 0] - 0.172, 0.004), points[:, 1] - 1.525, 0.003)


def _seam(points: Floats) -> Floats:
    """How high the trunk stands at its seam round the waist, m."""
    groove: Floats = -0.0035 * bump(points[:, 1], _WAIST, 0.006)
    return groove


def _head(points: Floats) -> Floats:
    """An egg with the least of brow, nose and chin."""
    aside = np.column_stack([abs(points[:, 0]), points[:, 1:]])
    egg = [
        ellipsoid(points, (0, 1.690, -0.014), (0.0755, 0.083, 0.097)),
        ellipsoid(points, (0, 1.622, 0.022), (0.055, 0.078, 0.062)),
        cone(points, (0, 1.672, 0.072), (0, 1.630, 0.088), 0.008, 0.011),
        cone(aside, (0.012, 1.682, 0.068), (0.048, 1.680, 0.052), 0.014, 0.012),
        ellipsoid(points, (0, 1.563, 0.058), (0.024, 0.018, 0.018)),
        cone(points, (0, 1.515, -0.026), (0, 1.60, -0.016), 0.0465, 0.048),
    ]
    return common(union(egg, 0.032), 1.512 - points[:, 1], 0.003)


def _leg(places: Places, side: str, sign: float, piece: str) -> Callable[[Floats], Floats]:
    hip, knee, ankle = (places[f"{side}_{name}"] for name in ("upper_leg", "lower_leg", "foot"))
    calf = knee + 0.30 * (ankle - knee) + vector(0, 0, -0.018)

    def thigh(points: Floats) -> Floats:
        whole = union(
            [
                cone(points, hip + vector(0.004 * sign, -0.02, -0.008), knee + vector(0, 0.05, 0.004), 0.086, 0.055),
                cone(points, knee + vector(0, 0.05, 0.004), knee, 0.055, 0.053),
            ],
            0.02,
        )
        return common(whole, (points[:, 1] - 0.845) - 0.35 * (points[:, 0] * sign - 0.10), 0.003)

    def shank(points: Floats) -> Floats:
        return union(
            [
                cone(points, knee + vector(0, 0, 0.002), calf, 0.0505, 0.053),
                cone(points, calf, ankle + vector(0, 0.05, -0.006), 0.053, 0.036),
                cone(points, ankle + vector(0, 0.05, -0.006), ankle + vector(0, 0.0, -0.004), 0.036, 0.034),
            ],
            0.03,
        )

    def foot(points: Floats) -> Floats:
        at = points - ankle
        whole = union(
            [
                cone(at, (0, 0.01, -0.006), (0, -0.02, -0.01), 0.0365, 0.036),
                cone(at, (0, -0.020, 0.01), (0, -0.042, 0.125), 0.034, 0.026),
                ellipsoid(at, (0.004 * sign, -0.048, 0.140), (0.042, 0.020, 0.055)),
                ellipsoid(at, (0, -0.042, -0.034), (0.030, 0.030, 0.036)),
            ],
            0.03,
        )
        return common(common(whole, -0.068 - at[:, 1], 0.004), at[:, 1] - 0.036, 0.003)

    return {"thigh": thigh, "shank": shank, "foot": foot}[piece]


def _arm(places: Places, side: str, sign: float, piece: str) -> Callable[[Floats], Floats]:
    shoulder, elbow, wrist = (places[f"{side}_{name}"] for name in ("upper_arm", "lower_arm", "hand"))

    def above(points: Floats) -> Floats:
        return union(
            [
                cone(points, shoulder + vector(-0.010 * sign, -0.010, 0), elbow, 0.0525, 0.041),
                ellipsoid(points, shoulder + 0.2 * (elbow - shoulder), (0.050, 0.050, 0.050)),
            ],
            0.03,
        )

    def below(points: Floats) -> Floats:
        bulge = elbow + 0.25 * (wrist - elbow)
        return union(
            [
                cone(points, elbow, bulge, 0.0385, 0.041),
                cone(points, bulge, wrist - 0.02 * (wrist - elbow), 0.041, 0.028),
            ],
            0.02,
        )

    return {"above": above, "below": below}[piece]
