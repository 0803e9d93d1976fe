"""The ripple of lamps against signal theory: harmonics of |sin|, a first-order filter, and what a shutter leaves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from liminal.light.flicker.ripple import RIPPLE, afterglow, lit, ripple_of_depth

FIELDS = 60 / 1.001  # per second


@pytest.mark.parametrize("k", [0.003, 0.05, 0.26, 1.0, 20.0])
def test_ripple_is_rectified_mains_seen_through_a_phosphor(k: float) -> None:
    # pi/2 |sin(pi u)| = 1 - sum 2 / (4 n^2 - 1) cos(2 pi n u); a decay of time constant k passes each harmonic n with
    # the gain 1 / (1 + 2 pi i n k).
    harmonic = np.arange(1, 20_000)
    part = -2 / (4.0 * harmonic**2 - 1) / (1 + 2j * np.pi * harmonic * k)
    u = np.linspace(0.01, 0.99, 37)
    expected = 1 + (part * np.exp(2j * np.pi * harmonic * u[:, None])).real.sum(1)
    assert np.abs(afterglow(k).value(u) - expected).max() < 1e-4


@given(st.floats(0, 3600), st.floats(1e-5, 0.1), st.floats(0, 1), st.floats(0.05, 0.9))
def test_closed_form_is_the_integral(begin: float, shutter: float, phase: float, depth: float) -> None:
    ripple = ripple_of_depth(depth)
    assert ripple
    light = lit(np.array([begin]), np.array([begin + shutter]), np.array([phase]), ripple)[0]
    corners = np.arange(np.ceil(begin * RIPPLE + phase), (begin + shutter) * RIPPLE + phase)
    expected, _ = quad(
        lambda time: ripple.value(time * RIPPLE + phase),
        begin,
        begin + shutter,
        points=(corners - phase) / RIPPLE if len(corners) else None,
    )
    assert light == pytest.approx(expected, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("depth", [0.02, 0.2, 0.35, 0.6, 0.95])
def test_depth_is_what_was_asked_for(depth: float) -> None:
    ripple = ripple_of_depth(depth)
    assert ripple
    period = ripple.value(np.arange(10_000) / 10_000)
    assert (period.max() - period.min()) / (period.max() + period.min()) == pytest.approx(depth, abs=1e-3)
    assert period.mean() == pytest.approx(1, abs=1e-4)
    assert ripple_of_depth(0) is None


@pytest.mark.parametrize("shutter", [1 / 60, 1 / FIELDS, 1 / 100, 1 / 250, 1 / 1000])
def test_tape_beats_with_the_mains_as_deep_as_its_shutter_lets_it(shutter: float) -> None:
    # 120 Hz seen 59.94 times a second is 0.12 Hz, one beat in 500 fields; a shutter passes sinc(120 s) of it.
    ripple = ripple_of_depth(0.35)
    assert ripple
    begin = np.arange(4000) / FIELDS
    seen = lit(begin, begin + shutter, np.zeros(4000), ripple) / shutter
    spectrum = np.abs(np.fft.rfft(seen - 1)) * 2 / len(seen)
    first = 2 / 3 / np.hypot(1, 2 * np.pi * ripple.k)
    expected = first * abs(np.sinc(RIPPLE * shutter))
    assert spectrum[8] == pytest.approx(expected, abs=1e-5)
    if shutter < 1 / 61:
        assert spectrum.argmax() == 8
        assert abs(8 * FIELDS / 4000 - 0.11988) < 1e-5
    if shutter == 1 / 60:
        assert np.ptp(seen) < 1e-9
