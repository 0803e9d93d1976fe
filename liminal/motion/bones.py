"""Bones by name: which joint of a skeleton is which of a human body, in the naming of many programs.

Our names are those of VRM 1.0's humanoid (vrm-c/vrm-specification, "humanoid.md") in small letters. A bone has the name
of the joint that it begins at: the left upper arm turns about the left shoulder.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from liminal.errors import LiminalError, did_you_mean
from liminal.motion.skeleton import Skeleton

SIDES = ("left", "right")

# The stems of joints' names, without side, prefix, spaces and signs, in order of preference where two are there. They
# are those of MotionBuilder and Mixamo, Blender's Rigify, Character Studio's biped, Rokoko, Xsens, OptiTrack, Unreal,
# VRoid, DAZ and Poser, SMPL, Acclaim's .asf as of the CMU library, and Biovision's of 1995.
_MIDDLE_STEMS = {
    "hips": ("hips", "pelvis", "hip", "spine", "root"),
    "head": ("head", "skull", "spine006"),
}
_SIDED_STEMS = {
    "upper_leg": ("upleg", "upperleg", "thigh", "thighbend", "femur", "legupper", "hip"),
    "lower_leg": ("lowerleg", "lowleg", "leg", "calf", "shin", "knee", "tibia", "leglower"),
    "foot": ("ankle", "foot"),
    "toes": ("toebase", "toes", "toe", "toe0", "ball", "foot"),
    "upper_arm": ("upperarm", "uparm", "uarm", "arm", "shldr", "shldrbend", "humerus", "armupper", "shoulder"),
    "lower_arm": ("lowerarm", "forearm", "farm", "lowarm", "forearmbend", "elbow", "radius", "armlower"),
    "hand": ("wrist", "hand"),
    "shoulder": ("clavicle", "collar", "collarbone", "shoulder"),
    "middle_proximal": ("handmiddle1", "middle1", "fmiddle01", "middle01", "middleproximal", "mid1", "finger2"),
    "thumb_metacarpal": ("handthumb1", "thumb1", "thumb01", "thumbmetacarpal", "finger0", "thumb"),
}
NEEDED = ("hips", *(f"{side}_{part}" for side in SIDES for part in ("upper_leg", "lower_leg", "foot")))

BONES = (*_MIDDLE_STEMS, *(f"{side}_{part}" for side in SIDES for part in _SIDED_STEMS))

# What programs write around the names: of the biped, of Blender's deforming bones, of VRoid, of Character Creator.
_NOISE = {
    "bip",
    "bip01",
    "bip001",
    "mixamorig",
    "def",
    "org",
    "cc",
    "base",
    "j",
    "c",
    "character1",
    "jnt",
    "bn",
    "b",
} | {
    "valve",
    "biped",
}
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@dataclass(frozen=True)
class Bones:
    """The joints of a human body, by index.

    `spine`: those above the hips up to the one that carries the arms. `neck`: from there to below the head.
    """

    joints: Mapping[str, int]
    spine: tuple[int, ...]
    neck: tuple[int, ...]

    def get(self, bone: str) -> int | None:
        """Return the joint of a bone; None where the skeleton has none."""
        return self.joints.get(bone)


def bones_of(skeleton: Skeleton, given: Mapping[str, str], file: str) -> Bones:
    """Return which joints of a skeleton are which bones.

    `given`: names of joints by bones, which count before all others. `file`: what it is called in messages. Raises
    LiminalError where legs or hips are not found, with the joints that there are.
    """
    index = {name: joint for joint, name in reversed(list(enumerate(skeleton.names)))}
    joints: dict[str, int] = {}
    for bone, name in given.items():
        if bone not in BONES:
            raise LiminalError(f'bones: "{bone}" is no bone{did_you_mean(bone, BONES)}; there are {", ".join(BONES)}')
        if name not in index:
            hint = did_you_mean(name, index)
            raise LiminalError(f'bones.{bone}: {file} has no joint "{name}"{hint}; it has {_some(skeleton)}')
        joints[bone] = index[name]
    stems = [_side_and_stem(name) for name in skeleton.names]
    legs: list[int] = []
    for side in (*SIDES, None):
        for part, known in (_SIDED_STEMS if side else _MIDDLE_STEMS).items():
            bone = f"{side}_{part}" if side else part
            taken = set(joints.values())
            for stem in known if bone not in joints else ():
                free = [joint for joint, each in enumerate(stems) if each == (side, stem) and joint not in taken]
                # Of what could be the hips, only one that carries the legs is.
                if part == "hips":
                    free = [joint for joint in free if all(joint in skeleton.ancestors(leg) for leg in legs)]
                if free:
                    joints[bone] = free[0]
                    break
        legs += [joints[bone] for bone in (f"{side}_upper_leg",) if bone in joints]
    missing = [bone for bone in NEEDED if bone not in joints]
    if missing:
        raise LiminalError(
            f"{file}: no joint of it is known as {', '.join(missing)}; say which in the table of bones, as "
            f'{missing[0]} = "NAME": it has {_some(skeleton)}'
        )
    _check_chains(skeleton, joints, file)
    spine, neck = _trunk(skeleton, joints)
    return Bones(joints, spine, neck)


def _side_and_stem(name: str) -> tuple[str | None, str]:
    """Return the side that a name says, if any, and what else it says, in small letters without signs."""
    name = re.split(r"[:|]", name)[-1]
    name = re.sub(r"(?<![A-Za-z])([LRlr])(?=[A-Z])", r"\1 ", name)
    words = [word.lower() for part in re.split(r"[^A-Za-z0-9]+", name) for word in _words(part)]
    side = next((side for word in words for side in SIDES if word in (side, side[0])), None)
    stem = "".join(word for word in words if word not in _NOISE and word not in (*SIDES, "l", "r"))
    if side is None and stem[:1] in ("l", "r"):
        # All in small letters, as "lfemur".
        rest = stem[1:]
        if any(rest in known for known in _SIDED_STEMS.values()):
            return ("left" if stem[0] == "l" else "right"), rest
    return side, stem


def _words(part: str) -> list[str]:
    """The words of a name without signs; "bip01" is one."""
    return [part] if part.lower() in _NOISE else _WORD.findall(part)


def _check_chains(skeleton: Skeleton, joints: Mapping[str, int], file: str) -> None:
    """Raise LiminalError where a leg's or an arm's joints do not hang on one another."""
    for side in SIDES:
        for chain in (("upper_leg", "lower_leg", "foot", "toes"), ("upper_arm", "lower_arm", "hand")):
            found = [joints[bone] for part in chain if (bone := f"{side}_{part}") in joints]
            for upper, lower in pairwise(found):
                if upper not in list(skeleton.ancestors(lower))[1:]:
                    raise LiminalError(
                        f"{file}: joint {skeleton.names[lower]} does not hang on {skeleton.names[upper]}; say which "
                        "joints are a leg's and an arm's in the table of bones"
                    )


def _trunk(skeleton: Skeleton, joints: Mapping[str, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the joints of the spine, from above the hips up to what both arms hang on, and those of the neck."""
    arms = [joint for side in SIDES if (joint := joints.get(f"{side}_upper_arm")) is not None]
    hips, head = joints["hips"], joints.get("head")
    if head is None and not arms:
        return (), ()
    up = list(skeleton.ancestors(head if head is not None else arms[0]))[1:]
    if hips not in up:
        return (), ()
    above_hips = up[: up.index(hips)][::-1]
    carrying = set(above_hips).intersection(*(skeleton.ancestors(arm) for arm in arms)) if arms else set(above_hips)
    spine = tuple(joint for joint in above_hips if joint in carrying)
    return spine, tuple(joint for joint in above_hips if joint not in carrying)


def _some(skeleton: Skeleton) -> str:
    names = [name for name in skeleton.names if not name.endswith(" end")]
    return ", ".join(names[:30]) + (f" and {len(names) - 30} more" if len(names) > 30 else "")
