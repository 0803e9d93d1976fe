"""Sound in files: in step with the pictures beside it, whichever container, and alone."""

import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from footage import grey, read_clicks, steady, write_clip

from liminal.errors import LiminalError
from liminal.film.clip_sound import ClipSound, sample_count, sixteen_bits
from liminal.film.dub_sound import DubSound
from liminal.film.sound_file import write_sound
from liminal.film.video import Video
from liminal.footage.footage import open_footage
from liminal.rate import FRAME_RATE
from liminal.settings.load import load_preset

RATE = 48_000
FIELD = 1001 / 60000  # s
AT = (0.5, 1.25, 2.75)  # s


class Beeps:
    """A tone of 20 ms at each instant, else silence."""

    def samples(self, first: int, count: int) -> np.ndarray:
        time = (first + np.arange(count)) / RATE
        on = np.any([(time >= at) & (time < at + 0.02) for at in AT], axis=0)
        return np.tile((0.5 * np.sin(2 * np.pi * 1000 * time) * on)[:, None], (1, 2)).astype(np.float32)


def read_left(path: Path) -> np.ndarray:
    """The left channel, each block where its time says, from -1 to 1."""
    with av.open(str(path)) as film:
        stream = film.streams.audio[0]
        held = np.zeros(10 * RATE)
        end = 0
        for frame in film.decode(stream):
            block = frame.to_ndarray().astype(float)
            left = block[0] if frame.format.is_planar else block[0, :: frame.layout.nb_channels]
            at = round(frame.time * RATE)
            held[at : at + len(left)] = left / (32768 if "s16" in frame.format.name else 1)
            end = at + len(left)
    return held[:end]


def beeps_in(path: Path) -> list[float]:
    loud = np.flatnonzero(abs(read_left(path)) > 0.15) / RATE
    return [float(at) for number, at in enumerate(loud) if number == 0 or at > loud[number - 1] + 0.1]


def write_film(path: Path, sound: object, frames: int = 90) -> Path:
    video = Video(path, 64, 48, "h264", "a recipe", sound=sound)  # type: ignore[arg-type]
    for _ in range(frames):
        video.append(grey(60))
    video.finish()
    return path


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", "aac"), ("a.mkv", "flac")])
def test_sound_is_in_step_with_the_pictures(tmp_path: Path, name: str, codec: str) -> None:
    path = write_film(tmp_path / name, ClipSound(Beeps(), sample_count(90)))
    np.testing.assert_allclose(beeps_in(path), AT, atol=FIELD / 2)
    with av.open(str(path)) as film:
        sound = film.streams.audio[0]
        assert sound.codec_context.name == codec
        assert sound.codec_context.layout.name == "stereo"
        assert sum(frame.samples for frame in film.decode(audio=0)) == pytest.approx(90 * 1601.6, abs=1024)


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (
        write_film(tmp_path / name, ClipSound(Beeps(), sample_count(20)), 20).read_bytes()
        for name in ("a.mp4", "b.mp4")
    )
    assert one == other


def test_sound_that_was_made_beforehand_gives_the_same_bytes(tmp_path: Path) -> None:
    spooled = ClipSound(Beeps(), sample_count(50))
    spooled.spool(tmp_path / "sound")
    now = ClipSound(Beeps(), sample_count(50))
    one, other = (write_film(tmp_path / name, sound, 50) for name, sound in (("a.mp4", now), ("b.mp4", spooled)))
    assert one.read_bytes() == other.read_bytes()
    assert (tmp_path / "sound").stat().st_size == 8 * sample_count(50)


def test_as_many_samples_as_the_pictures_last() -> None:
    assert sample_count(5) == 8008
    for frames in (1, 7, 107_892):
        apart = frames / FRAME_RATE - Fraction(sample_count(frames), RATE)
        assert 0 <= apart < Fraction(1, RATE)


def test_a_wave_file_is_the_sound_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write_sound(path, ClipSound(Beeps(), 3 * RATE + 7), '{"liminal":"1"}')
    with wave.open(str(path)) as file:
        assert file.getparams()[:4] == (2, 2, RATE, 3 * RATE + 7)
        held = np.frombuffer(file.readframes(3 * RATE + 7), "<i2").reshape(-1, 2)
    np.testing.assert_array_equal(held, sixteen_bits(Beeps().samples(0, 3 * RATE + 7)))
    assert b'ICMT\x10\0\0\0{"liminal":"1"}' in path.read_bytes()
    assert int.from_bytes(path.read_bytes()[4:8], "little") == path.stat().st_size - 8
    with pytest.raises(LiminalError, match="cannot write"):
        write_sound(tmp_path / "no" / "a.wav", ClipSound(Beeps(), 10))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.wav"]


@pytest.mark.parametrize(("source", "sound", "output"), [("a.mp4", "aac", "b.mkv"), ("a.mkv", "pcm_s16le", "b.mp4")])
def test_footage_sounds_like_its_tape_and_stays_in_step(tmp_path: Path, source: str, sound: str, output: str) -> None:
    pictures = [grey(60)] * 75
    clip = write_clip(tmp_path / source, pictures, steady(75, Fraction(25)), clicks=AT, sound=sound, seconds=3.0)
    was = read_clicks(clip)
    look = load_preset(overrides=["tape.dropouts=0"], tape="off-air-ep")
    with open_footage(str(clip), print) as footage, DubSound(footage.sound(), look, 1, print) as track:
        path = write_film(tmp_path / output, track, 120)
    now = beeps_in(path)
    assert len(now) == 3
    np.testing.assert_allclose(now, was, atol=FIELD)
    left = read_left(path)
    # The tape hisses, also where the recording has nothing left, as long as there are pictures.
    assert len(left) >= 120 * 1601
    assert 1e-4 < left[int(3.2 * RATE) : int(3.8 * RATE)].std() < 0.02
