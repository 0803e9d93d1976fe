"""Sound loss: the share of sound lost to the picture's dropouts, field by field."""

from functools import lru_cache

import numpy as np

from liminal.settings.tape import TapeSettings
from liminal.sound.audio_track import Loss
from liminal.tape.dropout import dropouts

_WHOLE = 250e-6  # s: total length of dropouts in a field at which all sound is lost
_AUDIBLE = 20e-6  # s: shorter dropouts are specks, most of them far from the audio track


def loss_of(tape: TapeSettings, seed: int) -> Loss | None:
    """Return the share of sound that is lost in each field of a playback; None where there are no dropouts."""
    if tape.format is None or not tape.dropouts:
        return None

    @lru_cache(maxsize=256)
    def lost(field: int) -> float:
        found = dropouts(tape.dropouts, seed, field, 0)
        lengths = found.length[found.length > _AUDIBLE]
        return float(np.clip(np.sum(lengths * (1 - found.rest[found.length > _AUDIBLE])) / _WHOLE, 0.0, 1.0))

    return lost
