"""Skin weights: by which joints each corner of a skin is moved, and how much by each."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from liminal.body.distance_field import cone
from liminal.body.mesh_walk import spread
from liminal.thing.surface_mesh import Triangles

Floats = NDArray[np.float64]

JOINTS = 4  # that move a corner, at most
SPREAD = 0.040  # m: standard deviation of the weights' transition from one bone to the next
NEIGHBOURS = 6  # corners of the skin that a corner laid on it is moved like


class Bone(NamedTuple):
    """What moves with a `joint`, from `begin` to `end`, (3,), m, where it has radii of about `first` and `last`, m."""

    joint: int
    begin: Floats
    end: Floats
    first: float
    last: float


def bone_weights(position: Floats, triangles: Triangles, bones: Sequence[Bone], joints: int) -> Floats:
    """Return the weights (v, joints) of the corners (v, 3) of a mesh.

    Each corner belongs to the bone whose surface is nearest, and what belongs to which is spread along the mesh, as
    heat is.
    """
    distance = np.stack([cone(position, *bone[1:]) for bone in bones], 1)
    owned = np.zeros(distance.shape)
    owned[np.arange(len(position)), distance.argmin(1)] = 1.0
    weights = np.zeros((len(position), joints))
    weights[:, [bone.joint for bone in bones]] = spread(position, triangles, owned, SPREAD)
    return weights


def weights_of_nearest(position: Floats, weights: Floats, wanted: Floats) -> Floats:
    """Return weights (w, joints) for points (w, 3) on a skin whose corners (v, 3) have `weights` (v, joints)."""
    distance, nearest = cKDTree(position).query(wanted, NEIGHBOURS)
    share = 1.0 / (distance + 1e-3)
    found: Floats = np.einsum("wn,wnj->wj", share / share.sum(1, keepdims=True), weights[nearest])
    return found


def strongest(weights: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return the joints (v, JOINTS) with most weight, and their weights (v, JOINTS), which sum to 1."""
    order = np.argsort(-weights, axis=1, kind="stable")[:, :JOINTS]
    kept = np.take_along_axis(weights, order, 1)
    return order.astype(np.uint8), (kept / kept.sum(1, keepdims=True)).astype(np.float32)
