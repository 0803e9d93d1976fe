"""All faults of a tape together: functions of field, generation and seed, each off at 0."""

from typing import Any

import numpy as np
import pytest
from worn_tape import SNOW, STILL, run, tape

from liminal.gl import Context
from liminal.tape.faults import HUE, SHIFT, faultless_lines, faults_of

EVERYTHING: dict[str, Any] = {
    "dropouts": 3000, "tracking": 0.4, "clog": 0.6, "crease": 0.8, "generations": 2, "bearding": 0.3,
    "transport": [{"at": 0.2, "kind": "record", "seconds": 0.5}, {"at": 1, "kind": "eaten"}, SNOW | {"at": 3.0}],
    "flying_erase": False, "line_noise_reduction": 0.5,
}  # fmt: skip


def test_a_frame_alone_is_that_frame_of_a_run(context: Context) -> None:
    settings = tape(**EVERYTHING)
    run_of_it = run(context, settings, list(range(28, 48)))
    for frame in (30, 40, 47):
        assert np.array_equal(run_of_it[frame - 28], run(context, settings, [frame])[0])


def test_faults_differ_by_field_generation_and_seed() -> None:
    settings = tape(**EVERYTHING)
    here, after, other = faults_of(settings, 7, 40), faults_of(settings, 7, 41), faults_of(settings, 8, 40)
    carriers = [*here.carriers[0].reshape(2, 240, -1), *after.carriers[0].reshape(2, 240, -1), here.carriers[1][:240]]
    carriers.append(other.carriers[0][:240])
    for index, carrier in enumerate(carriers):
        assert not any(np.array_equal(carrier, another) for another in carriers[:index])
    # Streaks differ even where both fields lose the same.
    upper, lower = faults_of(tape(**STILL, tracking=0.4), 7, 5).carriers[0].reshape(2, 240, -1)[:, :50]
    assert abs(upper.mean() - lower.mean()) < 3
    assert not np.array_equal(upper, lower)
    assert not np.array_equal(here.lines[:240, SHIFT], here.lines[240:, SHIFT])
    assert not np.array_equal(here.lines[:, SHIFT], other.lines[:, SHIFT])
    assert not np.array_equal(here.lines[:, HUE], after.lines[:, HUE])


def test_all_dials_at_nought_are_no_faults() -> None:
    for frame in (0, 77):
        faults = faults_of(tape(**STILL, generations=2), 7, frame)
        assert all((carrier == 255).all() for carrier in faults.carriers)
        assert np.array_equal(faults.lines, faultless_lines())
        assert faults.residue.strength == 0


@pytest.mark.parametrize(
    ("dial", "value"),
    [("dropouts", 20_000), ("tracking", 0.01), ("clog", 1.0), ("crease", 1.0), ("jitter", 1.0), ("head_switch", 0.5),
     ("flagging", 0.5), ("hue", 1.0), ("bearding", 0.5), ("line_noise_reduction", 0.5)],
)  # fmt: skip
def test_each_dial_does_something_and_nothing_at_nought(context: Context, dial: str, value: float) -> None:
    still, without, moved = (
        run(context, tape(**(STILL | change)), [50])[0] for change in ({}, {dial: 0}, {dial: value})
    )
    assert np.array_equal(still, without)
    assert not np.array_equal(still, moved)
