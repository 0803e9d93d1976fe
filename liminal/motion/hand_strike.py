"""Hand strikes: when and where the hands of a body that moves come to rest on something, and how fast they came."""

from dataclasses import dataclass

import numpy as np

from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import SIDES
from liminal.motion.foot_contact import runs_of
from liminal.motion.limb_frames import limb_frames

_STILL = 0.012  # m/s: so slow is a fingertip that rests on something
_RESTS = 0.08  # s that it does so at least: hands that swing turn round more quickly
_CAME = 0.1  # s before, in which it came from elsewhere
_FAST = 0.15  # m/s that it had then, on average, at least: what settles is slower
_HANGS = -0.85  # of a unit: how far down the fingers point of a hand that hangs in the air


@dataclass(frozen=True)
class HandStrike:
    """A hand that comes to rest at `time`, s, its fingertips at (x, y, z), m, in the space of the motion.

    `speed`: that it came with, m/s, on average over its last tenth of a second. `leaves`: when it is taken away, s;
    inf: not any more.
    """

    time: float
    x: float
    y: float
    z: float
    speed: float
    leaves: float


def hand_strikes(motion: BodyMotion) -> tuple[HandStrike, ...]:
    """Return the strikes of both hands, in order of time; of a skeleton with other joints than ours there are none."""
    tips = [f"{side}_middle end" for side in SIDES]
    if len(motion) < 3 or not set(tips) <= set(motion.skeleton.names):
        return ()
    joints = [motion.skeleton.names.index(tip) for tip in tips]
    frames, places = limb_frames(motion, joints)
    before, found = max(round(_CAME * motion.rate), 1), []
    for joint in joints:
        tip = frames.positions[:, places[joint]]
        fingers = quaternion.normalised(tip - frames.positions[:, places[motion.skeleton.parents[joint]]])
        speed = np.linalg.norm(np.diff(tip, axis=0), axis=1) * motion.rate
        for run in runs_of(speed < _STILL):
            first = max(run.start - before, 0)
            came = float(np.linalg.norm(tip[run.start] - tip[first])) * motion.rate / before
            rests = run.start > 0 and run.stop - run.start >= _RESTS * motion.rate
            if not rests or came < _FAST or fingers[run.start, 1] < _HANGS:
                continue
            leaves = run.stop / motion.rate if run.stop < len(speed) else np.inf
            x, y, z = tip[run.start].tolist()
            found.append(HandStrike(run.start / motion.rate, x, y, z, came, leaves))
    return tuple(sorted(found, key=lambda strike: strike.time))
