"""Noise bars of bad tracking, a clogged head, a search and creases."""

from itertools import pairwise

import numpy as np
import pytest
from worn_tape import tape

from liminal.tape.faults import faults_of
from liminal.tape.noise_bars import FIELD, noise_bar_loss
from liminal.tape.playback_frame import playback_frame


def test_a_band_of_bad_tracking_grows_with_the_error_and_drifts() -> None:
    lines = np.arange(240.0)
    lost = [
        np.mean([noise_bar_loss(s, 7, 0, playback_frame(s, frame), 0, lines) > 0.5 for frame in range(0, 900, 15)])
        for s in (tape(tracking=amount) for amount in (0.1, 0.3, 0.6, 1.0))
    ]
    assert all(less < more for less, more in pairwise(lost))
    middles = [
        np.average(lines, weights=noise_bar_loss(s, 7, 0, playback_frame(s, frame), 0, lines) ** 4)
        for s in [tape(tracking=0.3)]
        for frame in (5, 6, 95)
    ]
    assert abs(middles[1] - middles[0]) < 5 < abs(middles[2] - middles[0])


def test_a_clogged_head_is_one_of_two() -> None:
    s = tape(clog=1)
    for frame in range(4):
        lost = [noise_bar_loss(s, 7, 0, playback_frame(s, frame), field, np.arange(240.0)).mean() for field in range(2)]
        assert min(lost) == 0
        assert max(lost) > 0.95
    partly = [faults_of(tape(clog=0.5), 7, frame).carriers[0].mean() for frame in range(0, 300, 10)]
    assert np.ptp(partly) > 60  # it comes and clears


@pytest.mark.parametrize("speed", [3, 5, 7])
def test_a_search_crosses_as_many_tracks_as_it_is_faster(speed: int) -> None:
    s = tape(transport=[{"at": 0, "kind": "search", "speed": speed}])
    lost = noise_bar_loss(s, 7, 0, playback_frame(s, 9), 0, np.arange(0, FIELD, 0.25)) > 0.5
    assert int((lost & ~np.roll(lost, 1)).sum()) == speed - 1


def test_creases_run_through_the_picture() -> None:
    s = tape(crease=1)
    lines = np.arange(240.0)
    lost = np.stack([noise_bar_loss(s, 7, 0, playback_frame(s, frame), 0, lines) for frame in range(200)])
    assert 0.002 < (lost > 0.5).mean() < 0.2
    # Tape passes a track in 97 mm / 33.35 mm/s: 262.5 lines in 2.9 s, three lines a frame.
    ahead = [np.mean(lost[:-1, : 240 - by] * lost[1:, by:]) for by in range(8)]
    assert int(np.argmax(ahead)) == 3
