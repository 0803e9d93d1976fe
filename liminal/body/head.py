"""A head without its hair, as distances. Told of a person of 1.75 m.

Heights of brow, nose and mouth: about the norms of L. Farkas, "Anthropometry of the head and face", 1994.
"""

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import common, cone, ellipsoid, union
from liminal.body.folds import rise
from liminal.body.skin_part import mixed

Floats = NDArray[np.float64]

EYE = np.array([0.0315, 1.656, 0.0690])  # m: the middle of the left eyeball
EYEBALL = 0.0125  # m: its radius
_LID = 0.0024  # m: thickness of a lid
_OPEN = (0.0150, 0.0045, 0.0037)  # m: half the width of the gap between lids, and how far it goes up and down
MOUTH = 1.5905  # m: the height of the line between the lips


def mirrored(points: Floats) -> Floats:
    """Return points (n, 3) with those of the right half on the left."""
    return np.column_stack([abs(points[:, 0]), points[:, 1:]])


def gap_between_lids(points: Floats) -> Floats:
    """Return about how far points (n, 3) of the left half are from the gap between the lids as seen from before, m."""
    across, up = (points[:, 0] - EYE[0]) / _OPEN[0], points[:, 1] - EYE[1] - 0.0012 * (points[:, 0] - EYE[0]) / _OPEN[0]
    arch = np.sqrt(np.maximum(1.0 - across**2, 0.0))
    gap: Floats = np.maximum(np.maximum(up - _OPEN[1] * arch, -up - _OPEN[2] * arch), (abs(across) - 1.0) * _OPEN[0])
    return gap


def skull(points: Floats, soft: float) -> Floats:
    """Return distances to a head with brow, cheeks and jaw but without a face; `soft`: 0 a man's, 1 a woman's."""
    aside, jaw = mirrored(points), 1.0 - 0.07 * soft
    parts = [
        ellipsoid(points, (0, 1.689, -0.018), (0.0745, 0.080, 0.098)),
        ellipsoid(points, (0, 1.630, 0.016), (0.062 * (0.3 + 0.7 * jaw), 0.082, 0.068)),
        cone(aside, (0.050 * jaw, 1.590, -0.006), (0.018, 1.556 + 0.003 * soft, 0.060), 0.0155 - 0.002 * soft, 0.013),
        ellipsoid(points, (0, 1.559 + 0.002 * soft, 0.0685), (0.0225 * jaw, 0.015, 0.0145)),
        ellipsoid(aside, (0.0475, 1.640, 0.045), (0.0175 - 0.0015 * soft, 0.0135, 0.022)),
        ellipsoid(aside, (0.034, 1.605, 0.044), (0.0205 + 0.0025 * soft, 0.026 + 0.004 * soft, 0.026 + 0.003 * soft)),
        cone(aside, (0.012, 1.6785, 0.0805), (0.046, 1.680, 0.060), 0.0120 - 0.003 * soft, 0.0085),
    ]
    neck = 0.0555 - 0.006 * soft
    columns = [
        cone(points, (0, 1.44, -0.036), (0, 1.60, -0.020), neck, neck - 0.004),
        cone(aside, (0.050, 1.600, -0.022), (0.014, 1.468, 0.016), 0.012, 0.010),
        ellipsoid(points, (0, 1.512, 0.026 - 0.004 * soft), (0.012, 0.018, 0.012)),
    ]
    return union([union(parts, 0.022), union(columns, 0.03)], 0.022)


def head(points: Floats, soft: float) -> Floats:
    """Return distances to a head with a face, but for its eyeballs."""
    aside = mirrored(points)
    face = common(skull(points, soft), -ellipsoid(aside, (0.0325, 1.6575, 0.097), (0.0215, 0.0125, 0.0225)), 0.014)
    lids = np.linalg.norm(aside - EYE, axis=1) - (EYEBALL + _LID)
    less = 0.0015 * soft
    nose = union(
        [
            cone(points, (0, 1.672, 0.0790), (0, 1.630, 0.1020 - less), 0.0070, 0.0085),
            ellipsoid(points, (0, 1.6255, 0.1035 - less), (0.0105 - less, 0.0085, 0.0105)),
            ellipsoid(aside, (0.0115, 1.6225, 0.0935), (0.0080 - less, 0.0075, 0.0105)),
        ],
        0.007,
    )
    full = 1.0 + 0.25 * soft
    lips = [
        cone(aside, (0.0, MOUTH + 0.0050, 0.0860), (0.0235, MOUTH + 0.0010, 0.0745), 0.0046 * full, 0.0026),
        cone(aside, (0.0, MOUTH - 0.0054, 0.0840), (0.0205, MOUTH - 0.0012, 0.0755), 0.0056 * full, 0.0028),
    ]
    whole = union([union([union([face, lids], 0.004), nose], 0.010), union(lips, 0.002)], 0.006)
    pocket = np.maximum(gap_between_lids(aside), abs(aside[:, 2] - 0.075) - 0.015)
    whole = common(whole, -pocket, 0.001)
    ears = common(
        ellipsoid(aside @ _EAR.T, _EAR @ (0.0775, 1.648, -0.014), (0.0085, 0.0315, 0.0185)),
        -ellipsoid(aside, (0.0880, 1.648, -0.008), (0.0065, 0.0165, 0.0085)),
        0.005,
    )
    return common(union([whole, ears], 0.008), 1.455 - points[:, 1], 0.005)


# Ears stand off by 25 degrees and lean back by 12.
_EAR = np.array([[0.906, 0.0, 0.423], [0.088, 0.978, -0.188], [-0.414, 0.208, 0.886]])


def tinted(points: Floats, soft: float, skin: Floats, hair: Floats, lip: Floats) -> Floats:
    """Return the reflectances (n, 3) of a face; those of skin, hair and lips: (3,) each."""
    aside = mirrored(points)
    x, y, z = aside.T
    womanly, front = min(soft, 1.0), rise(z, 0.02, 0.05)
    flush = 0.5 * _spot(aside, (0.045, 1.628, 0.065), 0.020) + 0.6 * _spot(aside, (0.0, 1.624, 0.108), 0.013)
    flush += 0.7 * rise(x, 0.077, 0.085)  # ears
    # Blood below thin skin takes green and blue.
    tone = skin * (1.0 - np.outer(flush, (0.04, 0.16, 0.17)))
    tone = mixed(tone, 0.72 * skin, 0.35 * front * _spot(aside, (EYE[0], 1.648, 0.075), 0.017))
    tone = mixed(tone, skin * (0.80, 0.82, 0.86), 0.55 * (1.0 - womanly) * _beard(x, y, z))
    line = (
        1.6835
        + 0.0015 * womanly
        + (0.10 - 0.06 * womanly) * np.minimum(x - 0.010, 0.022)
        - 0.30 * np.maximum(x - 0.038, 0.0)
    )
    thick = 0.0052 - 0.0018 * soft
    brow = front * rise(abs(y - line), thick, 0.35 * thick) * rise(x, 0.009, 0.015) * rise(x, 0.056, 0.047)
    tone = mixed(tone, hair, (0.68 - 0.10 * soft) * brow)
    lips = rise(abs(y - MOUTH) + 0.30 * x, 0.0135, 0.0095) * rise(x, 0.025, 0.021) * rise(z, 0.068, 0.074)
    tone = mixed(tone, lip, (0.45 + 0.35 * womanly) * lips)
    mouth = rise(abs(y - MOUTH), 0.0030, 0.0006) * rise(x, 0.024, 0.020) * rise(z, 0.068, 0.074)
    tone = mixed(tone, 0.25 * lip, 0.65 * mouth)
    gap = gap_between_lids(aside)
    tone = mixed(
        tone, 0.35 * skin * (1.0, 0.8, 0.7), front * rise(gap, 0.0026, 0.0) * rise(y, EYE[1] - 0.001, EYE[1] + 0.002)
    )
    # The hollow of an ear is in its own shade.
    tone = mixed(tone, 0.45 * skin, 0.75 * rise(x, 0.074, 0.079) * _spot(aside, (0.083, 1.644, -0.006), 0.0105))
    nostril = _spot(aside, (0.0065, 1.6155, 0.0985), 0.0045)
    return mixed(tone, 0.3 * skin, 0.8 * nostril)


def _beard(x: Floats, y: Floats, z: Floats) -> Floats:
    """Where a shaven beard shows, 0 to 1."""
    low = rise(y - 0.35 * abs(x - 0.02), 1.622, 1.600) * rise(y, 1.515, 1.545)
    found: Floats = low * rise(z, -0.005, 0.030)
    return found


def _spot(points: Floats, middle: tuple[float, float, float], radius: float) -> Floats:
    found: Floats = np.exp(-(((points - np.asarray(middle)) / radius) ** 2).sum(1))
    return found
