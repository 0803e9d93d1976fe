"""Foot strikes: when, where and how hard the feet of a body that moves come down."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import NEEDED, SIDES, bones_of
from liminal.motion.foot_contact import contact_of, runs_of
from liminal.motion.limb_frames import limb_frames
from liminal.motion.sole import Sole, sole_of

Floats = NDArray[np.float64]

_AXES = np.eye(3)  # of a body at rest: left, up and front
_TOUCHES = 0.00015  # m above where a sole rests at which it is down
_BEFORE, _WITHIN = 0.13, 0.07  # s before and after a contact is certain, in which the sole comes down
_FALLS = 0.05  # s over which its fall is measured
_SOFTEST = 0.03  # m/s: what falls slower is a foot that only shifts its weight
_PACED = 0.25  # s to both sides over which the pace of the body is


@dataclass(frozen=True)
class FootStrike:
    """A foot that comes down at `time`, s, at (x, y, z), m, in the space of the motion.

    `side`: 0 left, 1 right. `fall`: how fast the sole came down, m/s. `lift`: how high it was before, m. `pace`: of the
    body over the floor, m/s.
    """

    time: float
    x: float
    y: float
    z: float
    side: int
    fall: float
    lift: float
    pace: float

    @property
    def weight(self) -> float:
        """How hard it lands, as of `Footfall`: 0 shuffles, about 0.5 walks, 1 lands at a run."""
        return min(0.2 + 0.8 * self.fall + 0.1 * self.pace, 1.0)


def foot_strikes(motion: BodyMotion) -> tuple[FootStrike, ...]:
    """Return the strikes of both feet, in order of time. Of a skeleton with other feet than ours there are none."""
    if len(motion) < 3 or not set(NEEDED) <= set(motion.skeleton.names):
        return ()
    bones = bones_of(motion.skeleton, {}, "a body")
    frames, places = limb_frames(motion, [bones.joints[f"{name}_foot"] for name in SIDES])
    hips = frames.positions[:, places[bones.joints["hips"]]]
    span = round(_PACED * motion.rate)
    found = []
    for side, name in enumerate(SIDES):
        sole, ankle = sole_of(motion.skeleton, bones, _AXES, name), places[bones.joints[f"{name}_foot"]]
        for strike in _strikes(sole, frames.positions[:, ankle], frames.rotations[:, ankle], motion.rate):
            frame = round(strike.time * motion.rate)
            first, last = max(frame - span, 0), min(frame + span, len(hips) - 1)
            way = np.linalg.norm((hips[last] - hips[first])[[0, 2]])
            found.append(replace(strike, side=side, pace=float(way) * motion.rate / max(last - first, 1)))
    return tuple(sorted(found, key=lambda strike: strike.time))


def _strikes(sole: Sole, ankle: Floats, rotation: Floats, rate: float) -> Iterator[FootStrike]:
    """Yield the strikes of one foot, given how its ankle moves, (f, 3) and (f, 4)."""
    heel, ball = (ankle + quaternion.rotated(rotation, point) for point in (sole.heel, sole.ball))
    lowest = np.minimum(heel[:, 1], ball[:, 1] - sole.rise)
    before, within, fallen = (round(seconds * rate) for seconds in (_BEFORE, _WITHIN, _FALLS))
    lifted = 0
    for run in runs_of(contact_of(heel, rate) | contact_of(ball, rate)):
        swing, lifted = slice(lifted, run.start + 1), run.stop
        if run.start == 0 or run.start + within >= len(lowest):
            continue
        rests = float(np.median(lowest[run][within : 3 * within + 1] if run.stop - run.start > within else lowest[run]))
        first = max(run.start - before, 0)
        above = np.flatnonzero(lowest[first : run.start + within] > rests + _TOUCHES)
        last = min(first + int(above[-1]) if len(above) else run.start, len(lowest) - 2)
        # Between two poses the height is a straight line.
        step = max(lowest[last] - lowest[last + 1], 1e-9)
        share = min(max((lowest[last] - rests - _TOUCHES) / step, 0.0), 1.0)
        fall = (lowest[max(last - fallen, 0)] - lowest[last]) * rate / max(fallen, 1)
        if fall < _SOFTEST:
            continue
        x, y, z = ((heel if heel[last, 1] <= ball[last, 1] - sole.rise else ball)[last]).tolist()
        lift = float(lowest[swing].max()) - rests
        yield FootStrike((last + share) / rate, x, y, z, 0, float(fall), lift, 0.0)
