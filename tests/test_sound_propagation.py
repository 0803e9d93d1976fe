"""The ways of sound in the plan, and loudness by transforms: against scipy's recursive filters."""

import numpy as np
import pytest
from scipy.signal import lfilter

from liminal.api.world import World
from liminal.sound.loudness import block_powers
from liminal.sound.pages import RATE
from liminal.sound.propagation import Propagation
from liminal.view.pose import Pose


def test_what_is_heard_of_a_source_does_not_hang_on_the_others() -> None:
    plan, ear = Propagation(World(3)), Pose(1.0, 1.6, 2.0)
    x, z = np.random.default_rng(1).uniform(-14.0, 14.0, (2, 60))
    y = np.full(60, 2.7)
    together = plan.paths(ear, x, y, z)
    for one in range(60):
        alone = plan.paths(ear, x[one : one + 1], y[one : one + 1], z[one : one + 1])
        assert (alone.walls[0], alone.length[0]) == (together.walls[one], together.length[one])
    assert np.ptp(together.walls) >= 2


def test_k_weighting_is_that_of_the_recommendation() -> None:
    """Sample by sample, as ITU-R BS.1770-4 writes it, over more than two of our transforms."""
    sound = np.random.default_rng(2).normal(0.0, 0.1, (2, 3 * RATE)).astype(np.float32)
    sound[:, : RATE // 2] *= 30.0  # what was loud must be forgotten in time
    head = [1.53512485958697, -2.69169618940638, 1.19839281085285], [1.0, -1.69065929318241, 0.73248077421585]
    bass = [1.0, -2.0, 1.0], [1.0, -1.99004745483398, 0.99007225036621]
    weighted = lfilter(*bass, lfilter(*head, sound.astype(float), axis=1), axis=1)
    blocks = [
        float(np.square(weighted[:, at : at + 4 * RATE // 10]).mean(1).sum())
        for at in range(0, 3 * RATE - 4 * RATE // 10 + 1, RATE // 10)
    ]
    assert block_powers(sound) == pytest.approx(blocks, rel=1e-5)
