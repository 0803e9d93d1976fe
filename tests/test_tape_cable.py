"""The cable: off means off, what crawls and flickers, and that it agrees with the composite signal of the standard."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from scipy.ndimage import convolve1d

from liminal.gl import Context
from liminal.gl.packing import pack
from liminal.ntsc import SAMPLE_RATE, SUBCARRIER
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.tape import play
from liminal.tape.cable import (
    NOTCH_EDGE,
    Cable,
    colour_band,
    colour_taps,
    is_transparent,
    recorder_input,
    subcarrier_sign,
)
from liminal.tape.composite import Lines, carrier, colour_waves, compose, luma_wave
from liminal.tape.grid import FIRST, SAMPLES, Signal, make_signal, read_colour, read_luma

PAIRS = SAMPLES // 4
INSIDE = slice(FIRST + 40, SAMPLES - 48)


class Wires:
    """Cables of any settings, between two signals."""

    def __init__(self) -> None:
        self.context = Context()
        self._signals = [make_signal(self.context), make_signal(self.context)]

    def send(self, lines: Lines, frame: int = 0, seed: int = 1, **dials: Any) -> Lines:
        """Send lines down a cable to the television."""
        given, output = self._signals
        fill(given, lines)
        with self.context.scope() as scope:
            Cable(scope, SignalSettings(**dials), seed, place=1).draw(output, given, frame)
        return Lines(read_luma(output), read_colour(output))


def fill(signal: Signal, lines: Lines) -> None:
    """Write lines into a signal."""
    signal.luma.colours[0].write(pack(np.broadcast_to(lines.luma, (480, SAMPLES))))
    halves = np.broadcast_to(lines.colour, (2, 480, PAIRS)).reshape(2, 480, -1, 4).transpose(1, 2, 0, 3)
    signal.colour.colours[0].write(pack(halves.reshape(480, -1)))


@pytest.fixture(scope="module")
def wires() -> Iterator[Wires]:
    made = Wires()
    yield made
    made.context.close()


def apart(one: Any, other: Any) -> float:
    """The largest difference; pytest's own comparison takes seconds for a frame."""
    return float(np.abs(np.asarray(one) - other).max())


def lines_of(luma: Any = 0.5, u: Any = 0.0, v: Any = 0.0) -> Lines:
    """Lines that broadcast."""
    colour = np.stack([np.broadcast_to(part, (480, PAIRS)) for part in (u, v)])
    return Lines(np.array(np.broadcast_to(luma, (480, SAMPLES)), float), colour)


def scene() -> Lines:
    """Edges of colour, fine stripes, and soft colours."""
    generator = np.random.default_rng(5)
    luma = 0.5 + 0.2 * np.sin(2 * np.pi * 3.2e6 / SAMPLE_RATE * np.arange(SAMPLES)) * (np.arange(SAMPLES) > 400)
    bars = generator.uniform(-0.3, 0.3, (2, 480, 20)).repeat(10, axis=2)
    return lines_of(luma + generator.uniform(-0.1, 0.1, (480, 1)), *bars)


def test_all_off_is_nothing() -> None:
    frames = [np.random.default_rng(0).integers(0, 256, (480, 720, 3), np.uint8) for _ in range(2)]
    settings = SignalSettings()
    assert is_transparent(recorder_input(settings))
    assert is_transparent(settings)
    back = list(play(frames, TapeSettings(), signal=settings))
    assert all(np.array_equal(one, other) for one, other in zip(frames, back, strict=True))


@pytest.mark.parametrize("others", [{"noise": 3.0}, {"ghost": 0.3}, {"hum": 4.0}, {}])
def test_each_dial_at_nothing_is_that_part_off(wires: Wires, others: dict[str, Any]) -> None:
    """A dial at 0 leaves the cable as it is without that dial, whatever else belongs to it."""
    given = scene()
    plain = wires.send(given, **others)
    same = wires.send(given, **{"composite": 0.0, "noise": 0.0, "ghost": 0.0, "hum": 0.0, **others}, separation="comb")
    assert np.array_equal(plain.luma, same.luma)
    assert np.array_equal(plain.colour, same.colour)
    if not others:
        assert np.abs(plain.luma - given.luma).max() <= 1 / 16384 + 1e-9
        assert np.abs(plain.colour - given.colour).max() <= 1 / 16384 + 1e-9


def test_a_little_of_a_dial_does_a_little(wires: Wires) -> None:
    """What the dial does grows from nothing, and evenly."""
    given = scene()
    whole = wires.send(given, composite=1.0)
    for share in (1e-4, 0.25, 0.5):
        part = wires.send(given, composite=share)
        assert apart(part.luma, given.luma + share * (whole.luma - given.luma)) < 3e-4
        assert apart(part.colour, given.colour + share * (whole.colour - given.colour)) < 3e-4


def test_flat_colours_pass(wires: Wires) -> None:
    """Where nothing changes along the line, both kinds of television tell colour from luma."""
    given = lines_of(0.4, 0.2, -0.15)
    for separation in ("notch", "comb"):
        back = wires.send(given, composite=1.0, separation=separation)
        assert apart(back.luma[:, INSIDE], 0.4) < 2e-4
        assert apart(back.colour[:, :, 30:170], given.colour[:, :, 30:170]) < 2e-4


def test_dots_crawl(wires: Wires) -> None:
    """At an edge of colour are dots that turn over from line to line and frame to frame."""
    edge = np.where(np.arange(PAIRS) < 100, -0.3, 0.3)
    given = lines_of(0.5, edge, 0.0)
    dots = [wires.send(given, frame, composite=1.0).luma - 0.5 for frame in range(3)]
    near = slice(385, 417)
    assert np.abs(dots[0][:, near]).max() > 0.05
    assert dots[0][1, near] == pytest.approx(-dots[0][0, near], abs=3e-4)
    assert apart(dots[1], -dots[0]) < 3e-4
    assert np.array_equal(dots[2], dots[0])
    # The rows of field 2 are 263 lines later: turned over against those of field 1.
    assert apart(dots[0][240:, near], -dots[0][:240, near]) < 3e-4
    # A comb takes a wider band for colour where lines are alike: fewer dots are left.
    comb = wires.send(given, composite=1.0, separation="comb").luma - 0.5
    assert comb[:, near].std() < 0.7 * dots[0][:, near].std()


def test_fine_stripes_turn_into_colour(wires: Wires) -> None:
    """Stripes as fine as the subcarrier are colour for a notch, opposite ones on the next line; not for a comb."""
    stripes = 0.5 + 0.2 * np.sin(2 * np.pi * SUBCARRIER / SAMPLE_RATE * np.arange(SAMPLES) + np.pi / 2)
    back = [wires.send(lines_of(stripes), frame, composite=1.0) for frame in range(2)]
    strength = np.hypot(*back[0].colour)[:, 40:160]
    assert apart(strength, 0.2) < 2e-3
    assert back[0].colour[:, 1, 40:160] == pytest.approx(-back[0].colour[:, 0, 40:160], abs=1e-3)
    assert apart(back[1].colour, -back[0].colour) < 1e-3
    assert np.ptp(back[0].luma[:, INSIDE]) < 1e-3
    comb = wires.send(lines_of(stripes), composite=1.0, separation="comb")
    assert np.abs(comb.colour[:, :, 40:160]).max() < 1e-3
    assert apart(comb.luma[:, INSIDE], stripes[INSIDE]) < 1e-3


def test_a_comb_hangs_dots_from_edges_across(wires: Wires) -> None:
    """Where colour changes from one line to the next, a comb of two lines mistakes half of the change."""
    below = (np.arange(480) % 240 >= 120)[:, None]
    given = lines_of(0.5, np.where(below, 0.3, 0.0))
    back = wires.send(given, composite=1.0, separation="comb")
    dots = back.luma[:, INSIDE].std(axis=1) * np.sqrt(2)
    assert dots[120] == pytest.approx(0.15, abs=0.01)
    assert np.flatnonzero(dots > 0.01).tolist() == [120, 360]


def test_the_shaders_agree_with_the_standards_signal(wires: Wires) -> None:
    """What the cable makes of a scene is what its filters, in numpy, make of the composite signal that is exported."""
    soft = 0.2 * np.sin(2 * np.pi * np.arange(PAIRS) / 40 + np.arange(480)[:, None])
    given = lines_of(scene().luma, soft, soft[::-1])
    for frame in range(2):
        back = wires.send(given, frame, composite=1.0)
        # The export samples the axes of I and Q, the cable those of U and V: turn the colour by as much, and compare.
        turned = np.exp(1j * np.deg2rad(33)) * (given.colour[0] + 1j * given.colour[1])
        wave = compose(Lines(given.luma, np.stack([turned.real, turned.imag])), frame)
        for field, first in enumerate((22, 285)):
            rows = slice(240 * field, 240 * field + 240)
            own = wave[first : first + 240, 125:893]
            band = convolve1d(own, colour_band(NOTCH_EDGE), axis=1)
            inner = slice(60, 700)
            difference = (own - band)[:, inner] - back.luma[rows, FIRST : FIRST + 768][:, inner]
            # Colour is drawn a little differently between pairs.
            assert np.abs(difference).max() < 0.004


def test_filters_have_their_levels() -> None:
    band, pair = colour_band(NOTCH_EDGE), colour_taps()
    place = np.arange(len(band)) - len(band) // 2
    assert band.sum() == pytest.approx(0, abs=1e-12)
    assert band @ np.cos(np.pi / 2 * place) == pytest.approx(1)
    assert abs(band @ np.cos(2 * np.pi * 2e6 / SAMPLE_RATE * place)) < 0.05
    # SMPTE 170M asks of colour less than 2 dB at 1.3 MHz of studios; a television keeps about half of 0.8 MHz.
    at = np.arange(len(pair)) - (len(pair) - 1) / 2
    assert pair.sum() == pytest.approx(2)
    assert pair @ np.cos(2 * np.pi * 0.8e6 / SAMPLE_RATE * at) / 2 == pytest.approx(0.5, abs=0.05)
    assert abs(pair @ np.cos(2 * np.pi * SUBCARRIER / SAMPLE_RATE * at)) < 1e-9


def test_the_sign_is_that_of_the_standards_subcarrier() -> None:
    for frame in range(4):
        sine = carrier(frame)[0]
        for row, line in ((0, 22), (7, 29), (240, 285), (479, 524)):
            expected = sine[line, 125] / carrier(0)[0][22, 125]
            assert subcarrier_sign(frame, row) == pytest.approx(expected)


def test_noise_has_its_strength_and_is_new_each_frame(wires: Wires) -> None:
    noisy = [wires.send(lines_of(), frame, noise=5.0) for frame in range(2)]
    assert (noisy[0].luma[:, INSIDE] - 0.5).std() == pytest.approx(0.05, rel=0.01)
    assert not np.array_equal(noisy[0].luma, noisy[1].luma)
    assert np.array_equal(wires.send(lines_of(), 1, noise=5.0).luma, noisy[1].luma)
    assert not np.array_equal(wires.send(lines_of(), 1, seed=2, noise=5.0).luma, noisy[1].luma)
    # Colour has as much of it on a wire of its own as beside luma.
    shared = wires.send(lines_of(), noise=5.0, composite=1.0)
    assert noisy[0].colour.std() == pytest.approx(shared.colour[:, :, 20:180].std(), rel=0.05)


def test_a_ghost_comes_later_and_weaker(wires: Wires) -> None:
    line = np.zeros(SAMPLES)
    line[300:304] = 1.0
    for shared in (0.0, 1.0):
        back = wires.send(lines_of(line), ghost=0.25, ghost_delay=2.0, composite=shared).luma[10]
        late = round(2e-6 * SAMPLE_RATE)
        assert np.argmax(np.where(np.arange(SAMPLES) > 315, back, 0)) == pytest.approx(301 + late, abs=2)
        assert back[270:320].sum() / back[300 + late - 12 : 340 + late].sum() == pytest.approx(4, rel=0.1)
    # A gain that follows sync, which has its ghost, too, leaves flat pictures as they are.
    assert apart(wires.send(lines_of(), ghost=0.25).luma[:, INSIDE], 0.5) < 2e-4
    # The ghost of colour is late by as many quarters of a turn as samples: the same with and without its own wire.
    colours = lines_of(0.5, 0.2, 0.1)
    own, shared_ = (wires.send(colours, ghost=0.4, ghost_delay=1.2, composite=c).colour for c in (0.0, 1.0))
    assert apart(own[:, :, 40:160], shared_[:, :, 40:160]) < 1e-3


def test_hum_drifts(wires: Wires) -> None:
    """60 Hz against 59.94 fields a second: a bar moves through the picture in 16.7 s."""
    rows = [wires.send(lines_of(), frame, hum=10.0).luma[:, 400] - 0.5 for frame in (0, 125, 250, 500)]
    assert np.abs(rows[0]).max() == pytest.approx(0.1, abs=1e-3)
    assert rows[2] == pytest.approx(-rows[0], abs=5e-3)
    assert rows[3] == pytest.approx(rows[0], abs=5e-3)
    turns = 2 * np.pi * np.arange(240) * 60 / 15_734.264
    waves = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    phases = [np.arctan2(*np.linalg.lstsq(waves, row[:240], rcond=None)[0]) for row in rows[:2]]
    assert np.degrees(phases[1] - phases[0]) % 360 == pytest.approx(90, abs=1)


def test_what_was_recorded_from_the_aerial_is_softened_by_the_tape() -> None:
    """Noise before the recorder passes its band limit; the same noise before the television does not."""
    grey = np.full((480, 720, 3), 128, np.uint8)
    tape = TapeSettings(format="vhs", noise=0, colour_noise=0, dropouts=0)
    before, after = (
        next(iter(play([grey], tape, signal=SignalSettings(**{dial: 10.0})))) for dial in ("record_noise", "noise")
    )
    fine = [np.abs(np.diff(picture[100:300, 100:600, 1].astype(float), axis=1)).mean() for picture in (before, after)]
    assert 0.1 < fine[0] / fine[1] < 0.7


def test_luma_and_colour_waves_make_the_composite() -> None:
    given = scene()
    (u, v), (sine, cosine) = colour_waves(given), carrier(1)
    assert apart(compose(given, 1), luma_wave(given) + u * sine + v * cosine) < 1e-12
