"""Camera moves: where a camera is, how it is turned and how wide it sees, sampled at a rate."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.motion import quaternion
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world

Floats = NDArray[np.float64]

EULER = "YXZ"  # turns about the axes that turn along: compass, then up, then lean


@dataclass(frozen=True, eq=False)
class CameraMove:
    """A camera at samples of time: sample k is at k / `rate` s.

    `positions`: (n, 3), m, +Y up. `rotations`: (n, 4), quaternions x, y, z, w, of the camera's own axes, which looks
    along -Z with +Y up in its picture. `fov`: (n,), vertical, degrees. `origin`: x and z, m, in the world, of the
    move's own (0, 0); None where it is told in no world.
    """

    rate: Fraction
    positions: Floats
    rotations: Floats
    fov: Floats
    origin: tuple[float, float] | None = None

    def __len__(self) -> int:
        return len(self.positions)

    @property
    def times(self) -> Floats:
        """The time of each sample, s: (n,)."""
        return np.arange(len(self), dtype=np.float64) * float(1 / self.rate)

    @property
    def zooms(self) -> bool:
        """Whether the field of view changes."""
        return bool(np.ptp(self.fov) > 1e-6)

    def around(self, origin: tuple[float, float]) -> "CameraMove":
        """Return a move in the world's metres as it is told around a place x and z, m."""
        return replace(self, positions=self.positions - (origin[0], 0.0, origin[1]), origin=origin)

    def pose_at(self, time: float) -> Pose:
        """Return the pose at a time, s, in the move's own metres; before its first sample and after its last it stays.

        Between samples it goes straight on, turns about one axis, and its focal length changes evenly.
        """
        place = min(max(time * float(self.rate), 0.0), len(self) - 1.0)
        first = min(int(place), max(len(self) - 2, 0))
        after, share = min(first + 1, len(self) - 1), place - first
        x, y, z = ((1 - share) * self.positions[first] + share * self.positions[after]).tolist()
        turn = quaternion.slerp(self.rotations[first], self.rotations[after], share)
        yaw, pitch, roll = Rotation.from_quat(turn).as_euler(EULER, degrees=True).tolist()
        focal = 1 / np.tan(np.radians(self.fov[[first, after]]) / 2)
        fov = 2 * np.degrees(np.arctan(1 / ((1 - share) * focal[0] + share * focal[1])))
        return Pose(x, y, z, -yaw % 360.0, pitch, -roll, float(fov))


def sampled_move(pose_at: Callable[[float], Pose], count: int, rate: Fraction) -> CameraMove:
    """Return the move of a camera whose pose in the world is known at any time, s, by `count` samples."""
    poses = [pose_at(float(sample / rate)) for sample in range(count)]
    turns = Rotation.from_matrix([view_from_world(pose)[:3, :3].T for pose in poses]).as_quat()
    return CameraMove(
        rate,
        np.array([(pose.x, pose.y, pose.z) for pose in poses]),
        quaternion.continuous(turns),
        np.array([pose.fov for pose in poses]),
        (0.0, 0.0),
    )
