"""The colours and depths of pictures as footage: what a viewer shows of them, on a screen that is sRGB."""

from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from image_files import (
    ADOBE_RGB,
    DISPLAY_P3,
    SRGB,
    even,
    icc_profile,
    middle,
    png_chunk,
    save_colour_tiff,
    save_tiff,
    seen,
)
from PIL import Image

from liminal.errors import LiminalError
from liminal.film.picture import write_picture
from liminal.footage.footage import open_footage

COLOUR = (190, 110, 90)


def encoded(linear: np.ndarray) -> np.ndarray:
    """Codes, 0 to 255, of linear sRGB (IEC 61966-2-1)."""
    low = np.clip(linear, 0, 1)
    return 255 * np.where(low <= 0.0031308, 12.92 * low, 1.055 * low ** (1 / 2.4) - 0.055)


def expected(primaries: tuple[tuple[float, ...], ...], gamma: float) -> np.ndarray:
    """What `COLOUR` is in sRGB, where it is a code of other primaries and of a power law."""
    xyz = np.array(primaries).T @ (np.array(COLOUR) / 255) ** gamma
    return encoded(np.linalg.solve(np.array(SRGB).T, xyz))


@pytest.mark.parametrize("ending", ["png", "jpg", "tif", "webp"])
@pytest.mark.parametrize(("primaries", "gamma"), [(DISPLAY_P3, 2.2), (ADOBE_RGB, 2.2), (SRGB, 1.0), (SRGB, 1.8)])
def test_an_embedded_profile_says_what_colours_are_meant(
    tmp_path: Path, ending: str, primaries: tuple[tuple[float, ...], ...], gamma: float
) -> None:
    path = tmp_path / f"a.{ending}"
    even(COLOUR).save(path, icc_profile=icc_profile(primaries, gamma), quality=100)
    assert middle(path) == pytest.approx(expected(primaries, gamma), abs=3)
    assert abs(expected(primaries, gamma) - COLOUR).max() > 8


def test_profiles_serve_palettes_transparency_and_grey(tmp_path: Path) -> None:
    profile = icc_profile(DISPLAY_P3, 2.2)
    even(COLOUR).quantize(4).save(tmp_path / "a.png", icc_profile=profile)
    even(COLOUR).convert("RGBA").save(tmp_path / "b.png", icc_profile=profile)
    for name in ("a.png", "b.png"):
        assert middle(tmp_path / name) == pytest.approx(expected(DISPLAY_P3, 2.2), abs=3)
    even(128, "L").save(tmp_path / "c.png", icc_profile=icc_profile((), 1.0))
    assert middle(tmp_path / "c.png") == pytest.approx([188] * 3, abs=1)


def test_a_broken_profile_or_a_strange_one_costs_nothing(tmp_path: Path) -> None:
    whole = icc_profile(DISPLAY_P3, 2.2)
    for profile in (b"rubbish" * 40, whole[:200], b"", icc_profile((), 1.0)):
        even(COLOUR).save(tmp_path / "a.png", icc_profile=profile)
        screen, told = seen(tmp_path / "a.png")
        assert screen[240, 360].tolist() == list(COLOUR)
        assert not told


@pytest.mark.parametrize(("gamma", "level"), [(1.0, 188), (0.45455, 128)])
def test_a_png_may_say_by_what_power_it_is_coded(tmp_path: Path, gamma: float, level: int) -> None:
    even(128, "L").save(tmp_path / "a.png")
    whole = (tmp_path / "a.png").read_bytes()
    chunk = png_chunk(b"gAMA", round(gamma * 100_000).to_bytes(4, "big"))
    (tmp_path / "a.png").write_bytes(whole[:33] + chunk + whole[33:])  # after the header
    assert middle(tmp_path / "a.png") == pytest.approx([level] * 3, abs=1)


# What ISO Coated v2, the usual profile of offset print, makes of solid inks, of an overprint, and of black.
_PRINTED = [
    ((255, 0, 0, 0), (0, 158, 224)),
    ((0, 255, 0, 0), (230, 0, 126)),
    ((0, 0, 255, 0), (255, 237, 0)),
    ((0, 255, 255, 0), (227, 6, 19)),
    ((0, 0, 0, 0), (255, 255, 255)),
]


@pytest.mark.parametrize("ending", ["jpg", "tif"])
def test_inks_look_as_they_do_in_print(tmp_path: Path, ending: str) -> None:
    for inks, colour in _PRINTED:
        even(inks, "CMYK").save(tmp_path / f"a.{ending}", quality=100)
        assert middle(tmp_path / f"a.{ending}") == pytest.approx(colour, abs=24)
    even((0, 0, 0, 255), "CMYK").save(tmp_path / f"a.{ending}", quality=100)
    assert max(middle(tmp_path / f"a.{ending}")) < 60


def test_cielab_is_seen_in_its_own_white(tmp_path: Path) -> None:
    for lab in ((60, 40, 30), (70, -30, 40), (50, 0, 0)):
        y = (lab[0] + 16) / 116
        xyz = np.array([y + lab[1] / 500, y, y - lab[2] / 200]) ** 3 * [0.9642, 1.0, 0.8249]
        code = (round(lab[0] * 2.55), lab[1] + 128, lab[2] + 128)
        even(code, "LAB").save(tmp_path / "a.tif")
        assert middle(tmp_path / "a.tif") == pytest.approx(encoded(np.linalg.solve(np.array(SRGB).T, xyz)), abs=3)


def test_floats_are_code_values_and_white_is_one(tmp_path: Path) -> None:
    half = np.full((48, 64), 0.5, np.float32)
    half[0] = np.array([np.nan, np.inf, -np.inf, -3.0] * 16)
    half[1:3] = 40.0  # a lamp
    screen, told = seen(save_tiff(tmp_path / "a.tif", half))
    assert screen[240, 360].tolist() == [128] * 3
    assert screen[15, 360].min() > 250
    assert not told
    screen, told = seen(save_tiff(tmp_path / "b.tif", half * 255))
    assert "is taken for it" in told[0]
    whole = np.linspace(0, 255, 64, dtype=np.float32)[None].repeat(48, axis=0)
    screen, told = seen(save_tiff(tmp_path / "c.tif", whole))
    assert screen[240, 360, 0] == pytest.approx(128, abs=2)
    assert len(told) == 1


def test_twelve_bits_in_sixteen_are_not_dark(tmp_path: Path) -> None:
    ramp = np.linspace(0, 4095, 64).astype(np.uint16)[None].repeat(48, axis=0)
    for name, pixels, tags, warnings in (
        ("a.tif", ramp, {}, 1),
        ("h.tif", ramp // 4, {}, 1),
        ("i.tif", ramp // 16, {}, 1),
        ("b.tif", ramp * 4, {281: 16383}, 0),  # the file says so
        ("c.tif", ramp * 16, {281: "many"}, 0),
        ("d.tif", (ramp * 16).astype(np.int32), {}, 1),
        ("e.png", ramp * 16, {}, 0),
    ):
        if tags or name.endswith("tif"):
            save_tiff(tmp_path / name, pixels, tags)
        else:
            Image.fromarray(pixels).save(tmp_path / name)
        screen, told = seen(tmp_path / name)
        assert screen[240, 360, 0] == pytest.approx(128, abs=2), name
        assert len(told) == warnings, name
    (tmp_path / "f.pgm").write_bytes(b"P5 64 48 4095\n" + ramp.astype(">u2").tobytes())
    assert middle(tmp_path / "f.pgm") == pytest.approx([128] * 3, abs=2)
    # Where a format leaves no doubt, dark is dark.
    Image.fromarray(ramp // 4).save(tmp_path / "g.png")
    assert max(middle(tmp_path / "g.png")) <= 2


def test_colours_of_many_bits_are_read_as_what_they_are(tmp_path: Path) -> None:
    ramp = np.linspace(0, 1, 64)[None, :, None] * np.ones((48, 1, 3))
    for name, pixels, kind in (
        ("a.tif", (ramp * 65535).astype(np.uint16), 1),
        ("b.tif", (ramp * 4095).astype(np.uint16), 1),
        ("c.tif", ramp.astype(np.float32), 3),
        ("d.tif", (ramp * 255).astype(np.float32), 3),
    ):
        assert middle(save_colour_tiff(tmp_path / name, pixels, kind)) == pytest.approx([128] * 3, abs=2), name
    # FFmpeg goes by their size alone, and would take these for other numbers.
    for pixels, kind, photometric in ((ramp.astype(np.float16), 3, 2), ((ramp * 2e9).astype(np.uint32), 1, 2)):
        with pytest.raises(LiminalError, match="unusual kind; convert it"):
            seen(save_colour_tiff(tmp_path / "e.tif", pixels, kind, photometric))


def test_large_pictures_of_many_bits_are_scaled_down_by_their_means(tmp_path: Path) -> None:
    board = 65535 * (np.indices((1920, 2880)).sum(axis=0) % 2)
    for pixels in (board.astype(np.uint16), (board / 65535).astype(np.float32)):
        with open_footage(str(save_tiff(tmp_path / "a.tif", pixels)), lambda _: None) as footage:
            picture = next(footage.pictures()).picture.frame.to_ndarray()
        assert picture.shape == (960, 1440, 3)
        assert abs(picture.astype(int) - 128).max() <= 1


def test_light_without_an_exposure_is_given_one(tmp_path: Path) -> None:
    light = np.full((48, 64, 3), 300.0, np.float32)  # cd/m2, as our own OpenEXR files have it
    light[:, 60:] = 3000
    write_picture(tmp_path / "a.exr", light)
    screen, told = seen(tmp_path / "a.exr")
    assert screen[240, 360].tolist() == pytest.approx([118] * 3, abs=1)  # 18 % of white
    assert screen[240, 700].min() == 255
    assert len(told) == 1


@pytest.mark.parametrize("ending", ["png", "avif", "heic"])
def test_light_beyond_white_is_put_into_its_place(tmp_path: Path, ending: str) -> None:
    pillow_heif.register_heif_opener()
    path = tmp_path / f"a.{ending}"
    # PQ codes of 20, 100 and 203 cd/m2 (SMPTE ST 2084), the last of which is white; of HLG it is 75 % (ITU-R BT.2408).
    for transfer, code, light in ((16, 91, 20 / 203), (16, 130, 100 / 203), (16, 148, 1.0), (18, 191, 1.0)):
        numbers = {"color_primaries": 9, "transfer_characteristics": transfer}
        even((code,) * 3).save(path, quality=100, **(numbers if ending == "heic" else {}))
        content = path.read_bytes()
        if ending == "png":
            content = content[:33] + png_chunk(b"cICP", bytes([9, transfer, 0, 1])) + content[33:]
        elif ending == "avif":
            place = content.index(b"colrnclx") + 8
            content = content[:place] + bytes([0, 9, 0, transfer]) + content[place + 4 :]
        path.write_bytes(content)
        assert middle(path) == pytest.approx([float(encoded(np.array(light)))] * 3, abs=3), code


def test_white_is_the_same_all_through_a_film(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(20):
        save_tiff(tmp_path / f"in/{number}.tif", np.full((48, 64), 65535 * number // 19, np.uint16))
    with open_footage(str(tmp_path / "in"), lambda _: None) as footage:
        levels = [int(each.picture.frame.to_ndarray()[24, 32, 0]) for each in footage.pictures()]
    assert levels == pytest.approx([255 * number / 19 for number in range(20)], abs=1)
