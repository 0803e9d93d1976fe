"""Turned and mirrored films: the whole display matrix of a file counts, as ISO/IEC 14496-12 defines it."""

import struct
from fractions import Fraction
from itertools import product
from pathlib import Path

import av
import numpy as np
import pytest
from dubbing import play_off
from footage import read_video, steady, write_clip
from PIL import Image

from liminal.footage.display_matrix import orientation_of
from liminal.footage.raster import Raster

ONE = 1 << 16  # in the file's fixed-point numbers
CORNERS = {(0, 0): 20, (1, 0): 90, (0, 1): 160, (1, 1): 230}  # of a picture, x to the right and y downward: grey

# The first four numbers of interest, a b c d: what is stored at (x, y) is shown at (ax + cy, bx + dy).
EIGHT = [(a, 0, 0, d) for a, d in product((1, -1), repeat=2)] + [(0, b, c, 0) for b, c in product((1, -1), repeat=2)]


def quarters(size: tuple[int, int] = (64, 48)) -> np.ndarray:
    """A picture of another grey in each quarter, uint8 (H, W, 3)."""
    width, height = size
    picture = np.zeros((height, width, 3), np.uint8)
    for (x, y), level in CORNERS.items():
        picture[y * height // 2 :, x * width // 2 :] = level
    return picture


def write_with_matrix(path: Path, matrix: tuple[float, float, float, float], **more: object) -> Path:
    """Write three pictures whose track header says how they are shown."""
    write_clip(path, [quarters()] * 3, steady(3, Fraction(30)), **more)  # type: ignore[arg-type]
    content = path.read_bytes()
    # After the box's name: 4 bytes of version and flags, and 36 more up to the matrix.
    at = content.index(b"tkhd") + 44
    a, b, c, d = (round(number * ONE) for number in matrix)
    path.write_bytes(content[:at] + struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30) + content[at + 36 :])
    return path


def first_picture(path: Path) -> av.VideoFrame:
    with av.open(str(path)) as film:
        return next(film.decode(video=0))


def shown_corners(picture: np.ndarray) -> dict[tuple[int, int], float]:
    """The greys of the four quarters of what is lit on a screen."""
    rows, columns = (np.flatnonzero(picture.max(axis=axes) > 10) for axes in ((1, 2), (0, 2)))
    lit = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(float)
    height, width = lit.shape[:2]
    return {
        (x, y): float(lit[(1 + 2 * y) * height // 4, (1 + 2 * x) * width // 4].mean())
        for x, y in product((0, 1), (0, 1))
    }


def corners_by(matrix: tuple[float, float, float, float]) -> dict[tuple[int, int], float]:
    """Where the corners belong: each point goes where the matrix says, from the middle."""
    a, b, c, d = matrix
    found = {}
    for (x, y), level in CORNERS.items():
        across, down = 2 * x - 1, 2 * y - 1
        found[int(a * across + c * down > 0), int(b * across + d * down > 0)] = level
    return found


@pytest.mark.parametrize("matrix", EIGHT)
def test_each_of_the_eight_orientations_is_shown(tmp_path: Path, matrix: tuple[int, int, int, int]) -> None:
    frame = first_picture(write_with_matrix(tmp_path / "a.mp4", matrix))
    drawn = Raster().draw(frame)
    assert shown_corners(drawn) == pytest.approx(corners_by(matrix), abs=4)
    lit = np.flatnonzero(drawn.max(axis=(0, 2)) > 10)
    wide = 720 if matrix[0] else 405  # upright, 3:4 leaves bars at the sides: 360 of 640 square pixels
    assert len(lit) == pytest.approx(wide, abs=2)


@pytest.mark.parametrize(
    ("matrix", "nearest"),
    [
        ((0.94, 0.34, -0.34, 0.94), (1, 0, 0, 1)),  # turned by 20 degrees
        ((-0.17, 0.98, -0.98, -0.17), (0, 1, -1, 0)),  # by 100
        ((-0.94, 0.34, 0.34, 0.94), (-1, 0, 0, 1)),  # mirrored, and by 20
        ((0.7071, 0.7071, -0.7071, 0.7071), (1, 0, 0, 1)),  # by 45
        ((1, 0.3, 0, 1), (1, 0, 0, 1)),  # slanted
        ((-3, 0, 0, 3), (-1, 0, 0, 1)),  # enlarged
        ((0, 0, 0, 0), (1, 0, 0, 1)),  # nonsense
        ((-32768, -32768, 32767, 32767), (-1, 0, 0, 1)),
    ],
)
def test_of_odd_matrices_the_nearest_orientation_is_shown(tmp_path: Path, matrix, nearest) -> None:
    frame = first_picture(write_with_matrix(tmp_path / "a.mp4", matrix))
    assert shown_corners(Raster("crop").draw(frame)) == pytest.approx(corners_by(nearest), abs=6)


def test_a_mirrored_film_is_played_mirrored_interlaced_or_not(liminal, tmp_path: Path) -> None:
    mirrored = (-1, 0, 0, 1)
    for name, options in (("whole", None), ("fields", {"qp": "4", "x264-params": "tff=1"})):
        clip = write_with_matrix(tmp_path / f"{name}.mp4", mirrored, options=options)
        assert first_picture(clip).interlaced_frame == (name == "fields")
        play_off(liminal, clip, tmp_path / f"{name}.mkv", "--codec", "ffv1")
        shown = read_video(tmp_path / f"{name}.mkv")[0][1]
        assert shown_corners(shown) == pytest.approx(corners_by(mirrored), abs=6)


def test_a_contact_sheet_shows_a_film_as_players_do(liminal, tmp_path: Path) -> None:
    matrix = (0, 1, 1, 0)
    clip = write_with_matrix(tmp_path / "a.mp4", matrix)
    sheet = tmp_path / "sheet.png"
    assert liminal("contact", clip, "--columns", 1, "--rows", 1, "--width", 200, "-o", sheet).status == 0
    pixels = np.asarray(Image.open(sheet))
    assert pixels.shape[0] > pixels.shape[1]  # upright now
    left, right = pixels[60, 50].mean(), pixels[60, 150].mean()
    assert [left, right] == pytest.approx([20, 160], abs=6)


def test_the_angle_counts_where_side_data_has_no_name(tmp_path: Path) -> None:
    picture = Image.fromarray(quarters())
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it clockwise
    picture.save(tmp_path / "a.jpg", exif=exif, quality=95)
    frame = first_picture(tmp_path / "a.jpg")
    assert orientation_of(frame) == (True, True, False)
    assert shown_corners(Raster("crop").draw(frame)) == pytest.approx(corners_by((0, 1, -1, 0)), abs=6)
