"""Motion of one skeleton on another: bones point the same way, and feet that stand do not slip."""

from pathlib import Path

import numpy as np
import pytest
from bvh_files import MAKERS, Maker, turn, write_bvh
from kinematics import matrices
from walker import HEADING, PERIOD, SPEED, standing_times, toes_up, walking

from liminal.motion.body_motion import BodyMotion
from liminal.motion.motion_file import read_motion
from liminal.motion.person import PERSON_BONES, person
from liminal.motion.retarget import retarget
from liminal.motion.uneven_floor import on_floor
from liminal.settings.motion import MotionSettings

STATURE = 1.8


def places(motion: BodyMotion, time: float) -> dict[str, np.ndarray]:
    return {name: matrix[:3, 3] for name, matrix in matrices(motion.skeleton, motion.pose_at(time)).items()}


def taken_over(path: Path, stature: float = STATURE, **said: object) -> BodyMotion:
    read = read_motion(path, MotionSettings(**said))
    return retarget(read.motion, read.bones, person(stature), PERSON_BONES)


@pytest.fixture(scope="module", params=MAKERS, ids=list(MAKERS))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Maker, Path]:
    """The walk as a file of each maker."""
    maker = MAKERS[request.param]
    return maker, write_bvh(tmp_path_factory.mktemp("walk") / "walk.bvh", walking(maker.rate), maker)


def test_feet_that_stand_do_not_slip(made: tuple[Maker, Path]) -> None:
    maker, path = made
    motion, read = taken_over(path), read_motion(path, MotionSettings())
    slips, raw = [], []
    for side in ("Left", "Right"):
        for begin, end in standing_times(side):
            times = np.arange(begin, end, 1 / 120)
            for joint in (f"{side.lower()}_toes", f"{side.lower()}_foot"):
                way = np.array([places(motion, time)[joint] for time in times.tolist()])
                slips.append(np.linalg.norm(np.ptp(way, axis=0)))
                assert (
                    abs(way[0, 1] - motion.skeleton.rest_frames.positions[motion.skeleton.names.index(joint), 1])
                    < 0.003
                )
            toe = read.motion.skeleton.names.index(maker.names.get(f"{side}ToeBase", f"{side}ToeBase"))
            poses = [read.motion.skeleton.frames(read.motion.pose_at(time)).positions[toe] for time in times.tolist()]
            raw.append(np.linalg.norm(np.ptp(poses, axis=0)))
    assert len(slips) >= 10
    assert min(raw) > 0.01, "the file's own feet must slip, or this shows nothing"
    assert max(slips) < 0.01


@pytest.mark.parametrize("name", ["library", "biped", "rokoko"])
def test_toes_bend_as_the_file_has_them_but_lie_flat_where_they_stand(tmp_path: Path, name: str) -> None:
    maker, most = MAKERS[name], 35.0
    motion = taken_over(write_bvh(tmp_path / "toes.bvh", walking(maker.rate, 3.6, most), maker))
    rest, swung = motion.skeleton.rest_frames, 0
    for number in range(20, len(motion) - 20):
        time = number / motion.rate
        found = matrices(motion.skeleton, motion.pose_at(time))
        for side in ("left", "right"):
            foot, toes = (found[f"{side}_{part}"] for part in ("foot", "toes"))
            assert np.abs(rest.rotations[:, 3]).min() == pytest.approx(1.0)
            bend = np.degrees(np.arcsin(np.clip((foot[:3, :3].T @ toes[:3, 2])[1], -1, 1)))
            share = toes_up(time, side.capitalize())
            # In the middle of a swing the ball of a foot is nearly as high as toes need that are not to lie flat.
            if share > 0.95:
                assert 0.8 * most * share < bend < most * share + 1.0
                swung += 1
            elif share == 0.0:
                assert toes[1, 2] == pytest.approx(0.0, abs=0.02)
    assert swung > 5


@pytest.mark.parametrize("rise", [0.17, -0.2])
def test_feet_stand_on_a_step_where_the_floor_has_one(tmp_path: Path, rise: float) -> None:
    motion = taken_over(write_bvh(tmp_path / "walk.bvh", walking(60.0), MAKERS["mixamo"]))
    edge = 1.0
    stepped = on_floor(motion, lambda x, z: rise if z > edge else 0.0)
    flat, place = (matrices(each.skeleton, each.poses) for each in (motion, stepped))
    ankle, steps = 0.039 * STATURE, 0
    for side in ("left", "right"):
        foot, toes = (place[f"{side}_{part}"][:, :3, 3] for part in ("foot", "toes"))
        stood = flat[f"{side}_foot"][:, :3, 3]
        still = np.linalg.norm(np.gradient(stood, 1 / motion.rate, axis=0), axis=1) < 0.03
        for number in np.flatnonzero(still):
            # Across the edge it stands on the higher side.
            ends = [rise if point[number, 2] > edge else 0.0 for point in (foot, toes)]
            under = max(ends)
            steps += under == rise
            assert foot[number, 1] == pytest.approx(under + ankle, abs=0.01)
        assert np.linalg.norm(np.diff(foot[still], axis=0), axis=1)[np.diff(np.flatnonzero(still)) == 1].max() < 0.004
        # No foot goes through what it steps on to.
        over = toes[:, 2] > edge + 0.05
        assert (toes[over, 1] > rise + 0.005).all()
        assert np.linalg.norm(place[f"{side}_lower_leg"][:, :3, 3] - foot, axis=1) == pytest.approx(
            0.246 * STATURE, abs=1e-3
        )
    assert steps > 20
    climbed = place["hips"][-1, 1, 3] - flat["hips"][-1, 1, 3]
    assert climbed == pytest.approx(rise, abs=0.05)
    assert on_floor(motion, lambda x, z: 0.0) is motion
    # A wall is no step.
    assert on_floor(motion, lambda x, z: 1.2 if z > edge else 0.0) is motion


def test_arms_point_where_they_did(made: tuple[Maker, Path]) -> None:
    maker, path = made
    motion = taken_over(path)
    upright = turn(1, -HEADING)
    for number in range(0, 40, 13):
        _, rotations = walking(maker.rate)[number]
        found = places(motion, number / motion.rate)
        for side in ("Left", "Right"):
            turned = upright @ rotations["Hips"]
            for name in (f"{side}Arm", f"{side}ForeArm"):
                turned = turned @ rotations[name]
                ours = "upper_arm" if name.endswith("tArm") else "lower_arm"
                end = "lower_arm" if ours == "upper_arm" else "hand"
                way = found[f"{side.lower()}_{end}"] - found[f"{side.lower()}_{ours}"]
                cosine = turned @ (0, -1, 0) @ way / np.linalg.norm(way)
                assert np.degrees(np.arccos(min(cosine, 1))) < 1.0, name


def test_ways_are_as_long_as_legs(made: tuple[Maker, Path]) -> None:
    _, path = made
    motion = taken_over(path)
    start, end = (motion.pose_at(time).offsets[0] for time in (0, 2 * PERIOD))
    legs = 0.491 * STATURE / 0.86
    assert start[[0, 2]] == pytest.approx([0, 0], abs=1e-9)
    assert end[2] == pytest.approx(2 * PERIOD * SPEED * legs, abs=0.06)
    assert abs(end[0]) < 0.06


def test_knees_bend_to_the_front_and_hips_keep_their_height(made: tuple[Maker, Path]) -> None:
    _, path = made
    motion = taken_over(path)
    for time in np.arange(0, motion.seconds, 0.03).tolist():
        found = places(motion, time)
        for side in ("left", "right"):
            hip, knee, ankle = (found[f"{side}_{part}"] for part in ("upper_leg", "lower_leg", "foot"))
            assert np.cross(knee - hip, ankle - knee)[0] > 0
        assert 0.8 < found["hips"][1] / (0.530 * STATURE) < 1.0


def test_every_maker_gives_the_same_person(tmp_path: Path) -> None:
    rate = 60.0
    ends = []
    for name, maker in MAKERS.items():
        same = Maker(**{**vars(maker), "rate": rate})
        motion = taken_over(write_bvh(tmp_path / f"{name}.bvh", walking(rate, 1.5), same))
        ends.append(np.array(list(places(motion, 1.0).values())))
    assert np.linalg.norm(np.ptp(np.array(ends), axis=0), axis=1).max() < 0.003


def test_frames_alone_are_those_of_the_whole(made: tuple[Maker, Path]) -> None:
    _, path = made
    motion = taken_over(path)
    whole = motion.skeleton.frames(motion.poses).positions
    for number in (0, 7, len(motion) - 1):
        alone = motion.skeleton.frames(motion.pose_at(number / motion.rate)).positions
        assert alone == pytest.approx(whole[number], abs=1e-6)


def test_a_person_has_the_lengths_of_the_table() -> None:
    skeleton = person(2.0)
    place = dict(zip(skeleton.names, skeleton.rest_frames.positions, strict=True))
    length = {(a, b): float(np.linalg.norm(place[a] - place[b])) for a in place for b in place}
    # Drillis and Contini, 1966.
    assert length["left_upper_leg", "left_lower_leg"] == pytest.approx(2 * 0.245)
    assert length["right_lower_leg", "right_foot"] == pytest.approx(2 * 0.246)
    assert length["right_upper_arm", "right_lower_arm"] == pytest.approx(2 * 0.186)
    assert length["left_lower_arm", "left_hand"] == pytest.approx(2 * 0.146)
    assert length["left_hand", "left_middle end"] == pytest.approx(2 * 0.108)
    assert place["head end"][1] == pytest.approx(2.0)
    assert place["left_foot"][0] > 0
    assert 20 <= len(skeleton) <= 60


def test_a_pose_alone_is_taken_over(tmp_path: Path) -> None:
    motion = taken_over(write_bvh(tmp_path / "a.bvh", walking(30)[:1], Maker()))
    assert len(motion) == 1
    assert min(place[1] for place in places(motion, 0).values()) > -0.001


def test_a_body_that_only_hangs_has_feet_somewhere(tmp_path: Path) -> None:
    flying = [(np.array([0, 2.0, 4.0 * number / 30]), {"Spine": turn(0, 1.0 * number)}) for number in range(20)]
    motion = taken_over(write_bvh(tmp_path / "a.bvh", flying, Maker()))
    ways = [places(motion, number / 30)["left_foot"][2] for number in range(20)]
    assert np.diff(ways).min() > 0.1


def test_feet_of_who_lies_do_not_stand(tmp_path: Path) -> None:
    lying = [(np.array([0, 0.12, 0]), {"Hips": turn(0, -90)}) for _ in range(60)]
    motion = taken_over(write_bvh(tmp_path / "a.bvh", lying, Maker()), up="y")
    found = places(motion, 1.0)
    for side in ("left", "right"):
        hip, knee, ankle, toes = (found[f"{side}_{part}"] for part in ("upper_leg", "lower_leg", "foot", "toes"))
        assert toes[1] - ankle[1] > 0.08
        assert np.linalg.norm(ankle - hip) > 0.99 * (np.linalg.norm(ankle - knee) + np.linalg.norm(knee - hip))
