"""Body impacts: when a body that falls meets the floor with its knees, its hips or its trunk."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import NEEDED, SIDES, bones_of
from liminal.motion.limb_frames import limb_frames

_STOPS = 0.06  # s in which what meets the floor loses its speed
_LEAST = 0.7  # m/s: who lets themselves down slows down more gently
_LOW = 0.8  # of the height of the hips above the feet at rest: higher, one stands
_STAYS = 0.3  # s for which a body stays down at least: knees that give way for a step are no fall
_APART = 0.25  # s: impacts closer than this are one


@dataclass(frozen=True)
class BodyImpact:
    """A body that meets the floor at `time`, s, its hips at (x, y, z), m, in the space of the motion.

    `speed`: that the hips lose, m/s.
    """

    time: float
    x: float
    y: float
    z: float
    speed: float


def body_impacts(motion: BodyMotion) -> tuple[BodyImpact, ...]:
    """Return the impacts of a body, in order of time; of a skeleton with other joints than ours there are none."""
    if len(motion) < 3 or not set(NEEDED) <= set(motion.skeleton.names):
        return ()
    bones = bones_of(motion.skeleton, {}, "a body")
    ankles = [bones.joints[f"{side}_foot"] for side in SIDES]
    frames, places = limb_frames(motion, ankles)
    hips = frames.positions[:, places[bones.joints["hips"]]]
    feet = frames.positions[:, [places[ankle] for ankle in ankles]]
    rest = motion.skeleton.rest_frames.positions[:, 1]
    stands = rest[bones.joints["hips"]] - rest[bones.joints["left_foot"]]
    low = hips[:, 1] - feet[..., 1].min(axis=1) < _LOW * stands
    low &= _later(low, round(_STAYS * motion.rate))
    falls = np.maximum(-np.gradient(hips[:, 1]) * motion.rate, 0.0)
    span = max(round(_STOPS * motion.rate), 1)
    lost = np.where(low, falls - _later(falls, span), 0.0)
    sharpest = maximum_filter1d(lost, 2 * round(_APART * motion.rate) + 1, mode="nearest")
    found = np.flatnonzero((lost == sharpest) & (lost > _LEAST))
    impacts = []
    for frame in found.tolist():
        x, y, z = hips[frame].tolist()
        impacts.append(BodyImpact((frame + span / 2) / motion.rate, x, y, z, float(lost[frame])))
    return tuple(impacts)


def _later(values: NDArray[Any], poses: int) -> NDArray[Any]:
    """Return values (f,) so many poses later; after the last it stays."""
    return values[np.minimum(np.arange(len(values)) + poses, len(values) - 1)]
