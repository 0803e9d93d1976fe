"""Skeletons: joints in a tree, at rest and in a pose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion

Floats = NDArray[np.float64]


class BodyPose(NamedTuple):
    """Where each joint of a body is in the space of its parent, at one instant or, with an axis in front, at many.

    `offsets`: (..., n, 3), m; of a root, in the space of the body. `rotations`: (..., n, 4), not counted from the rest
    pose.
    """

    offsets: Floats
    rotations: Floats


class JointFrames(NamedTuple):
    """The frame of each joint in the space of the body: `positions` (..., n, 3), m, `rotations` (..., n, 4)."""

    positions: Floats
    rotations: Floats


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Joints, each after its parent. +Y is up once a file's axes have been told.

    `names`: (n,). `parents`: the index of each joint's parent, -1 of a root. `offsets`: (n, 3), m, and `rotations`:
    (n, 4), of the rest pose. What ends a chain, as a toe's tip, is a joint like others.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    offsets: Floats
    rotations: Floats

    def __len__(self) -> int:
        return len(self.names)

    @property
    def rest(self) -> BodyPose:
        """The rest pose."""
        return BodyPose(self.offsets, self.rotations)

    @cached_property
    def rest_frames(self) -> JointFrames:
        """The frames of all joints in the rest pose."""
        return self.frames(self.rest)

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """The joints that hang on no other."""
        return tuple(joint for joint, parent in enumerate(self.parents) if parent < 0)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The children of each joint, by index."""
        found: list[list[int]] = [[] for _ in self.names]
        for joint, parent in enumerate(self.parents):
            if parent >= 0:
                found[parent].append(joint)
        return tuple(map(tuple, found))

    def ancestors(self, joint: int) -> Iterator[int]:
        """Yield a joint, its parent, and so on up to a root."""
        while joint >= 0:
            yield joint
            joint = self.parents[joint]

    @cached_property
    def limbs(self) -> tuple[list[int], ...]:
        """Each joint and all that hang on it, by index."""
        found: list[list[int]] = [[joint] for joint in range(len(self.names))]
        for joint in reversed(range(len(self.names))):
            if self.parents[joint] >= 0:
                found[self.parents[joint]].extend(found[joint])
        return tuple(found)

    @cached_property
    def _generations(self) -> list[tuple[list[int], list[int]]]:
        """The joints as far from their root as one another, and their parents, from the roots' children on."""
        depth: list[int] = []
        for parent in self.parents:
            depth.append(0 if parent < 0 else depth[parent] + 1)
        levels = [[joint for joint, each in enumerate(depth) if each == level] for level in range(1, max(depth) + 1)]
        return [(joints, [self.parents[joint] for joint in joints]) for joints in levels]

    def frames(self, pose: BodyPose) -> JointFrames:
        """Return the frames of all joints in a pose, or in many: forward kinematics."""
        positions, rotations = pose.offsets.copy(), pose.rotations.copy()
        for joints, parents in self._generations:
            above = rotations[..., parents, :]
            positions[..., joints, :] = positions[..., parents, :] + quaternion.rotated(
                above, pose.offsets[..., joints, :]
            )
            rotations[..., joints, :] = quaternion.product(above, pose.rotations[..., joints, :])
        return JointFrames(positions, rotations)

    def fitted(self, pose: BodyPose, moving: Sequence[int] = (0,)) -> BodyPose:
        """Return poses of a skeleton with the same joints in the lengths of this one; `moving` joints keep theirs."""
        offsets = np.broadcast_to(self.offsets, pose.offsets.shape).copy()
        offsets[..., list(moving), :] = pose.offsets[..., list(moving), :]
        return BodyPose(offsets, pose.rotations)

    def local_rotations(self, rotations: Floats) -> Floats:
        """Return rotations (..., n, 4) in the space of each joint's parent from those in the space of the body."""
        local = rotations.copy()
        inner = [joint for joint, parent in enumerate(self.parents) if parent >= 0]
        parents = [self.parents[joint] for joint in inner]
        local[..., inner, :] = quaternion.product(
            quaternion.inverse(rotations[..., parents, :]), rotations[..., inner, :]
        )
        return local
