"""The head switch and the time base, against SMPTE 170M, SMPTE 32M and the theory of control loops."""

import numpy as np
import pytest
from worn_tape import MICROSECOND, STILL, tape

from liminal.tape.faults import SHIFT, faults_of
from liminal.tape.head_switch import head_switch
from liminal.tape.horizontal_afc import step_error
from liminal.tape.time_base import MEMORY, lines_of_noise


def test_heads_switch_before_vertical_sync() -> None:
    # SMPTE 32M: 5 to 8 lines before it, nominally 6 to 6.5. Field 1 shows lines 23 to 262 and sync begins half a line
    # into line 266 (SMPTE 170M); field 2 shows lines 286 to 525, and sync begins with line 4 of the next frame.
    for seed in range(20):
        for field, sync in ((0, 266.5 - 23), (1, 525 + 4 - 286)):
            before = sync - head_switch(seed, 0, 40 + field).line
            assert 5.9 < before < 6.6


def test_lines_step_at_the_head_switch_and_nowhere_else() -> None:
    settings = tape(**(STILL | {"head_switch": 1}))
    for frame in range(5):
        shift = faults_of(settings, 7, frame).lines[:, SHIFT].reshape(2, 240)
        moved = [np.flatnonzero(row)[0] for row in shift]
        assert moved == [238, 237] or moved == [237, 237] or moved == [238, 238]
        step = np.abs(shift[:, 238]) / MICROSECOND
        assert ((step > 0.3) & (step < 10)).all()


def test_the_carrier_fails_only_where_heads_switch() -> None:
    carrier = faults_of(tape(**(STILL | {"head_switch": 1})), 7, 3).carriers[0].reshape(2, 240, -1)
    assert (carrier[:, :235] == 255).all()
    assert (carrier[:, 236:238].min(axis=(1, 2)) < 10).all()


def test_the_first_lines_hook_and_settle() -> None:
    shift = faults_of(tape(**(STILL | {"flagging": 1})), 7, 3).lines[:, SHIFT].reshape(2, 240)
    assert (np.abs(shift[:, 0]) > 0.1 * MICROSECOND).all()
    # Settled after a fifth of the picture.
    assert (np.abs(shift[:, 48:]) < 0.08 * np.abs(shift[:, :1])).all()


def test_the_line_lock_ends_without_an_error() -> None:
    # Of a loop with an integrator nothing is left of a step, and of a ramp neither (final value theorem).
    assert step_error()[0] == 1
    assert abs(step_error()[-1]) < 1e-6
    assert abs(np.cumsum(step_error())[-1]) < 1e-3


def test_lines_of_a_good_tape_are_steady_to_some_nanoseconds() -> None:
    settings = tape(**(STILL | {"jitter": 1}))
    shifts = np.stack([faults_of(settings, 7, frame).lines[:, SHIFT] for frame in range(20)]).reshape(-1, 240)
    from_line_to_line = np.diff(shifts, axis=1).std() / MICROSECOND * 1e3
    assert 5 < from_line_to_line < 30  # ns
    # Nothing breaks off from one field to the next.
    assert np.abs(np.diff(shifts, axis=1)).max() < 0.15 * MICROSECOND


def test_the_time_base_goes_on_from_frame_to_frame() -> None:
    for before, after in zip(lines_of_noise(7, 4), lines_of_noise(7, 5), strict=True):
        assert np.array_equal(before[-MEMORY:], after[:MEMORY])


def test_generations_add_up() -> None:
    spread = [
        np.std([faults_of(tape(**(STILL | {"jitter": 1}), generations=n), 7, f).lines[:, SHIFT] for f in range(8)])
        for n in (1, 4)
    ]
    assert spread[1] == pytest.approx(2 * spread[0], rel=0.01)
    switched = faults_of(tape(generations=3, dropouts=0), 7, 2).carriers
    assert not np.array_equal(switched[0], switched[1])
    assert not np.array_equal(switched[1], switched[2])
