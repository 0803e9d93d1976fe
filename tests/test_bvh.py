"""BVH files of many makers: the poses read are those written, and damage is told with its line and joint."""

import os
from pathlib import Path

import numpy as np
import pytest
from bvh_files import BODY, MAKERS, Maker, bvh_text, places_of, turn, write_bvh

from liminal.errors import LiminalError
from liminal.motion.bvh import read_bvh
from liminal.motion.motion_file import CapturedMotion, read_motion
from liminal.settings.motion import MotionSettings

USUAL = MotionSettings()


def tumbling(count: int = 7) -> list:
    """Poses in which every joint is turned by up to 60 degrees about each axis; the head stays above the feet."""
    frames = []
    for number in range(count):
        dice = np.random.default_rng(3)
        rotations = {}
        for name in BODY:
            reach = 15 if name in ("Hips", "Spine", "Chest") or "Leg" in name else 60
            angles = dice.uniform(-reach, reach, 3) + number * dice.uniform(-2, 2, 3)
            rotations[name] = turn(0, angles[0]) @ turn(1, angles[1]) @ turn(2, angles[2])
        frames.append((np.array([0.3 * number, 0.9, 0.1]), rotations))
    return frames


def places(captured: CapturedMotion, time: float) -> np.ndarray:
    skeleton = captured.motion.skeleton
    return skeleton.frames(captured.motion.pose_at(time)).positions


@pytest.mark.parametrize("maker", MAKERS.values(), ids=list(MAKERS))
def test_joints_are_where_the_file_has_them(tmp_path: Path, maker: Maker) -> None:
    frames = tumbling()
    read = read_motion(write_bvh(tmp_path / "a.bvh", frames, maker), USUAL)
    assert len(read.motion) == len(frames)
    assert read.motion.rate == pytest.approx(maker.rate, rel=1e-4)
    assert read.up == maker.up
    for number, (root, rotations) in enumerate(frames):
        found = places(read, number / read.motion.rate)
        for name, place in places_of(root, rotations).items():
            joint = read.motion.skeleton.names.index(maker.names.get(name, name))
            assert np.linalg.norm(found[joint] - place) < 0.001, (number, name)


@pytest.mark.parametrize("order", ["XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX"])
def test_channels_come_in_any_order(tmp_path: Path, order: str) -> None:
    frames = tumbling(2)
    read = read_motion(write_bvh(tmp_path / "a.bvh", frames, Maker(order)), USUAL)
    found = places(read, 1 / 30)
    for name, place in places_of(*frames[1]).items():
        assert np.linalg.norm(found[read.motion.skeleton.names.index(name)] - place) < 0.001


def test_between_two_poses_joints_turn_evenly_about_one_axis(tmp_path: Path) -> None:
    frames = [(np.array([0, 0.9, 0]), {}), (np.array([0, 0.9, 1.0]), {"LeftUpLeg": turn(0, -80)})]
    read = read_motion(write_bvh(tmp_path / "a.bvh", frames, Maker()), USUAL)
    expected = places_of(np.array([0, 0.9, 0.25]), {"LeftUpLeg": turn(0, -20)})
    found = places(read, 0.25 / 30)
    assert np.linalg.norm(found[read.motion.skeleton.names.index("LeftFoot")] - expected["LeftFoot"]) < 1e-4
    for time, root in ((-1.0, 0.0), (9.0, 1.0)):
        assert places(read, time)[0] == pytest.approx([0, 0.9, root], abs=1e-6)


def test_unit_and_axis_can_be_said(tmp_path: Path) -> None:
    path = write_bvh(tmp_path / "a.bvh", tumbling(2), Maker(unit=0.01))
    assert read_motion(path, USUAL).unit == "centimetres"
    said = read_motion(path, MotionSettings(unit="millimetres", up="z"))
    assert (said.unit, said.up) == ("millimetres", "z")
    assert said.stature == pytest.approx(read_motion(path, USUAL).stature / 10)


def test_a_body_of_no_known_unit_has_a_persons_stature(tmp_path: Path) -> None:
    read = read_motion(write_bvh(tmp_path / "a.bvh", tumbling(2), Maker(unit=1e-6)), USUAL)
    assert read.unit == "unknown"
    assert read.stature == pytest.approx(1.7)


def test_a_pose_is_kept_that_the_motion_begins_with(tmp_path: Path) -> None:
    still = [(np.array([0, 0.9, 0.01 * number]), {"Spine": turn(0, number)}) for number in range(8)]
    assert len(read_motion(write_bvh(tmp_path / "a.bvh", still, Maker(arms=0)), USUAL).motion) == 8
    one = write_bvh(tmp_path / "b.bvh", still[:1], Maker())
    assert read_motion(one, USUAL).motion.seconds == 0


def test_end_sites_are_joints_without_channels(tmp_path: Path) -> None:
    motion = read_bvh(write_bvh(tmp_path / "a.bvh", tumbling(2), Maker()))
    assert "LeftToeBase end" in motion.skeleton.names


GOOD = bvh_text(tumbling(3), Maker(gap=" "))
ROWS = GOOD.splitlines()
FIRST = ROWS.index("MOTION") + 3  # of the rows, that of the first frame


def with_row(number: int, row: str) -> str:
    return "\n".join([*ROWS[:number], row, *ROWS[number + 1 :]])


DAMAGED = {
    "no hierarchy": ("MOTION\nFrames: 1\n", "line 1: a BVH file begins with HIERARCHY"),
    "empty": ("", "line 1: a BVH file begins with HIERARCHY"),
    "no root": ("HIERARCHY\nJOINT Hips\n{\n", "line 2: a JOINT stands before any ROOT"),
    "only hierarchy": ("HIERARCHY\nMOTION\n", "the hierarchy has no ROOT"),
    "cut in the hierarchy": ("\n".join(ROWS[:9]), "joint Spine: its brace is never closed; is the file cut short?"),
    "cut before motion": ("\n".join(ROWS[: FIRST - 3]), "it ends before MOTION"),
    "cut before frames": ("\n".join(ROWS[: FIRST - 2]), '"Frames:" is due after MOTION'),
    "cut in a frame": (GOOD[: GOOD.rindex(" ")], f"line {FIRST + 3}: 65 numbers, and a frame has 66"),
    "cut between frames": ("\n".join(ROWS[: FIRST + 2]), "ends after 2 of 3 frames: Xposition of joint Hips"),
    "no frames": (with_row(FIRST - 2, "Frames: 0"), f"line {FIRST - 1}: it has no frames"),
    "frames in words": (with_row(FIRST - 2, "Frames: many"), f'line {FIRST - 1}: "many" is no number of frames'),
    "no time": (with_row(FIRST - 1, "Frame Time: 0"), f'line {FIRST}: the frame time is "0" s'),
    "not a number": (
        with_row(FIRST + 1, ROWS[FIRST + 1].replace(ROWS[FIRST + 1].split()[7], "nan", 1)),
        f"line {FIRST + 2}: Xrotation of joint Spine is nan, not a finite number",
    ),
    "a word": (
        with_row(FIRST, " ".join(["x", *ROWS[FIRST].split()[1:]])),
        f"line {FIRST + 1}: Xposition of joint Hips is x",
    ),
    "too many": (with_row(FIRST, ROWS[FIRST] + " 1"), f"line {FIRST + 1}: 67 numbers, and a frame has 66"),
    "wrong channels": (GOOD.replace("CHANNELS 3", "CHANNELS 9", 1), "joint Spine: 9 CHANNELS, and a joint has 0 to 6"),
    "unknown channel": (GOOD.replace("Zrotation", "Zscale", 1), 'joint Hips: "Zscale" is no channel'),
    "no offset": (GOOD.replace(ROWS[3], "", 1), "joint Hips: it has no OFFSET"),
    "infinite offset": (with_row(3, "OFFSET 0 inf 0"), "line 4, joint Hips: Y of the OFFSET is inf"),
    "too long": (
        with_row(FIRST - 2, "Frames: 9999999"),
        "9,999,999 frames of 66 numbers, and a motion may have 606,060",
    ),
}


@pytest.mark.parametrize(("text", "told"), DAMAGED.values(), ids=list(DAMAGED))
def test_damage_is_told_with_line_and_joint(liminal, tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "a.bvh"
    path.write_text(text)
    mistake = liminal("motion", "check", path).mistake
    assert mistake.startswith(str(path))
    assert told in mistake


def test_other_files_are_refused(liminal, tmp_path: Path) -> None:
    assert "no kind of motion" in liminal("motion", "check", tmp_path / "a.fbx").mistake
    assert "cannot read" in liminal("motion", "check", tmp_path / "a.bvh").mistake
    folder = tmp_path / "b.bvh"
    folder.mkdir()
    assert "Is a directory" in liminal("motion", "check", folder).mistake
    vast = tmp_path / "vast.bvh"
    vast.touch()
    os.truncate(vast, 2 * 10**9)
    assert "2.0 GB, and a motion may have 1.0" in liminal("motion", "check", vast).mistake
    with pytest.raises(LiminalError, match="null byte"):
        read_motion(Path("a\0.bvh"), USUAL)


def test_a_hundred_thousand_frames_are_read(tmp_path: Path) -> None:
    row = "0 90 0 1 2 3\n"
    path = tmp_path / "a.bvh"
    joint = "ROOT Hips {{ OFFSET 0 0 0 CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation {} }}"
    text = joint.format("End Site { OFFSET 0 10 0 }")
    path.write_text(f"HIERARCHY {text}\nMOTION\nFrames: 100000\nFrame Time: 0.01\n{100_000 * row}")
    assert len(read_bvh(path)) == 100_000


def test_joints_of_other_names_are_said(liminal, tmp_path: Path) -> None:
    odd = {"LeftUpLeg": "Strut7", "RightFoot": "Paw"}
    path = write_bvh(tmp_path / "a.bvh", tumbling(2), Maker(names=odd))
    mistake = liminal("motion", "check", path).mistake
    assert "no joint of it is known as left_upper_leg, right_foot" in mistake
    assert "Strut7" in mistake

    table = tmp_path / "names.toml"
    table.write_text('[motion.bones]\nleft_upper_leg = "Strut7"\nright_foot = "Paw"\n')
    told = liminal("motion", "check", path, "--settings", table)
    assert told.status == 0
    assert "Strut7" in told.out
    for wrong, word in (
        ('left_uper_leg = "Strut7"', 'did you mean "left_upper_leg"'),
        ('left_upper_leg = "Strut8"', 'did you mean "Strut7"'),
        ('left_upper_leg = "LeftToeBase"\nright_foot = "Paw"', "does not hang on"),
    ):
        table.write_text(f"[motion.bones]\n{wrong}\n")
        assert word in liminal("motion", "check", path, "--settings", table).mistake
    table.write_text('[motion]\nup = "x"\n')
    assert str(table) in liminal("motion", "check", path, "--settings", table).mistake


def test_a_first_line_with_a_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.bvh"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert len(read_bvh(path)) == 3
    path.write_bytes(GOOD.encode("utf-16"))
    assert len(read_bvh(path)) == 3
    path.write_text("\n\n" + GOOD)
    assert len(read_bvh(path)) == 3
    with pytest.raises(LiminalError, match="cannot read"):
        read_bvh(tmp_path)
