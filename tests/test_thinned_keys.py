"""Keys that are left out: of lines and turns, which need none but their ends, and of tracks that bend."""

import numpy as np

from liminal.export.thinned_keys import kept_keys, straight
from liminal.motion import quaternion


def test_lines_keep_their_corners() -> None:
    times = np.array([0.0, 0.1, 0.4, 0.5, 0.7, 1.0])
    values = np.column_stack([np.interp(times, [0.0, 0.5, 1.0], [0.0, 1.0, 0.2]), times])
    assert kept_keys(times, values, 1e-9, straight).tolist() == [0, 3, 5]


def test_a_steady_turn_has_two_keys() -> None:
    """About any axis, by 100 degrees, however wide the step from one key to the next."""
    times = np.linspace(0, 2, 50) ** 2
    turns = quaternion.about((0.6, 0.0, 0.8), np.radians(25.0) * times)
    assert kept_keys(times, turns, 1e-7, quaternion.slerp).tolist() == [0, 49]
    assert len(kept_keys(times, turns, 1e-7, straight)) > 4


def test_what_is_left_out_is_met_within_the_tolerance() -> None:
    """A parabola under chords that leave it by no more than e: each spans sqrt(8 e / a)."""
    times = np.linspace(0, 1, 2001)
    values, tolerance = 3.0 * times[:, None] ** 2, 1e-3
    kept = kept_keys(times, values, tolerance, straight)
    assert abs(np.interp(times, times[kept], values[kept, 0]) - values[:, 0]).max() <= tolerance
    least = 1 / np.sqrt(8 * tolerance / 6.0)
    assert least < len(kept) - 1 < 2 * least + 1
