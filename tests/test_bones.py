"""Joints are known by the names of many programs, and helpers between them are not taken for bones."""

import numpy as np
import pytest

from liminal.errors import LiminalError
from liminal.motion.bones import bones_of
from liminal.motion.skeleton import Skeleton

LIMB_PARTS = ("upper_leg", "lower_leg", "foot", "toes", "shoulder", "upper_arm", "lower_arm", "hand")

# Of each program: the hips, the spine, the neck, the head, and the names of a side's joints from the thigh to the toes
# and from the collarbone to the hand, "{L}" or "{l}" or "{left}" or "{Left}" for the side; other joints at their end.
SCHEMES: dict[str, tuple[str, list[str], list[str], str, list[str], list[str]]] = {
    "mixamo": (
        "mixamorig:Hips",
        ["mixamorig:Spine", "mixamorig:Spine1", "mixamorig:Spine2"],
        ["mixamorig:Neck"],
        "mixamorig:Head",
        [
            f"mixamorig:{{Left}}{part}"
            for part in ("UpLeg", "Leg", "Foot", "ToeBase", "Shoulder", "Arm", "ForeArm", "Hand")
        ],
        ["mixamorig:HeadTop_End", "mixamorig:{Left}HandIndex1", "mixamorig:{Left}Toe_End"],
    ),
    "unreal": (
        "pelvis",
        ["spine_01", "spine_02", "spine_03"],
        ["neck_01"],
        "head",
        ["thigh_{l}", "calf_{l}", "foot_{l}", "ball_{l}", "clavicle_{l}", "upperarm_{l}", "lowerarm_{l}", "hand_{l}"],
        ["root", "thigh_twist_01_{l}", "upperarm_twist_01_{l}", "ik_foot_{l}", "ik_hand_{l}"],
    ),
    "rigify": (
        "DEF-spine",
        ["DEF-spine.001", "DEF-spine.002", "DEF-spine.003"],
        ["DEF-spine.004", "DEF-spine.005"],
        "DEF-spine.006",
        [f"DEF-{part}.{{L}}" for part in ("thigh", "shin", "foot", "toe", "shoulder", "upper_arm", "forearm", "hand")],
        ["root", "DEF-thigh.{L}.001", "DEF-forearm.{L}.001", "DEF-breast.{L}", "DEF-pelvis.{L}"],
    ),
    "vroid": (
        "J_Bip_C_Hips",
        ["J_Bip_C_Spine", "J_Bip_C_Chest", "J_Bip_C_UpperChest"],
        ["J_Bip_C_Neck"],
        "J_Bip_C_Head",
        [
            f"J_Bip_{{L}}_{part}"
            for part in ("UpperLeg", "LowerLeg", "Foot", "ToeBase", "Shoulder", "UpperArm", "LowerArm", "Hand")
        ],
        ["Root", "J_Sec_{L}_Bust1", "J_Adj_{L}_FaceEye"],
    ),
    "character creator": (
        "CC_Base_Hip",
        ["CC_Base_Waist", "CC_Base_Spine01", "CC_Base_Spine02"],
        ["CC_Base_NeckTwist01", "CC_Base_NeckTwist02"],
        "CC_Base_Head",
        [
            f"CC_Base_{{L}}_{part}"
            for part in ("Thigh", "Calf", "Foot", "ToeBase", "Clavicle", "Upperarm", "Forearm", "Hand")
        ],
        ["CC_Base_Pelvis", "CC_Base_{L}_ThighTwist01", "CC_Base_{L}_Rib", "CC_Base_{L}_Breast"],
    ),
    "daz": (
        "hip",
        ["abdomenLower", "abdomenUpper", "chestLower", "chestUpper"],
        ["neckLower", "neckUpper"],
        "head",
        ["{l}ThighBend", "{l}Shin", "{l}Foot", "{l}Toe", "{l}Collar", "{l}ShldrBend", "{l}ForearmBend", "{l}Hand"],
        ["{l}Metatarsals", "{l}Pectoral", "{l}Eye"],
    ),
    "smpl": (
        "Pelvis",
        ["Spine1", "Spine2", "Spine3"],
        ["Neck"],
        "Head",
        ["{L}_Hip", "{L}_Knee", "{L}_Ankle", "{L}_Foot", "{L}_Collar", "{L}_Shoulder", "{L}_Elbow", "{L}_Wrist"],
        [],
    ),
    "acclaim": (
        "root",
        ["lowerback", "upperback", "thorax"],
        ["lowerneck", "upperneck"],
        "head",
        ["{l}femur", "{l}tibia", "{l}foot", "{l}toes", "{l}clavicle", "{l}humerus", "{l}radius", "{l}wrist"],
        ["{l}hipjoint", "{l}fingers"],
    ),
    "optitrack": (
        "Hip",
        ["Ab", "Chest"],
        ["Neck"],
        "Head",
        ["{L}Thigh", "{L}Shin", "{L}Foot", "{L}Toe", "{L}Shoulder", "{L}UArm", "{L}FArm", "{L}Hand"],
        ["{L}Thumb1"],
    ),
    "xsens": (
        "Pelvis",
        ["L5", "L3", "T12", "T8"],
        ["Neck"],
        "Head",
        [
            f"{{Left}}{part}"
            for part in ("UpperLeg", "LowerLeg", "Foot", "Toe", "Shoulder", "UpperArm", "ForeArm", "Hand")
        ],
        [],
    ),
    "source": (
        "ValveBiped.Bip01_Pelvis",
        ["ValveBiped.Bip01_Spine", "ValveBiped.Bip01_Spine2"],
        ["ValveBiped.Bip01_Neck1"],
        "ValveBiped.Bip01_Head",
        [
            f"ValveBiped.Bip01_{{L}}_{part}"
            for part in ("Thigh", "Calf", "Foot", "Toe0", "Clavicle", "UpperArm", "Forearm", "Hand")
        ],
        ["ValveBiped.Bip01_{L}_Finger1"],
    ),
}


def sided(name: str, side: str) -> str:
    return name.format(L=side[0].upper(), l=side[0], Left=side.title(), left=side)


def skeleton_of(scheme: str) -> tuple[Skeleton, dict[str, str]]:
    """A skeleton in a program's naming, and the name that each bone has in it."""
    hips, spine, neck, head, limbs, others = SCHEMES[scheme]
    names, parents, offsets = [hips], [-1], [(0.0, 1.0, 0.0)]
    expected = {"hips": hips, "head": head}

    def hang(name: str, on: str, *offset: float) -> str:
        names.append(name)
        parents.append(names.index(on))
        offsets.append(offset)
        return name

    top = hips
    for joint in spine:
        top = hang(joint, top, 0, 0.12, 0)
    under = top
    for joint in (*neck, head):
        under = hang(joint, under, 0, 0.1, 0)
    for side, sign in (("left", 1), ("right", -1)):
        ways = [(0.1 * sign, 0, 0), (0, -0.4, 0), (0, -0.4, 0), (0, -0.1, 0.1)]
        ways += [(0.05 * sign, 0.1, 0), (0.1 * sign, 0, 0), (0.3 * sign, 0, 0), (0.3 * sign, 0, 0)]
        on = hips
        for number, (part, way) in enumerate(zip(LIMB_PARTS, ways, strict=True)):
            on = top if number == 4 else on
            on = hang(sided(limbs[number], side), on, *way)
            expected[f"{side}_{part}"] = on
    for other in others:
        for side in ("left", "right"):
            if sided(other, side) not in names:
                hang(sided(other, side), hips, 0.05, 0.05, 0.05)
    rotations = np.tile([0.0, 0.0, 0.0, 1.0], (len(names), 1))
    return Skeleton(tuple(names), tuple(parents), np.array(offsets), rotations), expected


@pytest.mark.parametrize("scheme", SCHEMES)
def test_bones_are_known_by_their_names(scheme: str) -> None:
    skeleton, expected = skeleton_of(scheme)
    bones = bones_of(skeleton, {}, "a")
    assert {bone: skeleton.names[bones.joints[bone]] for bone in expected if bone in bones.joints} == expected
    assert [skeleton.names[joint] for joint in bones.spine] == SCHEMES[scheme][1]
    assert [skeleton.names[joint] for joint in bones.neck] == SCHEMES[scheme][2]


def test_what_is_said_counts_before_what_is_known() -> None:
    skeleton, expected = skeleton_of("xsens")
    bones = bones_of(skeleton, {"head": "Neck"}, "a")
    assert skeleton.names[bones.joints["head"]] == "Neck"
    assert skeleton.names[bones.joints["hips"]] == expected["hips"]


def test_no_legs_are_told() -> None:
    skeleton, _ = skeleton_of("smpl")
    odd = Skeleton(
        tuple(f"joint{n}" for n in range(len(skeleton))), skeleton.parents, skeleton.offsets, skeleton.rotations
    )
    with pytest.raises(LiminalError, match="no joint of it is known as hips, left_upper_leg"):
        bones_of(odd, {}, "a")
