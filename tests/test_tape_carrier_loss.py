"""Sync, colour and luma of a television without a carrier."""

import numpy as np
from worn_tape import MICROSECOND, SNOW, STILL, run, tape

from liminal.gl import Context
from liminal.tape.faults import ROW, SATURATION, SHIFT, faultless_lines, faults_of
from liminal.tape.vertical_hold import roll


def test_without_a_carrier_lines_tear_colour_dies_and_the_picture_rolls() -> None:
    s = tape(**STILL, transport=[SNOW | {"at": 1.0}])
    before, during = (faults_of(s, 7, frame).lines for frame in (25, 50))
    assert np.array_equal(before, faultless_lines())
    assert during[20:, SATURATION].max() < 0.2
    assert 0.5 * MICROSECOND < during[:, SHIFT].std() < 8 * MICROSECOND
    assert not np.array_equal(during[:, ROW], np.arange(480))
    # Afterwards it comes round, and stays.
    after = [faults_of(s, 7, frame).lines[:, ROW] for frame in range(54, 94)]
    assert not np.array_equal(after[1], np.arange(480))
    assert (after[1] == -1).any()
    runs = [roll(s, 7, field) for field in range(108, 140)]
    assert runs[: runs.index(0)] == sorted(runs[: runs.index(0)])
    assert not any(runs[runs.index(0) :])
    # 262 lines at 13 a field are 21 fields.
    assert all(np.array_equal(rows, np.arange(480)) for rows in after[12:])


def test_colour_and_luma_turn_to_noise_without_a_carrier(context: Context) -> None:
    good, snow = run(context, tape(**STILL, noise=0, transport=[SNOW | {"at": 1.0}]), [10, 45])
    grey = snow.astype(float).mean(axis=-1)
    assert np.abs(snow - grey[..., None]).mean() < 3 < np.abs(good.astype(float) - good.mean(axis=-1)[..., None]).mean()
    assert grey.std() > 60
    assert 0.25 < (grey > 127).mean() < 0.75
