"""Locomotion: how a person walks, runs, stands and turns along a way, as a pose at any time."""

import numpy as np
from numpy.typing import NDArray

from liminal.motion.bearing import bearing
from liminal.motion.body_control import BodyControl, posed, soles_of
from liminal.motion.footprint import FloorAt, Footprint, footprints
from liminal.motion.hip_height import hip_height
from liminal.motion.leg import lengths_of
from liminal.motion.person import ANKLE, PERSON_BONES, person
from liminal.motion.skeleton import BodyPose
from liminal.motion.stepping import step_through, steps_of
from liminal.motion.stride import Stride, landings_of, stride_at
from liminal.motion.sway import Sway, sway_at
from liminal.motion.way import Way

Floats = NDArray[np.float64]

_ASIDE = 0.02  # m to either side, at a brisk walk (Murray, Drought and Kory, 1964, "Walking patterns of normal men")
_HIPS = PERSON_BONES.joints["hips"]


class Locomotion:
    """A person on a way. A pose is a function of the time alone."""

    def __init__(self, way: Way, floor_at: FloorAt, stature: float, seed: int) -> None:
        """`floor_at`: the height of the floor at x and z, m. `stature`: m. `seed`: of sway and of looking about."""
        self.skeleton = person(stature)
        self._way, self._seed, self._stature = way, seed, stature
        self._leg = sum(lengths_of(self.skeleton, PERSON_BONES, "left"))
        self.prints: tuple[tuple[Footprint, ...], ...] = footprints(way, floor_at, self._leg)
        self._steps, self._landings = [steps_of(prints) for prints in self.prints], landings_of(self.prints)
        self._soles = soles_of(self.skeleton)

    def pose_at(self, time: float) -> BodyPose:
        """Return the pose at a time, s, in the space of the way."""
        poses = self.poses_at(np.array([time]))
        return BodyPose(poses.offsets[0], poses.rotations[0])

    def poses_at(self, times: Floats) -> BodyPose:
        """Return the poses at times (f,), s, in the space of the way: (f, n, ...)."""
        return posed(self.skeleton, self._soles, self.control_at(times))

    def control_at(self, times: Floats) -> BodyControl:
        """Return what hips, trunk, arms and feet do at times (f,), s, in the space of the way."""
        left, right = (step_through(steps, sole, times) for steps, sole in zip(self._steps, self._soles, strict=True))
        stride, sway = stride_at(self._way, self._landings, self._leg, times), sway_at(self._seed, times)
        turns = bearing(self.skeleton, stride, self._way.facing_at(times), sway)
        return BodyControl(self._hips(stride, sway, turns, [left.ankle, right.ankle], times), turns, (left, right))

    def _hips(self, stride: Stride, sway: Sway, turns: Floats, ankles: list[Floats], times: Floats) -> Floats:
        """Return where the hips are (f, 3), m, with sway and within reach of both feet."""
        facing = self._way.facing_at(times)
        still = 1.0 - stride.brisk
        ahead = still * sway.ahead
        aside = still * (sway.aside + sway.weight) + _ASIDE * stride.pace * np.sin(np.pi * stride.phase)
        place = self._way.place_at(times)
        hips = np.zeros((len(times), 3))
        hips[:, 0] = place[:, 0] + ahead * np.sin(facing) + aside * np.cos(facing)
        hips[:, 2] = place[:, 1] + ahead * np.cos(facing) - aside * np.sin(facing)
        hips[:, 1] = hip_height(self.skeleton, stride, ANKLE * self._stature, self._leg, hips, turns[:, _HIPS], ankles)
        return hips
