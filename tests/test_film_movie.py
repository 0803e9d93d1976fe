"""Films as other programs read them."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from liminal.errors import LiminalError
from liminal.film.movie import check_movie, open_movie
from liminal.film.video import Video
from liminal.rate import frame_count, frame_time

FRAMES = [np.full((48, 64, 3), (level, 200 - level, 90), np.uint8) for level in range(0, 200, 10)]


def _film(path: Path, codec: str | None = None, frames: list[np.ndarray] = FRAMES) -> Path:
    height, width, _ = frames[0].shape
    with open_movie(path, width, height, codec=codec) as movie:
        for frame in frames:
            movie.write(frame)
    return path


@pytest.mark.parametrize("extension", [".mp4", ".mkv"])
def test_h264_plays_everywhere(tmp_path: Path, extension: str) -> None:
    with av.open(str(_film(tmp_path / f"a{extension}"))) as movie:
        (stream,) = movie.streams
        assert isinstance(stream, av.VideoStream)
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert stream.average_rate == Fraction(30000, 1001)
        times = [frame.pts * frame.time_base for frame in movie.decode(video=0)]
    assert len(times) == len(FRAMES)
    # Matroska counts in milliseconds.
    assert [float(time) for time in times] == pytest.approx([n * 1001 / 30000 for n in range(len(FRAMES))], abs=5.1e-4)


def test_mp4_begins_with_its_index_so_that_it_streams(tmp_path: Path) -> None:
    whole = _film(tmp_path / "a.mp4").read_bytes()
    assert 0 < whole.index(b"moov") < whole.index(b"mdat")


@pytest.mark.parametrize(("height", "matrix", "red_weight"), [(480, 6, 0.299), (720, 1, 0.2126)])
def test_colours_follow_the_matrix_that_the_tag_names(
    tmp_path: Path, height: int, matrix: int, red_weight: float
) -> None:
    red = np.full((height, 64, 3), (200, 0, 0), np.uint8)
    with av.open(str(_film(tmp_path / "a.mp4", frames=[red]))) as movie:
        context = movie.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_trc) == (matrix, 1, 13)
        assert context.color_range == 1
        luma = next(movie.decode(video=0)).to_ndarray()[:height]
    # ITU-R BT.601 and BT.709: Y = 16 + 219 E', and E' of a red is its weight times its level.
    assert abs(luma.astype(float) - (16 + 219 * red_weight * 200 / 255)).max() < 1.0


def test_ffv1_loses_nothing(tmp_path: Path) -> None:
    noise = [np.random.default_rng(n).integers(0, 256, (49, 63, 3), dtype=np.uint8) for n in range(3)]
    with av.open(str(_film(tmp_path / "a.mkv", "ffv1", noise))) as movie:
        assert movie.streams.video[0].codec_context.name == "ffv1"
        for frame, original in zip(movie.decode(video=0), noise, strict=True):
            np.testing.assert_array_equal(frame.to_ndarray(format="rgb24"), original)


def test_gif_keeps_time_and_colour(tmp_path: Path) -> None:
    duration, errors = 0, []
    with Image.open(_film(tmp_path / "a.gif")) as image:
        for index in range(image.n_frames):
            image.seek(index)
            duration += image.info["duration"]
            errors.append(
                abs(np.asarray(image.convert("RGB")).astype(float).mean(axis=(0, 1)) - FRAMES[2 * index][0, 0])
            )
        assert image.info["loop"] == 0
    assert len(errors) == 10
    assert duration == pytest.approx(1000 * len(FRAMES) * 1001 / 30000, abs=10)
    assert np.max(errors) < 3


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", "h264"), ("a.mkv", "h264"), ("a.mkv", "ffv1"), ("a.gif", None)])
def test_the_same_film_gives_the_same_bytes(tmp_path: Path, name: str, codec: str | None) -> None:
    first = _film(tmp_path / name, codec).read_bytes()
    assert _film(tmp_path / name, codec).read_bytes() == first


@pytest.mark.parametrize(
    ("name", "size", "codec", "complaint"),
    [
        ("a.mp4", (721, 480), None, "even width and height, not 721x480; use 722x480"),
        ("a.mkv", (720, 1), None, "use 720x2, or write .mkv with --codec ffv1"),
        ("a.mp4", (720, 480), "ffv1", "holds h264 or hevc or av1, not ffv1; ffv1 goes into .mkv"),
        ("a.mp4", (720, 480), "vhs", "holds h264 or hevc or av1, not vhs"),
        ("a.avi", (720, 480), None, "one of .mp4, .mkv, .mov, .gif"),
    ],
)
def test_what_a_film_cannot_be(
    tmp_path: Path, name: str, size: tuple[int, int], codec: str | None, complaint: str
) -> None:
    with pytest.raises(LiminalError, match=complaint):
        check_movie(tmp_path / name, *size, codec)


def test_fields_give_the_same_bytes(tmp_path: Path) -> None:
    """Threads of x264 that race for fields would give another file nearly each time."""
    base = np.random.default_rng(1).integers(45, 210, (4, 480, 720, 3), np.uint8)
    files = []
    for number in range(3):
        path = tmp_path / f"{number}.mp4"
        film = Video(path, 720, 480, "h264", "", interlaced=True)
        for frame in range(24):
            film.append(np.roll(base[frame % 4], 3 * frame, axis=1))
        film.finish()
        files.append(path.read_bytes())
    assert files[0] == files[1] == files[2]


def test_a_frame_of_another_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LiminalError, match=r"must be uint8 \(48, 64, 3\)"), open_movie(tmp_path / "a.mp4", 64, 48) as m:
        m.write(np.zeros((64, 48, 3), np.uint8))


def test_a_frame_may_lie_upside_down_in_memory(tmp_path: Path) -> None:
    levels = np.arange(48, dtype=np.uint8)[:, None, None].repeat(64, 1).repeat(3, 2)
    with open_movie(tmp_path / "a.mkv", 64, 48, codec="ffv1") as movie:
        movie.write(levels[::-1])
    with av.open(str(tmp_path / "a.mkv")) as film:
        (shown,) = (frame.to_ndarray(format="rgb24") for frame in film.decode(video=0))
    np.testing.assert_array_equal(shown, levels[::-1])


def test_the_rate_is_that_of_colour_television() -> None:
    assert frame_time(30000) == 1001.0
    assert frame_count(1001.0) == 30000
    assert frame_count(0.001) == 1
    assert frame_count(5.0) == 150
