"""Bodies: skins over skeletons, and the boxes that stand for their limbs where rays are concerned."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from liminal.body.dual_quaternion import blended, joint_motions, moved_by
from liminal.motion import quaternion
from liminal.motion.skeleton import BodyPose, JointFrames, Skeleton
from liminal.thing.finish import Finish
from liminal.thing.thing import Thing

LEVELS = 3  # skins of a body, from the finest to the coarsest


@dataclass(frozen=True, eq=False)
class SkinMesh:
    """A mesh that joints move. `corners`: (v,) CORNER. `triangles`: intp (t, 3).

    `joints`: uint8 (v, 4), and `weights`: float32 (v, 4), which sum to 1. `openness`: float32 (v,), the share of the
    light from all around that creases leave each corner; `overhead`: float32 (v,), of that of lamps above.
    """

    corners: NDArray[np.void]
    triangles: NDArray[np.intp]
    joints: NDArray[np.uint8]
    weights: NDArray[np.float32]
    openness: NDArray[np.float32]
    overhead: NDArray[np.float32]

    def posed(self, motions: NDArray[np.float64]) -> NDArray[np.void]:
        """Return its corners, moved by the motions of joints (n, 2, 4)."""
        corners, each = self.corners.copy(), blended(motions, self.joints, self.weights)
        corners["position"] = moved_by(each, corners["position"].astype(float))
        corners["normal"] = quaternion.rotated(each[:, 0], corners["normal"].astype(float))
        return corners


@dataclass(frozen=True, eq=False)
class SkinnedBody:
    """Skins in the pose `bind` of a skeleton's joints, metres, +Y up, looking along +z.

    `skin`: gives the one of a level, 0 the finest, to LEVELS - 1, which are made when they are asked for. `boxes`: (b,)
    BOX, of the joints with the numbers `box_joints`: intp (b,). `stance`: gives the pose of one that stands on y = 0
    above x = z = 0, looking along +z, by a lot from 0 to 1 and the height of the ceiling above the floor, m.
    """

    skeleton: Skeleton
    bind: JointFrames
    skin: Callable[[int], SkinMesh]
    boxes: NDArray[np.void]
    box_joints: NDArray[np.intp]
    stance: Callable[[float, float], BodyPose]

    @cached_property
    def is_solid(self) -> bool:
        """Whether it is seen in any light, and throws a shadow."""
        return bool((self.skin(LEVELS - 1).corners["finish"] != Finish.GLIMMER).all())

    @property
    def hips(self) -> int:
        """The number of the joint that all else hangs on."""
        return self.skeleton.names.index("hips") if "hips" in self.skeleton.names else self.skeleton.roots[0]

    def motions(self, frames: JointFrames) -> NDArray[np.float64]:
        """Return the motions (n, 2, 4) of its joints to where `frames` have them."""
        return joint_motions(self.bind, frames)

    def boxes_at(self, motions: NDArray[np.float64]) -> NDArray[np.void]:
        """Return its boxes, moved as the motions of joints (n, 2, 4) say."""
        boxes, each = self.boxes.copy(), motions[self.box_joints]
        boxes["centre"] = moved_by(each, boxes["centre"].astype(float))
        boxes["axes"] = quaternion.rotated(each[:, None, 0], boxes["axes"].astype(float))
        return boxes

    def thing(self, frames: JointFrames, skin: SkinMesh) -> Thing:
        """Return one of its skins in a pose, as a thing that stands."""
        motions = self.motions(frames)
        return Thing(skin.posed(motions), skin.triangles, self.boxes_at(motions))
