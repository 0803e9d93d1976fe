"""Gaze: a head, and with it neck and chest, that turns to a place.

A head turns as quickly as its way is long, 100 to 300 degrees a second at its fastest (Zangemeister, Jones and Stark,
1981, "Dynamics of head movement trajectories: main sequence relationship"), and leaves a part of the way to the eyes;
the trunk follows later, and less (Freedman and Sparks, 1997, "Eye-head coordination during head-unrestrained gaze
shifts").
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.body_control import BodyControl, frames_of
from liminal.motion.gesture import Gesture
from liminal.motion.minimum_jerk import envelope
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import Skeleton
from liminal.motion.trunk import NECK, SPINE, bend_chain

Floats = NDArray[np.float64]

_HEAD = PERSON_BONES.joints["head"]
_FARTHEST = np.radians((115.0, 60.0))  # aside, up and down: all joints together come near to it
_SHORTEST, _LONGER = 0.25, 0.2  # s that a head takes, and s more for each rad
_TRUNK_LATER, _TRUNK_SLOWER = 0.08, 1.7  # s, and a factor
_TRUNK = 0.25  # of the way aside is the trunk's; neck and head have the rest, one half each


def looking(skeleton: Skeleton, control: BodyControl, times: Floats, looks: Sequence[Gesture]) -> BodyControl:
    """Return what a body does that looks at the targets of gestures at times (f,), s, the later ones first."""
    turns = control.turns.copy()
    rest = np.ones(len(times))  # of the head's attention
    for look in sorted(looks, key=lambda each: each.begin, reverse=True):
        during = np.flatnonzero((times >= look.begin) & (times <= look.end))
        targets = look.looked_at(times[during])
        if targets is None or not len(during):
            continue
        aside, up = _off(skeleton, control, targets, during)
        takes = _SHORTEST + _LONGER * math.hypot(aside[0], up[0])
        head = rest[during] * envelope(times[during], look.begin, look.end, takes, takes)
        late = look.begin + _TRUNK_LATER
        trunk = rest[during] * envelope(times[during], late, look.end, _TRUNK_SLOWER * takes, _TRUNK_SLOWER * takes)
        _turn(skeleton, turns, during, aside, up, look.amount * head, look.amount * trunk)
        rest[during] -= head
    return replace(control, turns=turns)


def _off(skeleton: Skeleton, control: BodyControl, targets: Floats, during: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Return how far aside, to the left, and up from where a head looks targets (k, 3) are, (k,) each, rad."""
    place = frames_of(skeleton, control).positions[during, _HEAD]
    there = quaternion.rotated(quaternion.inverse(control.turns[during, _HEAD]), targets - place)
    # A target that passes behind is followed on the side on which it was.
    aside = np.unwrap(np.arctan2(there[:, 0], there[:, 2]))
    up = np.arctan2(there[:, 1], np.hypot(there[:, 0], there[:, 2]))
    aside, up = (far * np.tanh(angle / far) for far, angle in zip(_FARTHEST, (aside, up), strict=True))
    return aside, up


def _turn(
    skeleton: Skeleton, turns: Floats, during: NDArray[np.intp], aside: Floats, up: Floats, head: Floats, trunk: Floats
) -> None:
    """Turn trunk, neck and head aside and up by angles (k,), rad, in `turns` (f, n, 4), as weights (k,) say."""
    none = np.zeros(len(during))
    own = turns[during]
    bend_chain(skeleton, own, SPINE, none, _TRUNK * trunk * aside, none)
    bend_chain(skeleton, own, NECK, -head * up, (head - _TRUNK * trunk) * aside, none)
    turns[during] = own
