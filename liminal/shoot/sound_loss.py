"""What the picture's dropouts take of the sound, field by field."""

from functools import lru_cache

import numpy as np

from liminal.settings.tape import TapeSettings
from liminal.sound.track import Loss
from liminal.tape.dropout import dropouts

_WHOLE = 250e-6  # s: a scratch so long is broad enough to lift the edge of the tape off its head
_HEARD = 20e-6  # s: what is shorter is no wider than a speck, and the edge is far from most of them


def loss_of(tape: TapeSettings, seed: int) -> Loss | None:
    """Return the share of sound that is lost in each field of a playback; None where there are no dropouts."""
    if tape.format is None or not tape.dropouts:
        return None

    @lru_cache(maxsize=256)
    def lost(field: int) -> float:
        found = dropouts(tape.dropouts, seed, field, 0)
        lengths = found.length[found.length > _HEARD]
        return float(np.clip(np.sum(lengths * (1 - found.rest[found.length > _HEARD])) / _WHOLE, 0.0, 1.0))

    return lost
