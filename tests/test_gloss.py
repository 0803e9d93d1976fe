"""What coatings mirror: a waxed floor as a path tracer shows it, lamps in it as long streaks."""

import numpy as np
import pytest
import reference
import waxed_room

from liminal.gl import Context

MEAN, LIKELY = 0.04, 0.15  # relative errors of luminance: the mean, and the 95th percentile; a sharp mirror's is 0.20


@pytest.fixture(scope="module")
def errors(context: Context) -> tuple[np.ndarray, np.ndarray]:
    """Relative errors, (120, 160), and the number of the material that each pixel shows."""
    light, piece = reference.draw_room(context, waxed_room.room(), (), waxed_room.POSE)
    truth = reference.stored("gloss")
    on_floor = reference.met(piece, waxed_room.POSE)[1][..., 1] < 0.02
    return np.where(truth > 0, light / np.maximum(truth, 1e-3) - 1, 0.0), on_floor & (truth > 0)


def test_a_waxed_floor_is_as_a_path_tracer_shows_it(errors: tuple[np.ndarray, np.ndarray]) -> None:
    error, on_floor = errors
    for name, part in (("floor", error[on_floor]), ("all", error[error != 0])):
        print(f"{name}: mean {abs(part).mean():.1%}, bias {part.mean():+.1%}")
        assert abs(part).mean() < MEAN
    assert np.quantile(abs(error[on_floor]), 0.95) < LIKELY
    assert on_floor.sum() > 4000
