"""The operator's left arm, as it is seen before the lens: a hand, and a sleeve or the arm of a suit."""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from liminal.body.limb_boxes import limb_boxes
from liminal.body.making_pose import STATURE, limb_axes, making_frames, making_places
from liminal.body.moulded import HAND, SHARP, moulded
from liminal.body.near_hand import BOUNDS, hand_relief, hand_tones, near_hand
from liminal.body.skin_part import SkinPart, skin_of
from liminal.body.skin_weights import strongest
from liminal.body.skinned_body import LEVELS, SkinMesh, SkinnedBody
from liminal.body.sleeve import SLEEVES, Sleeve, sleeve, sleeve_dye, sleeve_folds
from liminal.body.worker import worker_parts
from liminal.motion.person import person
from liminal.motion.skeleton import BodyPose, JointFrames, Skeleton
from liminal.settings.operator import SleeveName
from liminal.thing.finish import Finish

Floats = NDArray[np.float64]

ArmSleeve = Literal[SleeveName, "suit"]

ROOT = "left_upper_arm"
SKIN = "#a78b7b"
_CELLS = ((0.0030, 0.0066), (0.0042, 0.0095), (0.014, 0.022))  # m: of the hand and the sleeve, by level


def arm_skeleton() -> tuple[Skeleton, tuple[int, ...]]:
    """Return the skeleton of the arm, and the number of each of its joints in that of a person of STATURE."""
    whole = person(STATURE)
    kept = tuple(sorted(whole.limbs[whole.names.index(ROOT)]))
    parents = tuple(kept.index(whole.parents[joint]) if whole.parents[joint] in kept else -1 for joint in kept)
    offsets = whole.offsets[list(kept)].copy()
    offsets[0] = 0.0
    names = tuple(whole.names[joint] for joint in kept)
    return Skeleton(names, parents, offsets, whole.rotations[list(kept)]), kept


@lru_cache(maxsize=4)
def operator_arm(kind: ArmSleeve) -> SkinnedBody:
    """Return the arm in one of SLEEVES, or in that of a suit."""
    skeleton, kept = arm_skeleton()
    frames = making_frames(person(STATURE))
    bind = JointFrames(frames.positions[list(kept)], frames.rotations[list(kept)])
    skin = partial(_skin, kind)
    boxes, joints = limb_boxes(skin(LEVELS - 1), skeleton.names, _limbs())
    # It hangs down where no motion moves it.
    return SkinnedBody(skeleton, bind, skin, boxes, joints, lambda lot, headroom: _as_made(skeleton, bind))


def _as_made(skeleton: Skeleton, bind: JointFrames) -> BodyPose:
    offsets = skeleton.offsets.copy()
    offsets[0] = bind.positions[0]
    return BodyPose(offsets, skeleton.local_rotations(bind.rotations))


@lru_cache(maxsize=6)
def _skin(kind: ArmSleeve, level: int) -> SkinMesh:
    return _of_arm(skin_of(worker_parts("yellow", level) if kind == "suit" else _clothed(SLEEVES[kind], level)))


def _clothed(kind: Sleeve, level: int) -> list[SkinPart]:
    """The parts of the arm in a sleeve."""
    places, axis = making_places(), limb_axes()["left_arm"]
    fine, coarse = _CELLS[level]
    ends = np.array([places[f"left_{name}"] for name in ("hand", "middle end", "thumb end")])
    arm = np.array([places[ROOT], places["left_hand"]])
    return [
        moulded(
            partial(near_hand, places=places),
            partial(hand_relief, places=places),
            (ends.min(0) - BOUNDS, ends.max(0) + BOUNDS),
            fine,
            [f"left_{name}" for name in HAND],
            Finish.CARDBOARD,
            partial(hand_tones, places=places, skin=SKIN),
            SHARP,
        ),
        moulded(
            partial(sleeve, places=places, kind=kind),
            partial(sleeve_folds, arm=axis, kind=kind),
            (arm.min(0) - BOUNDS, arm.max(0) + BOUNDS),
            coarse,
            (ROOT, "left_lower_arm"),
            Finish.FABRIC,
            sleeve_dye(axis, kind),
        ),
    ]


def _of_arm(skin: SkinMesh) -> SkinMesh:
    """The part of a person's skin that joints of the left arm move, by the joints of `arm_skeleton`."""
    _, kept = arm_skeleton()
    whole = np.zeros((len(skin.corners), len(person(STATURE))))
    np.put_along_axis(whole, skin.joints.astype(np.intp), skin.weights.astype(float), 1)
    own = whole[:, list(kept)]
    triangles = skin.triangles[(own.sum(1) > 0.5)[skin.triangles].all(1)]
    used, triangles = np.unique(triangles, return_inverse=True)
    joints, weights = strongest(own[used])
    numbers = np.asarray(triangles.reshape(-1, 3), np.intp)
    return SkinMesh(skin.corners[used], numbers, joints, weights, skin.openness[used], skin.overhead[used])


def _limbs() -> Mapping[str, tuple[tuple[str, ...], Floats]]:
    """The limbs that boxes stand for: see `limb_boxes`."""
    places = making_places()
    held = {
        ROOT: (("left_upper_arm",), "left_lower_arm"),
        "left_lower_arm": (("left_lower_arm",), "left_hand"),
        "left_hand": (("left_hand", "left_middle_proximal", "left_middle_intermediate"), "left_middle end"),
    }
    return {joint: (names, places[end] - places[joint]) for joint, (names, end) in held.items()}
