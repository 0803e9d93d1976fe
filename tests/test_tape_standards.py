"""The tape against the standards: what SMPTE 170M and SMPTE 32M say of levels, bands, edges and noise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tape_path import PAIRS, TapePath, amplitude, decibels, inside, rise, spectrum, step, wave

from liminal.gl.packing import STEPS, pack, unpack
from liminal.ntsc import SAMPLE_RATE
from liminal.settings.tape import TapeSettings
from liminal.tape import play
from liminal.tape.filter import DeEmphasis, gaussian, low_pass, texel_matrices
from liminal.tape.grid import SAMPLES
from liminal.tape.vhs import EMPHASIS_GAIN

QUIET = {"noise": 0.0, "colour_noise": 0.0}
NOTHING = {**QUIET, "band": 0.0, "emphasis": 0.0, "sharpness": 0.0, "colour_band": 0.0, "colour_average": 0.0}

# 75 % bars with setup, from left to right: luma in IRE, amplitude of the subcarrier from peak to peak in IRE and its
# angle in degrees, as any textbook has them (they follow from SMPTE 170M).
BARS = {
    (1, 1, 1): (76.9, 0.0, 0.0),
    (1, 1, 0): (69.0, 62.1, 167.1),
    (0, 1, 1): (56.1, 87.7, 283.5),
    (0, 1, 0): (48.2, 81.9, 240.7),
    (1, 0, 1): (36.2, 81.9, 60.7),
    (1, 0, 0): (28.2, 87.7, 103.5),
    (0, 0, 1): (15.4, 62.1, 347.1),
}


@pytest.fixture(scope="module")
def tape() -> TapePath:
    return TapePath()


@pytest.fixture(scope="module")
def bars() -> np.ndarray:
    columns = np.repeat(np.array(list(BARS)), 720 // 7 + 1, axis=0)[:720]
    return np.broadcast_to(np.uint8(191) * columns.astype(np.uint8), (480, 720, 3)).copy()


def test_bars_have_the_levels_and_angles_of_the_standard(tape: TapePath, bars: np.ndarray) -> None:
    luma, colour = tape.encode(bars)
    sample = [round(24 + 2.18 + (bar + 0.5) * 103 * SAMPLE_RATE / 13.5e6) for bar in range(7)]
    expected = np.array(list(BARS.values()))
    assert 100 * luma[100, sample] == pytest.approx(expected[:, 0], abs=0.3)
    u, v = colour[:, 100, np.array(sample) // 4]
    assert 200 * np.hypot(u, v) == pytest.approx(expected[:, 1], abs=0.5)
    assert np.degrees(np.arctan2(v, u))[1:] % 360 == pytest.approx(expected[1:, 2], abs=0.5)


def test_bars_come_back(tape: TapePath, bars: np.ndarray) -> None:
    back = tape.there_and_back(bars)
    middle = [52 + 103 * bar for bar in range(7)]
    assert np.abs(back[:, middle].astype(int) - bars[:, middle]).max() <= 2  # levels: under 1 %
    assert np.array_equal(back[100], back[101])


@pytest.mark.parametrize(("frequency", "lost"), [(1e6, 0.1), (2e6, 0.1), (3e6, 0.4)])
def test_between_pixels_and_samples_hardly_anything_is_lost(tape: TapePath, frequency: float, lost: float) -> None:
    line = 127.5 + 25 * np.sin(2 * np.pi * frequency / 13.5e6 * np.arange(720))
    picture = np.broadcast_to(np.uint8(np.round(line))[None, :, None], (480, 720, 3)).copy()
    back = tape.there_and_back(picture)[::40, :, 1].astype(float)
    assert -lost <= decibels(amplitude(back, frequency, 13.5e6) / 25) <= 0.15


def test_the_fields_are_the_lines_of_the_picture(tape: TapePath) -> None:
    rows = np.zeros((480, 720, 3), np.uint8)
    rows[0::2] = np.arange(240, dtype=np.uint8)[:, None, None]
    luma, _ = tape.encode(rows)
    assert inside(luma)[:240].mean(axis=1) == pytest.approx(0.075 + 0.925 * np.arange(240) / 255, abs=1e-3)
    assert inside(luma)[240:] == pytest.approx(0.075, abs=1e-3)


@pytest.mark.parametrize(
    ("frequency", "low", "high"), [(0.5e6, -0.3, 0.3), (2e6, -2, 0.3), (3e6, -6, -3), (4.2e6, -99, -30)]
)
def test_multiburst(tape: TapePath, frequency: float, low: float, high: float) -> None:
    played, _ = tape.play(wave(frequency), **QUIET)
    assert low <= decibels(amplitude(played[100], frequency) / 0.05) <= high


def test_the_subcarrier_is_kept_out_of_luma(tape: TapePath) -> None:
    played, _ = tape.play(wave(3.5795e6), **QUIET)
    assert decibels(amplitude(played[100], 3.5795e6) / 0.05) < -25


def test_a_bright_edge_smears_as_the_clip_leaves_it(tape: TapePath) -> None:
    up = rise(tape.play(step(0.075, 1.0), **QUIET)[0][100, 200:600], 0.075, 1.0)
    down = rise(tape.play(step(1.0, 0.075), **QUIET)[0][100, 200:600], 1.0, 0.075)
    assert up == pytest.approx(1.33e-6, abs=0.06e-6)  # by calculation
    assert down == pytest.approx(1.12e-6, abs=0.06e-6)
    hq = rise(tape.play(step(0.075, 1.0), hq=True, **QUIET)[0][100, 200:600], 0.075, 1.0)
    assert 0.3e-6 <= hq <= 0.6e-6  # 0.49, by its white clip of 200 %


@pytest.mark.parametrize("dials", [{}, {"emphasis": 0.4}, {"format": "video8"}, {"format": "betacam"}], ids=str)
def test_a_small_edge_is_not_touched_by_the_clip(tape: TapePath, dials: dict) -> None:
    line = step(0.4, 0.65)
    clipped = tape.play(line, sharpness=0.0, **dials, **QUIET)[0][100]
    straight = tape.play(line, sharpness=0.0, **{**dials, "emphasis": 0.0}, **QUIET)[0][100]
    assert np.abs(inside(clipped - straight)).max() < 0.004
    assert rise(clipped[200:600], 0.4, 0.65) < 0.2e-6


def test_colour_takes_its_time(tape: TapePath) -> None:
    colour = np.where(np.arange(PAIRS) < 100, 0.1, 0.4)
    for settings, time in (({}, 0.7e-6), ({"format": "video8"}, 0.65e-6), ({"format": "betacam"}, 0.25e-6)):
        _, played = tape.play(0.5, colour, **settings, **QUIET)
        assert rise(played[0, 100, 60:140], 0.1, 0.4, SAMPLE_RATE / 4) == pytest.approx(time, rel=0.12)


def test_colour_sinks_half_a_line_a_generation(tape: TapePath) -> None:
    colour = np.where(np.arange(480) % 240 < 120, 0.0, 0.4)[:, None]
    for generations in (1, 3):
        _, played = tape.play(0.5, colour, generations=generations, **QUIET)
        profile = played[1, :240, PAIRS // 2]
        assert 240 - profile.sum() / 0.4 - 120 == pytest.approx(generations / 2, abs=0.02)


def test_noise_is_triangular(tape: TapePath) -> None:
    grey = inside(tape.play(0.5, sharpness=0.0)[0])
    # 9.7 dB by calculation; noise that were white before the de-emphasis would fall.
    assert 8 <= spectrum(grey, 0.95e6, 1.05e6) - spectrum(grey, 0.05e6, 0.15e6) <= 12


def test_noise_is_as_strong_as_the_format_has_it(tape: TapePath) -> None:
    for settings, expected in (({}, 44), ({"speed": "ep"}, 39.2), ({"format": "betacam"}, 51)):
        blank = inside(tape.play(0.0, **settings)[0])
        assert -decibels(blank.std()) == pytest.approx(expected, abs=1.0)
    _, colour = tape.play(0.5, colour_average=0.0)
    assert -decibels(colour[:, :, 30:170].std() / 0.44) == pytest.approx(40, abs=1.0)


def test_noise_is_weaker_in_highlights(tape: TapePath) -> None:
    dark, light = (inside(tape.play(level)[0]).std() for level in (0.1, 1.0))
    assert light < 0.85 * dark


def test_each_field_and_frame_and_generation_has_noise_of_its_own(tape: TapePath) -> None:
    first = inside(tape.play(0.5)[0]) - 0.5
    second = inside(tape.play(0.5, frame=1)[0]) - 0.5
    other = inside(tape.play(0.5, seed=2)[0]) - 0.5
    for one, two in ((first[:240], first[240:]), (first, second), (first, other)):
        assert abs(np.corrcoef(one.ravel(), two.ravel())[0, 1]) < 0.02
    # Two generations of the same noise would double it.
    twice = inside(tape.play(0.5, generations=2)[0]).std()
    assert twice < 1.6 * first.std()


def test_slower_tape_and_every_copy_is_worse(tape: TapePath) -> None:
    for ladder in (
        [{"speed": speed} for speed in ("sp", "lp", "ep")],
        [{"generations": number} for number in (1, 2, 4)],
    ):
        noise = [inside(tape.play(0.3, **settings)[0]).std() for settings in ladder]
        detail = [amplitude(tape.play(wave(2.8e6), **settings, **QUIET)[0][50], 2.8e6) for settings in ladder]
        assert noise == sorted(noise)
        assert detail == sorted(detail, reverse=True)
        assert noise[2] > 1.2 * noise[0]
        assert detail[2] < 0.8 * detail[0]


def test_a_frame_does_not_know_the_others(tape: TapePath) -> None:
    for frame in range(3):
        run = tape.play(wave(1e6), 0.1, frame=frame, generations=2)
    tape.forget()
    alone = tape.play(wave(1e6), 0.1, frame=2, generations=2)
    assert np.array_equal(run[0], alone[0])
    assert np.array_equal(run[1], alone[1])


def test_no_format_is_no_tape() -> None:
    frames = [np.full((480, 720, 3), value, np.uint8) for value in (1, 2)]
    played = list(play(frames, TapeSettings()))
    assert all(one is two for one, two in zip(frames, played, strict=True))


def test_everything_at_0_is_the_signal_itself(tape: TapePath) -> None:
    rng = np.random.default_rng(7)
    luma = unpack(pack(rng.uniform(-0.2, 1.1, (480, SAMPLES))))
    colour = np.round(rng.uniform(-0.4, 0.4, (2, 480, PAIRS)) * STEPS) / STEPS
    played = tape.play(luma, colour, **NOTHING)
    assert np.array_equal(played[0][:, 128:-128], luma[:, 128:-128])
    assert np.array_equal(played[1][:, :, 32:-32], colour[:, :, 32:-32])


@pytest.mark.parametrize("dial", sorted(NOTHING))
def test_each_dial_alone_does_something(tape: TapePath, dial: str) -> None:
    """The control of the test above: any one of them leaves a trace."""
    line = step(0.075, 1.0) + 0.1 * wave(3.3e6, 1.0, 0.0)
    colour = np.where(np.arange(480)[:, None] % 7 < 3, 0.3, 0.1) * np.where(np.arange(PAIRS) % 50 < 25, 1.0, 0.4)
    without = tape.play(line, colour, **NOTHING)
    whole = {**NOTHING, dial: 1.0}
    played = tape.play(line, colour, **whole)
    changed = max(np.abs(one - two).max() for one, two in zip(without, played, strict=True))
    assert changed > 0.01


def test_the_emphasis_is_the_standard_s() -> None:
    inverse = DeEmphasis(EMPHASIS_GAIN).inverse(200)
    place = np.arange(len(inverse))
    for frequency, gain in ((0, 0.0), (0.1e6, 2.1), (0.2e6, 5.2), (0.4e6, 9.1), (1e6, 12.7), (3e6, 13.8)):
        found = abs(np.sum(inverse * np.exp(-2j * np.pi * frequency / SAMPLE_RATE * place)))
        assert decibels(found) == pytest.approx(gain, abs=0.2)


@given(st.floats(1.0, 6.0))
def test_de_emphasis_undoes_it(gain: float) -> None:
    filter = DeEmphasis(gain)
    pair = np.convolve(filter.inverse(300), filter.response(300))[:250]
    assert pair == pytest.approx(np.eye(1, 250)[0], abs=1e-9)
    assert filter.response(3000).sum() == pytest.approx(1)
    assert filter.inverse(24).sum() == pytest.approx(1)


@given(st.floats(0.5e6, 7e6), st.integers(2, 20), st.floats(0.02e-6, 2e-6))
def test_filters_keep_the_level(edge: float, taps: int, time: float) -> None:
    for kernel in (low_pass(edge, taps), gaussian(time, taps, SAMPLE_RATE / 4)):
        assert len(kernel) == 2 * taps + 1
        assert kernel.sum() == pytest.approx(1)
        assert kernel == pytest.approx(kernel[::-1])


@given(st.integers(1, 40), st.data())
def test_matrices_are_the_kernel(length: int, data: st.DataObject) -> None:
    centre = data.draw(st.integers(0, length - 1))
    width = data.draw(st.sampled_from([4, 8]))
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    kernel, line = rng.normal(size=length), rng.normal(size=width * 24)
    first, matrices = texel_matrices(kernel, centre, width)
    texels = line.reshape(-1, width)
    filtered = np.convolve(line, kernel)[centre : centre + len(line)].reshape(-1, width)
    for texel in range(10, 14):
        own = sum(matrix @ texels[texel + first + i] for i, matrix in enumerate(matrices))
        assert own == pytest.approx(filtered[texel])


@given(st.lists(st.floats(-4, 4 - 1 / STEPS), min_size=8, max_size=8))
def test_samples_are_kept_to_half_a_step(samples: list[float]) -> None:
    assert unpack(pack(np.array([samples])))[0] == pytest.approx(samples, abs=0.5001 / STEPS)


def test_samples_beyond_the_range_are_clipped() -> None:
    assert unpack(pack(np.array([[-9.0, 9.0] * 4])))[0] == pytest.approx([-4, 4 - 1 / STEPS] * 4)


def test_tapes_may_feed_each_other() -> None:
    """Two chains draw by turns, each in a context of its own."""
    picture = np.random.default_rng(5).integers(0, 256, (480, 720, 3), dtype=np.uint8)
    first, second = TapeSettings(format="vhs"), TapeSettings(format="betacam")
    one_by_one = list(play(list(play([picture] * 3, first, 1)), second, 2))
    by_turns = list(play(play([picture] * 3, first, 1), second, 2))
    assert np.array_equal(one_by_one, by_turns)
