"""Rigged characters from glTF: joints, skins and animations are those of the file, and take over captured motion."""

from pathlib import Path

import numpy as np
import pytest
from bvh_files import BODY, MAKERS, turn, write_bvh
from rigged import Glb, character, matrices, quaternion, rest_offset
from scipy.interpolate import CubicHermiteSpline
from walker import standing_times, walking

from liminal.motion.bones import bones_of
from liminal.motion.motion_file import read_motion
from liminal.motion.retarget import retarget
from liminal.motion.rigged_model import RiggedModel, read_rigged_model
from liminal.settings.motion import MotionSettings

BENT = {"LeftUpLeg": turn(0, -70) @ turn(2, 10), "LeftLeg": turn(0, 60), "RightForeArm": turn(1, 40)}


def bending(**more: object) -> list[dict]:
    """Channels that bend a leg and an arm within a second."""
    found = []
    for name, matrix in BENT.items():
        values = [quaternion(np.eye(3)), quaternion(matrix)]
        found.append({"joint": name, "path": "rotation", "keys": [0.5, 1.5], "values": values, **more})
    return found


def placed(model: RiggedModel, motion: str, time: float) -> dict[str, np.ndarray]:
    frames = model.skeleton.frames(model.motions[motion].pose_at(time))
    return dict(zip(model.skeleton.names, frames.positions, strict=True))


def test_joints_and_corners_are_where_the_matrices_put_them(tmp_path: Path) -> None:
    model = read_rigged_model(character(bend=bending()).write(tmp_path / "a.glb"))
    assert model.skeleton.names[0] == "Armature"
    expected = matrices(BENT)
    found = placed(model, "bend", 1.0)
    for name in BODY:
        assert np.linalg.norm(found[name] - expected[name][:3, 3]) < 0.001, name
    rest = matrices({})
    corners = []
    for name, (parent, _) in BODY.items():
        for aside in ((0, 0, 0), (1, 0, 0), (0, 1, 1)):
            corner = np.append(rest[name][:3, 3] + 0.02 * np.array(aside), 1.0)
            moved = [expected[each] @ np.linalg.inv(rest[each]) @ corner for each in (name, parent or name)]
            corners.append(0.6 * moved[0][:3] + 0.4 * moved[1][:3])
    posed = model.corners(model.skeleton.frames(model.motions["bend"].pose_at(1.0)))
    assert np.linalg.norm(posed - corners, axis=1).max() < 0.001


def test_a_skin_that_tells_no_pose_rests_as_its_nodes_stand(tmp_path: Path) -> None:
    glb = character()
    del glb.tree["skins"][0]["inverseBindMatrices"]
    model = read_rigged_model(glb.write(tmp_path / "a.glb"))
    rest = model.skeleton.rest_frames.positions[model.skeleton.names.index("LeftFoot")]
    assert rest == pytest.approx(matrices({})["LeftFoot"][:3, 3], abs=1e-6)


def test_steps_and_lines_are_followed(tmp_path: Path) -> None:
    glb = character(line=bending(), step=bending(interpolation="STEP"))
    model = read_rigged_model(glb.write(tmp_path / "a.glb"))
    half = {"LeftLeg": turn(0, 30)}
    knee = {name: placed(model, name, 0.5)["LeftFoot"] - placed(model, name, 0.5)["LeftLeg"] for name in model.motions}
    hip = {name: placed(model, name, 0.5)["LeftLeg"] for name in model.motions}
    assert hip["step"] == pytest.approx(matrices({})["LeftLeg"][:3, 3], abs=1e-6)
    assert hip["line"] != pytest.approx(hip["step"], abs=0.1)
    assert knee["step"] == pytest.approx((0, -0.40, 0), abs=1e-6)
    expected = matrices(half)
    thigh = matrices({})["LeftUpLeg"][:3, :3]
    along = placed(model, "line", 0.5)["LeftLeg"] - placed(model, "line", 0.5)["LeftUpLeg"]
    shank = expected["LeftFoot"][:3, 3] - expected["LeftLeg"][:3, 3]
    # The angle at the knee, half-way.
    cosine = knee["line"] @ along / np.linalg.norm(knee["line"]) / np.linalg.norm(along)
    straight = thigh @ (0, -1, 0) / np.linalg.norm(thigh @ (0, -1, 0))
    assert cosine == pytest.approx(shank @ straight / np.linalg.norm(shank), abs=1e-4)


def test_splines_are_hermites(tmp_path: Path) -> None:
    keys = np.array([0.0, 0.4, 1.0])
    places = rest_offset("Hips") + np.array([(0, 0, 0), (10, -5, 3), (-20, 4, -6)])
    tangents = np.array([(0, 30, 0), (50, 0, -20), (0, 0, 10)])
    values = np.stack([tangents, places, tangents], axis=1).reshape(9, 3)
    channel = {"joint": "Hips", "path": "translation", "keys": keys, "values": values, "interpolation": "CUBICSPLINE"}
    model = read_rigged_model(character(glide=[channel]).write(tmp_path / "a.glb"))
    spline = CubicHermiteSpline(keys, places, tangents)
    for time in (0.0, 0.25, 0.55, 0.9, 1.0):
        expected = matrices({}, {"Hips": spline(time)})
        found = placed(model, "glide", time)
        assert np.linalg.norm(found["LeftFoot"] - expected["LeftFoot"][:3, 3]) < 0.001


def test_an_animation_drives_a_person(liminal, tmp_path: Path) -> None:
    path = character(wave=bending(), nod=bending()).write(tmp_path / "a.glb")
    read = read_motion(path, MotionSettings(animation="nod"))
    assert read.unit == "metres"
    assert read.notes == ('animation "wave"',)
    told = liminal("motion", "check", path)
    assert (told.status, "left_upper_leg" in told.out) == (0, True)
    table = tmp_path / "a.toml"
    table.write_text('[motion]\nanimation = "wav"\n')
    assert 'did you mean "wave"' in liminal("motion", "check", path, "--settings", table).mistake


@pytest.mark.parametrize("maker", ["library", "blender"])
def test_a_character_takes_over_a_walk(liminal, tmp_path: Path, maker: str) -> None:
    model = read_rigged_model(body := character().write(tmp_path / "a.glb"))
    walk = write_bvh(tmp_path / "walk.bvh", walking(MAKERS[maker].rate), MAKERS[maker])
    read = read_motion(walk, MotionSettings())
    motion = retarget(read.motion, read.bones, model.skeleton, bones_of(model.skeleton, {}, "a"))
    frames = model.skeleton.frames(motion.poses)
    for side in ("Left", "Right"):
        toes = frames.positions[:, model.skeleton.names.index(f"{side}ToeBase")]
        for begin, end in standing_times(side):
            stands = toes[round(begin * motion.rate) : round(end * motion.rate)]
            assert np.linalg.norm(np.ptp(stands, axis=0)) < 0.01
    # Both bodies are equal but for their rest poses, so hips are where they were, but for the drift of the file.
    assert frames.positions[0, 1, 1] == pytest.approx(0.92, abs=0.03)
    told = liminal("motion", "check", walk, "--onto", body)
    assert told.status == 0
    assert "joints: 22; triangles: 21; animations: none" in told.out


def without_skin() -> Glb:
    glb = character(bend=bending())
    del glb.tree["skins"]
    return glb


def changed(change: object) -> Glb:
    glb = character(bend=bending())
    change(glb.tree)  # type: ignore[operator]
    return glb


DAMAGED = {
    "no skin": (without_skin, "has no skin"),
    "no animation": (lambda: character(), "has no animation"),
    "a joint that is not there": (
        lambda: changed(lambda tree: tree["skins"][0]["joints"].append(99)),
        "its skin cannot be read",
    ),
    "257 joints": (
        lambda: changed(lambda tree: tree["skins"][0].update(joints=[0] * 257)),
        "a skin has 257 joints, and may have 256",
    ),
    "numbers beyond the end": (
        lambda: changed(lambda tree: tree["accessors"][0].update(count=10**6)),
        "numbers lie beyond the end of a buffer",
    ),
    "no scale": (
        lambda: changed(lambda tree: tree["nodes"][3].update(scale=[0, 0, 0])),
        "node Neck is mirrored or has no size",
    ),
    "two parents": (lambda: changed(lambda tree: tree["nodes"][4].update(children=[0])), "hangs on two others"),
    "a ring": (
        lambda: changed(lambda tree: (tree["nodes"][4].update(children=[0]), tree["nodes"][21].pop("children"))),
        "hangs on itself",
    ),
    "a mesh without joints": (
        lambda: changed(lambda tree: tree["meshes"][0]["primitives"][0]["attributes"].pop("JOINTS_0")),
        "no triangles of it follow the joints",
    ),
    "keys in no order": (
        lambda: character(
            bad=[{"joint": "Head", "path": "rotation", "keys": [1.0, 0.0], "values": [(0, 0, 0, 1)] * 2}]
        ),
        'animation "bad": joint Head: the keys of its rotation are',
    ),
    "NaN": (
        lambda: character(
            bad=[{"joint": "Head", "path": "translation", "keys": [0.0, 1.0], "values": [(0, np.nan, 0)] * 2}]
        ),
        'animation "bad": joint Head: the keys of its translation are',
    ),
}


@pytest.mark.parametrize(("make", "told"), DAMAGED.values(), ids=list(DAMAGED))
def test_damage_is_one_line(liminal, tmp_path: Path, make, told: str) -> None:
    path = make().write(tmp_path / "a.glb")
    assert told in liminal("motion", "check", path).mistake


def test_other_kinds_of_models_have_no_skins(liminal, tmp_path: Path) -> None:
    walk = write_bvh(tmp_path / "walk.bvh", walking(30)[:4], MAKERS["mixamo"])
    assert "only .glb and .gltf have skins" in liminal("motion", "check", walk, "--onto", walk).mistake


def test_a_file_cut_short_is_one_line(liminal, tmp_path: Path) -> None:
    path = character(bend=bending()).write(tmp_path / "a.glb")
    path.write_bytes(path.read_bytes()[:-400])
    assert str(path) in liminal("motion", "check", path).mistake
