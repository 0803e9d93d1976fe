"""Coarse skins: of bodies so far off that a pixel covers several corners of their meshes."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.body.skinned_body import SkinMesh
from liminal.motion import quaternion

SHADES = 5  # steps from black to white in which colours are told apart: hair from scalp
KEPT = 0.55  # of the triangles: skins that keep more repay no change


@lru_cache(maxsize=24)
def coarsened(skin: SkinMesh, cell: float, head: int) -> SkinMesh:
    """Return a skin with one corner for all that lie in a cube of an edge of `cell`, m, and look to one side of it.

    Corners of several finishes, or on several limbs, stay apart, and those of several colours on the joint `head`, a
    number (-1: none); a skin that keeps most of its triangles, as one of strands does, stays as it is. (J. Rossignac,
    P. Borrel, "Multi-resolution 3D approximations for rendering complex scenes", 1993.)
    """
    corners = skin.corners
    normal = corners["normal"].astype(float)
    side = abs(normal).argmax(1)
    side = 2 * side + (np.take_along_axis(normal, side[:, None], 1)[:, 0] < 0)
    cube = np.floor(corners["position"] / cell).astype(np.int64)
    on_head = skin.joints[:, :1] == head
    shade = np.where(on_head, np.rint(SHADES * np.sqrt(corners["colour"])), 0).astype(np.int64)
    key = np.column_stack([cube, side, corners["finish"], shade, skin.joints[:, 0]])
    first, cluster = np.unique(key, axis=0, return_index=True, return_inverse=True)[1:]
    cluster = cluster.ravel()
    count = np.bincount(cluster)[:, None]

    def mean(values: NDArray[np.floating]) -> NDArray[np.float64]:
        return np.column_stack([np.bincount(cluster, column) for column in values.T]) / count

    found = corners[first].copy()
    found["position"], found["colour"] = mean(corners["position"]), mean(corners["colour"])
    found["normal"] = quaternion.normalised(mean(normal))
    openness, overhead = mean(np.column_stack([skin.openness, skin.overhead])).astype(np.float32).T
    triangles = cluster[skin.triangles]
    triangles = np.unique(triangles[~(triangles == np.roll(triangles, 1, 1)).any(1)], axis=0)
    if len(triangles) > KEPT * len(skin.triangles):
        return skin
    return replace(
        skin,
        corners=found,
        triangles=triangles,
        joints=skin.joints[first],
        weights=skin.weights[first],
        openness=openness,
        overhead=overhead,
    )
