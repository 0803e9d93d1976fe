"""Exported signals against the standards: tables of SMPTE 244M, the sequence of fields, the carriers of SMPTE 32M."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.signal import hilbert

from liminal.errors import LiminalError
from liminal.film.signal_file import signal_kind, write_signal
from liminal.ntsc import SAMPLE_RATE
from liminal.settings.tape import TapeSettings
from liminal.tape.composite import Lines, carrier, codes, compose
from liminal.tape.format import format_of
from liminal.tape.grid import SAMPLES, TEXELS
from liminal.tape.rf import TapeFrame, record
from liminal.tape.signals import composite_signal, displaced, tape_signal
from liminal.tape.vhs import COLOUR_UNDER

# SMPTE 244M, tables 4 and 5: ten-bit codes of the first edge of sync, from word 783 on, and of the second one.
FALLING, RISING = [0xE9, 0xA4, 0x44, 0x11], [0x17, 0x5C, 0xBC, 0xEF]
BURST_BEGINS = [0xF0, 0xF4, 0xDC, 0xD6, 0x12C, 0x123, 0x96]  # words 857 to 863
BURST_CYCLE = [0xB3, 0x14E, 0x12D, 0x92]  # 864 to 893, over and over
BURST_ENDS = [0x129, 0xA6, 0xCD, 0x112, 0xFA, 0xEC]  # 894 to 899
BURST = np.array([*BURST_BEGINS, *(BURST_CYCLE * 8)[:30], *BURST_ENDS])
CLEAN = TapeSettings(format="vhs", noise=0)


def flat(luma: float = 0.0, u: float = 0.0, v: float = 0.0) -> Lines:
    """Lines of one colour."""
    pairs = np.broadcast_to(np.reshape([u, v], (2, 1, 1)), (2, 480, SAMPLES // 4))
    return Lines(np.full((480, SAMPLES), luma), pairs)


def words(frame: int = 0) -> NDArray[np.float64]:
    """A blank frame in ten-bit codes, by the line and word of SMPTE 244M, whose lines begin with their picture."""
    stream = codes(compose(flat(), frame)).ravel() / 64
    return np.roll(stream, -125).reshape(525, 910)


def test_sync_has_the_codes_of_the_standard() -> None:
    lines = words()
    ordinary = lines[29]
    assert ordinary[783:787] == pytest.approx(FALLING, abs=1)
    assert ordinary[850:854] == pytest.approx(RISING, abs=1)
    assert set(ordinary[787:850]) == {16}
    assert set(ordinary[:768]) == {240}
    # Equalising pulses of line 2, at its beginning and in its middle; broad pulses of line 5.
    assert lines[0, 816:820] == pytest.approx(RISING, abs=1)
    assert lines[1, 328:332] == pytest.approx(FALLING, abs=1)
    assert lines[1, 361:365] == pytest.approx(RISING, abs=1)
    assert lines[4, 261:265] == pytest.approx(RISING, abs=1)
    assert lines[4, 328:332] == pytest.approx(FALLING, abs=1)
    assert lines[4, 716:720] == pytest.approx(RISING, abs=1)


def test_the_second_field_begins_in_the_middle_of_a_line() -> None:
    lines = words()
    # Line 263 has an ordinary beginning, and the first equalising pulse of field 2 in its middle.
    assert lines[261, 850:854] == pytest.approx(RISING, abs=1)
    assert lines[262, 328:332] == pytest.approx(FALLING, abs=1)
    assert lines[262, 361:365] == pytest.approx(RISING, abs=1)
    # Its broad pulses are lines 266.5 to 269.5: half of line 266 is still equalising.
    assert lines[265, 261] == 240
    assert lines[266, 250] == 16
    # 18 half lines of each field take the place of ordinary lines: 12 equalising pulses, 6 broad ones.
    edges = np.flatnonzero(np.diff(np.pad((lines < 128).ravel().astype(int), 1)))
    widths, counts = np.unique(edges[1::2] - edges[::2], return_counts=True)
    assert dict(zip(widths.tolist(), counts.tolist(), strict=True)) == {33: 24, 67: 525 - 18, 455 - 67: 12}


def test_the_burst_has_the_codes_of_the_standard() -> None:
    """The burst of line 10 begins with a positive half cycle in field I, not in field III (SMPTE 170M, 13.2)."""
    first, third = words(0), words(1)
    assert first[8, 857:900] == pytest.approx(BURST, abs=1.2)
    assert third[8, 857:900] == pytest.approx(480 - BURST, abs=1.2)
    assert first[9, 857:900] == pytest.approx(480 - BURST, abs=1.2)
    assert words(2)[8, 857:900] == pytest.approx(BURST, abs=1.2)
    # There is none in the nine lines of either vertical sync: the burst of line n is in the words before its picture.
    silent = np.ptp(np.roll(first, 1, axis=0)[:, 864:893], axis=1) < 10
    assert np.flatnonzero(silent).tolist() == [*range(9), *range(263, 272)]


def test_the_subcarrier_goes_on_from_frame_to_frame() -> None:
    """Four samples a cycle, on the axes of I and Q; the first of line 10 in field I is +I (SMPTE 244M, 4.1.2)."""
    sine, cosine = (np.concatenate([carrier(frame)[i].ravel() for frame in range(3)]) for i in range(2))
    assert np.array_equal(sine[4:], sine[:-4])
    assert np.allclose(sine[2:], -sine[:-2])
    place = 9 * 910 + 125
    assert np.degrees(np.arctan2(cosine[place], sine[place])) == pytest.approx(123)


def test_levels_are_those_of_the_standard() -> None:
    white = codes(compose(flat(1.0), 0))[100, 200:800]
    assert set(white) == {800 * 64}
    assert set(codes(compose(flat(0.075), 0))[100, 200:800]) == {282 * 64}
    assert codes(np.array([-9.0, 9.0])).tolist() == [4 * 64, 1019 * 64]  # what is left for picture (4.2.4)
    # Yellow of 75 % bars just touches 100 IRE (SMPTE 170M, annex A.3).
    yellow = compose(flat(0.075 + 0.925 * 0.75 * 0.886, -0.4552 * 0.75 * 0.886, 0.8115 * 0.75 * 0.114), 0)
    peak = np.abs(hilbert(yellow[100, 200:800] - yellow[100, 200:800].mean())).mean() + yellow[100, 200:800].mean()
    assert peak == pytest.approx(1.0, abs=0.003)


def test_composite_takes_apart_again() -> None:
    """Mixing with the burst gives back the colour of each line, and a mean over a cycle its luma."""
    generator = np.random.default_rng(3)
    luma = np.repeat(generator.uniform(0.1, 0.9, (480, 1)), SAMPLES, axis=1)
    pairs = np.repeat(generator.uniform(-0.3, 0.3, (2, 480, 1)), SAMPLES // 4, axis=2)
    for frame in range(2):
        wave = compose(Lines(luma, pairs), frame)
        mixed = wave * 1j ** (1 - np.arange(910) % 4)
        burst, middle = mixed[:, 88:104].mean(axis=1), mixed[:, 400:500].mean(axis=1)
        for field, first in ((slice(0, 240), 22), (slice(240, 480), 285)):
            own = slice(first, first + 240)
            found = middle[own] / burst[own] * -0.2
            assert found.real == pytest.approx(pairs[0, field, 0], abs=1e-3)
            assert found.imag == pytest.approx(pairs[1, field, 0], abs=1e-3)
            assert wave[own, 400:500].mean(axis=1) == pytest.approx(luma[field, 0])


def test_a_picture_lies_between_the_edges_of_blanking() -> None:
    """9.2 us after sync to 1.5 us before the next (SMPTE 170M, table 2), in lines 23 to 262 and 286 to 525."""
    wave = compose(flat(1.0), 0)
    lit = (wave > 0.5).sum(axis=1)
    assert np.flatnonzero(lit).tolist() == [*range(22, 262), *range(285, 525)]
    begin, end = np.flatnonzero(wave[100] > 0.5)[[0, -1]] + 57 / 90
    assert begin / SAMPLE_RATE == pytest.approx(9.2e-6, abs=1 / SAMPLE_RATE)
    assert (910 - end) / SAMPLE_RATE == pytest.approx(1.5e-6, abs=1 / SAMPLE_RATE)


def test_lines_stand_where_the_mechanics_have_them() -> None:
    """A table of no faults changes nothing; one of shifts, hues and rows does what it says."""
    generator = np.random.default_rng(1)
    luma = np.zeros((480, SAMPLES))
    luma[:, 300:310] = generator.uniform(0.2, 1, (480, 1))
    lines = Lines(luma, generator.uniform(-0.3, 0.3, (2, 480, SAMPLES // 4)))
    table = np.zeros((480, 4), np.float32)
    table[:, 2], table[:, 3] = np.arange(480), 1
    same = displaced(lines, table)
    assert np.allclose(same.luma, luma)
    assert np.allclose(same.colour, lines.colour)
    table[5] = 12, np.pi / 2, 7, 0.5
    table[6, 2] = -1
    moved = displaced(lines, table)
    assert moved.luma[5, 312:322] == pytest.approx(luma[7, 300:310])
    assert moved.colour[0, 5, 3:] == pytest.approx(-0.5 * lines.colour[1, 7, :-3], abs=1e-7)
    assert not moved.luma[6].any()


def heads(lines: Lines, frames: int = 2, **dials: float) -> NDArray[np.float64]:
    """What the heads find of so many like frames, less the middle of its range: (frames, 525, 1820)."""
    settings = CLEAN.model_copy(update=dials)
    format = format_of(settings)
    assert format is not None
    track = TapeFrame(lines, np.full((480, TEXELS), 255, np.uint8))
    found = list(record([track] * frames, settings, format, seed=1))
    return np.stack(found).reshape(frames, 525, 1820).astype(np.float64) - 128


def frequency(wave: NDArray[np.float64]) -> float:
    """The mean frequency of a stretch of FM, Hz; colour below it is taken away."""
    spectrum = np.fft.fft(wave - wave.mean())
    rate = 2 * SAMPLE_RATE
    at = np.fft.fftfreq(len(wave), 1 / rate)
    analytic = np.fft.ifft(np.where(at > 2e6, 2 * spectrum, 0))
    turns = np.unwrap(np.angle(analytic[50:-50])) / (2 * np.pi)
    return float((turns[-1] - turns[0]) / (len(turns) - 1) * rate)


def test_luma_is_fm_of_the_standard() -> None:
    """Sync 3.4 MHz, white 4.4 MHz, blank 2/7 of the way between (SMPTE 32M, 3.9.1)."""
    found = heads(flat(1.0))[1]
    assert frequency(found[150, 600:1600]) == pytest.approx(4.4e6, abs=3e3)
    assert frequency(found[14, 600:1600]) == pytest.approx(3.4e6 + 1e6 * 2 / 7, abs=3e3)
    assert frequency(found[4, 100:700]) == pytest.approx(3.4e6, abs=3e3)


def test_colour_lies_under_luma_and_turns_with_the_tracks() -> None:
    """At 629.371 kHz, a quarter ahead from line to line on track 1, behind on track 2, the burst doubled."""
    found = heads(flat(0.5, u=-0.2))[1]
    turning = np.exp(-2j * np.pi * COLOUR_UNDER / (2 * SAMPLE_RATE) * np.arange(1820))
    smooth = np.hanning(730)
    picture = ((found - found.mean()) * turning)[:, 700:1430] @ smooth / smooth.sum()
    steps = np.degrees(np.angle(picture[1:] / picture[:-1]))
    assert steps[30:250] == pytest.approx(np.full(220, 90.0), abs=3)
    assert steps[290:515] == pytest.approx(np.full(225, -90.0), abs=3)
    # A picture of the burst's own colour has half its amplitude, and its phase.
    short = np.hanning(64)
    burst = ((found - found.mean()) * turning)[:, 155:219] @ short / short.sum()
    ratio = (picture / burst)[100:250].mean()
    assert np.degrees(np.angle(ratio)) == pytest.approx(0, abs=4)
    assert abs(ratio) == pytest.approx(0.5, abs=0.08)


def test_the_phase_breaks_only_where_heads_take_turns() -> None:
    found = heads(flat(0.5), frames=3).ravel()
    analytic = hilbert(found)
    step = np.angle(analytic[1:] * np.conj(analytic[:-1])) / (2 * np.pi) * 2 * SAMPLE_RATE
    # The colour under it makes the measured frequency wander; a break of phase throws it out of the FM's range.
    broken = np.flatnonzero((step < 1.5e6) | (step > 7.5e6))
    assert len(broken) > 0
    # Frames follow each other at an edge of sync, without colour: between the dark clip and blank.
    assert np.abs(step[955_490:955_510] - 3.4e6).max() < 0.6e6
    switches = [(262.5 * field - 3.5) * 1820 for field in range(1, 7)]
    assert all(np.min(np.abs(np.array(switches) - place)) < 40 for place in broken if 2000 < place < len(step) - 2000)


def test_faults_of_the_coating_are_in_the_rf() -> None:
    carrier = np.full((480, TEXELS), 255, np.uint8)
    carrier[100, 40:60] = 0
    format = format_of(CLEAN)
    assert format is not None
    found = next(record([TapeFrame(flat(0.5), carrier)], CLEAN, format, 1)).reshape(525, 1820).astype(float) - 128
    start = 2 * (101 + 8 * 40)
    assert np.abs(found[122, start : start + 320]).max() <= 1
    assert np.abs(found[122, start - 100 : start]).max() > 80
    assert heads(flat(0.5), noise=1.0)[0, 122].std() != pytest.approx(heads(flat(0.5))[0, 122].std(), rel=1e-6)


def test_files_hold_what_was_played(tmp_path: Path) -> None:
    grey = np.full((480, 720, 3), 128, np.uint8)
    write_signal(tmp_path / "grey.u16", composite_signal([grey] * 2, TapeSettings()))
    stream = np.fromfile(tmp_path / "grey.u16", "<u2").reshape(2, 525, 910)
    assert stream[1, 300, 400] / 64 == pytest.approx(240 + 560 * (0.075 + 0.925 * 128 / 255), abs=0.2)
    write_signal(tmp_path / "grey.rf.u8", tape_signal([grey] * 2, TapeSettings(format="vhs")))
    assert (tmp_path / "grey.rf.u8").stat().st_size == 2 * 955_500
    assert signal_kind(tmp_path / "grey.mp4") is None


def test_what_has_no_signal_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LiminalError, match=r"\.rf\.u8"):
        signal_kind(tmp_path / "grey.u8")
    with pytest.raises(LiminalError, match="VHS only"):
        next(tape_signal([], TapeSettings(format="betacam")))
    with pytest.raises(LiminalError, match="VHS only"):
        next(tape_signal([], TapeSettings()))


def test_the_command_writes_signals(liminal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A picture as a second's tenth of composite, and of tape RF: whole frames, or one line and no file."""
    Image.fromarray(np.full((48, 64, 3), 200, np.uint8)).save(tmp_path / "a.png")
    for name, size in (("a.u16", 2 * 477_750), ("a.rf.u8", 955_500)):
        done = liminal("vhs", tmp_path / "a.png", "--seconds", 0.1, "-o", tmp_path / name)
        assert done.status == 0, done.err
        assert (tmp_path / name).stat().st_size == 3 * size
    refused = liminal("vhs", tmp_path / "a.png", "--tape", "betacam", "-o", tmp_path / "b.rf.u8")
    assert refused.status == 2
    assert "VHS only" in refused.err
    assert not list(tmp_path.glob("*b.rf*"))
