"""Bodies of characters, of any stature, and the motions that they take over."""

from dataclasses import replace
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.body.character import character_of
from liminal.body.character_file import CharacterFile
from liminal.body.limb_boxes import limb_boxes
from liminal.body.skin_part import skin_of
from liminal.body.skinned_body import SkinMesh, SkinnedBody
from liminal.body.stance import standing
from liminal.errors import LiminalError, did_you_mean
from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import SIDES, Bones
from liminal.motion.person import PERSON_BONES, person
from liminal.motion.retarget import retarget
from liminal.motion.skeleton import BodyPose, Skeleton

STATURE = 1.75  # m: of the person whose stances characters take over
STILL = 12  # poses of a stance: so long it keeps still that its feet stand
RATE = 30.0  # Hz: of these
FEWEST = 3  # corners of a limb that a box stands for

Floats = NDArray[np.float64]


@lru_cache(maxsize=16)
def character_body(file: CharacterFile, stature: float) -> SkinnedBody:
    """Return a character of a stature, m. Raises LiminalError as `character_of`."""
    character = character_of(file)
    scale = stature / character.stature
    skeleton = _scaled(character.skeleton, scale)
    skin = _skin(file, scale)
    boxes, joints = limb_boxes(skin, skeleton.names, _limbs(skeleton, character.bones, skin))
    return SkinnedBody(
        skeleton, skeleton.rest_frames, lambda level: skin, boxes, joints, partial(_stance, file, stature)
    )


def taken_over(file: CharacterFile, stature: float, motion: BodyMotion, bones: Bones) -> BodyMotion:
    """Return a motion, in metres and with +Y up, as a character of a stature, m, takes it over, its soles on y = 0."""
    character = character_of(file)
    scale = stature / character.stature
    taken = retarget(motion, bones, _scaled(character.skeleton, scale), character.bones)
    return taken.placed(quaternion.IDENTITY, np.array([0.0, scale * character.sole, 0.0]))


def own_motion(file: CharacterFile, stature: float, name: str | None) -> BodyMotion:
    """Return an animation of a character's own file, None: the first, for a stature, m.

    Raises LiminalError where it has none of that name.
    """
    character = character_of(file)
    if not character.motions:
        raise LiminalError(f"{file.path} has no animation: it stands still; export it with one, or leave motion out")
    name = next(iter(character.motions)) if name is None else name
    if name not in character.motions:
        hint = did_you_mean(name, character.motions) or f"; it has {', '.join(character.motions)}"
        raise LiminalError(f'{file.path}: there is no animation "{name}"{hint}')
    return character.motions[name].scaled(stature / character.stature)


@lru_cache(maxsize=16)
def _stance(file: CharacterFile, stature: float, lot: float, headroom: float) -> BodyPose:
    """The pose of a person who stands, as the character takes it over; it stoops under no ceiling."""
    skeleton = person(STATURE)
    pose = standing(skeleton, lot)
    hips = PERSON_BONES.joints["hips"]
    still = BodyMotion(
        skeleton,
        RATE,
        (hips,),
        np.tile(pose.offsets[hips], (STILL, 1, 1)),
        np.tile(pose.rotations, (STILL, 1, 1)),
    )
    return taken_over(file, stature, still, PERSON_BONES).pose_at(0.0)


@lru_cache(maxsize=16)
def _skin(file: CharacterFile, scale: float) -> SkinMesh:
    skin = skin_of(character_of(file).parts)
    corners = skin.corners
    corners["position"] *= scale
    return skin


def _scaled(skeleton: Skeleton, scale: float) -> Skeleton:
    return replace(skeleton, offsets=scale * skeleton.offsets)


def _limbs(skeleton: Skeleton, bones: Bones, skin: SkinMesh) -> dict[str, tuple[tuple[str, ...], Floats]]:
    """The limbs that boxes stand for, as `limb_boxes` takes them: of each what its bone moves, down to the next."""
    along = _directions(skeleton, bones)
    # What necks hold, between the trunk and the head, has no box.
    bounds = {*along, *bones.neck, *(bones.joints.get(f"{side}_shoulder") for side in SIDES)}
    held: dict[int, list[int]] = {}
    for joint in range(len(skeleton)):
        bone = next((each for each in skeleton.ancestors(joint) if each in bounds), None)
        if bone is not None:
            held.setdefault(bone, []).append(joint)
    if bones.spine:
        for side in SIDES:
            held[bones.spine[-1]] += held.get(bones.joints.get(f"{side}_shoulder", -1), [])
    count = np.bincount(skin.joints[:, 0], minlength=len(skeleton))
    return {
        skeleton.names[bone]: (tuple(skeleton.names[joint] for joint in held[bone]), direction)
        for bone, direction in along.items()
        if count[held[bone]].sum() >= FEWEST
    }


def _directions(skeleton: Skeleton, bones: Bones) -> dict[int, Floats]:
    """The joints that move limbs, and where these run at rest, (3,), m."""
    places, up, front = skeleton.rest_frames.positions, np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
    trunk = ("hips", "head")
    along = {bones.joints[name]: up for name in trunk if name in bones.joints}
    along |= dict.fromkeys((*bones.spine[:1], *bones.spine[-1:]), up)
    for side in SIDES:
        for chain in (("upper_leg", "lower_leg", "foot"), ("upper_arm", "lower_arm", "hand")):
            ends = [bones.joints[name] for part in chain if (name := f"{side}_{part}") in bones.joints]
            for bone, end in pairwise(ends):
                along[bone] = places[end] - places[bone]
            if len(ends) == len(chain):
                along[ends[-1]] = front if chain[-1] == "foot" else places[ends[-1]] - places[ends[-2]]
    return along
