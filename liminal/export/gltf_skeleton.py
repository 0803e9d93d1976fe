"""Skeletons and motions of figures as glTF 2.0 has them: joints as nodes, skins, and tracks of joints."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.body.figure import SWAYS, Figure
from liminal.body.skinned_body import SkinMesh
from liminal.export.figure_nodes import NOW
from liminal.export.gltf_animator import STILL, GltfAnimator
from liminal.export.gltf_buffer import GltfBuffer
from liminal.motion import quaternion
from liminal.motion.skeleton import JointFrames

if TYPE_CHECKING:
    import pygltflib


class GltfSkeletons:
    """Adds the joints of figures to a document, and what they do."""

    def __init__(self, gltf: "pygltflib.GLTF2", buffer: GltfBuffer, animator: GltfAnimator) -> None:
        import pygltflib

        self._g, self._gltf, self._buffer, self._animator = pygltflib, gltf, buffer, animator

    def add_joints(self, figure: Figure) -> list[int]:
        """Add a node for each joint of a figure as it is posed, and return their indices."""
        skeleton, pose, first = figure.body.skeleton, figure.pose_at(NOW), len(self._gltf.nodes)
        for joint, name in enumerate(skeleton.names):
            self._gltf.nodes.append(
                self._g.Node(
                    name=name,
                    children=[first + child for child in skeleton.children[joint]],
                    translation=pose.offsets[joint].tolist(),
                    rotation=pose.rotations[joint].tolist(),
                )
            )
        return list(range(first, first + len(skeleton)))

    def add_skin(self, name: str, figure: Figure, joints: list[int], root: int) -> int:
        """Add the skin of a figure whose joints hang on the node `root`, and return its index."""
        matrices = self._buffer.numbers("inverse bind matrices", inverse_bind(figure.body.bind))
        self._gltf.skins.append(self._g.Skin(name=name, joints=joints, skeleton=root, inverseBindMatrices=matrices))
        return len(self._gltf.skins) - 1

    def add_motion(self, figure: Figure, joints: list[int]) -> None:
        """Add the tracks of what a figure does with these joints, from 0 s on."""
        motion = figure.motion
        assert motion is not None
        seconds = figure.begin + np.arange(len(motion)) / motion.rate
        kept = seconds > STILL
        # The pose at 0 s comes first, which may lie between two of the motion.
        first, times = figure.pose_at(NOW), np.concatenate([[NOW], seconds[kept]])
        for number, joint in enumerate(motion.moving):
            offsets = np.concatenate([first.offsets[[joint]], motion.offsets[kept, number]])
            self._animator.move(joints[joint], "translation", times, offsets)
        for joint, node in enumerate(joints):
            rotations = quaternion.continuous(np.concatenate([first.rotations[[joint]], motion.rotations[kept, joint]]))
            self._animator.move(node, "rotation", times, rotations)

    def add_sway(self, figure: Figure, joints: list[int], seconds: float) -> None:
        """Add the tracks of how a figure that stands sways with these joints, for so many seconds of a film."""
        times = np.arange(int(min(figure.end, seconds) * SWAYS) + 1) / SWAYS
        poses = [figure.pose_at(time) for time in times.tolist()]
        for joint, node in enumerate(joints):
            self._animator.move(node, "translation", times, np.array([pose.offsets[joint] for pose in poses]))
            turns = quaternion.continuous(np.array([pose.rotations[joint] for pose in poses]))
            self._animator.move(node, "rotation", times, turns)


def skin_attributes(skin: SkinMesh, corners: NDArray[np.intp], buffer: GltfBuffer) -> dict[str, Any]:
    """Return the accessors of which joints move some of a skin's corners, and how much. Unused places name joint 0."""
    weights = skin.weights[corners]
    joints = np.where(weights > 0, skin.joints[corners], 0).astype(np.uint8)
    return {"JOINTS_0": buffer.attribute("JOINTS_0", joints), "WEIGHTS_0": buffer.attribute("WEIGHTS_0", weights)}


def inverse_bind(bind: JointFrames) -> NDArray[np.float32]:
    """Return what takes corners to the space of each joint: (n, 16), each matrix column by column."""
    matrices = np.zeros((len(bind.positions), 4, 4))
    matrices[:, :3, :3] = Rotation.from_quat(bind.rotations).inv().as_matrix()
    matrices[:, :3, 3] = -np.einsum("nij,nj->ni", matrices[:, :3, :3], bind.positions)
    matrices[:, 3, 3] = 1.0
    return matrices.transpose(0, 2, 1).reshape(-1, 16).astype(np.float32)
