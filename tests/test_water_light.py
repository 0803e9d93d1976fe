"""Light under water: against a path tracer's smooth dielectric over matt surfaces.

The references are those of `tests/oracle/make_pool.py`: a pool under four lamps, its water flat and clear.
"""

import numpy as np
import pool
import pytest
import reference

from liminal.gl import Context
from liminal.settings.water import WaterSettings

MEAN, BIAS = 0.03, 0.025  # relative errors of luminance
CLEAR = WaterSettings(absorption=(0.0, 0.0, 0.0), waves=0.0)


def squares(picture: np.ndarray) -> np.ndarray:
    """The means of squares of 4 x 4 pixels: paths that light finds through water are noisy."""
    return picture.reshape(30, 4, 40, 4).mean((1, 3))


@pytest.mark.parametrize("number", range(len(pool.POSES)))
def test_a_pool_is_lit_and_seen_as_by_a_path_tracer(context: Context, number: int) -> None:
    """Mean error of the whole view, and the error of all of it together."""
    truth = reference.stored(f"pool-{number}")
    whole = squares((truth > 0).astype(float)) == 1
    error = (squares(pool.draw(context, pool.room(), pool.POSES[number], CLEAR)) / squares(truth) - 1)[whole]
    print(f"\npool-{number}: mean {abs(error).mean():.1%}, {error.mean():+.1%}")
    assert abs(error).mean() < MEAN
    assert abs(error.mean()) < BIAS
