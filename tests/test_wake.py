"""Wakes of who wades: against Kelvin's angle, the dispersion of waves on water, and where and when a leg moves."""

from dataclasses import replace

import numpy as np
import pool
import pytest
import reference
from numpy.typing import NDArray
from raycast import pixel_rays
from test_wading import STEADY, Pool

from liminal.gl import Context
from liminal.settings.water import WaterSettings
from liminal.shot.operator_shot import walk_from
from liminal.shot.step import Step
from liminal.shot.wading import leg_swings
from liminal.view.pose import Pose
from liminal.view.stage_events import StageEvents
from liminal.view.wake import BETWEEN, LIFE, PERIOD, POINTS, Impulses, LegSwing, Wake, WaveSum
from liminal.world.grid import CELL
from liminal.world.material import Material

ALONG = np.arange(POINTS) * (PERIOD / POINTS)  # m
STRIDE = LegSwing(0.3, 1.1, (4.6, 5.0), (5.4, 5.0), (0.3, 0.3), 0.3)


def frequency(number: float) -> float:
    """The angular frequency of waves of a wave number (rad/m) on water 0.4 m deep at 20 degrees C, rad/s."""
    return float(np.sqrt((9.81 * number + 7.28e-2 / 998.2 * number**3) * np.tanh(0.4 * number)))


def towed(speed: float, seconds: float) -> NDArray[np.float32]:
    """The waves behind a pressure that has moved along x for so long, and is at (8, 5) m."""
    time = np.arange(round(seconds / BETWEEN)) * BETWEEN
    place = np.column_stack([8.0 - speed * (seconds - time), np.full(len(time), 5.0)])
    sums, waves = (total := WaveSum()).none(), Impulses(time, place, np.full(len(time), 1e-3))
    total.add(sums, waves, slice(None))
    return total.waves(sums, seconds)


def finer(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """A row of periodic values at sixteen times as many places, by Fourier's series."""
    return np.fft.irfft(np.fft.rfft(values), 16 * len(values)) * 16


@pytest.mark.parametrize("speed", [0.6, 0.8])
def test_waves_right_behind_keep_up_with_what_makes_them(speed: float) -> None:
    """Their phase velocity is its speed: twice the way between zeros of the slope is one wavelength."""
    row = finer(towed(speed, 6.0)[POINTS // 2, :, 0])
    away = 8.0 - np.arange(len(row)) * (PERIOD / len(row))
    some = (away > 0.4) & (away < 1.5)
    zeros = away[some][np.flatnonzero(np.diff(np.sign(row[some])))]
    number = np.pi / abs(np.diff(zeros)).mean()
    assert len(zeros) > 4
    assert frequency(number) / number == pytest.approx(speed, rel=0.02)


def test_a_wake_is_as_wide_as_kelvin_found() -> None:
    """Half of its angle has a sine of 1/3. Beyond it waves are low, at it they are high still."""
    slopes = np.hypot(*np.moveaxis(towed(0.8, 6.0)[..., :2], -1, 0))
    away, aside = 8.0 - ALONG[None, :], abs(ALONG[:, None] - 5.0)
    angle = np.degrees(np.arctan2(aside, away))
    seen = (away > 0.8) & (away < 2.0)
    kelvin = np.degrees(np.arcsin(1 / 3))
    heights = [
        slopes[seen & (abs(angle - at) < 1.5)].max() for at in (0.7 * kelvin, kelvin, 1.5 * kelvin, 2.0 * kelvin)
    ]
    assert heights[1] > 0.5 * heights[0]
    assert heights[2] < 0.3 * heights[1]
    assert heights[3] < 0.1 * heights[1]
    assert slopes[:, (ALONG > 8.4) & (ALONG < 9.5)].max() < 0.1 * slopes.max()  # none ahead


@pytest.mark.parametrize("age", [1.0, 2.0, 3.0])
def test_rings_of_a_step_go_with_their_group_velocity(age: float) -> None:
    step = Impulses(np.zeros(1), np.array([(5.0, 5.0)]), np.ones(1))
    sums = (total := WaveSum()).none()
    total.add(sums, step, slice(None))
    row = finer(total.waves(sums, age)[POINTS // 2, :, 0])[8 * POINTS :]
    away = np.arange(len(row)) * (5.0 / len(row))
    highest = abs(row).argmax()
    zeros = np.flatnonzero(np.diff(np.sign(row)))
    near = zeros[np.searchsorted(zeros, highest) - 1 : np.searchsorted(zeros, highest) + 1]
    number = np.pi / np.ptp(away[near])
    group = (frequency(1.01 * number) - frequency(0.99 * number)) / (0.02 * number)
    assert away[highest] / age == pytest.approx(group, rel=0.1)


def test_waves_of_a_stride_flatten_and_are_gone_after_their_life() -> None:
    wake = Wake([STRIDE])

    def highest(age: float) -> float:
        """The greatest slope so long after it landed."""
        waves = wake.at(STRIDE.landing + age)
        return 0.0 if waves is None else float(np.hypot(waves[..., 0], waves[..., 1]).max())

    assert 0.02 < highest(4.0) < 0.75 * highest(1.0) < 0.75 * highest(0.1) < 0.3
    assert 0 < highest(0.99 * LIFE) < 0.001
    assert wake.at(STRIDE.begin) is wake.at(STRIDE.landing + LIFE) is None


def test_a_moment_is_the_same_alone_and_after_all_before_it() -> None:
    """To the bit, also where one has gone back."""
    swings = [replace(STRIDE, begin=0.3 + 0.8 * n, landing=1.1 + 0.8 * n) for n in range(4)]
    wake = Wake(swings)
    moments = [0.31, 0.9, 1.15, 1.6, 2.9, 3.3, 1.2]
    for time, seen in [(time, wake.at(time)) for time in moments]:
        assert seen is not None
        np.testing.assert_array_equal(seen, Wake(swings).at(time))


def test_legs_swing_in_water_alone_and_lead_from_step_to_step() -> None:
    tile = int(Material.POOL_TILE)
    steps = [
        Step(0.8 * n, 0.5 * n, 0.1 * (n % 2), n % 2, 0.3, tile, depth) for n, depth in enumerate([0, 0, 0, 0.2, 0.3])
    ]
    found = leg_swings(steps)
    assert [swing.landing for swing in found] == [step.time for step in steps[3:]]
    assert [(swing.start, swing.end) for swing in found] == [((0.5, 0.1), (1.5, 0.1)), ((1.0, 0.0), (2.0, 0.0))]
    assert [swing.depths for swing in found] == [(0, 0.2), (0, 0.3)]
    assert all(0.2 < swing.landing - swing.begin < 0.8 for swing in found)


def test_the_wake_of_a_film_is_that_of_a_longer_one() -> None:
    """A leg that swings as the film ends lands after it."""
    start, world = Pose(3.0, 1.6, 3.0, yaw=90.0), Pool(0.3)
    short, long = (walk_from(world, STEADY, start, 1, seconds, 1.5, None) for seconds in (8.0, 12.0))  # type: ignore[arg-type]
    begun = [[swing for swing in leg_swings(shot.steps) if swing.begin < 8.0] for shot in (short, long)]
    assert begun[0] == begun[1]
    assert max(swing.landing for swing in begun[0]) > 8.0


def test_a_wake_is_seen_where_one_has_waded_and_keeps_the_light_below(context: Context) -> None:
    """In a window that begins anywhere; the light on the bottom is moved about, not lost."""
    window = replace(pool.room(), x0=137, z0=-211)
    pose = Pose(3.9, 2.6, 3.3, yaw=0.0, pitch=-89.9, fov=70.0)
    place = np.array([3.2, 2.6])
    x, z = place + window.origin
    window.lamps["x"] += window.origin[0]
    window.lamps["z"] += window.origin[1]
    swing = LegSwing(5.0, 5.6, (x - 0.3, z), (x + 0.1, z), (1.1, 1.1), 0.4)
    still, waded = (
        pool.draw(context, window, pose, WaterSettings(waves=0.0), StageEvents(leg_swings=swings), 5.7, bounces=0)
        for swings in ((), (swing,))
    )
    rays = pixel_rays(pose, *reference.SIZE)
    met = (pose.x, pose.z) + rays[:, (0, 2)] * ((pose.y - pool.WATER) / -rays[:, 1])[:, None]
    low, high = (np.array([getattr(edge, end) for edge in pool.BASIN[::-1]]) for end in ("start", "stop"))
    inside = ((met > (low + 2) * CELL) & (met < (high - 2) * CELL)).all(1)
    before, after = (picture[::-1].ravel()[inside] for picture in (still, waded))
    moved = abs(after / before - 1)
    assert moved.max() > 0.1
    np.testing.assert_allclose((moved[:, None] * met[inside]).sum(0) / moved.sum(), place, atol=0.2)
    assert after.mean() == pytest.approx(before.mean(), rel=0.01)
