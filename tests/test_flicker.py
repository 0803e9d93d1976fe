"""Lamps that flicker: exact where nothing is wrong, as often as said where something is, and the same at any time."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from liminal.light.flicker import Dimmers, habit
from liminal.light.flicker.circuit import LENGTH, SLOT, SPEED, WIDTH
from liminal.light.flicker.habit import Beat, Mood, Trouble
from liminal.light.flicker.slot import slot_at, slot_start
from liminal.light.flicker.tube import Tubes
from liminal.random import mix_arrays
from liminal.settings.light import LightSettings
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.window import LAMP

SHUTTER = 1 / 60
ALL_BAD = LightSettings(failing=0.7, loose=0.3, weak_circuits=0.5, blackouts=15, sags=60, dark_tubes=0.3)


def ceiling(rows: int = 20, columns: int = 20, x0: int = -64, z0: int = -96) -> NDArray[np.void]:
    """Lamps four tiles apart, one way and the other."""
    lamps = np.zeros(rows * columns, LAMP)
    z, x = np.divmod(np.arange(len(lamps)), columns)
    lamps["cell_x"], lamps["cell_z"] = x0 + 4 * TILE_X * x, z0 + 2 * TILE_Z * z
    lamps["luminance"] = 1
    return lamps


def quiet(**dials: float) -> LightSettings:
    """Settings with nothing wrong except what is named."""
    calm = {"failing": 0, "loose": 0, "dark_tubes": 0, "sags": 0, "weak_circuits": 0, "ripple": 0}
    return LightSettings(**{**calm, **dials})


def within(count: float, expected: float, deviation: float) -> None:
    """Six standard deviations: the seed is fixed, so this fails for a wrong number and not for bad luck."""
    assert abs(count - expected) < 6 * deviation, f"{count} instead of {expected}"


def test_dial_at_0_is_perfectly_steady() -> None:
    lamps = ceiling()
    lamps["luminance"][3] = 0
    dimmers = Dimmers(1, lamps, ALL_BAD.model_copy(update={"flicker": 0.0}))
    assert not dimmers.dimmable.any()
    for time in (0.0, 17.3, 5000.1):
        for shutter in (0.0, 0.004, 0.3):
            expected = np.ones(len(lamps))
            expected[3] = 0
            assert (dimmers.at(time, shutter) == expected).all()
            assert (dimmers.steady(time, shutter) == 1).all()
        assert not dimmers.ends(time).any()


def test_lamps_that_behave_shine_with_the_light_of_one() -> None:
    together, in_turn = (Dimmers(1, ceiling(), quiet(ripple=0.35, phases=phases)) for phases in (1, 3))
    assert together.at(12.3, 10.0) == pytest.approx(1, abs=1e-6)
    assert np.ptp(together.at(12.3, 0.001)) == 0
    assert np.ptp(in_turn.at(12.3, 0.001)) > 0.05
    # Three phases make steady light between them, but for the harmonics that are multiples of three.
    assert in_turn.steady(12.3).mean() == pytest.approx(1, abs=0.02)
    # With everything turned on too, as far as they are not dimmable.
    dimmers = Dimmers(1, ceiling(), LightSettings(dark_tubes=0.3, phases=3))
    fixed = ~dimmers.dimmable
    assert fixed.mean() > 0.8
    for time in np.linspace(0, 900, 50):
        expected = dimmers.level * dimmers.steady(time, SHUTTER)[dimmers.phase]
        assert (dimmers.at(time, SHUTTER) == expected)[fixed].all()


def test_most_lamps_are_steady_by_default() -> None:
    dimmers = Dimmers(3, ceiling(60, 60), LightSettings())
    assert 0.02 < dimmers.dimmable.mean() < 0.08
    changing = np.ptp([dimmers.at(time, SHUTTER) for time in np.linspace(50, 60, 60)], axis=0) > 0.1
    assert 0 < changing.mean() < 0.04


def test_lamps_do_not_depend_on_each_other_or_on_the_past() -> None:
    lamps = ceiling()
    dimmers = Dimmers(5, lamps, ALL_BAD)
    order = np.random.default_rng(0).permutation(len(lamps))[:150]
    some = Dimmers(5, lamps[order], ALL_BAD)
    assert (some.dimmable == dimmers.dimmable[order]).all()
    times = [*np.linspace(100, 101, 20), 7.0, 1e5, 0.0, -3.0]
    sequence = [(dimmers.at(time, SHUTTER), dimmers.tube_ends(time)) for time in times]
    for time, (light, ends) in reversed(list(zip(times, sequence, strict=True))):
        assert (some.at(time, SHUTTER) == light[order]).all()
        assert (some.tube_ends(time) == ends[order]).all()
        assert (Dimmers(5, lamps[:9], ALL_BAD).tubes(time, SHUTTER).mean(1) == light[:9]).all()
    assert (Dimmers(6, lamps, ALL_BAD).dimmable != dimmers.dimmable).any()


@settings(max_examples=25)
@given(st.floats(0, 1e4), st.floats(1e-4, 0.02), st.integers(0, 2**63 - 1))
def test_two_shutters_make_one_of_twice_the_length(time: float, shutter: float, seed: int) -> None:
    # Exact but for what changes slowly, which is taken from the middle.
    dimmers = Dimmers(seed, ceiling(10, 10), ALL_BAD)
    halves = (dimmers.at(time, shutter) + dimmers.at(time + shutter, shutter)) / 2
    whole = dimmers.at(time, 2 * shutter)
    assert whole == pytest.approx(halves, abs=0.015)
    assert np.median(np.abs(whole - halves)) < 1e-4


@settings(max_examples=25)
@given(st.floats(0, 1e5), st.integers(0, 2**63 - 1))
def test_light_is_between_dark_and_bright(time: float, seed: int) -> None:
    dimmers = Dimmers(seed, ceiling(10, 10), ALL_BAD)
    tubes, ends = dimmers.tubes(time, 1e-5), dimmers.tube_ends(time)
    assert tubes.min() >= 0
    assert tubes.max() < 1.4
    assert dimmers.at(time, SHUTTER).max() <= 1.001
    assert ends.min() >= 0
    assert ends.max() <= 1
    assert not (ends[tubes > 0]).any()


def test_shutter_collects_what_instants_show() -> None:
    dimmers = Dimmers(2, ceiling(), ALL_BAD)
    for begin in (31.0, 140.0, 321.5):
        instants = [dimmers.at(begin + (i + 0.5) * 1e-3) for i in range(200)]
        assert dimmers.at(begin, 0.2) == pytest.approx(np.mean(instants, axis=0), abs=0.02)


@given(st.integers(0, 2**32 - 1), st.floats(-1e5, 1e5), st.floats(0.5, 300))
def test_every_time_falls_into_one_slot(key: int, time: float, width: float) -> None:
    keys = mix_arrays(key)
    slot = slot_at(keys, np.array([time]), width)
    assert slot_start(keys, slot, width) <= time < slot_start(keys, slot + 1, width)


@pytest.mark.parametrize("trouble", Trouble)
def test_time_is_shared_out_as_the_tables_say(trouble: Trouble) -> None:
    # Each tube is asked once, at a time of its own, so that all answers are independent.
    n = 20_000
    tubes = Tubes(mix_arrays(9, trouble, np.arange(n)), np.full(n, trouble), np.zeros(n))
    time = np.random.default_rng(1).uniform(0, 1e5, n)
    _, mood = tubes.moods(time)
    for kind in Mood:
        share = habit.MOODS[trouble, kind]
        within(np.count_nonzero(mood == kind), n * share, np.sqrt(n * share * (1 - share)) + 1e-9)

    beat = slot_at(mix_arrays(tubes.key, 3), time, tubes._tempo)
    drawn = tubes.drawn(beat)
    for kind in list(Beat)[:-1]:
        in_mood = habit.REST * np.equal(habit.AT_REST, kind) + (1 - habit.REST) * habit.BEATS[:, kind]
        share = habit.MOODS[trouble] @ in_mood
        within(np.count_nonzero(drawn == kind), n * share, np.sqrt(n * share * (1 - share)) + 1e-9)


def test_as_many_lamps_ail_as_the_dials_say() -> None:
    lamps = ceiling(100, 100)
    n = len(lamps)
    for dials, share in ((quiet(failing=0.1), 0.1), (quiet(loose=0.2), 0.2), (quiet(failing=0.4, flicker=0.25), 0.1)):
        within(Dimmers(4, lamps, dials).dimmable.sum(), n * share, np.sqrt(n * share * (1 - share)))
    half = Dimmers(4, lamps, quiet(dark_tubes=0.1))
    assert not half.dimmable.any()
    within(np.count_nonzero(half.level == 0.5), 0.1 * n, np.sqrt(0.09 * n))
    assert (np.sort(half.tubes(3.0), axis=1)[half.level == 0.5] == (0, 1)).all()


def test_more_of_a_dial_never_heals_a_lamp() -> None:
    lamps = ceiling(40, 40)
    for dial in ("failing", "loose", "weak_circuits", "flicker"):
        ailing = [
            Dimmers(4, lamps, LightSettings(**{"failing": 0.2, "loose": 0.2, dial: share})).dimmable
            for share in (0, 0.05, 0.3, 1)
        ]
        for fewer, more in pairwise(ailing):
            assert (more | ~fewer).all(), dial
            assert more.sum() > fewer.sum(), dial
    swing = [np.ptp([Dimmers(4, lamps, quiet(ripple=r)).steady(i / 2000) for i in range(20)]) for r in (0, 0.1, 0.5)]
    assert swing[0] == 0
    assert 2 * swing[1] < swing[2]


def circuits() -> NDArray[np.void]:
    """Lamps so far apart that each is on a circuit of its own."""
    lamps = ceiling(100, 200)
    lamps["cell_x"] *= LENGTH // (4 * TILE_X)
    lamps["cell_z"] *= LENGTH // (2 * TILE_Z)
    return lamps


def test_dips_come_as_often_as_said_and_pass() -> None:
    # A dip of depth d that comes with time constant a and goes with r loses d r^2 / (r + a) seconds of light.
    dimmers = Dimmers(11, circuits(), quiet(weak_circuits=1, blackouts=0, sags=6))
    times = np.random.default_rng(0).uniform(0, 1e4, 16)
    lost = [1 - dimmers.at(time).astype(float) / dimmers.steady(time)[0] for time in times]
    recovery, depth = (np.exp(np.linspace(*np.log(ends), 4001)) for ends in ((0.06, 0.7), (0.08, 0.50)))
    expected = 60 / 3600 * depth.mean() * (recovery**2 / (recovery + 0.02)).mean()
    assert np.mean(lost) == pytest.approx(expected, rel=0.1)

    one = Dimmers(11, ceiling(1, 1), quiet(sags=60))
    light = np.array([one.steady(time)[0] for time in np.arange(0, 1800, 0.5)])
    assert 0.89 < light.min() < 0.99
    assert np.median(light) == 1


def test_blackouts_come_as_often_as_said() -> None:
    local = Dimmers(11, circuits(), quiet(weak_circuits=1, blackouts=9))._circuits
    share = 9 * SLOT / 3600
    for slot in (0, 1, 57):
        struck = np.isfinite(local.blackout((slot + 0.5) * SLOT).out)
        within(struck.sum(), len(struck) * share, np.sqrt(len(struck) * share * (1 - share)))


def corridor(seed: int) -> tuple[NDArray[np.void], int]:
    """Lamps along the first strip of the square at the origin, and the axis along which it lies."""
    for axis in ("cell_x", "cell_z"):
        lamps = np.zeros(LENGTH // TILE_Z, LAMP)
        lamps[axis], lamps["luminance"] = np.arange(len(lamps)) * TILE_Z, 1
        if len(set(Dimmers(seed, lamps, quiet())._circuits.key.tolist())) == 1:
            return lamps, ("cell_x", "cell_z").index(axis)
    raise AssertionError("a square has strips one way or the other")


def test_a_circuit_is_a_strip_on_one_phase() -> None:
    lamps = ceiling(80, 80, x0=0, z0=0)
    dimmers = Dimmers(8, lamps, quiet(weak_circuits=0.3, phases=3))
    keys = dimmers._circuits.key
    for key in np.unique(keys):
        mine = keys == key
        assert len(set(dimmers.phase[mine].tolist())) == 1
        assert len(set(dimmers.dimmable[mine].tolist())) == 1
        extent = sorted(int(np.ptp(lamps[axis][mine])) for axis in ("cell_x", "cell_z"))
        assert extent[0] < WIDTH
        assert extent[1] < LENGTH
    assert set(dimmers.phase.tolist()) == {0, 1, 2}


def test_blackouts_run_down_the_corridor() -> None:
    count = forwards = 0
    for seed in range(3):
        lamps, axis = corridor(seed)
        place = (lamps[("cell_x", "cell_z")[axis]] + (TILE_X if axis == 0 else TILE_Z) / 2) * CELL
        dimmers = Dimmers(seed, lamps, quiet(weak_circuits=1, blackouts=9))
        for slot in range(9):
            times = slot * SLOT + np.arange(0, SLOT, 2.5)
            lit = np.array([dimmers.at(time) for time in times]) > 0
            if lit.all():
                continue
            count += 1
            # Look closer at the moment when each lamp goes out: a straight line through place and time.
            dark = [times[np.argmin(column)] for column in lit.T]
            fine = np.arange(min(dark) - 2.6, max(dark) + 0.1, 0.04)
            close = np.array([dimmers.at(time) for time in fine]) > 0
            out = fine[close.argmin(axis=0)]
            slope, start = np.polyfit(place, out, 1)
            assert SPEED[0] * 0.95 < 1 / abs(slope) < SPEED[1] * 1.1
            assert np.abs(start + slope * place - out).max() < 0.15
            forwards += slope > 0
            # And light again before the slot is over.
            assert lit[-8:].all()
    assert 0 < forwards < count


def test_ends_glow_while_lamps_restart() -> None:
    lamps, _ = corridor(1)
    dimmers = Dimmers(1, lamps, quiet(weak_circuits=1, blackouts=15, dark_tubes=0.5))
    blackout = dimmers._circuits.blackout(0.0)
    assert np.isfinite(blackout.out).all()
    lights = dimmers.level > 0
    for time in np.arange(blackout.out.min() - 1, blackout.back.max() + 1, 0.1):
        glow = dimmers.ends(time)
        assert glow.max() <= 1
        assert not glow[(blackout.out < time) & (time < blackout.restored)].any()
        restarting = (blackout.restored + 0.5 < time) & (time < blackout.back) & (dimmers.at(time) == 0)
        assert (glow[restarting & lights] > 0.7).all()


def test_what_holds_its_light_holds_it_across_beats() -> None:
    n = 20_000
    tubes = Tubes(mix_arrays(5, np.arange(n)), np.full(n, Trouble.STUTTERING), np.zeros(n))
    beat = np.arange(n) % 50
    border = slot_start(mix_arrays(tubes.key, 3), beat, tubes._tempo)
    before, after = (tubes.light(border + step, border + step + 1e-5, None) > 0 for step in (-2e-5, 1e-5))
    holds = tubes.drawn(beat) == Beat.HOLD
    held, stuttered = (tubes.drawn(beat - 1) == kind for kind in (Beat.HOLD, Beat.STUTTER))
    assert before[held].mean() > 0.95
    assert after[before & held & holds].all()
    # A stutter that ends lit is held, unless the beat cuts it off; what comes out of the dark has to strike first.
    assert after[before & stuttered & holds].mean() > 0.7
    assert after[~before & stuttered & holds].mean() < 0.3
    dark = tubes.drawn(beat - 1) == Beat.DARK
    assert not before[dark].any()
    assert not after[dark & holds].any()


def test_failing_tubes_neither_tick_nor_hiss() -> None:
    # A clock would show as a peak of the autocorrelation, white noise as none at all.
    n = 40
    fields = np.arange(60 * 150) / 59.94
    tubes = Tubes(mix_arrays(3, np.arange(n)), np.full(n, Trouble.STUTTERING), np.zeros(n))
    light = np.array([tubes.light(np.full(n, t), np.full(n, t + SHUTTER), None) for t in fields[::3][:2000]]) / SHUTTER
    light = light - light.mean(0)
    spectrum = np.abs(np.fft.rfft(light, 2 * len(light), axis=0)) ** 2
    together = np.fft.irfft(spectrum.sum(1))[: len(light) // 2]
    together /= together[0]
    lag = np.arange(len(together)) * 3 / 59.94
    near, far = together[(lag > 0.2) & (lag < 0.6)], together[(lag > 1) & (lag < 20)]
    assert near.min() > 0.3
    assert np.diff(far).max() < 0.05
    smooth = np.convolve(far, np.ones(41) / 41, "valid")
    assert np.abs(far[20:-20] - smooth).max() < 0.08
