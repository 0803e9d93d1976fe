"""`liminal vhs` keeps time: pictures at their own instants, and sound in step with them."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from dubbing import FIELD, FRAME, levels_of, play_off
from footage import grey, read_clicks, read_video, steady, write_clip


def flashes_of(path: Path) -> list[float]:
    pictures, times = read_video(path)
    bright = pictures[:, ::2].reshape(len(pictures), -1).mean(axis=1) > 120
    return [float(times[n]) for n in np.flatnonzero(bright) if n == 0 or not bright[n - 1]]


@pytest.mark.parametrize("output", ["b.mp4", "b.mkv"])
@pytest.mark.parametrize(
    ("sound", "source"), [("aac", "a.mp4"), ("pcm_s16le", "a.mkv"), ("flac", "a.mkv"), ("mp2", "a.ts")]
)
def test_duration_and_sound_stay_in_step(liminal, tmp_path: Path, sound: str, source: str, output: str) -> None:
    # A flash and a tone each second: 25 pictures a second, and a start that is not 0 in a transport stream.
    pictures = [grey(230 if number % 25 == 10 else 30) for number in range(75)]
    flashes = [0.4, 1.4, 2.4]
    clip = write_clip(tmp_path / source, pictures, steady(75, Fraction(25)), clicks=flashes, sound=sound, seconds=3.0)
    was_seen, was_heard = flashes_of(clip), read_clicks(clip)
    play_off(liminal, clip, tmp_path / output)
    seen, heard = flashes_of(tmp_path / output), read_clicks(tmp_path / output)
    assert len(seen) == len(heard) == 3
    for before, after in ((was_seen, was_heard), (seen, heard)):
        assert len(before) == len(after) == 3
    apart = np.subtract(seen, heard) - np.subtract(was_seen, was_heard)
    assert abs(apart).max() <= FRAME
    with av.open(str(tmp_path / output)) as film:
        assert film.streams.audio[0].codec_context.name.removesuffix("float") in (sound, "aac")
        assert len(list(film.decode(video=0))) == pytest.approx(3.0 / FRAME, abs=1)


def test_pictures_of_uneven_length_keep_their_times(liminal, tmp_path: Path) -> None:
    starts = [Fraction(ms, 1000) for ms in (0, 40, 50, 500, 517, 1500, 1600)]
    clip = write_clip(tmp_path / "a.mkv", [grey(20 + 30 * number) for number in range(7)], starts)
    play_off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    fields = levels_of(read_video(tmp_path / "b.mkv")[0]).reshape(-1)
    for field, level in enumerate(fields):
        instant = (field + 0.5) * FIELD
        near = {
            20 + 30 * (sum(start <= at for start in starts) - 1) for at in (instant - FIELD, instant, instant + FIELD)
        }
        assert min(abs(level - each) for each in near) < 4, instant
