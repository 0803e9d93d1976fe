"""The head switch: near the bottom of each field the other head takes over, and finds its track a little displaced."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, key_of, unit_of
from liminal.tape.standard import SAMPLE_RATE

# Lines from the beginning of a field's top line to its vertical sync: of 525, pictures have lines 23 to 262 and 286 to
# 525, and sync begins in the middle of line 266, and with line 4 (SMPTE 170M).
VERTICAL_SYNC = 243.5, 243.0
EARLIEST, LATEST = 6.5, 6.0  # lines before it (SMPTE 32M allows 5 to 8)
BURST = 0.16  # lines: about 10 us without a head
FALL_OFF = 0.8, 2.2  # lines, in which the new head finds its full signal
STEP = 0.8e-6, 3.5e-6  # s: by how much its lines are early or late (0.5 to 10 us; estimate)
TURN = 0.1, 0.45  # rad: what that does to the hue at first


@dataclass(frozen=True)
class HeadSwitch:
    """That of one field. `line`: from its top. `step`: samples, to the right. `turn`: rad. `fall_off`: lines."""

    line: float
    step: float
    turn: float
    fall_off: float


@lru_cache(maxsize=64)
def head_switch(seed: int, generation: int, field: int) -> HeadSwitch:
    """Find that of field number `field` (counted from the first, two a frame) on the deck of one generation."""

    def draw(*numbers: int) -> float:
        return unit_of(key_of(seed, Stream.TIME_BASE, generation, *numbers))

    side = 1 if draw(10) < 0.65 else -1
    size = STEP[0] * (STEP[1] / STEP[0]) ** draw(11)
    # The two heads differ, and no two turns of the drum are quite alike.
    size *= 1 + 0.2 * (field & 1) + 0.15 * (draw(12, field) - 0.5)
    before = LATEST + (EARLIEST - LATEST) * draw(13)
    return HeadSwitch(
        line=VERTICAL_SYNC[field & 1] - before + 0.1 * (draw(14, field) - 0.5),
        step=side * size * SAMPLE_RATE,
        turn=side * (TURN[0] + (TURN[1] - TURN[0]) * draw(15)),
        fall_off=FALL_OFF[0] + (FALL_OFF[1] - FALL_OFF[0]) * draw(16),
    )


def switch_loss(switch: HeadSwitch, amount: float, line: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is lost of the carrier at these times (lines from the top), 0 to 1: all at once, then less and less."""
    since = line - switch.line
    # Before the end of its track the old head already leaves the tape.
    lost = np.where(since < 0, 0.35 * np.exp(since / 0.3), 0.85 * np.exp(-since / switch.fall_off))
    lost = np.where((since >= 0) & (since < BURST), 1.0, lost)
    return amount * lost * (since > -1)
