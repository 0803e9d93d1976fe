"""Vertical hold: without vertical sync the television's picture rolls, until sync locks it again."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.ntsc import FIELD_LINES
from liminal.settings.tape import TapeSettings
from liminal.tape.noise_bars import has_noise_bars, noise_bar_loss
from liminal.tape.playback_frame import playback_frame

LINES = 262  # of a field, its vertical blanking included
SPEED = 13  # lines a field: a free oscillator is about 3 Hz slow (estimate)
SYNC = 247.0  # lines from the top of the picture to vertical sync
SYNC_LOSS = 0.75  # loss of the carrier above which vertical sync is lost
LONGEST = 600  # fields: a longer roll is counted from the first field of the tape


def roll(settings: TapeSettings, seed: int, field: int) -> int:
    """Lines by which the picture of field number `field`, two a frame, has rolled upwards: 0 to LINES - 1."""
    if not has_noise_bars(settings):
        return 0

    # Go back to a locked picture: sync was present for longer than a full roll takes.
    first, steady = field, 0
    while steady <= LINES // SPEED + 2 and first > 0 and field - first < LONGEST:
        first -= 1
        steady = 0 if _is_free_running(settings, seed, first) else steady + 1
    run = first * SPEED % LINES if field - first >= LONGEST else 0

    # From there on: a rolling picture rolls on until it passes its place while there is sync.
    for number in range(first, field):
        free = _is_free_running(settings, seed, number)
        if free or run:
            run += SPEED
        if run >= LINES:
            run = run - LINES if free else 0
    return run


def rolled_lines(settings: TapeSettings, seed: int, field: int) -> NDArray[np.int64]:
    """The line shown in place of each of the 240 lines of field number `field`; -1 for vertical blanking."""
    run = roll(settings, seed, field)
    line: NDArray[np.int64] = (np.arange(FIELD_LINES) + run) % LINES
    if run:
        # Noise that hides sync hides blanking as well: those lines look like others.
        line = np.where(line < FIELD_LINES, line, LINES - line if sync_lost(settings, seed, field) else -1)
    return line


def _is_free_running(settings: TapeSettings, seed: int, field: int) -> bool:
    """Whether the vertical oscillator runs free: it rides through one field without sync, not through two."""
    return sync_lost(settings, seed, field) and sync_lost(settings, seed, field - 1)


@lru_cache(maxsize=4096)
def sync_lost(settings: TapeSettings, seed: int, field: int) -> bool:
    """Whether noise hides the vertical sync below a field's picture."""
    now = playback_frame(settings, field // 2)
    lost = noise_bar_loss(settings, seed, settings.generations - 1, now, field % 2, np.array([SYNC]))
    # In a pause or a search the deck inserts artificial vertical sync.
    inserted = now.transport is not None and now.transport.event.kind in ("pause", "search", "rewind")
    return bool(lost[0] > SYNC_LOSS) and not inserted
