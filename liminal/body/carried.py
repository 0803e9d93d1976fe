"""What a body carries: a thing in its hand, drawn, lit and shadowed as a part of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.body.skinned_body import SkinMesh, SkinnedBody
from liminal.motion import quaternion
from liminal.motion.grip import GRIPS
from liminal.motion.skeleton import JointFrames
from liminal.settings.carried_name import CarriedName
from liminal.thing.builder import Builder, Detail
from liminal.thing.hand_things import LENS_AT, instrument_case, torch
from liminal.thing.thing import BOX, Thing
from liminal.thing.video_camera import hand_camera

Floats = NDArray[np.float64]

_BUILDS: Mapping[CarriedName, Callable[[Builder], None]] = {
    "torch": torch,
    "camera": hand_camera,
    "case": instrument_case,
}
_LENS = np.array([0.0, 0.0, LENS_AT])  # m: of a torch


@lru_cache(maxsize=32)
def carrying(body: SkinnedBody, carried: CarriedName) -> SkinnedBody:
    """Return a body of ours with a thing in its hand."""
    joint = body.skeleton.names.index(f"{GRIPS[carried][0].side}_hand")
    place, turn = _in_hand(body.bind, joint, carried)
    matrix = np.asarray(Rotation.from_quat(turn).as_matrix())

    @cache
    def skin(level: int) -> SkinMesh:
        thing = _thing(carried, Detail.NEAR if level == 0 else Detail.FAR)
        return _with_part(body.skin(level), thing, place, matrix, joint)

    box = np.zeros(1, BOX)
    low, high = _thing(carried, Detail.FAR).bounds
    box["centre"], box["axes"], box["half"] = place + matrix @ ((low + high) / 2), matrix.T, (high - low) / 2
    return replace(
        body,
        skin=skin,
        boxes=np.concatenate([body.boxes, box]),
        box_joints=np.append(body.box_joints, joint),
    )


def torch_at(body: SkinnedBody, frames: JointFrames) -> tuple[Floats, Floats]:
    """Return where the glass of the torch in a body's hand is, (3,), m, and where that points, (3,)."""
    joint = body.skeleton.names.index(f"{GRIPS['torch'][0].side}_hand")
    place, turn = _in_hand(frames, joint, "torch")
    return place + quaternion.rotated(turn, _LENS), quaternion.rotated(turn, np.array([0.0, 0.0, 1.0]))


def _in_hand(frames: JointFrames, joint: int, carried: CarriedName) -> tuple[Floats, Floats]:
    """Return the place (3,), m, and the rotation (4,) of a thing in the hand that is a joint."""
    grip = GRIPS[carried][0]
    turn = quaternion.product(frames.rotations[joint], quaternion.inverse(grip.turn))
    return frames.positions[joint] - quaternion.rotated(turn, grip.wrist), turn


@lru_cache(maxsize=8)
def _thing(carried: CarriedName, detail: Detail) -> Thing:
    builder = Builder(detail)
    _BUILDS[carried](builder)
    return builder.build()


def _with_part(skin: SkinMesh, thing: Thing, place: Floats, matrix: Floats, joint: int) -> SkinMesh:
    """Return a skin with a thing that one joint alone moves; `matrix`: its rotation (3, 3), where the skin was made."""
    corners = thing.corners.copy()
    corners["position"] = corners["position"] @ matrix.T + place
    corners["normal"] = corners["normal"] @ matrix.T
    joints, weights = np.zeros((len(corners), 4), np.uint8), np.zeros((len(corners), 4), np.float32)
    joints[:, 0], weights[:, 0], unshaded = joint, 1.0, np.ones(len(corners), np.float32)
    return SkinMesh(
        np.concatenate([skin.corners, corners]),
        np.concatenate([skin.triangles, thing.triangles + len(skin.corners)]),
        np.concatenate([skin.joints, joints]),
        np.concatenate([skin.weights, weights]),
        np.concatenate([skin.openness, unshaded]),
        np.concatenate([skin.overhead, unshaded]),
    )
