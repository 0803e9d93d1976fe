"""Photographs as things: grain that can be measured, digits that can be read, files that say when they were taken."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image, JpegImagePlugin

from liminal.errors import LiminalError
from liminal.film.picture import write_picture
from liminal.gl import Context, Target, make_texture
from liminal.settings.clock import Clock
from liminal.settings.load import load_preset
from liminal.settings.photo import STAMP_LETTERS, PhotoSettings
from liminal.settings.view import ViewSettings
from liminal.view import stamp
from liminal.view.development import Development
from liminal.view.sampling import lens_offsets
from liminal.view.stamp import date_text, draw_text

WHEN = "1998-09-23 19:42:07"
PLAIN = ViewSettings(glow=0.0, toe=0.0, shoulder=1.0, vignette=0.0)


@dataclass(frozen=True)
class Sheet:
    """A picture of one grey, and how large it is."""

    width: int = 400
    height: int = 300
    grey: float = 0.2  # of white


def developed(
    context: Context, photo: PhotoSettings, sheet: Sheet | None = None, time: float = 0.0, seed: int = 1
) -> NDArray[np.float64]:
    """Develop an even sheet, (H, W, 3) in levels of 255, top row first."""
    sheet = sheet or Sheet()
    size = sheet.width, sheet.height
    light = make_texture(context, size, 4, "f4", np.full((*size[::-1], 4), sheet.grey, np.float32))
    dark = make_texture(context, (1, 1), 4, "f4", np.zeros((1, 1, 4)))
    target = Target(context, size, ["f1"])
    development = Development(context, PLAIN, photo, seed)
    glow = dict.fromkeys(("glow_close", "glow_wide", "glow_veil"), dark)
    development.begin(glow, 1.0, size[0] / size[1], 1, time)
    development.draw(target, light, (0.0, 0.0, 1.0, 1.0), (0, 0))
    picture = target.read()[::-1, :, :3].astype(np.float64)
    return picture


def test_what_is_off_leaves_no_trace(context: Context) -> None:
    plain = developed(context, PhotoSettings())
    np.testing.assert_array_equal(plain, developed(context, PhotoSettings(grain_size=5.0, date=WHEN, quality=10)))


def test_grain_is_as_strong_as_it_says_and_leaves_the_mean(context: Context) -> None:
    # 0.2140 is what sRGB encodes as one half, where grain is strongest.
    grey = Sheet(grey=0.2140)
    plain, grained = (developed(context, PhotoSettings(grain=grain), grey) for grain in (0.0, 0.04))
    assert (grained - plain).std(axis=(0, 1)) == pytest.approx([0.04 * 255] * 3, rel=0.07)
    assert grained.mean(axis=(0, 1)) == pytest.approx(plain.mean(axis=(0, 1)), abs=0.5)
    white = developed(context, PhotoSettings(grain=0.04), Sheet(grey=1.0))
    assert white.std() < 1.0


def test_each_picture_has_its_own_grain_and_always_the_same(context: Context) -> None:
    photo = PhotoSettings(grain=0.04)
    first = developed(context, photo)
    np.testing.assert_array_equal(first, developed(context, photo))
    for other in (developed(context, photo, time=1 / 29.97), developed(context, photo, seed=2)):
        assert abs(np.corrcoef(first[..., 1].ravel(), other[..., 1].ravel())[0, 1]) < 0.02


def test_grain_grows_with_the_picture(context: Context) -> None:
    """Twice the picture shows the same grains, twice as large."""
    photo = PhotoSettings(grain=0.05, grain_size=10.0)
    small, large = developed(context, photo), developed(context, photo, Sheet(800, 600))
    shrunk = large.reshape(300, 2, 400, 2, 3).mean(axis=(1, 3))
    assert np.corrcoef(small.ravel(), shrunk.ravel())[0, 1] > 0.95


@pytest.mark.parametrize("samples", [4, 16, 64])
def test_softness_is_a_standard_deviation(samples: int) -> None:
    offsets = lens_offsets(samples, 1.5)
    np.testing.assert_allclose(offsets.mean(0), 0, atol=1e-12)
    assert offsets.std() == pytest.approx(1.5)
    if samples == 64:
        # Evenly round: neither axis is favoured, and they do not lean together.
        np.testing.assert_allclose(offsets.std(0), 1.5, rtol=0.1)
        assert abs(np.corrcoef(offsets.T)[0, 1]) < 0.1


# Segments a to g of each digit as on data sheets of seven-segment displays (e.g. SN74LS47).
SEGMENTS = {
    "0": "1111110", "1": "0110000", "2": "1101101", "3": "1111001", "4": "0110011",
    "5": "1011011", "6": "1011111", "7": "1110000", "8": "1111111", "9": "1111011",
}  # fmt: skip
# The middle of each segment, in the digit's own box.
MIDDLES = ((0.5, 0.0), (1.0, 0.25), (1.0, 0.75), (0.5, 1.0), (0.0, 0.75), (0.0, 0.25), (0.5, 0.5))


@pytest.mark.parametrize("digit", SEGMENTS)
def test_digits_can_be_read(digit: str) -> None:
    light = draw_text(digit)
    lit = ""
    for across, down in MIDDLES:
        x = stamp.MARGIN + across * stamp.WIDTH + stamp.SLANT * (1 - down)
        lit += "1" if light[int((stamp.MARGIN + down) * stamp.HEIGHT), int(x * stamp.HEIGHT)] > 0.9 else "0"
    assert lit == SEGMENTS[digit]
    assert max(light[0].max(), light[-1].max(), light[:, 0].max(), light[:, -1].max()) < 0.01


def test_the_date_is_written_as_date_backs_do() -> None:
    texts = {
        "1998-09-23 19:42:07": "'98  9 23",
        "2002-12-01 00:00:00": "'02 12  1",
        "1990-02-29": "'90  2 29",
        "1990-13-00": "'90 13  0",
        "7:05": " 7:05",
        "--:--": "--:--",
        "-- -- --": "-- -- --",
        "90 2 29": "90 2 29",
    }
    assert {setting: date_text(Clock.of(setting)) for setting in texts} == texts


def test_all_that_a_date_may_hold_can_be_drawn() -> None:
    drawn = [draw_text(letter) for letter in STAMP_LETTERS]
    assert len({each.tobytes() for each in drawn}) == len(STAMP_LETTERS)
    # Two dots, one above the other; a stroke in the middle.
    rows = (draw_text(":") > 0.9).any(axis=1)
    assert (np.diff(rows.astype(int)) == 1).sum() == 2
    high = np.flatnonzero((draw_text("-") > 0.9).any(axis=1)) / stamp.HEIGHT - stamp.MARGIN
    assert abs(high.mean() - 0.5) < 0.02


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("1998-09-23 19:42:07", True),
        ("2000-02-29 00:00:00", True),
        ("1990-02-29 10:00:00", False),
        ("1998-06-31 10:00:00", False),
        ("1998-00-00 10:00:00", False),
        ("0000-01-01 10:00:00", False),
        ("1998-09-23", False),
        ("19:42:07", False),
        ("--:--", False),
    ],
)
def test_a_jpeg_keeps_only_real_dates(tmp_path: Path, date: str, kept: bool) -> None:
    picture = np.zeros((16, 16, 3), np.uint8)
    write_picture(tmp_path / "a.jpg", picture, photo=PhotoSettings(date=date, stamp=True))
    with Image.open(tmp_path / "a.jpg") as image:
        assert (ExifTags.Base.DateTime in image.getexif()) == kept


def test_the_date_glows_in_the_lower_right_corner(context: Context) -> None:
    bare, dated = (developed(context, PhotoSettings(date=WHEN, stamp=stamped)) for stamped in (False, True))
    changed = np.argwhere(abs(dated - bare).max(-1) > 40)
    assert len(changed) > 50
    (top, left), (bottom, right) = changed.min(0), changed.max(0)
    assert top > 0.85 * 300
    assert left > 0.7 * 400
    assert bottom < 0.97 * 300
    assert right < 0.97 * 400
    red, green, blue = (dated - bare)[changed[:, 0], changed[:, 1]].mean(0)
    assert red > green > blue


def test_a_jpeg_says_when_it_was_taken_and_is_as_coarse_as_wanted(tmp_path: Path) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    fine, coarse = tmp_path / "a.jpg", tmp_path / "b.jpg"
    write_picture(fine, picture)
    write_picture(coarse, picture, photo=PhotoSettings(date=WHEN, quality=50, chroma="4:2:0"))
    with Image.open(fine) as image:
        assert JpegImagePlugin.get_sampling(image) == 0
        assert not image.getexif()
    with Image.open(coarse) as image:
        exif = image.getexif()
        assert JpegImagePlugin.get_sampling(image) == 2
        # Table K.1 of ITU-T T.81, which is quality 50 in the scale of the IJG, begins 16, 11, 10, 16.
        assert image.quantization[0][:4] == [16, 11, 10, 16]  # type: ignore[attr-defined]
    assert exif[ExifTags.Base.DateTime] == "1998:09:23 19:42:07"
    assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] == "1998:09:23 19:42:07"


@pytest.mark.parametrize(
    ("overrides", "word"),
    [
        (['photo.date="23.9.1998"'], r'no "\.".*; a date is written as'),
        (['photo.date="Sept 98"'], "SEPT"),
        (['photo.date=""'], "1 to 16 letters"),
        (["photo.stamp=true"], "stamp wants a date"),
        (["photo.size=[0, 10]"], "8192"),
        (['camera_lamp.kind="candle"'], "torch"),
    ],
)
def test_mistakes_are_told(overrides: list[str], word: str) -> None:
    with pytest.raises(LiminalError, match=word):
        load_preset(overrides=overrides)


def test_a_preset_has_its_own_size_and_the_command_line_the_last_word(
    liminal: Callable[..., object], tmp_path: Path
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("[photo]\nsize = [48, 36]\n[light]\nrays = 4\nbounces = 1\ndensity = 1\n")
    for words, size in (((), (48, 36)), (("--size", "40x30"), (40, 30))):
        liminal("still", mine, *words, "-o", tmp_path / "a.png")
        with Image.open(tmp_path / "a.png") as image:
            assert image.size == size


@pytest.mark.parametrize("preset", ["flash-1998", "photo-2002"])
def test_the_photographs_come_with_all_they_need(preset: str) -> None:
    photo = load_preset(preset).photo
    assert photo.size is not None
    assert photo.size[0] * 3 == photo.size[1] * 4
    assert photo.clock is not None
    assert photo.clock.is_real
    assert photo.clock.date is not None
    assert str(photo.clock.date.year) in preset
