"""The roll: without vertical sync the television's picture runs away, until it meets sync again."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.settings.tape import TapeSettings
from liminal.tape.band import band_loss, has_bands, moment_of
from liminal.tape.standard import FIELD_LINES

LINES = 262  # of a field, its vertical interval included
SPEED = 13  # lines a field: a free oscillator is about 3 Hz slow (estimate)
SYNC = 247.0  # lines from the top of the picture: where vertical sync stands
DROWNED = 0.75  # loss of the carrier at which it is gone
LONGEST = 600  # fields, after which a roll has gone on for ever


def roll(settings: TapeSettings, seed: int, field: int) -> int:
    """Find by how many lines the picture of field number `field`, two a frame, has run upwards: 0 to LINES - 1."""
    if not has_bands(settings):
        return 0

    # Go back to a time that is certainly steady: sync was there for longer than a picture takes to come round.
    first, steady = field, 0
    while steady <= LINES // SPEED + 2 and first > 0 and field - first < LONGEST:
        first -= 1
        steady = 0 if _runs_free(settings, seed, first) else steady + 1
    run = first * SPEED % LINES if field - first >= LONGEST else 0

    # From there on: a picture that has run away runs on until it comes round while there is sync.
    for number in range(first, field):
        free = _runs_free(settings, seed, number)
        if free or run:
            run += SPEED
        if run >= LINES:
            run = run - LINES if free else 0
    return run


def rolled_lines(settings: TapeSettings, seed: int, field: int) -> NDArray[np.int64]:
    """The line that each of the 240 lines of field number `field` shows; -1 where the vertical interval passes."""
    run = roll(settings, seed, field)
    line: NDArray[np.int64] = (np.arange(FIELD_LINES) + run) % LINES
    if run:
        # Without sync there is no black in the interval either: it looks like other lines.
        line = np.where(line < FIELD_LINES, line, LINES - line if sync_lost(settings, seed, field) else -1)
    return line


def _runs_free(settings: TapeSettings, seed: int, field: int) -> bool:
    """A television rides over one field without sync, not over two."""
    return sync_lost(settings, seed, field) and sync_lost(settings, seed, field - 1)


@lru_cache(maxsize=4096)
def sync_lost(settings: TapeSettings, seed: int, field: int) -> bool:
    """Whether the vertical sync below a field's picture drowns in noise."""
    now = moment_of(settings, field // 2)
    lost = band_loss(settings, seed, settings.generations - 1, now, field % 2, np.array([SYNC]))
    # In a pause or a search the deck makes vertical sync itself.
    made = now.motion is not None and now.motion.event.kind in ("pause", "search", "rewind")
    return bool(lost[0] > DROWNED) and not made
