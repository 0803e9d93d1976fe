"""Recordings joined byte by byte, and clocks that are damaged: all is played, in step, and one line says so."""

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from dubbing import FIELD, FRAME, levels_of, play_off
from footage import NTSC, grey, read_clicks, read_video, steady, write_clip

from liminal.footage.footage import open_footage

RATE = 48_000
HOUR = Fraction(3600)


def part(path: Path, flash: float, start: Fraction = Fraction(0), **how: object) -> Path:
    """A second of 25 pictures with a flash and a tone at `flash` (s), whose clock shows `start` at first."""
    pictures = [grey(230 if number == round(flash * 25) else 30) for number in range(25)]
    heard = {"clicks": [flash], "sound": "mp2", "seconds": 1.0}
    return write_clip(path, pictures, steady(25, Fraction(25)), start=start, **(heard | how))  # type: ignore[arg-type]


def joined(path: Path, parts: Sequence[Path]) -> Path:
    path.write_bytes(b"".join(each.read_bytes() for each in parts))
    return path


def flashes_of(path: Path) -> list[float]:
    pictures, times = read_video(path)
    bright = pictures[:, 160:320:2].reshape(len(pictures), -1).mean(axis=1) > 120
    return [float(times[n]) for n in np.flatnonzero(bright) if n == 0 or not bright[n - 1]]


@pytest.mark.parametrize(
    ("start", "how", "tape"),
    [
        (0, {}, "off"),
        (0, {"sound": "aac", "sound_rate": 44100, "layout": "stereo"}, "off"),
        (0, {"sound_rate": 32000, "layout": "stereo"}, "clean"),
        (3600, {}, "off"),
        (95443, {}, "off"),  # s: the clock of 33 bits comes round between the two
    ],
)
def test_both_halves_of_a_join_are_played_in_step(liminal, tmp_path: Path, start: int, how: dict, tape: str) -> None:
    codec = {"sound": how["sound"]} if "sound" in how else {}
    halves = part(tmp_path / "1.ts", 0.4, **codec), part(tmp_path / "2.ts", 0.6, Fraction(start), **how)
    clip = joined(tmp_path / "a.ts", halves)
    words = ("--tape", tape, "--camera", "off", "--set", "tape.dropouts=0") if tape != "off" else ()
    warning = play_off(liminal, clip, tmp_path / "b.mkv", *words)
    assert "its clock jumps" in warning
    assert len(warning.splitlines()) == 1
    seen, heard = flashes_of(tmp_path / "b.mkv"), read_clicks(tmp_path / "b.mkv")
    assert seen[0] == pytest.approx(0.4, abs=FRAME)
    assert np.diff(seen) == pytest.approx([1.2], abs=1.5 * FRAME)
    assert heard == pytest.approx(seen, abs=FRAME)
    with av.open(str(tmp_path / "b.mkv")) as film:
        assert sum(1 for _ in film.decode(video=0)) == pytest.approx(2.0 / FRAME, abs=2)


def test_each_part_of_a_join_is_shown_in_its_own_shape(liminal, tmp_path: Path) -> None:
    lit = [np.full((48, 64, 3), 200, np.uint8)] * 10
    wide = [np.full((48, 96, 3), 200, np.uint8)] * 10
    kinds: list[tuple[list[np.ndarray], Fraction | None, int]] = [
        (lit, None, 480),  # rows of 480 that a picture of 4:3 fills
        (lit, Fraction(2), 240),
        (wide, Fraction(1), 320),
        (wide, Fraction(2), 160),
    ]
    parts = [
        write_clip(tmp_path / f"{n}.ts", pictures, steady(10, NTSC), pixel=pixel)
        for n, (pictures, pixel, _) in enumerate(kinds)
    ]
    play_off(liminal, joined(tmp_path / "a.ts", parts), tmp_path / "b.mkv", "--codec", "ffv1")
    rows = (read_video(tmp_path / "b.mkv")[0][:, :, 360, 0] > 100).sum(axis=1)
    assert len(rows) == pytest.approx(40, abs=1)
    for n, (_, _, expected) in enumerate(kinds):
        assert set(rows[10 * n + 1 : 10 * n + 9]) <= {*range(expected - 2, expected + 3)}, n


def test_interlaced_parts_have_two_instants_a_picture_and_others_one(liminal, tmp_path: Path) -> None:
    fields = []
    for n in range(20):
        picture = grey(20 + 8 * n, (720, 480))
        picture[1::2] += 4
        fields.append(picture)
    whole = [grey(20 + 8 * n, (720, 480)) for n in range(20)]
    interlaced = {"flags": "+ildct+ilme", "qp": "4"}  # the bottom field comes first
    made = [
        write_clip(tmp_path / f"{n}.ts", pictures, steady(20, NTSC), options=options)
        for n, (pictures, options) in enumerate([(whole, {"qp": "4"}), (fields, interlaced), (whole, {"qp": "4"})])
    ]
    play_off(liminal, joined(tmp_path / "a.ts", made), tmp_path / "b.mkv", "--codec", "ffv1")
    levels = levels_of(read_video(tmp_path / "b.mkv")[0])
    assert len(levels) == pytest.approx(60, abs=1)
    apart = levels[:, 1] - levels[:, 0]
    np.testing.assert_allclose([apart[5:15], apart[45:55]], 0, atol=1.5)
    np.testing.assert_allclose(apart[25:35], -4, atol=1.5)


def damaged(clip: Path, number: int, seconds: int) -> Path:
    """Change the time of one picture of a transport stream (ISO/IEC 13818-1, 2.4.3.7) to `seconds`."""
    content = bytearray(clip.read_bytes())
    at = -1
    for _ in range(number + 1):
        at = content.index(b"\x00\x00\x01\xe0", at + 1)
    ticks = seconds * 90000
    assert content[at + 7] & 0x80
    for place in range(at + 9, at + 9 + content[at + 8] // 5 * 5, 5):
        head = content[place] & 0xF0
        parts = head | ticks >> 29 & 0xE | 1, ticks >> 22 & 0xFF, ticks >> 14 & 0xFE | 1, ticks >> 7 & 0xFF
        content[place : place + 5] = bytes([*parts, ticks << 1 & 0xFE | 1])
    clip.write_bytes(content)
    return clip


@pytest.mark.parametrize("bf", ["0", "2"])
def test_one_damaged_time_costs_nothing(liminal, tmp_path: Path, bf: str) -> None:
    pictures = [grey(20 + 8 * number) for number in range(25)]
    clip = write_clip(tmp_path / "a.ts", pictures, steady(25, NTSC), options={"qp": "4", "bf": bf})
    warning = play_off(liminal, damaged(clip, 12, 82800), tmp_path / "b.mkv", "--codec", "ffv1")
    assert "wrong time" in warning
    assert len(warning.splitlines()) == 1
    shown = levels_of(read_video(tmp_path / "b.mkv")[0]).mean(axis=1)
    assert len(shown) == pytest.approx(25, abs=1)
    assert np.diff(shown).max() < 20


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4", "a.ts"])
def test_a_pause_stays_a_pause_with_its_sound_in_step(tmp_path: Path, name: str) -> None:
    # As a screen recorder has it: nothing new for 20 s, while somebody speaks.
    times = [*steady(25, Fraction(25)), *(21 + time for time in steady(25, Fraction(25)))]
    pictures = [grey(8 * (number % 25)) for number in range(50)]
    clip = write_clip(tmp_path / name, pictures, times, clicks=[0.4, 10.4, 21.4], sound="aac", seconds=22.0)
    heard = np.zeros(23 * RATE, bool)
    with open_footage(str(clip), pytest.fail) as footage, footage.sound() as sound:
        until = [each.until for each in footage.pictures()]
        for frame in (frame for packet in sound.packets for frame in packet.decode()):
            first = round((frame.pts * frame.time_base - sound.origin) * RATE)
            heard[max(first, 0) :][: frame.samples] = abs(frame.to_ndarray()[0]) > 0.15
    np.testing.assert_allclose(until, [*(float(time) for time in times[1:]), 22.0], atol=FIELD)
    clicks = [n / RATE for n in np.flatnonzero(heard) if not heard[n - 2400 : n].any()]
    assert clicks == pytest.approx([0.4, 10.4, 21.4], abs=FRAME)


def test_a_picture_may_stay_for_as_long_as_there_is_sound(tmp_path: Path) -> None:
    clip = write_clip(
        tmp_path / "a.mkv",
        [grey(50), grey(90)],
        [Fraction(0), Fraction(700)],
        sound="flac",
        sound_rate=8000,
        seconds=700,
    )
    with open_footage(str(clip), pytest.fail) as footage:
        assert next(footage.pictures()).until == pytest.approx(700.0)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_what_is_slow_says_how_long_it_becomes_and_asks(liminal, tmp_path: Path, name: str) -> None:
    times = [Fraction(1620 * number) for number in range(20)]
    clip = write_clip(tmp_path / name, [grey(9 * n) for n in range(20)], times, options={"qp": "4", "bf": "0"})
    mistake = liminal("vhs", clip, "--tape", "off", "-o", tmp_path / "b.mkv").mistake
    assert "stay for 27 min" in mistake
    assert "give --slow" in mistake
    assert re.search("become (9 h 0|8 h 33) min long", mistake)
    assert not (tmp_path / "b.mkv").exists()
    with open_footage(str(clip), pytest.fail, slow=True) as footage:
        assert [each.until for each in footage.pictures()][:19] == pytest.approx([float(time) for time in times[1:]])


def test_sound_that_begins_with_the_second_part_is_heard_there(liminal, tmp_path: Path) -> None:
    halves = part(tmp_path / "1.ts", 0.4, sound=None), part(tmp_path / "2.ts", 0.6)
    play_off(liminal, joined(tmp_path / "a.ts", halves), tmp_path / "b.mkv")
    assert flashes_of(tmp_path / "b.mkv") == pytest.approx([0.4, 1.6], abs=FRAME)
    assert read_clicks(tmp_path / "b.mkv") == pytest.approx([1.6], abs=FRAME)


@pytest.mark.parametrize(("start", "count"), [(Fraction(-3, 2), 50), (Fraction(-8), 225)])
def test_what_begins_before_its_0_plays_from_there(liminal, tmp_path: Path, start: Fraction, count: int) -> None:
    # FFmpeg guesses of Matroska's times before 0; of those that it has not looked at beforehand, wrongly.
    last = count - 10
    pictures = [grey(230 if number in (10, last) else 30) for number in range(count)]
    clip = write_clip(
        tmp_path / "a.mkv",
        pictures,
        steady(count, Fraction(25)),
        clicks=[0.4, last / 25],
        sound="aac",
        seconds=count / 25,
        start=start,
        container_options={"avoid_negative_ts": "disabled"},
    )
    assert play_off(liminal, clip, tmp_path / "b.mkv") == ""
    seen, heard = flashes_of(tmp_path / "b.mkv"), read_clicks(tmp_path / "b.mkv")
    assert seen == pytest.approx([0.4, last / 25], abs=1.5 * FRAME)
    assert heard == pytest.approx(seen, abs=FRAME)
