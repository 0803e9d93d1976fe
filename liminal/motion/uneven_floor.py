"""Uneven floors: a motion whose feet stand on one level, on a floor with steps."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import SIDES
from liminal.motion.foot_contact import contact_of, runs_of
from liminal.motion.foot_planting import motion_through, within_reach
from liminal.motion.footing import Footing
from liminal.motion.footprint import HIGHEST_STEP, FloorAt
from liminal.motion.leg import bend_leg, smoothstep
from liminal.motion.person import PERSON_BONES

Floats = NDArray[np.float64]

_AXES = np.eye(3)  # of a body at rest: left, up and front
_UP = np.array([0.0, 1.0, 0.0])
_CLIMBS = 0.12  # s, standard deviation: over about four times this a body climbs or sinks with its feet
_SWUNG = 0.45  # of a swing: by then a foot is up a step, or begins to come down one


def on_floor(motion: BodyMotion, floor_at: FloorAt) -> BodyMotion:
    """Return a motion of a body with a person's joints, planted on y = 0, on a floor of other heights.

    `floor_at`: at x and z in the space of the motion, m; nan where there is none. Feet stay on the height that they
    have come from where a step is higher or lower than 0.25 m.
    """
    skeleton, bones = motion.skeleton, PERSON_BONES
    frames = skeleton.frames(motion.poses)
    heights = []
    for side in SIDES:
        ankle, ball = (frames.positions[:, bones.joints[f"{side}_{part}"]] for part in ("foot", "toes"))
        heights.append(_foot_height(ankle, ball, motion.rate, floor_at))
    if not np.any(heights):
        return motion
    climbed = gaussian_filter1d(np.mean(heights, axis=0), _CLIMBS * motion.rate, mode="nearest")
    hips = frames.positions[:, bones.joints["hips"]] + climbed[:, None] * _UP
    feet = {
        side: Footing(
            frames.positions[:, bones.joints[f"{side}_foot"]] + height[:, None] * _UP,
            frames.rotations[:, bones.joints[f"{side}_foot"]],
            height,
        )
        for side, height in zip(SIDES, heights, strict=True)
    }
    hips = within_reach(skeleton, bones, hips, frames.rotations, feet, motion.rate)
    turns, toes = frames.rotations.copy(), [bones.joints[f"{side}_toes"] for side in SIDES]
    positions = skeleton.frames(motion_through(skeleton, bones, motion.rate, hips, turns).poses).positions
    for side, foot in feet.items():
        bend_leg(skeleton, bones, _AXES, side, positions, turns, foot.ankle, foot.rotation)
    turns[:, toes] = frames.rotations[:, toes]
    climbing = motion_through(skeleton, bones, motion.rate, hips, turns)
    return replace(climbing, rotations=quaternion.continuous(climbing.rotations))


def _foot_height(ankle: Floats, ball: Floats, rate: float, floor_at: FloorAt) -> Floats:
    """Return how high the floor of a foot is, that moves as (f, 3) say, (f,), m; between two it is on its way."""
    stands = contact_of(ankle, rate) | contact_of(ball, rate)
    height, last, lifted = np.zeros(len(ankle)), 0.0, 0
    for run in runs_of(stands):
        # A foot across an edge stands on the higher side.
        under = [floor_at(*np.median(point[run], axis=0)[[0, 2]].tolist()) for point in (ankle, ball)]
        own = max((each for each in under if abs(each - last) <= HIGHEST_STEP), default=last)
        share = (np.arange(lifted, run.start) - lifted + 1) / (run.start - lifted + 1)
        gone = smoothstep(share / _SWUNG) if own > last else smoothstep((share - 1.0 + _SWUNG) / _SWUNG)
        height[lifted : run.start] = last + gone * (own - last)
        height[run], last, lifted = own, own, run.stop
    height[lifted:] = last
    return height
