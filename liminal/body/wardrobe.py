"""The bodies that there are: whose skin, in which colour, of which stature."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from liminal.body.creature_strands import creature_parts
from liminal.body.fitting import fitted, lengthened
from liminal.body.limb_boxes import limb_boxes
from liminal.body.making_pose import SIDES, STATURE, making_frames
from liminal.body.mannequin import mannequin_parts
from liminal.body.people import CHILD, MAN, WOMAN, person_parts
from liminal.body.skin_part import SkinPart, skin_of
from liminal.body.skinned_body import LEVELS, SkinMesh, SkinnedBody
from liminal.body.smile import smile_parts
from liminal.body.stance import standing
from liminal.body.still_life import STRETCHED, still_life_parts
from liminal.body.worker import worker_parts
from liminal.motion import creature as creature_skeleton
from liminal.motion.creature_stoop import lowest_share, standing_under
from liminal.motion.person import person
from liminal.motion.skeleton import BodyPose, JointFrames, Skeleton

Floats = NDArray[np.float64]


def _person_stance(stature: float, lot: float, headroom: float) -> BodyPose:
    return standing(person(stature), lot)


@dataclass(frozen=True)
class Dress:
    """What a body wears. `parts`: of its skin, by level, 0 the finest, to LEVELS - 1.

    `stature`: m, unless another is asked for. `skeleton`: by the stature, m, which has a person's joints. `making`: the
    frames of such a skeleton in the pose that the skin is made in, of a body of the stature `made`, m. `stance`: by
    stature, lot and headroom (see `SkinnedBody`). `least`: how low a body can be, as a share of its stature. `sways`:
    whether it lives, and so is never quite still.
    """

    parts: Callable[[int], list[SkinPart]]
    stature: float = STATURE
    skeleton: Callable[[float], Skeleton] = person
    making: Callable[[Skeleton], JointFrames] = making_frames
    made: float = STATURE
    stance: Callable[[float, float, float], BodyPose] = _person_stance
    least: float = 1.0
    sways: bool = True


DRESSES: Mapping[str, Dress] = {
    "worker": Dress(lambda level: worker_parts("yellow", level), 1.78),
    "worker-green": Dress(lambda level: worker_parts("green", level), 1.80),
    "man": Dress(lambda level: person_parts(MAN, level), 1.77),
    "woman": Dress(lambda level: person_parts(WOMAN, level), 1.64),
    "worker-white": Dress(lambda level: worker_parts("white", level), 1.76),
    "child": Dress(lambda level: person_parts(CHILD, level), 1.20),
    "still-life": Dress(still_life_parts, 1.78, lambda stature: lengthened(person(stature), STRETCHED), sways=False),
    "mannequin": Dress(mannequin_parts, 1.80, sways=False),
    "smile": Dress(smile_parts, 1.75, sways=False),
    "creature": Dress(
        creature_parts,
        creature_skeleton.STATURE,
        creature_skeleton.creature,
        lambda skeleton: skeleton.rest_frames,
        creature_skeleton.STATURE,
        lambda stature, lot, headroom: standing_under(headroom, stature, lot),
        lowest_share(),
        sways=False,
    ),
}


@lru_cache(maxsize=24)
def _skin(name: str, level: int) -> SkinMesh:
    return skin_of(DRESSES[name].parts(level))


@lru_cache(maxsize=24)
def _fitted(name: str, stature: float, level: int) -> SkinMesh:
    dress = DRESSES[name]
    return fitted(_skin(name, level), dress.skeleton(dress.made), dress.skeleton(stature), dress.making, stature)


@lru_cache(maxsize=32)
def dressed(name: str, stature: float) -> SkinnedBody:
    """Return a body of a stature, m, that wears one of DRESSES."""
    dress = DRESSES[name]
    skeleton, skin = dress.skeleton(stature), partial(_fitted, name, stature)
    bind = dress.making(skeleton)
    places = dict(zip(skeleton.names, bind.positions, strict=True))
    boxes, joints = limb_boxes(skin(LEVELS - 1), skeleton.names, _limbs(places))
    return SkinnedBody(skeleton, bind, skin, boxes, joints, partial(dress.stance, stature))


def _limbs(places: Mapping[str, Floats]) -> Mapping[str, tuple[tuple[str, ...], Floats]]:
    """The limbs that boxes stand for: see `limb_boxes`. `places`: of the joints, (3,) each, m."""
    up = np.array([0.0, 1.0, 0.0])
    limbs: dict[str, tuple[tuple[str, ...], Floats]] = {
        "hips": (("hips",), up),
        "spine": (("spine", "chest"), up),
        "upper_chest": (("upper_chest", "left_shoulder", "right_shoulder"), up),
        "head": (("head",), up),
    }
    for side, _ in SIDES:
        for joint, end, held in (
            ("upper_leg", "lower_leg", ("upper_leg",)),
            ("lower_leg", "foot", ("lower_leg",)),
            ("upper_arm", "lower_arm", ("upper_arm",)),
            ("lower_arm", "hand", ("lower_arm",)),
            ("hand", "middle end", ("hand", "middle_proximal", "middle_intermediate")),
        ):
            along = places[f"{side}_{end}"] - places[f"{side}_{joint}"]
            limbs[f"{side}_{joint}"] = tuple(f"{side}_{name}" for name in held), along
        limbs[f"{side}_foot"] = (f"{side}_foot", f"{side}_toes"), np.array([0.0, 0.0, 1.0])
    return limbs
