"""Data sets: views that a person could film, splits that hold, and a folder that is the same however it came about."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from raycast import cast, pixel_rays
from sketch import BARE, SKETCH

import liminal.api.dataset_writer
import liminal.film.dataset_plan
from liminal.api import farm_address
from liminal.api.dataset_setup import plan_of
from liminal.api.dataset_writer import write_dataset
from liminal.api.report import Progress, Report
from liminal.api.request import DatasetRequest
from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.film.dataset_plan import SPLITS
from liminal.film.pass_file import write_packed
from liminal.settings.load import load_preset
from liminal.shot.sampled_views import view_groups
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.prop import is_underfoot, parts

SIZE = 48, 36
ASKED = DatasetRequest(
    seeds=(5, 7),
    views=1,
    size=SIZE,
    samples=1,
    passes=("depth", "position", "id"),
    tapes=("none", "random"),
    aligned=True,
    overrides=(*SKETCH, *BARE),
)

Line = dict[str, Any]


@pytest.fixture(scope="module")
def small_shards() -> Any:
    """One world in each shard."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(liminal.film.dataset_plan, "SHARD", 1)
        yield


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, small_shards: None) -> Path:
    """A data set that was made in one go, by two processes."""
    out = tmp_path_factory.mktemp("whole") / "out"
    write_dataset(out, ASKED, workers=2)
    return out


@pytest.fixture(scope="module")
def lines(whole: Path) -> list[Line]:
    return [json.loads(line) for line in (whole / "manifest.jsonl").read_text().splitlines()]


def files_of(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_a_seed_is_in_one_split_whatever_else_is_asked() -> None:
    few = plan_of(DatasetRequest(seeds=(0, 1000)))
    other = plan_of(DatasetRequest(seeds=(500, 9000), views=3, places=("poolrooms", "level-1"), passes=()))
    splits = [few.split_of(seed) for seed in range(1000)]
    assert splits == [other.split_of(seed) for seed in range(1000)]
    # Of 1000 draws 4 standard deviations are 51 of train, 38 of the others.
    for name, share in zip(SPLITS, few.shares, strict=True):
        assert abs(splits.count(name) - 1000 * share) < 4 * math.sqrt(1000 * share * (1 - share))
    more = plan_of(DatasetRequest(shares=(0.9, 0.05, 0.05)))
    assert all(more.split_of(seed) == "train" for seed in range(1000) if splits[seed] == "train")


@pytest.mark.parametrize("place", ["level-0", "poolrooms", "level-1"])
def test_views_are_over_free_floor_and_see_more_than_a_wall(place: str) -> None:
    preset, shares = load_preset(place), list[float]()
    for seed in range(2):
        world = World(seed, preset)
        poses = [pose for group in view_groups(world, 10, 4 / 3) for pose in group]
        assert len(set(poses)) == 10
        for pose in poses:
            assert standing_room(world, pose) >= 0.3
            shares.append(share_of_walls(world, pose))
    assert max(shares) < 0.75
    assert np.mean(shares) < 0.6


def test_more_views_leave_the_first_as_they_are(world: World) -> None:
    assert view_groups(world, 10, 4 / 3)[0] == view_groups(world, 8, 4 / 3)[0]


def standing_room(world: World, pose: Pose) -> float:
    """How far the nearest wall, ledge higher than a knee or box of a thing is from a pose, m; by each cell alone."""
    x0, z0 = math.floor(pose.x / CELL) - 16, math.floor(pose.z / CELL) - 16
    window = world.window(x0, z0, 33, 33)
    floor = float(window.floor[16, 16])
    assert 1.2 < pose.y - floor < 2.0
    z, x = np.indices((33, 33))
    gaps = [
        np.maximum(np.maximum((corner + base) * CELL - along, along - (corner + base + 1) * CELL), 0.0)
        for corner, base, along in ((x, x0, pose.x), (z, z0, pose.z))
    ]
    blocked = ~window.open | (window.floor > floor + 0.5) | (window.floor < floor - 0.5)
    blocked |= window.ceiling < floor + 1.5
    nearest = float(np.hypot(*gaps)[blocked].min(initial=2.0))
    for low, high in (box for prop in window.props if not is_underfoot(prop) for box in parts(prop)):
        if low[1] < floor + 1.8 and high[1] > floor + 0.3:
            away = [max(low[axis] - along, along - high[axis], 0.0) for axis, along in ((0, pose.x), (2, pose.z))]
            nearest = min(nearest, math.hypot(*away))
    return nearest


def share_of_walls(world: World, pose: Pose) -> float:
    """The share of a picture that upright faces of cells take, by rays through its pixels."""
    x0, z0 = math.floor(pose.x / CELL) - 200, math.floor(pose.z / CELL) - 200
    eye = pose.x - x0 * CELL, pose.y, pose.z - z0 * CELL
    hits = cast(world.window(x0, z0, 401, 401), eye, pixel_rays(pose, 16, 12).reshape(-1, 3))
    return float((hits.normal[:, 1] == 0).mean())


def test_an_interrupted_data_set_goes_on_to_the_same_bytes(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, made = tmp_path / "out", []

    def failing(*shard: Any) -> None:
        if made:
            (shard[2] / "half.png").write_bytes(b"half")
            raise KeyboardInterrupt
        made.append(shard)
        making(*shard)

    making = liminal.api.dataset_writer.make_shard
    monkeypatch.setattr("liminal.api.dataset_writer.make_shard", failing)
    with pytest.raises(KeyboardInterrupt):
        write_dataset(out, ASKED)
    monkeypatch.undo()
    assert sorted(path.name for path in out.iterdir()) == ["dataset.json", "shard-00000"]
    (out / ".shard-00001.part").mkdir()  # as a run leaves it that had no time to end well
    (out / ".shard-00001.part" / "half.png").write_bytes(b"half")
    write_dataset(out, ASKED)
    assert files_of(out) == files_of(whole)


def test_machines_of_a_farm_make_the_same(whole: Path, tmp_path: Path) -> None:
    heard: list[Progress] = []
    write_dataset(tmp_path / "out", ASKED, dask="local:1", report=Report(progress=heard.append))
    assert files_of(tmp_path / "out") == files_of(whole)
    assert [progress.done for progress in heard] == [0, 1, 2]
    with pytest.raises(LiminalError, match="--dask does not go with --workers"):
        write_dataset(tmp_path / "b", ASKED, dask="local", workers=2)


def test_a_line_names_whole_files_and_makes_its_pictures_again(whole: Path, lines: list[Line], tmp_path: Path) -> None:
    assert [(line["seed"], line["view"]) for line in lines] == [(seed, view) for seed in (5, 6) for view in (0,)]
    files, recipe = lines[1]["files"], tmp_path / "line.json"
    recipe.write_text(json.dumps(lines[1]["recipe"]))
    for source, name in ((recipe, "picture"), (whole / files["random"], "random")):
        with Studio.from_recipe(source) as studio:
            studio.write_still(tmp_path / "again.png")
        assert (tmp_path / "again.png").read_bytes() == (whole / files[name]).read_bytes()
    looks = [line["looks"]["random"] for line in lines]
    assert len({json.dumps(look) for look in looks}) == len(looks)
    for each in lines:
        with np.load(whole / each["files"]["passes"]) as arrays:
            assert {name: array.shape[:2] for name, array in arrays.items()} == dict.fromkeys(
                ("depth", "distance", "position", "id"), SIZE[::-1]
            )
            assert set(map(str, np.unique(arrays["id"]))) == set(each["ids"])


def test_the_camera_of_a_line_has_each_place_at_its_pixel(whole: Path, lines: list[Line]) -> None:
    """A pinhole: x = f X / Z, in pixels from the lower left corner."""
    for line in lines:
        with np.load(whole / line["files"]["passes"]) as arrays:
            place, depth = arrays["position"].astype(np.float64), arrays["depth"]
        camera = line["camera"]
        seen = np.linalg.inv(camera["world_from_camera"]) @ np.append(place, np.ones((*SIZE[::-1], 1)), 2)[..., None]
        right, up, back = np.moveaxis(seen[..., :3, 0], -1, 0)
        rows, columns = np.indices(SIZE[::-1])
        known = depth > 0
        x = camera["focal_length"][0] * right / -back + camera["principal_point"][0]
        y = camera["focal_length"][1] * up / -back + camera["principal_point"][1]
        assert abs(x - columns - 0.5)[known].max() < 0.02
        assert abs(SIZE[1] - y - rows - 0.5)[known].max() < 0.02
        assert np.allclose(-back[known], depth[known], rtol=1e-4)


def test_statistics_are_those_of_the_files(whole: Path, lines: list[Line]) -> None:
    told = json.loads((whole / "statistics.json").read_text())
    assert told["samples"] == len(lines) == sum(told["by split"].values())
    medians = []
    for line in lines:
        with np.load(whole / line["files"]["passes"]) as arrays:
            medians.append(np.median(arrays["depth"][arrays["depth"] > 0]))
    assert told["depth"]["50"]["mean"] == pytest.approx(np.mean(medians), abs=1e-3)
    assert sum(told["kinds"].values()) == pytest.approx(1.0, abs=1e-4)


def test_another_data_set_is_refused_and_left_alone(whole: Path, tmp_path: Path) -> None:
    before = files_of(whole)
    with pytest.raises(LiminalError, match=r"another data set.*differs: views"):
        write_dataset(whole, ASKED.model_copy(update={"views": 3}))
    assert files_of(whole) == before
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(LiminalError, match=r"holds other files, as letter\.txt"):
        write_dataset(tmp_path, ASKED)


@pytest.mark.parametrize(
    ("words", "needle"),
    [
        (("--seeds", "9:3"), "seeds 9:3 are not possible"),
        (("--seeds", "many"), "is not a range of seeds"),
        (("--place", "level-00"), "level-0"),
        (("--place", "level-0,level-0"), "there twice"),
        (("--passes", "dept"), 'did you mean "depth"'),
        (("--passes", "flow"), "nothing moves"),
        (("--size", "0x9"), "1 to 8192"),
        (("--views", "0"), "views"),
        (("--split", "0.5,0.5,0.5"), "together 1"),
        (("--tape", "rentl"), 'did you mean "rental"'),
        (("--tape", "rental,rental"), "there twice"),
        (("--aligned",), "there is none"),
        (("--set", "tape.format=vhs"), "clean picture"),
        (("--dask", "local:0"), "local:0 is not possible"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_mistake_is_one_line_and_leaves_no_folder(
    liminal, tmp_path: Path, words: tuple[str, ...], needle: str
) -> None:
    assert needle in liminal("dataset", tmp_path / "out", *words).mistake
    assert list(tmp_path.iterdir()) == []


def test_packed_arrays_are_those_that_went_in(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    arrays: dict[str, NDArray[Any]] = {
        "depth": random.random((9, 7), np.float32),
        "normal": random.random((9, 7, 3), np.float32),
        "id": random.integers(0, 2**32, (9, 7), np.uint32),
    }
    write_packed(tmp_path / "a.npz", arrays)
    with np.load(tmp_path / "a.npz") as read:
        assert read["depth"].dtype == np.float32
        assert np.array_equal(read["depth"], arrays["depth"])
        assert np.array_equal(read["id"], arrays["id"])
        assert read["normal"].dtype == np.float16
        assert np.allclose(read["normal"], arrays["normal"], atol=2.0**-11)


def test_a_farm_that_does_not_answer_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(farm_address, "_ANSWER", 0.1)
    with pytest.raises(LiminalError, match="no Dask scheduler answers"):
        write_dataset(tmp_path / "out", DatasetRequest(seeds=(0, 1)), dask="tcp://127.0.0.1:1")
    assert list(tmp_path.iterdir()) == []
