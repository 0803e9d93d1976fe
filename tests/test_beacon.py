"""Beacons flash in their own time; their filaments follow as a lag of first order does."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.signal import lsim, lti

from liminal.light.flicker import Appliances
from liminal.light.flicker.beacon import FILAMENT, LIT, PERIOD, Beacons
from liminal.random import mix_arrays
from liminal.settings.light import LightSettings
from liminal.world.prop import prop


def test_a_filament_follows_its_switch() -> None:
    """Simulated for 20 periods as a linear system driven by a square wave."""
    beacons = Beacons(mix_arrays(3, np.arange(5)))
    period, turns = beacons._turns(0.0)
    for number in range(5):
        time = np.linspace(0, 20 * period[number], 100_001)
        on = ((time / period[number] + turns[number]) % 1 < LIT).astype(float)
        _, expected, _ = lsim(lti([1], [FILAMENT, 1]), on, time)
        late = slice(75_000, None, 997)
        found = [beacons.level(each)[number] for each in time[late]]
        assert found == pytest.approx(expected[late], abs=2e-3)


@pytest.mark.parametrize("begin", [0.0, -5.3, 41.27, 9000.4])
def test_the_mean_over_a_shutter_is_the_integral(begin: float) -> None:
    beacons = Beacons(mix_arrays(8, np.arange(1)))
    for shutter in (0.004, 1 / 60, 0.4, 3.0):
        expected, _ = quad(lambda time: beacons.level(time)[0], begin, begin + shutter, limit=400)
        assert beacons.light(begin, begin + shutter)[0] == pytest.approx(expected / shutter, abs=2e-4)


def test_each_has_its_own_time() -> None:
    props = np.concatenate([prop("beacon", 7.0 * number, 2.0, 3.0, 90.0) for number in range(30)])
    appliances = Appliances(2, props, LightSettings())
    assert appliances.dimmable.all()
    light = np.array([appliances.at(time, 1 / 60, 1.0) for time in np.arange(0, 60, 1 / 60)])
    assert light.min() < 0.02
    assert light.max() > 0.98
    assert light.mean() == pytest.approx(LIT, abs=0.01)
    flashes = (np.diff((light > 0.5).astype(int), axis=0) == 1).sum(0)
    assert 60 / PERIOD[1] - 1 <= flashes.min() < flashes.max() <= 60 / PERIOD[0] + 1
    assert len(np.unique(light.argmax(0))) > 10
    still = Appliances(2, props, LightSettings(flicker=0.0))
    assert not still.dimmable.any()
    assert (still.at(3.3, 0.01, 0.9) == np.float32(0.9)).all()
