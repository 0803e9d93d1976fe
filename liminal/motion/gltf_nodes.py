"""The nodes of a glTF file as a skeleton: joints of its skins, and what these hang on."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.motion import quaternion
from liminal.motion.skeleton import Skeleton

Floats = NDArray[np.float64]

_EVEN = 0.01  # scales along three axes that differ by less than this share are one


@dataclass(frozen=True, eq=False)
class GltfNodes:
    """Nodes as joints.

    `joints`: the joint of each node that is one. `scales`: (n,), of each joint and all above it. `above`: (n,), the
    same without its own, by which its offset is scaled. `is_uneven`: whether scales differ along axes.
    """

    skeleton: Skeleton
    joints: dict[int, int]
    scales: Floats
    above: Floats
    is_uneven: bool


def nodes_of(tree: dict[str, Any], wanted: set[int]) -> GltfNodes:
    """Return the skeleton of nodes and all that they hang on, in metres."""
    nodes = tree["nodes"]
    parents: dict[int, int] = {}
    for parent, node in enumerate(nodes):
        for child in node.get("children", ()):
            if child in parents:
                raise ValueError(f"node {child} hangs on two others")
            parents[child] = parent
    wanted = set().union(*(_up_from(node, parents) for node in wanted))
    order: list[int] = []
    waiting = sorted((node for node in wanted if node not in parents), reverse=True)
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += [child for child in reversed(nodes[node].get("children", ())) if child in wanted]
    joints = {node: joint for joint, node in enumerate(order)}
    names: list[str] = []
    offsets: list[Floats] = []
    rotations: list[Floats] = []
    scales: list[float] = []
    above: list[float] = []
    uneven = False
    for node in order:
        row = nodes[node]
        place, rotation, scale = _parts(row)
        own = float(np.cbrt(np.prod(scale)))
        if own <= 0:
            raise ValueError(f"node {row.get('name', node)} is mirrored or has no size")
        uneven |= bool(np.ptp(scale) > _EVEN * own)
        higher = scales[joints[parents[node]]] if node in parents else 1.0
        names.append(str(row.get("name", f"node {node}")))
        offsets.append(higher * place)
        rotations.append(rotation)
        above.append(higher)
        scales.append(higher * own)
    return GltfNodes(
        Skeleton(
            tuple(names),
            tuple(joints[parents[node]] if node in parents else -1 for node in order),
            np.array(offsets),
            np.array(rotations),
        ),
        joints,
        np.array(scales),
        np.array(above),
        uneven,
    )


def _up_from(node: int, parents: dict[int, int]) -> set[int]:
    """Return a node and all that it hangs on."""
    seen = {node}
    while (node := parents.get(node, -1)) >= 0:
        if node in seen:
            raise ValueError(f"node {node} hangs on itself")
        seen.add(node)
    return seen


def _parts(row: dict[str, Any]) -> tuple[Floats, Floats, Floats]:
    """Return the translation (3,), the rotation (4,) and the scales (3,) of a node."""
    if "matrix" in row:
        matrix = np.array(row["matrix"], np.float64).reshape(4, 4).T
        scale = np.linalg.norm(matrix[:3, :3], axis=0)
        if np.linalg.det(matrix[:3, :3]) <= 0:
            raise ValueError(f"node {row.get('name', '')} is mirrored or has no size")
        return matrix[:3, 3], Rotation.from_matrix(matrix[:3, :3] / scale).as_quat(), scale
    rotation = quaternion.normalised(np.array(row.get("rotation", quaternion.IDENTITY), np.float64))
    return (
        np.array(row.get("translation", (0, 0, 0)), np.float64),
        rotation,
        np.array(row.get("scale", (1, 1, 1)), np.float64),
    )
