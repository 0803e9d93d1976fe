"""The television's line lock: a loop of the second order that follows the tape's lines. What it leaves shows."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.tape.standard import LINE_RATE

NATURAL = 220.0  # Hz (estimate: it settles in the vertical interval and the first fifth of the picture)
DAMPING = 0.7
LENGTH = 400  # lines, after which nothing is left


@lru_cache(maxsize=1)
def impulse_error() -> NDArray[np.float64]:
    """What is left of an error of 1 in one line: (LENGTH,), in that line and those after it."""
    turn = 2 * np.pi * NATURAL / LINE_RATE
    proportional, integral = 2 * DAMPING * turn, turn * turn
    phase = speed = 0.0
    errors = np.empty(LENGTH)
    for line in range(LENGTH):
        errors[line] = error = float(line == 0) - phase
        phase += speed + proportional * error
        speed += integral * error
    errors.setflags(write=False)
    return errors


@lru_cache(maxsize=1)
def step_error() -> NDArray[np.float64]:
    """What is left of a step of 1: (LENGTH,), from the line of the step on."""
    errors: NDArray[np.float64] = np.cumsum(impulse_error())
    errors.setflags(write=False)
    return errors
