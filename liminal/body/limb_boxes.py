"""Limb boxes: what stands for the parts of a body where rays are concerned, one box for each."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.body.skinned_body import SkinMesh
from liminal.thing.thing import BOX
from liminal.thing.turning import upright_along

Floats = NDArray[np.float64]

FILLED = 0.82  # of a limb's half width: a box of that much has its edges just outside the round limb
ALONG = 1.04  # of its length
THINNEST = 0.005  # m: half a limb, at least
TAIL = 3.0  # percent of a limb's corners, at either end, that may stick out


def limb_boxes(
    skin: SkinMesh, names: Sequence[str], limbs: Mapping[str, tuple[Sequence[str], Floats]]
) -> tuple[NDArray[np.void], NDArray[np.intp]]:
    """Return boxes (b,) BOX in the pose of a skin, and the joints (b,) that move them; none for limbs without a skin.

    `names`: of joints. `limbs`: by the joint that moves each, the joints whose parts of the skin it holds, and the
    direction (3,) that it runs along.
    """
    strongest = skin.joints[:, 0]
    position = skin.corners["position"].astype(float)
    owned = {limb: np.isin(strongest, [names.index(name) for name in held]) for limb, (held, _) in limbs.items()}
    there = [limb for limb in limbs if owned[limb].any()]
    boxes = np.zeros(len(there), BOX)
    for box, limb in zip(boxes, there, strict=True):
        own, direction = position[owned[limb]], limbs[limb][1]
        turn = upright_along(direction)
        low, high = np.percentile(own @ turn, (TAIL, 100 - TAIL), axis=0)
        box["axes"], box["centre"] = turn.T, turn @ ((low + high) / 2)
        box["half"] = np.maximum((high - low) / 2 * (FILLED, ALONG, FILLED), THINNEST)
    return boxes, np.array([names.index(name) for name in there], np.intp)
