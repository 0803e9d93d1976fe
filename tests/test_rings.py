"""Rings on water: they spread by the dispersion of waves, and where and when drops are heard."""

from types import SimpleNamespace

import numpy as np
import pytest
from test_sound_of_places import Box

from liminal.light.waves import frequency
from liminal.sound.water_sounds import WaterSounds
from liminal.view.pose import Pose
from liminal.view.rings import LIFE, REACH, RINGS, STEPS, Drips, slope
from liminal.world.material import Material

DISTANCE = (np.arange(STEPS) + 0.5) * (REACH / STEPS)


@pytest.mark.parametrize("age", [1.5, 2.5, 4.0])
def test_waves_of_a_ring_are_where_their_group_velocity_brings_them(age: float) -> None:
    """Between zeros about its highest wave lies half a wavelength; its group velocity is distance over time."""
    rising = slope(age).astype(float)
    highest = abs(rising).argmax()
    zeros = np.flatnonzero(np.sign(rising[1:]) != np.sign(rising[:-1]))
    near = zeros[np.searchsorted(zeros, highest) - 1 : np.searchsorted(zeros, highest) + 1]
    number = np.pi / np.ptp(DISTANCE[near])
    group = np.diff(frequency(number * np.array([0.99, 1.01])))[0] / (0.02 * number)
    assert DISTANCE[highest] / age == pytest.approx(group, rel=0.08)


def test_a_ring_widens_and_flattens() -> None:
    """It has left the middle, and is damped besides: lower than by the square root of its way."""
    early, late = abs(slope(1.0)), abs(slope(4.0))
    assert late[DISTANCE < 0.3].max() < 0.1 * late.max()
    assert DISTANCE[late.argmax()] > 3 * DISTANCE[early.argmax()]
    assert late.max() < 0.5 * early.max()


def test_drops_are_seen_where_and_when_they_are_heard() -> None:
    pool = Box(Material.POOL_TILE, 0.5, drips=30.0)
    performance = SimpleNamespace(pose=lambda time: Pose(6.0, 1.6, 4.0, 0.0))
    sounds = WaterSounds(pool, SimpleNamespace(), performance)  # type: ignore[arg-type]
    heard = {(event.time, event.spot.x, event.spot.z) for event in sounds.events(0, 40) if event.spot.kind == "drip"}
    drips = Drips(pool, np.array([(6.0, 4.0)]))  # type: ignore[arg-type]
    rings = {(ring.time, ring.x, ring.z) for time in np.arange(0.5, 40.0, 0.5) for ring in drips.at(time)}
    assert len(heard) > 10
    assert {each for each in rings if each[0] >= 0} == {each for each in heard if each[0] < 39.5}


def test_a_picture_shows_few_rings_and_none_where_nothing_drips() -> None:
    stormy, quiet = (Box(Material.POOL_TILE, 0.5, drips=rate) for rate in (120.0, 0.0))
    for time in (0.0, 3.0, 17.5):
        rings = Drips(stormy, np.array([(6.0, 4.0)])).at(time)  # type: ignore[arg-type]
        assert len(rings) == RINGS
        assert all(0 < time - ring.time < LIFE for ring in rings)
        assert not Drips(quiet, np.array([(6.0, 4.0)])).at(time)  # type: ignore[arg-type]
