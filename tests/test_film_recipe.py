"""A recipe survives every kind of file, and a file without one says so."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from liminal.errors import LiminalError
from liminal.film.movie import MOVIES, open_movie
from liminal.film.picture import PICTURES, wants_linear, write_picture
from liminal.film.recipe import Recipe, read_recipe
from liminal.view.pose import Pose

RECIPE = Recipe(
    liminal="0.1.0",
    world=3,
    renderer='llvmpipe "(LLVM 15)" größer',
    preset="level-0",
    settings={"light": {"lamp_luminance": 4000.5, "name": "café"}, "odd": [1, None, True]},
    seed=2**63 - 1,
    pose=Pose(0.1, 1.62, -1e5 / 3, yaw=359.9999999999999),
    width=64,
    height=48,
    samples=16,
)


@pytest.mark.parametrize("extension", PICTURES)
def test_a_picture_carries_its_recipe(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a{extension}"
    picture = np.full((48, 64, 3), 100, np.float32 if wants_linear(path) else np.uint8)
    write_picture(path, picture, RECIPE)
    assert read_recipe(path) == RECIPE


@pytest.mark.parametrize("extension", MOVIES)
def test_a_film_carries_its_recipe(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a{extension}"
    recipe = RECIPE.model_copy(update={"seconds": 1 / 3})
    with open_movie(path, 64, 48, recipe) as movie:
        for level in (10, 60, 90):
            movie.write(np.full((48, 64, 3), level, np.uint8))
    assert read_recipe(path) == recipe


def test_the_text_is_plain_ascii_and_holds_no_date() -> None:
    assert RECIPE.text().isascii()
    assert "\n" not in RECIPE.text()
    assert set(Recipe.model_fields) == {
        *("liminal", "world", "renderer", "preset", "settings", "seed", "pose", "width", "height", "samples"),
        *("seconds", "frames", "storyboard", "loop", "radius"),
        *("scan", "codec", "silent", "flash_limit", "flashes", "chapters", "subtitles"),
        *("projection", "stereo", "eyes", "layers", "shadow_layers", "lit_for"),
    }


@pytest.mark.parametrize("comment", [None, "holiday", '{"a": 1}', "[1]"])
def test_a_file_without_a_recipe_says_so(tmp_path: Path, comment: str | None) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (8, 8)).save(path, comment=(comment or "").encode())
    with pytest.raises(LiminalError, match="carries no recipe"):
        read_recipe(path)


def test_a_recipe_that_makes_no_sense_names_the_field(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (8, 8)).save(path, comment=RECIPE.text().replace('"width":64', '"width":-4').encode())
    with pytest.raises(LiminalError, match="width"):
        read_recipe(path)


@pytest.mark.parametrize("extension", [".png", ".jpg", ".tif", ".gif", ".exr", ".mp4", ".mkv"])
def test_a_damaged_file_is_one_clear_line(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a{extension}"
    path.write_bytes(b"not a picture at all" * 10)
    with pytest.raises(LiminalError, match=r"cannot read .*a\.") as raised:
        read_recipe(path)
    assert "\n" not in str(raised.value)


def test_a_missing_file_and_an_unknown_kind(tmp_path: Path) -> None:
    with pytest.raises(LiminalError, match="no such file"):
        read_recipe(tmp_path / "a.png")
    with pytest.raises(LiminalError, match=r"unknown kind.*\.png"):
        read_recipe(tmp_path / "a.txt")
