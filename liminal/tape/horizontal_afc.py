"""Horizontal AFC: the television's second-order phase-locked loop, and the timing error that it leaves in each line."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.ntsc import LINE_RATE

NATURAL = 220.0  # Hz (estimate: it settles within vertical blanking and the first fifth of the picture)
DAMPING = 0.7
LENGTH = 400  # lines, after which the error has decayed


@lru_cache(maxsize=1)
def impulse_error() -> NDArray[np.float64]:
    """The remaining error after a timing error of 1 in one line: (LENGTH,), in that line and those after it."""
    angle = 2 * np.pi * NATURAL / LINE_RATE  # rad a line
    proportional, integral = 2 * DAMPING * angle, angle * angle
    phase = frequency = 0.0
    errors = np.empty(LENGTH)
    for line in range(LENGTH):
        errors[line] = error = float(line == 0) - phase
        phase += frequency + proportional * error
        frequency += integral * error
    errors.setflags(write=False)
    return errors


@lru_cache(maxsize=1)
def step_error() -> NDArray[np.float64]:
    """The remaining error after a timing step of 1: (LENGTH,), from the line of the step on."""
    errors: NDArray[np.float64] = np.cumsum(impulse_error())
    errors.setflags(write=False)
    return errors
