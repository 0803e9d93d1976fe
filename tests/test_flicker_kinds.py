"""Each kind of lamp has its own faults: daylight has none, arcs take minutes to come back, tubes fail for minutes."""

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.light.flicker import Dimmers
from liminal.light.flicker.circuit import SLOT, circuits_of
from liminal.light.flicker.discharge import CYCLE, MERCURY_RESTRIKE, RESTRIKE, STRUCK
from liminal.light.flicker.intermittence import DARK
from liminal.light.lamp_colour import MERCURY, warmed
from liminal.random import Stream, keys_of
from liminal.settings.light import LightSettings
from liminal.settings.load import load_preset
from liminal.world.lamp_kind import HIGH_BAYS, LampKind
from liminal.world.level1 import warehouse
from liminal.world.window import LAMP

FIELD = 1 / 59.94
EVERYTHING = LightSettings(
    failing=0.7, loose=0.3, weak_circuits=0.5, blackouts=15, sags=60, dark_tubes=0.3, intermittent=0.5
)
CALM = {"failing": 0, "loose": 0, "dark_tubes": 0, "sags": 0, "weak_circuits": 0, "ripple": 0}


def lamps(kind: LampKind, count: int = 400) -> NDArray[np.void]:
    """Lamps so far apart that each is on a circuit of its own."""
    found = np.zeros(count, LAMP)
    found["cell_x"], found["luminance"], found["kind"] = 200 * np.arange(count), 1, kind
    found["size_x"] = found["size_z"] = 0.5
    return found


def settings(**dials: float) -> LightSettings:
    return LightSettings(**{**CALM, **dials})


def test_daylight_never_changes() -> None:
    dimmers = Dimmers(3, lamps(LampKind.PANEL), EVERYTHING)
    assert not dimmers.dimmable.any()
    for time in np.linspace(0, 900, 40):
        assert (dimmers.at(time, 1e-4) == 1).all()
        assert (dimmers.steady(time, 1e-4) == 1).all()
        assert not dimmers.ends(time).any()


def test_a_place_lit_by_both_ripples_by_the_share_of_its_lamps() -> None:
    both = np.concatenate([lamps(LampKind.PANEL, 3), lamps(LampKind.STRIP, 1)])
    both["cell_x"] = 200 * np.arange(4)
    time = np.arange(100) / 12_000
    alone, mixed = (
        np.array([Dimmers(1, some, settings(ripple=0.4)).steady(each)[0] for each in time]) for some in (both[3:], both)
    )
    assert np.ptp(alone) > 0.5
    assert mixed - 1 == pytest.approx((alone - 1) / 4, abs=1e-6)


@pytest.mark.parametrize(
    ("kind", "share"), [(LampKind.STRIP, 1.0), (LampKind.HIGH_BAY, 1.5), (LampKind.MERCURY_BAY, 1.5)]
)
def test_an_arc_ripples_deeper_than_a_tube(kind: LampKind, share: float) -> None:
    dimmers = Dimmers(1, lamps(kind, 1), settings(ripple=0.35))
    light = np.array([dimmers.at(time)[0] for time in np.arange(1000) / 120_000])
    assert np.ptp(light) / (light.max() + light.min()) == pytest.approx(0.35 * share, abs=0.005)


def test_an_arc_does_not_flutter() -> None:
    # But for the moment when it goes out, light only rises, and within a second by no more than a twentieth.
    dimmers = Dimmers(5, lamps(LampKind.HIGH_BAY), EVERYTHING.model_copy(update={"ripple": 0.0, "sags": 0.0}))
    light = np.array([dimmers.at(600 + field * FIELD, FIELD) for field in range(0, 6000, 20)])
    step = np.diff(light, axis=0)
    struck, out = (light[:-1] == 0) & (step > 0), (light[1:] == 0) & (step < 0)
    assert struck.any()
    assert out.any()
    assert (light[1:][struck] < STRUCK + 0.01).all()
    assert (step[~out & ~struck] >= -1e-6).all()
    assert step[~struck].max() < 0.05 * 20 * FIELD
    assert not dimmers.ends(777.0).any()


@pytest.mark.parametrize(
    ("kind", "restrike"), [(LampKind.HIGH_BAY, RESTRIKE), (LampKind.MERCURY_BAY, MERCURY_RESTRIKE)]
)
def test_an_old_arc_cycles_as_often_as_said(kind: LampKind, restrike: tuple[float, float]) -> None:
    count = 6000
    dimmers = Dimmers(5, lamps(kind, count), settings(failing=1))
    dark = np.mean([(dimmers.at(time) == 0).mean() for time in (4000.0, 9000.0, 14_000.0)])
    # The mean of a logarithmic draw, over the mean of 1 / CYCLE; short cycles are cut off.
    cooling = (restrike[1] - restrike[0]) / np.log(restrike[1] / restrike[0])
    expected = cooling * np.log(CYCLE[1] / CYCLE[0]) / (CYCLE[1] - CYCLE[0])
    assert dark == pytest.approx(expected, rel=0.08)


@pytest.mark.parametrize(
    ("kind", "restrike", "run_up"),
    [(LampKind.HIGH_BAY, (60, 300), (100, 240)), (LampKind.MERCURY_BAY, (180, 420), (4 * 60, 7 * 60))],
)
def test_an_arc_must_cool_after_a_blackout_and_runs_up_for_minutes(
    kind: LampKind, restrike: tuple[float, float], run_up: tuple[float, float]
) -> None:
    hung = lamps(kind, 1600)
    dials = settings(weak_circuits=1, blackouts=4)
    key = keys_of(11, Stream.LAMP_TROUBLE, hung["cell_x"], hung["cell_z"])
    circuits, dimmers = circuits_of(11, hung, key, dials), Dimmers(11, hung, dials)
    # Lamps that one blackout hits, with no other near it in time.
    slots = [circuits.blackout((number + 0.5) * SLOT) for number in range(10, 20)]
    alone = np.isfinite(slots[4].out) & np.all([np.isinf(slots[i].out) for i in range(10) if i != 4], axis=0)
    assert alone.sum() > 3
    time = np.arange(14 * SLOT, 19 * SLOT, 0.5)
    light, warmth = (np.array([ask(each)[alone] for each in time]) for ask in (dimmers.at, dimmers.warmth))
    dark = (light == 0).sum(0) * 0.5 - (slots[4].restored - slots[4].out)[alone]
    assert dark.min() > restrike[0] - 1
    assert dark.max() < restrike[1] + 1
    assert np.ptp(dark) > 60
    struck = light.argmin(0) + (light == 0).sum(0)
    near_full = np.array([np.argmax(column[first:] > 0.9) for column, first in zip(light.T, struck, strict=True)]) * 0.5
    assert run_up[0] < near_full.min() < near_full.max() < run_up[1]
    if kind is LampKind.MERCURY_BAY:
        assert (warmth == 1).all()
    else:
        # The colour comes after the light.
        assert (warmth <= light + 1e-6)[light > STRUCK].all()


def test_arcs_do_not_depend_on_each_other_or_on_the_past() -> None:
    hung = lamps(LampKind.HIGH_BAY)
    order = np.random.default_rng(0).permutation(len(hung))[:150]
    dimmers, some = (Dimmers(5, each, EVERYTHING) for each in (hung, hung[order]))
    times = [1000.0, 1e5, 3.0, -7.0, *np.arange(1000, 1003, FIELD)]
    before = [(dimmers.at(time, FIELD), dimmers.warmth(time)) for time in times]
    for time, (light, warmth) in reversed(list(zip(times, before, strict=True))):
        assert (some.at(time, FIELD) == light[order]).all()
        assert (some.warmth(time) == warmth[order]).all()


def test_some_tubes_fail_for_minutes_and_start_with_flashes() -> None:
    dimmers = Dimmers(4, lamps(LampKind.STRIP, 300), settings(intermittent=1))
    time = np.arange(0, 3600, 0.5)
    lit = np.array([dimmers.at(each) for each in time]) > 0
    assert 0.15 < 1 - lit.mean() < 0.35
    spans = []
    for column in lit.T:
        edges = np.flatnonzero(np.diff(column.astype(int)))
        runs = np.diff(edges)[column[edges[:-1]]] * 0.5  # dark ones
        spans += runs[runs > 5].tolist()
    assert len(spans) > 1000
    # Starters take up to 2.5 s more; where the next failure is near, the dark is cut short.
    assert max(spans) < DARK[1] + 4
    assert np.mean(np.array(spans) < DARK[0]) < 0.1

    # Before a lamp catches it flashes at least once.
    lamp = int(np.argmin(lit[100]))
    catches = 50 + np.argmax(lit[100:, lamp]) * 0.5
    fine = np.arange(catches - 4, catches + 1, 0.01)
    pulses = np.array([dimmers.at(each)[lamp] for each in fine]) > 0
    assert np.count_nonzero(np.diff(pulses.astype(int)) == 1) >= 2


def test_a_share_of_lamps_is_intermittent() -> None:
    count = 4000
    for kind, share in ((LampKind.STRIP, 0.3), *((kind, 0.0) for kind in (*HIGH_BAYS, LampKind.PANEL))):
        found = Dimmers(2, lamps(kind, count), settings(intermittent=0.3)).dimmable.mean()
        assert found == pytest.approx(share, abs=6 * np.sqrt(share * (1 - share) / count) + 1e-9)


def test_an_arc_that_has_just_struck_burns_in_mercury() -> None:
    sodium = np.array([(2.33, 0.70, 0.035)], np.float32)
    assert (warmed(sodium, np.ones(1, np.float32)) == sodium).all()
    assert (warmed(sodium, np.zeros(1, np.float32)) == MERCURY).all()
    # CIE 1931 chromaticity of clear mercury vapour.
    x, y, z = np.array([(0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)]) @ MERCURY
    assert (x / (x + y + z), y / (x + y + z)) == pytest.approx((0.326, 0.390), abs=0.003)
    assert y == pytest.approx(1, abs=0.005)


def test_mercury_light_is_blue_green_beside_that_of_strips() -> None:
    strips = np.array(load_preset("level-1").light.lamp_colour)
    beside = warehouse.MERCURY / strips
    assert beside[1] > beside[2] > 1.4 * beside[0]
    # What the camera is set to is the same for all lamps: it makes of sodium's chromaticity what it makes of mercury's.
    camera = warehouse.SODIUM / [2.33, 0.70, 0.035]
    assert pytest.approx(camera, rel=0.15) == warehouse.MERCURY / MERCURY
    assert pytest.approx(1, abs=0.005) == warehouse.MERCURY @ [0.2126, 0.7152, 0.0722]
