"""Arms: bones turned so that a hand is where it is to be, its palm where it is to face."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.motion import quaternion
from liminal.motion.limb import aimed, bent
from liminal.motion.person import ARMS_DOWN, PERSON_BONES
from liminal.motion.skeleton import Skeleton

Floats = NDArray[np.float64]

_HARD = 0.95  # of an arm's length: so far it reaches what it reaches for
_FOREARM_TWISTS = 0.6  # of the twist between elbow and hand: the rest is the wrist's


class HandGoal(NamedTuple):
    """Where a wrist is to be at times (f,), m, and with which weight, 0 to 1; 0 leaves the arm as it is.

    `place`, `elbow`: (f, 3); `elbow` is the direction in which that sticks out. `rotation`: of the hand (f, 4).
    """

    place: Floats
    weight: Floats
    elbow: Floats
    rotation: Floats


def hand_laid(side: str, fingers: Floats, palm: Floats) -> Floats:
    """Return the rotations (f, 4) of a hand whose fingers point along, and whose palm faces, directions (f, 3)."""
    sign = 1.0 if side == "left" else -1.0
    cosine, sine = np.cos(ARMS_DOWN), np.sin(ARMS_DOWN)
    at_rest = _axes(np.array([[sign * cosine, -sine, 0.0]]), np.array([[-sign * sine, -cosine, 0.0]]))
    turn = _axes(fingers, palm) @ np.swapaxes(at_rest, 1, 2)
    return np.asarray(Rotation.from_matrix(turn).as_quat())


def bend_arm(skeleton: Skeleton, side: str, shoulders: Floats, turns: Floats, goal: HandGoal) -> None:
    """Turn the bones of an arm, in `turns` (f, n, 4), so that its wrist comes as near to its goal as the weight says.

    `shoulders`: where its shoulder is (f, 3), m.
    """
    upper, lower, hand = (PERSON_BONES.joints[f"{side}_{part}"] for part in ("upper_arm", "lower_arm", "hand"))
    when = np.flatnonzero(goal.weight > 0)
    weight = goal.weight[when]
    shoulder = shoulders[when]
    elbow = shoulder + quaternion.rotated(turns[when, upper], skeleton.offsets[lower])
    wrist = elbow + quaternion.rotated(turns[when, lower], skeleton.offsets[hand])
    out = quaternion.normalised(elbow - shoulder) * (1 - weight)[:, None] + goal.elbow[when] * weight[:, None]
    lengths = float(np.linalg.norm(skeleton.offsets[lower])), float(np.linalg.norm(skeleton.offsets[hand]))
    there = shoulder + _reached(goal.place[when] - shoulder, sum(lengths))
    place = wrist + weight[:, None] * (there - wrist)
    new_elbow, new_wrist = bent(shoulder, shoulder + out, place, lengths, out)
    held = turns[when, hand]
    upper_arm = aimed(turns[when, upper], elbow - shoulder, new_elbow - shoulder)
    forearm = aimed(turns[when, lower], wrist - elbow, new_wrist - new_elbow)
    # The hand goes with the forearm, and is turned to its own rotation as far as it is at its goal.
    moved = quaternion.product(quaternion.product(forearm, quaternion.inverse(turns[when, lower])), held)
    laid = quaternion.slerp(moved, goal.rotation[when], weight)
    axis = quaternion.normalised(new_wrist - new_elbow)
    turn = quaternion.product(laid, quaternion.inverse(moved))
    twist = 2.0 * np.arctan2(np.sum(turn[:, :3] * axis, axis=1), turn[:, 3])
    twist = (twist + np.pi) % (2 * np.pi) - np.pi
    forearm = quaternion.product(quaternion.about(axis, _FOREARM_TWISTS * twist), forearm)
    fingers = [joint for joint in skeleton.limbs[hand] if joint != hand]
    bend = quaternion.product(quaternion.inverse(held)[:, None], turns[np.ix_(when, np.array(fingers))])
    straight = quaternion.slerp(bend, np.broadcast_to(quaternion.IDENTITY, bend.shape), weight[:, None])
    turns[when, upper], turns[when, lower], turns[when, hand] = upper_arm, forearm, laid
    turns[np.ix_(when, np.array(fingers))] = quaternion.product(laid[:, None], straight)


def _reached(away: Floats, length: float) -> Floats:
    """Return places (f, 3), m, from the shoulder, that an arm reaches: the last of its length only in the limit.

    An elbow that went straight at once would jolt (Nicholas, 2009, "Soft IK").
    """
    distance = np.linalg.norm(away, axis=-1, keepdims=True)
    hard, soft = _HARD * length, (1.0 - _HARD) * length
    beyond = np.maximum(distance - hard, 0.0)
    reached = np.minimum(distance, hard) + soft * (1.0 - np.exp(-beyond / soft))
    return np.asarray(away * reached / np.maximum(distance, 1e-9))


def _axes(first: Floats, second: Floats) -> Floats:
    """Return matrices (f, 3, 3) of a direction, one across it that is near to a second, and one across both."""
    first = quaternion.normalised(first)
    second = quaternion.normalised(second - first * np.sum(first * second, axis=-1, keepdims=True))
    return np.stack([first, second, quaternion.cross(first, second)], axis=-1)
