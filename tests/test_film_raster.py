"""Pictures of every kind on a screen of 4:3."""

from fractions import Fraction

import av
import numpy as np
import pytest

from liminal.footage.raster import Raster

WHITE_PQ = 573  # 10-bit code of 203 cd/m2, as ITU-R BT.2408 has it (58 %), narrow range


def _frame(picture: np.ndarray, format: str = "rgb24") -> av.VideoFrame:
    return av.VideoFrame.from_ndarray(picture, format=format)


def _lit(picture: np.ndarray) -> tuple[int, int, int, int]:
    """The first and last row and column that are not black."""
    rows, columns = (np.flatnonzero(picture.max(axis=axes)) for axes in ((1, 2), (0, 2)))
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])


def test_a_picture_of_television_is_left_alone() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (480, 720, 3), dtype=np.uint8)
    np.testing.assert_array_equal(Raster().draw(_frame(picture)), picture)


@pytest.mark.parametrize("pixel", [Fraction(8, 9), Fraction(10, 11), Fraction(4320, 4739)], ids=str)
def test_samples_of_television_are_left_alone_whichever_of_its_pixels_they_name(pixel: Fraction) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (480, 720, 3), dtype=np.uint8)
    np.testing.assert_array_equal(Raster(pixel=pixel).draw(_frame(picture)), picture)


@pytest.mark.parametrize(
    ("size", "pixel", "bars"),
    [
        ((720, 480), Fraction(40, 33), (60, 419, 0, 719)),  # 16:9, counted on 704 of the 720 pixels
        ((720, 576), Fraction(12, 11), (0, 479, 0, 719)),
        ((720, 576), Fraction(16, 11), (60, 419, 0, 719)),
        ((704, 480), Fraction(10, 11), (0, 479, 0, 719)),
        ((720, 480), Fraction(1), (27, 452, 0, 719)),  # what is square is square
        ((640, 480), None, (0, 479, 0, 719)),
        ((1920, 1080), None, (60, 419, 0, 719)),  # 16:9 leaves an eighth above and below
        ((720, 480), Fraction(32, 27), (60, 419, 0, 719)),  # 16:9, as on a DVD
        ((480, 640), None, (0, 479, 157, 561)),  # 3:4: 405 narrow pixels are as wide as 360 square ones
        ((100, 100), None, (0, 479, 90, 629)),
    ],
)
def test_shapes_are_kept_between_black_bars(size, pixel, bars) -> None:
    drawn = Raster(pixel=pixel).draw(_frame(np.full((size[1], size[0], 3), 200, np.uint8)))
    assert _lit(drawn) == pytest.approx(bars, abs=1)


def test_cropping_cuts_both_sides_alike() -> None:
    wide = np.zeros((1080, 1920, 3), np.uint8)
    wide[:, 960:] = 200
    drawn = Raster("crop").draw(_frame(wide)).astype(int)
    assert drawn[:, :355].max() == 0
    assert drawn[:, 365:].min() >= 199


@pytest.mark.parametrize("fit", ["whole", "crop"])
@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 3), (7, 5), (639, 481), (7680, 4320), (8192, 1), (1, 8192)])
@pytest.mark.parametrize("format", ["rgb24", "yuv420p"])
def test_every_size_is_shown(size: tuple[int, int], format: str, fit) -> None:
    frame = av.VideoFrame(*size, format)
    for plane in frame.planes:
        plane.update(np.full(plane.buffer_size, 128, np.uint8).tobytes())
    drawn = Raster(fit).draw(frame)
    assert drawn.shape == (480, 720, 3)
    if fit == "crop":
        assert abs(drawn.astype(int) - 129).max() <= 2


def test_what_is_transparent_is_black() -> None:
    picture = np.full((48, 64, 4), 200, np.uint8)
    picture[:, :32, 3], picture[:, 32:, 3] = 0, 128
    drawn = Raster().draw(_frame(picture, "rgba")).astype(int)
    assert drawn[:, :340].max() == 0
    assert abs(drawn[:, 380:] - 100).max() <= 1


@pytest.mark.parametrize("format", ["yuv444p", "yuva444p"])
@pytest.mark.parametrize(("height", "matrix", "green"), [(480, None, 0.587), (720, None, 0.7152), (480, 1, 0.7152)])
def test_colour_follows_the_matrix_of_the_picture(height: int, matrix: int | None, green: float, format: str) -> None:
    # ITU-R BT.601 and BT.709: luma of a saturated green, and its colour differences.
    blue_weight, red_weight = {0.587: (0.114, 0.299), 0.7152: (0.0722, 0.2126)}[green]
    luma, level = green * 200 / 255, 200 / 255
    codes = 16 + 219 * luma, 128 - 224 * luma / (2 * (1 - blue_weight)), 128 - 224 * luma / (2 * (1 - red_weight))
    frame = av.VideoFrame(64, height, format)
    opaque = (255,) if format == "yuva444p" else ()
    for plane, code in zip(frame.planes, (*codes, *opaque), strict=True):
        plane.update(np.full(plane.buffer_size, round(code), np.uint8).tobytes())
    if matrix is not None:
        frame.colorspace = matrix
    drawn = Raster("crop").draw(frame)[240, 360] / 255
    np.testing.assert_allclose(drawn, [0, level, 0], atol=0.015)


def _hdr(luma: int, transfer: int) -> av.VideoFrame:
    frame = av.VideoFrame(64, 48, "yuv420p10le")
    for plane, code in zip(frame.planes, (luma, 512, 512), strict=True):
        plane.update(np.full(plane.buffer_size // 2, code, np.uint16).tobytes())
    frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range = 9, 9, transfer, 1
    return frame


def test_white_of_high_dynamic_range_is_white_and_more_clips() -> None:
    raster = Raster()
    levels = [raster.draw(_hdr(code, 16))[240, 360] for code in (WHITE_PQ, 800, 940)]
    assert all(level.min() >= 248 for level in levels)
    # SMPTE ST 2084: 50 cd/m2 is a quarter of that white, 0.56 after a gamma of 2.4.
    grey = raster.draw(_hdr(64 + round(876 * 0.4403), 16))[240, 360] / 255
    np.testing.assert_allclose(grey, (50 / 203) ** (1 / 2.4), atol=0.02)


def test_hybrid_log_gamma_rises_to_white() -> None:
    raster = Raster()
    levels = [int(raster.draw(_hdr(64 + round(876 * share), 18))[240, 360, 0]) for share in (0, 0.25, 0.5, 0.8, 1)]
    assert levels[0] == 0
    assert levels == [*sorted(set(levels[:4])), 255]
