"""The bodies that there are: whose skin, in which colour, of which stature."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from liminal.body.creature_strands import creature_parts
from liminal.body.fitting import fitted, lengthened
from liminal.body.limb_boxes import limb_boxes
from liminal.body.making_pose import SIDES, STATURE, making_frames
from liminal.body.mannequin import mannequin_parts
from liminal.body.people import CHILDREN, MEN, WOMEN, Person, person_parts
from liminal.body.skin_part import SkinPart, skin_of
from liminal.body.skinned_body import LEVELS, SkinMesh, SkinnedBody
from liminal.body.smile import smile_parts
from liminal.body.stance import standing
from liminal.body.still_life import STRETCHED, still_life_parts
from liminal.body.worker import worker_parts
from liminal.motion import creature as creature_skeleton
from liminal.motion.body_motion import BodyMotion
from liminal.motion.creature_course import CeilingAt
from liminal.motion.creature_gait import stalking
from liminal.motion.creature_rest import creature_sway
from liminal.motion.creature_stoop import lowest_share, standing_under
from liminal.motion.enactment import enacted
from liminal.motion.footprint import FloorAt
from liminal.motion.gesture import Gesture
from liminal.motion.person import person
from liminal.motion.skeleton import BodyPose, JointFrames, Skeleton
from liminal.motion.sway import Sway, sway_at
from liminal.motion.way import Way

Floats = NDArray[np.float64]
Parts = Callable[[int], list[SkinPart]]  # by level, 0 the finest
Acts = Callable[[Way, Sequence[Gesture], FloorAt, CeilingAt, float, int, float, float], BodyMotion]

_CLOTHES, _SUIT = 0.020, 0.045  # m of cloth, and of coated fabric that stands off, below a knee on the floor
_LOOKS = 7.31  # by so many lots are looks dealt out, so that they do not go with stances


def _person_stance(stature: float, lot: float, headroom: float) -> BodyPose:
    return standing(person(stature), lot)


def _people(persons: Sequence[Person]) -> tuple[Parts, ...]:
    return tuple(partial(person_parts, person) for person in persons)


def _person_acts(
    way: Way,
    gestures: Sequence[Gesture],
    floor_at: FloorAt,
    ceiling_at: CeilingAt,
    stature: float,
    seed: int,
    begin: float,
    end: float,
    padding: float = _CLOTHES,
) -> BodyMotion:
    return enacted(way, gestures, floor_at, stature, seed, begin, end, padding=padding)


_suited_acts = partial(_person_acts, padding=_SUIT)


@dataclass(frozen=True)
class Dress:
    """What a body wears. `looks`: for each of those that it may have, the parts of its skin by level, to LEVELS - 1.

    `stature`: m, unless another is asked for. `skeleton`: by the stature, m, which has a person's joints. `making`: the
    frames of a skeleton in the pose that skins are made in. `over`, `made`: the skeleton, by the stature, and the
    stature, m, that its own is made over. `stance`: by stature, lot and headroom (see `SkinnedBody`). `least`: how low
    a body can be, as a share of its stature. `acts`: makes a motion of a way, gestures, heights of floor and ceiling,
    stature, seed, begin and end, as `stalking` does. `sway`: how one that lives, and so is never quite still, deviates
    from its stance at times (f,), s, by a seed.
    """

    looks: Sequence[Parts]
    stature: float = STATURE
    skeleton: Callable[[float], Skeleton] = person
    making: Callable[[Skeleton], JointFrames] = making_frames
    over: Callable[[float], Skeleton] = person
    made: float = STATURE
    stance: Callable[[float, float, float], BodyPose] = _person_stance
    least: float = 1.0
    acts: Acts = _person_acts
    sway: Callable[[int, Floats], Sway] | None = sway_at


DRESSES: Mapping[str, Dress] = {
    "worker": Dress((partial(worker_parts, "yellow"),), 1.78, acts=_suited_acts),
    "worker-green": Dress((partial(worker_parts, "green"),), 1.80, acts=_suited_acts),
    "man": Dress(_people(MEN), 1.77),
    "woman": Dress(_people(WOMEN), 1.64),
    "worker-white": Dress((partial(worker_parts, "white"),), 1.76, acts=_suited_acts),
    "child": Dress(_people(CHILDREN), 1.20),
    "still-life": Dress((still_life_parts,), 1.78, lambda stature: lengthened(person(stature), STRETCHED), sway=None),
    "mannequin": Dress((mannequin_parts,), 1.80, sway=None),
    "smile": Dress((smile_parts,), 1.75, sway=None),
    "creature": Dress(
        (creature_parts,),
        creature_skeleton.STATURE,
        creature_skeleton.creature,
        lambda skeleton: skeleton.rest_frames,
        creature_skeleton.creature,
        creature_skeleton.STATURE,
        lambda stature, lot, headroom: standing_under(headroom, stature, lot),
        lowest_share(),
        stalking,
        sway=creature_sway,
    ),
}


@lru_cache(maxsize=24)
def _skin(name: str, look: int, level: int) -> SkinMesh:
    return skin_of(DRESSES[name].looks[look](level))


@lru_cache(maxsize=24)
def _fitted(name: str, stature: float, look: int, level: int) -> SkinMesh:
    dress = DRESSES[name]
    return fitted(_skin(name, look, level), dress.over(dress.made), dress.skeleton(stature), dress.making, stature)


def dressed(name: str, stature: float, lot: float = 0.0) -> SkinnedBody:
    """Return a body of a stature, m, that wears one of DRESSES; `lot`: 0 to 1, how it looks in that."""
    return _dressed(name, stature, int(_LOOKS * lot % 1.0 * len(DRESSES[name].looks)))


@lru_cache(maxsize=32)
def _dressed(name: str, stature: float, look: int) -> SkinnedBody:
    dress = DRESSES[name]
    skeleton, skin = dress.skeleton(stature), partial(_fitted, name, stature, look)
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
