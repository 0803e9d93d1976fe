"""The head switch: near the bottom of each field the other head takes over, with a timing error."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.ntsc import SAMPLE_RATE
from liminal.random import Stream, key_of, unit_of

# Lines from the beginning of a field's top line to its vertical sync: of 525 lines, the fields' pictures are lines 23
# to 262 and 286 to 525; sync begins in the middle of line 266, and at the start of line 4 (SMPTE 170M).
VERTICAL_SYNC = 243.5, 243.0
EARLIEST, LATEST = 6.5, 6.0  # lines before it (SMPTE 32M allows 5 to 8)
GAP = 0.16  # lines: about 10 us without signal
FALL_OFF = 0.8, 2.2  # lines: time constant with which the new head reaches its full signal
STEP = 0.8e-6, 3.5e-6  # s: its timing error (0.5 to 10 us; estimate)
HUE = 0.1, 0.45  # rad: the hue error that follows from it, at first


@dataclass(frozen=True)
class HeadSwitch:
    """The switch of one field. `line`: from its top. `step`: samples, to the right. `hue`: rad. `fall_off`: lines."""

    line: float
    step: float
    hue: float
    fall_off: float


@lru_cache(maxsize=64)
def head_switch(seed: int, generation: int, field: int) -> HeadSwitch:
    """Find the switch of field number `field` (counted from the first, two a frame) on the deck of one generation."""

    def draw(*numbers: int) -> float:
        return unit_of(key_of(seed, Stream.TIME_BASE, generation, *numbers))

    side = 1 if draw(10) < 0.65 else -1
    size = STEP[0] * (STEP[1] / STEP[0]) ** draw(11)
    # The two heads differ, and so do rotations of the drum.
    size *= 1 + 0.2 * (field & 1) + 0.15 * (draw(12, field) - 0.5)
    before = LATEST + (EARLIEST - LATEST) * draw(13)
    return HeadSwitch(
        line=VERTICAL_SYNC[field & 1] - before + 0.1 * (draw(14, field) - 0.5),
        step=side * size * SAMPLE_RATE,
        hue=side * (HUE[0] + (HUE[1] - HUE[0]) * draw(15)),
        fall_off=FALL_OFF[0] + (FALL_OFF[1] - FALL_OFF[0]) * draw(16),
    )


def switch_loss(switch: HeadSwitch, amount: float, line: NDArray[np.float64]) -> NDArray[np.float64]:
    """The loss of the carrier at these times (lines from the top), 0 to 1: complete in the gap, then decaying."""
    since = line - switch.line
    # The old head already lifts off the tape before the end of its track.
    lost = np.where(since < 0, 0.35 * np.exp(since / 0.3), 0.85 * np.exp(-since / switch.fall_off))
    lost = np.where((since >= 0) & (since < GAP), 1.0, lost)
    return amount * lost * (since > -1)
