"""`liminal map` of rooms with things in them: footprints, the names of landmarks, and the numbers."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from furnished import FurnishedWorld

from liminal.api.plan_writer import write_plan
from liminal.plan.floor_plan import PALETTE, Tone, draw_cells, extent
from liminal.plan.landmarks import landmarks_of
from liminal.plan.layout import MARK, draw_plan
from liminal.thing.turning import turned
from liminal.world.grid import CELL, CHUNK
from liminal.world.prop import SIZES, prop, yawed

SPACE = "{http://www.w3.org/2000/svg}"
X, Z = 19.3, -12.4  # an open place of seed 7


def landmark(name: str, *props: np.ndarray) -> np.ndarray:
    rows = np.concatenate(props)
    rows["landmark"] = name
    return rows


PROPS = np.concatenate(
    [
        landmark("lone-chair", prop("folding-chair", X, 0.0, Z, 120.0)),
        prop("desk", X + 2.0, 0.0, Z + 1.0, 90.0),
        prop("bookshelf", X - 2.0, 0.16, Z, 0.0, rotation=yawed(200.0) @ turned("x", -90.0)),
    ]
)


@pytest.fixture(scope="module")
def world() -> FurnishedWorld:
    return FurnishedWorld(PROPS)


def test_a_footprint_is_as_large_as_the_prop_and_lies_where_it_stands(world: FurnishedWorld) -> None:
    area = extent((X, Z), 4)
    scale = round(area.scale)
    middles = draw_cells(world, area)[scale // 2 :: scale, scale // 2 :: scale]
    shown = (middles == PALETTE[Tone.PROP]).all(2)
    bare = draw_cells(FurnishedWorld(PROPS[:0]), area)[scale // 2 :: scale, scale // 2 :: scale]
    assert not (bare == PALETTE[Tone.PROP]).all(2).any()

    # The desk looks east: its depth is along x. A cell that it only touches counts.
    width, depth, _ = SIZES["desk"]
    low = np.array([X + 2.0 - depth / 2, Z + 1.0 - width / 2]) / CELL - (area.x0, area.z0)
    high = np.array([X + 2.0 + depth / 2, Z + 1.0 + width / 2]) / CELL - (area.x0, area.z0)
    columns, rows = (slice(int(np.floor(a)), int(np.ceil(b))) for a, b in zip(low, high, strict=True))
    lamps = (middles[rows, columns] != PALETTE[Tone.PROP]).any(2)
    assert lamps.mean() < 0.5  # those overhead are drawn on top
    around = shown[rows.start - 1 : rows.stop + 1, columns.start - 1 : columns.stop + 1].copy()
    around[1:-1, 1:-1] = False
    assert not around.any()


def test_strips_leave_no_seam_in_a_footprint() -> None:
    """The same cells from two plans, one of which begins within the widest of props."""
    furnished = FurnishedWorld(prop("folding-chair-pile", X, 0.0, Z, 45.0))
    for shift in (0.0, 0.8, 1.6):
        first, second = extent((X, Z + 18), 24), extent((X, Z + 24 + shift), 24)
        begins = (second.z0 - first.z0) * round(first.scale)
        one, two = (draw_cells(furnished, area) for area in (first, second))
        assert (one[begins:] == two[:-begins]).all()


def test_landmarks_are_told_apart_by_name_and_chunk() -> None:
    far = landmark("shoes", prop("bin", 5.0, 0.0, 5.0, 0.0), prop("bin", 7.0, 0.0, 5.0, 0.0))
    again = landmark("shoes", prop("bin", 5.0 + CHUNK * CELL, 0.0, 5.0, 0.0))
    found = landmarks_of(np.concatenate([PROPS, far, again]))
    assert [(each.name, round(each.x, 2), round(each.z, 2)) for each in found] == [
        ("lone chair", round(X, 2), round(Z, 2)),
        ("shoes", 6.0, 5.0),
        ("shoes", round(5.0 + CHUNK * CELL, 2), 5.0),
    ]


def test_the_picture_marks_a_landmark_with_a_dot_and_words(world: FurnishedWorld) -> None:
    page, bare = (draw_plan(each, extent((X + 1, Z + 1), 6), "map") for each in (world, FurnishedWorld(PROPS[1:])))
    marked = (abs(page.astype(int) - MARK).max(2) < 10).astype(int)
    assert not (abs(bare.astype(int) - MARK).max(2) < 10).any()
    rows, columns = (np.flatnonzero(marked.any(axis)) for axis in (1, 0))
    edge = page.shape[1] / 1.09  # the plan's share of the page (`Layout.around`)
    margin = (page.shape[1] - edge) / 2
    at = margin + edge * (5 / 12), margin + edge * (5 / 12)
    assert abs(columns[0] - at[0]) < 0.01 * edge  # the dot; its words are to the right
    assert abs(rows.mean() - at[1]) < 0.01 * edge
    assert 0.04 * edge < np.ptp(columns) < 0.2 * edge

    # Close to the east edge the words are to the left.
    page = draw_plan(world, extent((X - 5.8, Z), 6), "map")
    columns = np.flatnonzero((abs(page.astype(int) - MARK).max(2) < 10).any(0))
    assert columns[-1] < page.shape[1] - margin
    assert np.ptp(columns) > 0.04 * edge


def test_svg_draws_footprints_and_names(tmp_path: Path, world: FurnishedWorld) -> None:
    path = tmp_path / "map.svg"
    write_plan(path, world, (X, Z), 6)
    root = ElementTree.parse(path).getroot()
    tint = "#{:02x}{:02x}{:02x}".format(*PALETTE[Tone.PROP])
    assert [shape for shape in root.iter(f"{SPACE}path") if shape.get("fill") == tint]
    [name] = [text for text in root.iter(f"{SPACE}text") if text.text == "lone chair"]
    assert float(name.attrib["y"]) == pytest.approx(6 / CELL, abs=2)
    assert float(name.attrib["x"]) == pytest.approx(6 / CELL, abs=2)


def test_numbers_tell_what_stands_where(tmp_path: Path, world: FurnishedWorld) -> None:
    path = tmp_path / "map.npz"
    write_plan(path, world, (X, Z), 6)
    with np.load(path) as data:
        props = data["props"]
    assert props["name"].tolist() == PROPS["name"].tolist()
    assert props["landmark"].tolist() == ["lone-chair", "", ""]
    for axis in ("x", "y", "z"):
        np.testing.assert_array_equal(props[axis], PROPS[axis])
    np.testing.assert_allclose(props["bearing"], (120, 90, 200), atol=1e-3)
