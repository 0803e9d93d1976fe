"""Stances: how a body stands when it does nothing, the weight on one leg."""

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.skeleton import BodyPose, Skeleton
from liminal.motion.sway import Sway

Floats = NDArray[np.float64]

X, Y, Z = np.eye(3)
_WEIGHT = 0.4  # of the shift of weight: the rest is in the stance already
_TURNED_IN = 28.0  # degrees, of a forearm that hangs, from the palm on the thigh
SOLE = 0.039  # of the stature: the ankle above the floor


def standing(skeleton: Skeleton, lot: float) -> BodyPose:
    """Return the pose of a person who stands on y = 0 above x = z = 0, looking along +z.

    `lot`: 0 to 1, on which leg, how the arms hang and where the head is turned.
    """
    lots = (lot * np.array([1.0, 7.31, 13.7, 23.9, 37.3, 53.1])) % 1.0
    on = 1.0 if lots[0] < 0.5 else -1.0  # the side, +x is the left, that carries the weight
    some = 0.6 + 0.8 * lots[1:]
    turns: dict[str, Floats] = {
        # The pelvis drops on the free side, and shoulders go against it.
        "hips": _about(Z, 3.5 * on * some[0]),
        "spine": quaternion.product(_about(Z, -2.5 * on * some[0]), _about(X, 2.0)),
        "chest": quaternion.product(_about(Z, -2.0 * on * some[0]), _about(Y, 4.0 * (lots[2] - 0.5))),
        "upper_chest": _about(X, 2.5),
        "neck": _about(X, 3.0 * some[1]),
        "head": quaternion.product(_about(Y, 24.0 * (lots[3] - 0.5)), _about(X, -2.0 + 8.0 * lots[4])),
    }
    for side, sign in (("left", 1.0), ("right", -1.0)):
        carries = sign == on
        out = sign * (2.0 if carries else 7.5 * some[2])
        bent = 0.0 if carries else 9.0 * some[3]
        turned = sign * (9.0 + (0.0 if carries else 8.0))
        turns[f"{side}_upper_leg"] = quaternion.product(_about(Z, out - 3.5 * on * some[0]), _about(X, -bent))
        turns[f"{side}_lower_leg"] = _about(X, 2.0 * bent)
        turns[f"{side}_foot"] = quaternion.product(
            quaternion.product(_about(Z, -out), _about(Y, turned)), _about(X, -bent)
        )
        arm = 5.0 * some[4] if sign > 0 else 5.0 * some[2]
        turns[f"{side}_shoulder"] = _about(Z, -4.0 * sign)
        turns[f"{side}_upper_arm"] = quaternion.product(_about(X, 1.0 - arm), _about(Z, -sign * 38.5))
        # Forearms hang a little away from the line of the upper arms, half turned in, and fingers half closed.
        down = skeleton.offsets[skeleton.names.index(f"{side}_hand")]
        inward = quaternion.about(quaternion.normalised(down), sign * np.radians(_TURNED_IN * (0.7 + 0.6 * lots[3])))
        bent_arm = quaternion.product(_about(Z, sign * 3.0), _about(X, -15.0 - 1.4 * arm))
        turns[f"{side}_lower_arm"] = quaternion.product(bent_arm, inward)
        turns[f"{side}_hand"] = _about(Z, -sign * (4.0 + 6.0 * lots[5]))
        turns[f"{side}_middle_proximal"] = _about(Z, -sign * (20.0 + 8.0 * lots[2]))
        turns[f"{side}_middle_intermediate"] = _about(Z, -sign * 26.0)
    rotations = skeleton.rotations.copy()
    for name, turn in turns.items():
        rotations[skeleton.names.index(name)] = turn
    return _on_floor(skeleton, rotations, on)


def swayed(skeleton: Skeleton, pose: BodyPose, sway: Sway) -> BodyPose:
    """Return a standing pose that deviates by `sway`, of one time: it tilts over its ankles, breathes, and looks about.

    Feet stay within 2 mm of where they are.
    """
    height = pose.offsets[0, 1]
    tilt = quaternion.product(
        quaternion.about(X, sway.ahead[0] / height),
        quaternion.about(Z, -(sway.aside[0] + _WEIGHT * sway.weight[0]) / height),
    )
    back = quaternion.inverse(tilt)
    turns = {
        "upper_chest": quaternion.about(X, -sway.breath[0]),
        "head": quaternion.product(quaternion.about(Y, sway.head_turn[0]), quaternion.about(X, sway.head_nod[0])),
    }
    offsets, rotations = pose.offsets.copy(), pose.rotations.copy()
    offsets[0], rotations[0] = quaternion.rotated(tilt, offsets[0]), quaternion.product(tilt, rotations[0])
    rest = skeleton.rest_frames.rotations
    for name, turn in turns.items():
        if name in skeleton.names:
            joint = skeleton.names.index(name)
            rotations[joint] = quaternion.product(rotations[joint], _within(rest[joint], turn))
    for side in ("left", "right"):
        foot = skeleton.names.index(f"{side}_foot")
        flat = skeleton.frames(pose).rotations[skeleton.parents[foot]]
        own = quaternion.product(quaternion.inverse(flat), quaternion.product(back, flat))
        rotations[foot] = quaternion.product(own, rotations[foot])
        if f"{side}_upper_arm" in skeleton.names:
            arm = skeleton.names.index(f"{side}_upper_arm")
            swing = quaternion.about(X, sway.breath[0] - sway.arms[0])
            rotations[arm] = quaternion.product(_within(rest[skeleton.parents[arm]], swing), rotations[arm])
    return BodyPose(offsets, rotations)


def _within(rest: Floats, turn: Floats) -> Floats:
    """A rotation about the body's axes, in the frame of a joint with a rotation at rest."""
    return quaternion.product(quaternion.inverse(rest), quaternion.product(turn, rest))


def _about(axis: Floats, degrees: float) -> Floats:
    return quaternion.about(axis, np.radians(degrees))


def _on_floor(skeleton: Skeleton, rotations: Floats, on: float) -> BodyPose:
    """The pose with the foot that carries the weight on the floor, and the middle between the feet at x = z = 0."""
    offsets = skeleton.offsets.copy()
    places = dict(zip(skeleton.names, skeleton.frames(BodyPose(offsets, rotations)).positions, strict=True))
    feet = [places["left_foot"], places["right_foot"]]
    rest = skeleton.rest_frames.positions[skeleton.names.index("left_foot"), 1]
    middle = (feet[0] + feet[1]) / 2
    offsets[0] -= np.array([middle[0], min(foot[1] for foot in feet) - rest, middle[2]])
    return BodyPose(offsets, rotations)
