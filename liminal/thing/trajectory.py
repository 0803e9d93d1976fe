"""Trajectories: how a rigid body moves, as poses at samples of time, and where and how fast it hits what stands."""

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.thing.turning import cross_matrix

Floats = NDArray[np.float64]
RigidPose = tuple[Floats, Floats]  # position (3,), m, and rotation (3, 3), `world_from_thing`

GRAVITY = 9.80665  # m/s2 (ISO 80000-3, standard acceleration of free fall)
INSTANT = 1e-6  # s: what moves in no time takes so long
_BLOW = 0.7  # m/s: of a fall from 2.5 cm
_STRAIGHT = 1e-9  # rad: a turn as small as this between two samples has no axis


class Impact(NamedTuple):
    """A blow at `time` (s) at (x, y, z), m. `normal`, `tangential`: speed before it, m/s, across and along the surface.

    `normal` is at least 0. `floor`: whether the surface that is hit faces up.
    """

    time: float
    x: float
    y: float
    z: float
    normal: float
    tangential: float
    floor: bool = False


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The poses of a thing's origin at rising times, before and after which it keeps still.

    `times`: (k,), s. `positions`: (k, 3), m. `rotations`: (k, 3, 3), their columns the thing's own x, y and z. `slip`:
    (k,), how fast it rubs along what it touches, m/s. Two with equal numbers are equal.
    """

    times: Floats
    positions: Floats
    rotations: Floats
    slip: Floats
    impacts: tuple[Impact, ...] = ()

    @property
    def begin(self) -> float:
        """When it begins to move, s."""
        return float(self.times[0])

    @property
    def end(self) -> float:
        """When it comes to rest, s."""
        return float(self.times[-1])

    @property
    def blow(self) -> Impact | None:
        """The first impact that is worth the name; None where it only slides or rolls."""
        return next((impact for impact in self.impacts if impact.normal > _BLOW), None)

    def pose_at(self, time: float) -> RigidPose:
        """Return the pose at any time (s): positions in a straight line, turns about one axis between two samples."""
        after = int(np.searchsorted(self.times, time, side="right"))
        if after == 0 or after == len(self.times):
            at = 0 if after == 0 else -1
            return self.positions[at], self.rotations[at]
        before = after - 1
        share = float((time - self.times[before]) / (self.times[after] - self.times[before]))
        position = (1 - share) * self.positions[before] + share * self.positions[after]
        return position, between(self.rotations[before], self.rotations[after], share)

    def moved(self, seconds: float, x: float, z: float) -> "Trajectory":
        """Return the same motion, so much later (s) and so far off along x and z, m."""
        impacts = tuple(each._replace(time=each.time + seconds, x=each.x + x, z=each.z + z) for each in self.impacts)
        return replace(
            self, times=self.times + seconds, positions=self.positions + np.array([x, 0.0, z]), impacts=impacts
        )

    def then(self, after: "Trajectory") -> "Trajectory":
        """Return this motion up to the beginning of another one that begins where it is at that time."""
        kept = self.times < after.begin
        return Trajectory(
            np.concatenate([self.times[kept], after.times]),
            np.concatenate([self.positions[kept], after.positions]),
            np.concatenate([self.rotations[kept], after.rotations]),
            np.concatenate([self.slip[kept], after.slip]),
            tuple(impact for impact in self.impacts if impact.time < after.begin) + after.impacts,
        )

    @cached_property
    def digest(self) -> bytes:
        """A hash of all its numbers."""
        numbers = (self.times, self.positions, self.rotations, self.slip, np.array(self.impacts, np.float64))
        return hashlib.blake2b(b"".join(each.tobytes() for each in numbers), digest_size=16).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trajectory) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def standing_still(time: float, position: Floats, rotation: Floats) -> Trajectory:
    """Return the trajectory of a thing that stays where it is, with one sample at a time (s)."""
    return Trajectory(np.array([time]), position[None], rotation[None], np.zeros(1))


def waiting(until: float, pose: RigidPose, after: RigidPose) -> Trajectory:
    """Return the trajectory of a thing that keeps one pose up to a time (s) from 0 on, and then at once has another."""
    times = np.array([0.0, max(until - INSTANT, 0.0), until])
    positions, rotations = (np.array([before, before, then]) for before, then in zip(pose, after, strict=True))
    return Trajectory(times, positions, rotations, np.zeros(3))


def between(first: Floats, second: Floats, share: float) -> Floats:
    """Return the rotation (3, 3) `share` (0..1) of the way from one to another, about one axis, the short way round."""
    turn = second @ first.T
    # The axis times twice the sine, and the angle (Rodrigues' formula, and backwards).
    axis = np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    sine = float(np.linalg.norm(axis))
    angle = float(np.arctan2(sine, np.trace(turn) - 1))
    if sine < _STRAIGHT:
        return first if share < 0.5 else second
    cross = cross_matrix(axis / sine)
    part = share * angle
    rotation: Floats = (np.eye(3) + np.sin(part) * cross + (1 - np.cos(part)) * cross @ cross) @ first
    return rotation
