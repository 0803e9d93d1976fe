"""Skeletons and motions of figures as glTF 2.0 has them: joints as nodes, skins, and one animation."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.body.figure import Figure
from liminal.body.skinned_body import SkinMesh
from liminal.export.figure_nodes import NOW
from liminal.export.gltf_buffer import GltfBuffer
from liminal.motion.body_motion import BodyMotion
from liminal.motion.skeleton import JointFrames

if TYPE_CHECKING:
    import pygltflib

ANIMATION = "figures"
STILL = 1e-6  # m, and of quaternions: a joint that moves less than this has no track


class GltfSkeletons:
    """Adds the joints of figures to a document, and what they do as one animation, so that all move together."""

    def __init__(self, gltf: "pygltflib.GLTF2", buffer: GltfBuffer) -> None:
        import pygltflib

        self._g, self._gltf, self._buffer = pygltflib, gltf, buffer

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

    def add_motion(self, motion: BodyMotion, joints: list[int]) -> None:
        """Add the tracks of a motion of these joints, from its first pose at 0 s on."""
        if not self._gltf.animations:
            self._gltf.animations.append(self._g.Animation(name=ANIMATION))
        seconds = (np.arange(len(motion)) / motion.rate).astype(np.float32)
        times = self._buffer.numbers("times", seconds, min=[0.0], max=[float(seconds[-1])])
        for number, joint in enumerate(motion.moving):
            self._track(joints[joint], "translation", times, motion.offsets[:, number])
        for joint, node in enumerate(joints):
            self._track(node, "rotation", times, motion.rotations[:, joint])

    def _track(self, node: int, path: str, times: int, values: NDArray[np.float64]) -> None:
        """Add how one node moves, values (f, w) at the times, unless it does not."""
        if np.ptp(values, axis=0).max() < STILL:
            return
        animation = self._gltf.animations[-1]
        output = self._buffer.numbers(f"{path}s", values.astype(np.float32))
        animation.samplers.append(
            self._g.AnimationSampler(input=times, output=output, interpolation=self._g.ANIM_LINEAR)
        )
        animation.channels.append(
            self._g.AnimationChannel(
                sampler=len(animation.samplers) - 1, target=self._g.AnimationChannelTarget(node=node, path=path)
            )
        )


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
