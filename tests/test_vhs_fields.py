"""`liminal vhs` makes true fields, says so in the file, and without a tape loses nothing."""

from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
import av.filter
import numpy as np
import pytest
from dubbing import levels_of, play_off
from footage import NTSC, grey, read_video, steady, write_clip


def test_each_field_has_the_picture_of_its_instant(liminal, tmp_path: Path) -> None:
    levels = [20 + 6 * number for number in range(36)]
    clip = write_clip(tmp_path / "a.mp4", [grey(level) for level in levels], steady(36, 2 * NTSC))
    play_off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    fields = levels_of(read_video(tmp_path / "b.mkv")[0]).reshape(-1)
    np.testing.assert_allclose(fields, levels, atol=2.5)


@pytest.mark.parametrize(
    ("words", "codec", "interlaced", "rate", "count"),
    [
        ([], "h264", True, NTSC, 30),
        (["--codec", "ffv1"], "ffv1", True, NTSC, 30),
        (["--scan", "bob"], "h264", False, 2 * NTSC, 60),
        (["--scan", "weave"], "h264", False, NTSC, 30),
        (["--size", "640x480"], "h264", True, NTSC, 30),
        (["--size", "1440x1080", "--scan", "bob"], "h264", False, 2 * NTSC, 60),
    ],
)
def test_the_file_says_how_it_is_to_be_shown(liminal, tmp_path: Path, words, codec, interlaced, rate, count) -> None:
    clip = write_clip(tmp_path / "a.mp4", [grey(8 * n) for n in range(30)], steady(30, NTSC))
    output = tmp_path / ("b.mkv" if codec == "ffv1" else "b.mp4")
    play_off(liminal, clip, output, *words)
    with av.open(str(output)) as film:
        stream = film.streams.video[0]
        assert stream.codec_context.name == codec
        assert float(stream.average_rate) == pytest.approx(float(rate), rel=1e-4)
        frames = list(film.decode(video=0))
        assert len(frames) == count
        assert all(frame.interlaced_frame == interlaced for frame in frames)
        if interlaced:
            assert stream.codec_context.field_order == 2  # AV_FIELD_TT: the top field first
        if codec == "h264":
            assert stream.sample_aspect_ratio * Fraction(frames[0].width, frames[0].height) == Fraction(4, 3)


@pytest.mark.parametrize("output", ["b.mp4", "b.mkv"])
def test_the_top_field_comes_first(liminal, tmp_path: Path, output: str) -> None:
    # Each field is brighter than the one before: whoever takes them apart in the wrong order sees them jump back.
    clip = write_clip(tmp_path / "a.mp4", [grey(20 + 6 * n) for n in range(36)], steady(36, 2 * NTSC))
    play_off(liminal, clip, tmp_path / output)
    graph = av.filter.Graph()
    with av.open(str(tmp_path / output)) as film:
        source, apart, sink = (
            graph.add_buffer(film.streams.video[0]),
            graph.add("separatefields"),
            graph.add("buffersink"),
        )
        source.link_to(apart)
        apart.link_to(sink)
        graph.configure()
        levels = []
        for frame in [*film.decode(video=0), None]:
            source.push(frame)
            with suppress(av.BlockingIOError, av.EOFError):
                while True:
                    levels.append(sink.pull().to_ndarray()[100:140, 300:400].mean())
    assert len(levels) == 36
    assert np.diff(levels).min() > 2


def test_fields_keep_their_own_colours(liminal, tmp_path: Path) -> None:
    # Red in one field, blue in the next: colour that is halved across fields would be purple in both.
    red, blue = np.zeros((2, 480, 720, 3), np.uint8)
    red[..., 0] = blue[..., 2] = 200
    clip = write_clip(tmp_path / "a.mkv", [red, blue] * 4, steady(8, 2 * NTSC), codec="ffv1", pix_fmt="bgr0")
    play_off(liminal, clip, tmp_path / "b.mp4")
    with av.open(str(tmp_path / "b.mp4")) as film:
        colour = next(film.decode(video=0)).to_ndarray()[480:].reshape(2, 240, 360).astype(int)  # U, then V
    assert abs(colour[:, 0::2].mean(axis=(1, 2)) - colour[:, 1::2].mean(axis=(1, 2))).min() > 60


def test_without_a_tape_not_a_bit_is_lost(liminal, tmp_path: Path) -> None:
    noise = [np.random.default_rng(n).integers(0, 256, (480, 720, 3), dtype=np.uint8) for n in range(4)]
    clip = write_clip(tmp_path / "a.mkv", noise, steady(4, NTSC), codec="ffv1", pix_fmt="bgr0")
    play_off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    np.testing.assert_array_equal(read_video(tmp_path / "b.mkv")[0], noise)
    # And once more: what is interlaced now is taken apart into its fields and put together again.
    play_off(liminal, tmp_path / "b.mkv", tmp_path / "c.mkv", "--codec", "ffv1")
    np.testing.assert_array_equal(read_video(tmp_path / "c.mkv")[0], noise)
