"""Sleeves of the left arm, seen from near by: of a canvas jacket with a hem, and of a shirt with a buttoned cuff."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import common, cone, union
from liminal.body.folds import buckled, bump, creased, pinched, radiating, rise, wandering
from liminal.body.limb_axis import LimbAxis
from liminal.body.skin_part import colour
from liminal.settings.operator import SleeveName

Floats = NDArray[np.float64]
Places = Mapping[str, Floats]


_UPPER = 0.5  # of the upper arm: more of it is never before the lens


class Sleeve(NamedTuple):
    """`cloth`: encoded sRGB. `end`: m before the wrist. `wide`: radii over the elbow, at it and at the end, m.

    `hem`: m of it. `inside`: m, how far one sees into it.
    """

    cloth: str
    end: float
    wide: tuple[float, float, float]
    hem: float
    inside: float


SLEEVES: Mapping[SleeveName, Sleeve] = {
    "jacket": Sleeve("#4a4b3d", 0.004, (0.074, 0.067, 0.052), 0.030, 0.03),
    "shirt": Sleeve("#9fa8b2", 0.012, (0.062, 0.057, 0.043), 0.062, 0.02),
}


def sleeve(points: Floats, places: Places, kind: Sleeve) -> Floats:
    """Return distances to a sleeve; `places`: of joints, m."""
    shoulder, elbow, wrist = (places[f"left_{name}"] for name in ("upper_arm", "lower_arm", "hand"))
    down = (wrist - elbow) / np.linalg.norm(wrist - elbow)
    top, middle, end = kind.wide
    above = elbow + _UPPER * (shoulder - elbow)
    whole = union([cone(points, above, elbow, top, middle), cone(points, elbow, wrist, middle, end)], 0.04)
    whole = common(whole, (points - wrist) @ down + kind.end, 0.003)
    hollow = cone(points, wrist - kind.inside * down, wrist + 0.1 * down, end - 0.0135, end - 0.0115)
    return common(whole, -hollow, 0.002)


def sleeve_folds(points: Floats, arm: LimbAxis, kind: Sleeve) -> Floats:
    """Return how high folds of a sleeve stand at points (n, 3), m."""
    far, turn = arm.along(points)
    to_end = arm.length - kind.end - far
    stray, patch = wandering(points, (0.13, 0.15, 0.13), 87), rise(wandering(points, (0.2, 0.2, 0.2), 88), -0.7, 0.7)
    loose = 0.3 * stray + 0.35 * np.sin(turn + 0.7)
    bend = 0.56 * arm.length
    inner = arm.at(bend) + np.array([0.0, 0.0, 0.055])
    height = 0.0025 * creased(points, (0.09, 0.13, 0.09), 89)
    height += 0.0085 * radiating(points, inner, np.array([0.0, 0.0, 1.0]), 7.0, 0.12, loose)
    height += 0.0055 * bump(far, bend + 0.03, 0.10) * buckled(far, turn, 0.095, 1.6 * loose)
    # It is pushed together above the hem.
    above = bump(to_end, kind.hem + 0.045, 0.050)
    height += 0.0065 * (0.4 + 0.6 * patch) * above * pinched(far / 0.042 + 1.8 * loose)
    on = rise(to_end, kind.hem + 0.004, kind.hem - 0.002)
    height += 0.0016 * on - 0.0014 * bump(to_end, kind.hem + 0.002, 0.0022)
    height -= 0.0010 * bump(to_end, 0.006, 0.0014)
    # Cloth that is sewn together ripples along the seam.
    height += 0.0008 * on * np.sin(turn * 23.0 + 4.0 * stray)
    return np.asarray(height)


def sleeve_dye(arm: LimbAxis, kind: Sleeve) -> Callable[[Floats], Floats]:
    """Return the dye of a sleeve: worn pale on its ridges, dark with handling at its end."""

    def dye(points: Floats) -> Floats:
        far, _ = arm.along(points)
        to_end = arm.length - kind.end - far
        worn = 1.0 + 0.22 * rise(creased(points, (0.09, 0.13, 0.09), 89), 0.2, 1.0)
        worn += 0.06 * wandering(points, (0.05, 0.05, 0.05), 86)
        worn *= 1.0 - 0.28 * bump(to_end, 0.0, 0.010) - 0.35 * bump(to_end, kind.hem + 0.002, 0.002)
        tones: Floats = colour(kind.cloth) * np.clip(worn, 0.0, None)[:, None]
        return tones

    return dye
