"""Surfels of bodies: points of a skin where the light of lamps is found, and how its corners take it from them."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from liminal.body.dual_quaternion import blended, moved_by
from liminal.body.skin_weights import strongest
from liminal.body.skinned_body import LEVELS, SkinMesh, SkinnedBody
from liminal.motion import quaternion
from liminal.piece.mover_surfels import open_sides, outline_of
from liminal.piece.standing import CLEAR, TURNED

SPACING = 0.07  # m between surfels
SMOOTHED = 4  # surfels that a corner's light is blended of
MIDDLE = 0.5  # the lot of the stance that it is known in how much of its surroundings a body hides from itself

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class BodySurfels:
    """s surfels of a skin, where it was made, m.

    `position`, `normal`: float32 (s, 3). `joints`: uint8 (s, 4), and `weights`: float32 (s, 4), as of a `SkinMesh`.
    `reflectance`: float32 (s, 3), linear Rec. 709. `openness`: float32 (s,), and `open_side`: float32 (s, 3), as of
    `MoverSurfels`, of a body that stands. `outline`: float32 (3,), of that one, too. `half`: (3,), half its size, m.
    """

    position: NDArray[np.float32]
    normal: NDArray[np.float32]
    joints: NDArray[np.uint8]
    weights: NDArray[np.float32]
    reflectance: NDArray[np.float32]
    openness: NDArray[np.float32]
    open_side: NDArray[np.float32]
    outline: NDArray[np.float32]
    half: NDArray[np.float32]


@dataclass(frozen=True)
class SkinLight:
    """How v corners of a skin are lit. `surfels`: uint16 (v, 4), near each, and `shares`: float32 (v, 4), of each.

    `openness`: float32 (v,). `open_side`: float32 (v, 3), the mean open direction, less the smooth normal.
    """

    surfels: NDArray[np.uint16]
    shares: NDArray[np.float32]
    openness: NDArray[np.float32]
    open_side: NDArray[np.float32]


@lru_cache(maxsize=16)
def body_surfels(body: SkinnedBody) -> BodySurfels:
    """Return the surfels of a body."""
    skin = body.skin(LEVELS - 1)
    corners = skin.corners
    position, normal = corners["position"].astype(float), corners["normal"].astype(float)
    axis = abs(normal).argmax(1)
    side = 2 * axis + (np.take_along_axis(normal, axis[:, None], 1)[:, 0] < 0)
    key = np.column_stack([np.rint(position / SPACING).astype(np.int64), side])
    surfel = np.unique(key, axis=0, return_inverse=True)[1].ravel()
    count = np.bincount(surfel)[:, None]

    def mean(values: NDArray[np.floating]) -> Floats:
        return np.column_stack([np.bincount(surfel, column) for column in values.T]) / count

    dense = np.zeros((len(corners), len(body.skeleton)))
    np.put_along_axis(dense, skin.joints.astype(np.intp), skin.weights.astype(float), 1)
    joints, weights = strongest(mean(dense))
    position, normal, reflectance = mean(position), quaternion.normalised(mean(normal)), mean(corners["colour"])

    stance = body.skeleton.frames(body.stance(MIDDLE, math.inf))
    motions = body.motions(stance)
    motion, boxes = blended(motions, joints, weights), body.boxes_at(motions)
    posed, outward = moved_by(motion, position), quaternion.rotated(motion[:, 0], normal)
    openness, open_side = open_sides(posed + CLEAR * outward, outward, boxes)
    stands = body.thing(stance, skin)
    low, high = stands.bounds
    return BodySurfels(
        position.astype(np.float32),
        normal.astype(np.float32),
        joints,
        weights,
        reflectance.astype(np.float32),
        openness,
        np.asarray(quaternion.rotated(quaternion.inverse(motion[:, 0]), open_side.astype(float)), np.float32),
        outline_of(stands),
        np.asarray((high - low) / 2, np.float32),
    )


def skin_light(surfels: BodySurfels, skin: SkinMesh) -> SkinLight:
    """Return how the corners of a skin are lit by the surfels of its body."""
    tree = cKDTree(np.hstack([surfels.position, TURNED * SPACING * surfels.normal]))
    corners = skin.corners
    wanted = np.hstack([corners["position"], TURNED * SPACING * corners["normal"]])
    distance, nearest = tree.query(wanted, SMOOTHED)
    share = 1.0 / (distance + 0.1 * SPACING) ** 2
    share /= share.sum(1, keepdims=True)
    blend = (share[..., None] * (surfels.open_side - surfels.normal)[nearest]).sum(1)
    openness = skin.openness * (share * surfels.openness[nearest]).sum(1)
    return SkinLight(
        nearest.astype(np.uint16), share.astype(np.float32), openness.astype(np.float32), blend.astype(np.float32)
    )
