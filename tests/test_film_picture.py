"""Stills as other programs read them."""

from pathlib import Path

import numpy as np
import OpenEXR
import pytest
from PIL import Image

from liminal.errors import LiminalError
from liminal.film.picture import PICTURES, wants_linear, write_picture

RNG = np.random.default_rng(1)
ENCODED = RNG.integers(0, 256, (48, 64, 3), dtype=np.uint8)
LINEAR = RNG.gamma(1.0, 500.0, (48, 64, 3)).astype(np.float32)


@pytest.mark.parametrize("extension", [".png", ".PNG", ".tif", ".tiff"])
def test_lossless_formats_keep_every_byte(tmp_path: Path, extension: str) -> None:
    write_picture(tmp_path / f"a{extension}", ENCODED)
    with Image.open(tmp_path / f"a{extension}") as image:
        assert image.mode == "RGB"
        np.testing.assert_array_equal(np.asarray(image), ENCODED)


def test_jpeg_keeps_smooth_colour_at_full_resolution(tmp_path: Path) -> None:
    # A checkerboard of yellow and grey, pixel by pixel: chroma at half resolution would blur it to one tint.
    checker = np.indices((48, 64)).sum(axis=0) % 2
    picture = np.where(checker[..., None], [200, 180, 90], [150, 150, 150]).astype(np.uint8)
    write_picture(tmp_path / "a.jpg", picture)
    with Image.open(tmp_path / "a.jpg") as image:
        assert abs(np.asarray(image).astype(int) - picture).mean() < 3


def test_png_says_it_is_srgb(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", ENCODED)
    with Image.open(tmp_path / "a.png") as image:
        assert image.info["srgb"] == 0


def test_exr_keeps_every_float_and_says_what_it_means(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.exr", LINEAR)
    with OpenEXR.File(str(tmp_path / "a.exr")) as file:
        np.testing.assert_array_equal(file.channels()["RGB"].pixels, LINEAR)
        header = dict(file.header())
    assert header["whiteLuminance"] == 1.0
    # ITU-R BT.709: red, green, blue, D65.
    assert header["chromaticities"] == pytest.approx((0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329))
    assert "capDate" not in header


@pytest.mark.parametrize("extension", PICTURES)
def test_the_same_picture_gives_the_same_bytes(tmp_path: Path, extension: str) -> None:
    paths = [tmp_path / f"{name}{extension}" for name in "ab"]
    for path in paths:
        write_picture(path, LINEAR if wants_linear(path) else ENCODED)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize(
    ("name", "picture"),
    [("a.exr", ENCODED), ("a.png", LINEAR), ("a.png", ENCODED[..., :2]), ("a.png", ENCODED[0])],
)
def test_a_picture_that_does_not_fit_the_format(tmp_path: Path, name: str, picture: np.ndarray) -> None:
    with pytest.raises(LiminalError, match="takes"):
        write_picture(tmp_path / name, picture)
    assert list(tmp_path.iterdir()) == []


def test_rows_from_a_flipped_picture_are_written_in_order(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", ENCODED[::-1])
    with Image.open(tmp_path / "a.png") as image:
        np.testing.assert_array_equal(np.asarray(image), ENCODED[::-1])
