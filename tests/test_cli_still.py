"""`liminal still`: pictures that carry their recipe, and one line for every mistake."""

from pathlib import Path

import numpy as np
import OpenEXR
import pytest
from PIL import Image
from sketch import SKETCH

from liminal.errors import LiminalError
from liminal.film.recipe import read_recipe
from liminal.gl import context as gl_context
from liminal.settings.preset import Preset
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

# Coarse light and small textures: what is tested here is not the picture's beauty.
QUICK = [word for override in SKETCH for word in ("--set", override)] + ["--size", "64x48"]


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(float)


def _wall() -> str:
    """The middle of a solid cell of seed 7."""
    window = CellGrid(7, Preset()).window(0, 0, 128, 128)
    z, x = np.argwhere(~window.open)[0]
    return f"{(x + 0.5) * CELL:.3f},{(z + 0.5) * CELL:.3f}"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of seed 7 where the program chose to stand."""
    from liminal.cli.main import main

    path = tmp_path_factory.mktemp("still") / "first.png"
    with pytest.raises(SystemExit) as exit_:
        main(["still", "level-0", "--seed", "7", *QUICK, "-o", str(path)])
    assert exit_.value.code == 0
    return path


def test_a_picture_shows_something_and_says_how_it_was_made(first: Path) -> None:
    picture = _pixels(first)
    assert picture.shape == (48, 64, 3)
    assert picture.std() > 10.0
    recipe = read_recipe(first)
    assert (recipe.preset, recipe.seed, recipe.width, recipe.height) == ("level-0", 7, 64, 48)
    assert recipe.settings["light"]["bounces"] == 1
    assert recipe.renderer


def test_a_picture_is_made_again_byte_for_byte_from_itself(liminal, first: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.png"
    assert liminal("still", "--from", first, "-o", again).status == 0
    assert again.read_bytes() == first.read_bytes()


def test_a_picture_is_made_again_larger(liminal, first: Path, tmp_path: Path) -> None:
    larger = tmp_path / "larger.png"
    assert liminal("still", "--from", first, "--size", "128x96", "-o", larger).status == 0
    assert read_recipe(larger).pose == read_recipe(first).pose
    halved = _pixels(larger).reshape(48, 2, 64, 2, 3).mean(axis=(1, 3))
    assert abs(halved - _pixels(first)).mean() < 4.0


def test_what_is_said_beside_a_recipe_changes_it(liminal, first: Path, tmp_path: Path) -> None:
    darker = tmp_path / "darker.png"
    assert liminal("still", "--from", first, "--exposure", "-2", "--yaw", "12.5", "-o", darker).status == 0
    assert read_recipe(darker).pose.yaw == 12.5
    assert _pixels(darker).mean() < 0.8 * _pixels(first).mean()
    # And once more from that: the changes are part of the recipe now.
    again = tmp_path / "again.png"
    assert liminal("still", "--from", darker, "-o", again).status == 0
    assert again.read_bytes() == darker.read_bytes()


def test_exr_is_the_light_itself(liminal, first: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.exr"
    assert liminal("still", "--from", first, "-o", path).status == 0
    with OpenEXR.File(str(path)) as file:
        light = np.array(file.channels()["RGB"].pixels)
    # A lamp's diffuser is thousands of cd/m2, a wall hundreds: no picture has such numbers.
    assert light.max() > 1000.0
    assert 20.0 < np.median(light) < 2000.0
    assert read_recipe(path) == read_recipe(first)


def test_a_pose_may_be_named(liminal, first: Path, tmp_path: Path) -> None:
    pose = read_recipe(first).pose
    words = ["--at", f"{pose.x},{pose.z}", "--eye", 1.2, "--yaw", 90, "--pitch", -5, "--roll", 3, "--fov", 70]
    assert liminal("still", *QUICK, *words, "-o", tmp_path / "a.jpg").status == 0
    named = read_recipe(tmp_path / "a.jpg").pose
    assert (named.x, named.z, named.yaw, named.pitch, named.roll, named.fov) == (pose.x, pose.z, 90, -5, 3, 70)
    assert named.y == pytest.approx(1.2, abs=0.5)  # above the floor of that place, which may be a few steps up or down


MISTAKES = [
    (["nowhere"], "nowhere"),
    (["--set", "light.bounce=3"], "bounces"),
    (["--seed", "-3"], "-3"),
    (["--seed", "1.5"], "1.5"),
    (["--size", "0x10"], "0x10"),
    (["--size", "100000x100000"], "100000x100000"),
    (["--size", "large"], "large"),
    (["--yaw", "east"], "give a number from -360 to 360 (degrees)"),
    (["--fov", "200"], "give a number from 5 to 150 (degrees)"),
    (["--exposure", "nan"], "give a number from -10 to 10 (EV)"),
    (["--at", "here"], "here"),
    (["--at", _wall()], "wall"),
    (["--figure", "worker@1e9,0"], "within 100000 m"),
    (["--thing", "chair.glb@0,-1e6"], "within 100000 m"),
    (["--set", 'figure=[{body="worker", at=[1e9, 0]}]'], "from -100000 to 100000 m"),
    (["--eye", "40"], "40"),
    (["--from", "missing.png"], "missing.png"),
    (["--from", "bare.png"], "carries no recipe"),
    (["--from", "other.png"], "version 999 of the world"),
    (["level-0", "--from", "first.png"], "not both"),
    (["--from", "first.png", "--set", "light.bounce=3"], "bounces"),
]


@pytest.mark.parametrize(("words", "complaint"), MISTAKES, ids=lambda value: " ".join(value)[:40])
def test_a_mistake_is_one_line_and_leaves_no_file(
    liminal, first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (8, 8)).save("bare.png")
    Path("first.png").write_bytes(first.read_bytes())
    _with_comment("other.png", read_recipe("first.png").model_copy(update={"world": 999}).text())
    before = sorted(Path().iterdir())
    assert complaint in liminal("still", *words, "-o", "a.png").mistake
    assert sorted(Path().iterdir()) == before


def _with_comment(path: str, text: str) -> None:
    from PIL.PngImagePlugin import PngInfo

    chunks = PngInfo()
    chunks.add_text("liminal", text)
    Image.new("RGB", (8, 8)).save(path, pnginfo=chunks)


@pytest.mark.parametrize("name", ["a.bmp", "a", "missing/a.png", "."])
def test_an_output_that_cannot_be_is_one_line(liminal, tmp_path: Path, name: str) -> None:
    assert liminal("still", "-o", tmp_path / name).mistake
    assert list(tmp_path.iterdir()) == []


def test_without_opengl_an_old_picture_stays(liminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(backend: str, device: int | None) -> None:
        raise LiminalError("cannot open OpenGL: no usable EGL on this machine")

    monkeypatch.setattr(gl_context, "_borrow", refuse)  # what another test has opened in this thread is shared
    (tmp_path / "a.png").write_text("old")
    assert "EGL" in liminal("still", "-o", tmp_path / "a.png").mistake
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]
