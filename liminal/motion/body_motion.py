"""Body motion: poses of a skeleton at a rate, and between them at any instant."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.motion import quaternion
from liminal.motion.skeleton import BodyPose, Skeleton

Floats = NDArray[np.float64]

_EQUAL = 1e-6  # m: offsets that differ by less are one


@dataclass(frozen=True, eq=False)
class BodyMotion:
    """Poses of a skeleton, `rate` of them a second (Hz), the first at 0 s.

    `moving`: the joints whose offsets change, the others keep those of the rest pose. `offsets`: (f, k, 3) of the
    moving ones, m. `rotations`: (f, n, 4).
    """

    skeleton: Skeleton
    rate: float
    moving: tuple[int, ...]
    offsets: Floats
    rotations: Floats

    def __len__(self) -> int:
        return len(self.rotations)

    @property
    def seconds(self) -> float:
        """The time from the first pose to the last, s."""
        return (len(self) - 1) / self.rate

    @property
    def poses(self) -> BodyPose:
        """All poses, (f, n, ...)."""
        return BodyPose(self._all_offsets(self.offsets), self.rotations)

    @property
    def hips(self) -> Floats:
        """Where its root is in all poses, (f, 3), m."""
        return self._all_offsets(self.offsets)[:, 0]

    def pose_at(self, time: ArrayLike) -> BodyPose:
        """Return the pose at any time, s, or at many, (k,); before the first and after the last pose, these."""
        place = np.clip(np.asarray(time, np.float64) * self.rate, 0.0, len(self) - 1.0)
        before = np.minimum(place.astype(np.intp), max(len(self) - 2, 0))
        after = np.minimum(before + 1, len(self) - 1)
        share = (place - before)[..., None]
        offsets = (1 - share[..., None]) * self.offsets[before] + share[..., None] * self.offsets[after]
        return BodyPose(
            self._all_offsets(offsets), quaternion.slerp(self.rotations[before], self.rotations[after], share)
        )

    def without_first(self) -> "BodyMotion":
        """Return the motion from its second pose on."""
        return replace(self, offsets=self.offsets[1:], rotations=self.rotations[1:])

    def placed(self, turn: Floats, shift: Floats) -> "BodyMotion":
        """Return the motion with the body turned by a rotation (4,) about the origin, and then shifted, (3,), m."""
        roots, rotations, offsets = self.skeleton.roots, self.rotations.copy(), self.poses.offsets
        offsets[:, roots] = quaternion.rotated(turn, offsets[:, roots]) + shift
        rotations[:, roots] = quaternion.product(turn, rotations[:, roots])
        moving = tuple(sorted({*self.moving, *roots}))
        return replace(self, moving=moving, offsets=offsets[:, list(moving)], rotations=rotations)

    def with_rest(self, skeleton: Skeleton) -> "BodyMotion":
        """Return the same poses of a skeleton with the same joints, but another rest pose."""
        changed = np.abs(self.skeleton.offsets - skeleton.offsets).max(axis=1) > _EQUAL
        moving = tuple(sorted({*self.moving, *np.flatnonzero(changed).tolist()}))
        return replace(self, skeleton=skeleton, moving=moving, offsets=self.poses.offsets[:, list(moving)])

    def scaled(self, factor: float) -> "BodyMotion":
        """Return the motion of a body that is so many times as large."""
        skeleton = replace(self.skeleton, offsets=factor * self.skeleton.offsets)
        return replace(self, skeleton=skeleton, offsets=factor * self.offsets)

    def _all_offsets(self, moving: Floats) -> Floats:
        offsets = np.broadcast_to(self.skeleton.offsets, (*moving.shape[:-2], len(self.skeleton), 3)).copy()
        offsets[..., list(self.moving), :] = moving
        return offsets
