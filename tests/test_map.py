"""`liminal map`: what a person gets in each kind of file, and what they are told when it cannot be."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from liminal.plan.floor_plan import PALETTE, Tone, draw_cells, extent
from liminal.settings.preset import Preset
from liminal.settings.world import WorldSettings
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL


@pytest.fixture(scope="module")
def world() -> CellGrid:
    return CellGrid(7, Preset())


def test_numbers_are_those_of_the_world(liminal, tmp_path: Path, world: CellGrid) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "map.npz"
    assert liminal("map", "--seed", "7", "--at", "30,-45", "--radius", "12", "-o", path).status == 0
    with np.load(path) as data:
        assert set(data) == {"floor", "ceiling", "origin", "cell", "lamps", "props"}
        floor, ceiling, lamps = data["floor"], data["ceiling"], data["lamps"]
        assert floor.dtype == ceiling.dtype == lamps.dtype == np.float32
        # 24 m are 157.5 cells; the middle of the plan is where it was asked for.
        assert floor.shape == ceiling.shape == (158, 158)
        assert data["cell"] == CELL
        assert np.abs(data["origin"] + 79 * CELL - (30, -45)).max() <= CELL / 2
        x0, z0 = np.rint(data["origin"] / CELL).astype(int).tolist()
        expected = world.window(x0, z0, 158, 158)
    assert (floor == expected.floor).all()
    assert (ceiling == expected.ceiling).all()
    # Each lamp hangs in air, at the height of the ceiling there.
    assert lamps.shape == (len(expected.lamps), 6)
    column, row = (np.floor((lamps[:, axis] - expected.origin[axis // 2]) / CELL).astype(int) for axis in (0, 2))
    assert np.allclose(ceiling[row, column], lamps[:, 1])
    assert np.allclose(lamps[:, 3:5], (0.6096, 1.2192))


def test_the_picture_shows_walls_where_walls_are(world: CellGrid) -> None:
    area = extent((0, 0), 15)
    scale = round(area.scale)
    assert scale >= 6
    plan = draw_cells(world, area)
    assert plan.shape == (area.cells * scale, area.cells * scale, 3)
    middles = plan[scale // 2 :: scale, scale // 2 :: scale]
    solid = ~world.window(area.x0, area.z0, area.cells, area.cells).open
    dark = (middles == PALETTE[Tone.SOLID]).all(axis=2)
    # Outlets may dab a wall; hatching lays ink on half walls.
    assert (dark & solid).sum() > 0.99 * solid.sum()
    assert (dark & ~solid).sum() < 0.01 * solid.sum()


def test_strips_leave_no_seam(world: CellGrid) -> None:
    # The same cells from two plans whose strips begin at different rows.
    first, second = extent((0, 0), 24), extent((0, 3.2), 24)
    scale, shift = round(first.scale), second.z0 - first.z0
    assert (draw_cells(world, first)[shift * scale :] == draw_cells(world, second)[: -shift * scale]).all()


def test_a_large_plan_keeps_open_and_closed_districts_apart() -> None:
    def brightness(**shares: float) -> float:
        usual = dict.fromkeys(("corridors", "offices", "rooms", "pillars", "halls", "pits"), 0.0)
        return float(draw_cells(CellGrid(2, Preset(world=WorldSettings(**usual | shares))), extent((0, 0), 70)).mean())

    assert extent((0, 0), 500).scale == 0.5
    assert brightness(offices=1) + 5 < brightness(halls=1)


def test_png_carries_title_and_plan(liminal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "map.png"
    assert liminal("map", "--radius", "10", "-o", path).status == 0
    with Image.open(path) as image:
        assert image.mode == "RGB"
        picture = np.asarray(image)
    assert picture.shape[0] > picture.shape[1] > 1000
    # Below the frame there is paper, and ink on it: the title, the bar, north.
    foot = picture[-int(0.07 * picture.shape[0]) :]
    dark = (foot.max(axis=2) < 100).any(axis=0)
    thirds = np.array_split(dark, 3)
    assert thirds[0].any()
    assert not thirds[1].any()
    assert thirds[2].any()


def test_svg_draws_the_same_walls(liminal, tmp_path: Path, world: CellGrid) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "map.svg"
    assert liminal("map", "--seed", "7", "--radius", "10", "-o", path).status == 0
    root = ElementTree.parse(path).getroot()
    space = "{http://www.w3.org/2000/svg}"
    walls = next(shape for shape in root.iter(f"{space}path") if shape.get("fill") == "#3a2e26")
    # Read the rectangles back from the path's text.
    area = extent((0, 0), 10)
    solid = np.zeros((area.cells, area.cells), int)
    for rectangle in walls.attrib["d"].split("z")[:-1]:
        corner, rest = rectangle[1:].split("h", 1)
        width, height = rest.split("h")[0].split("v")
        x, z = corner.split()
        solid[int(z) : int(z) + int(height), int(x) : int(x) + int(width)] += 1
    assert (solid == ~world.window(area.x0, area.z0, area.cells, area.cells).open).all()
    words = [text.text for text in root.iter(f"{space}text")]
    assert "LEVEL 0" in words
    assert "N" in words


@pytest.mark.parametrize("kind", ["png", "svg", "npz"])
def test_the_same_words_give_the_same_bytes(liminal, tmp_path: Path, kind: str) -> None:  # type: ignore[no-untyped-def]
    paths = [tmp_path / f"{name}.{kind}" for name in ("a", "b")]
    for path in paths:
        liminal("map", "--seed", "fluorescent", "--radius", "6", "-o", path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--radius", "1", "-o", "a.png"), "2 to 1000 m"),
        (("--radius", "1001", "-o", "a.png"), "2 to 1000 m"),
        (("--radius", "nan", "-o", "a.png"), "2 to 1000 m"),
        (("--radius", "300", "-o", "a.svg"), "2 to 200 m"),
        (("--radius", "600", "-o", "a.npz"), "2 to 500 m"),
        (("--radius", "5", "-o", "a.gif"), ".png, .svg, .npz"),
        (("--at", "here", "--radius", "5", "-o", "a.png"), "X,Z"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(liminal, words: tuple[str, ...], said: str, monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    assert said in liminal("map", *words).mistake
    assert not list(tmp_path.iterdir())
