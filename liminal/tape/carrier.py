"""The carrier: how much of it the heads find, along each line."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl.packing import TEXEL
from liminal.random import Stream, key_of
from liminal.settings.tape import TapeSettings
from liminal.tape.band import Moment, band_loss, has_bands
from liminal.tape.chance import ROUGH, streaks
from liminal.tape.deck import whole_carrier
from liminal.tape.dropout import cut, dropouts
from liminal.tape.grid import TEXELS
from liminal.tape.head_switch import HeadSwitch, switch_loss
from liminal.tape.standard import FIELD_LINES, LINE_SAMPLES

Carrier = NDArray[np.uint8]

ROUGHNESS = 3.2  # how much earlier the carrier fails in some places than in others, at its steepest
ALONG = np.arange(TEXELS) * (TEXEL / LINE_SAMPLES)  # lines
EDGES = np.arange(FIELD_LINES + 1.0)
SWITCH_ROWS = 6  # above the bottom, in which the head switch shows


def carrier_of(
    settings: TapeSettings, seed: int, generation: int, now: Moment, switches: tuple[HeadSwitch, ...]
) -> Carrier:
    """Find the carrier of a frame on one generation's tape: uint8 (480, TEXELS), 255 for all of it.

    `switches`: the head switch of either field.
    """
    carrier = whole_carrier()
    for field, switch in enumerate(switches):
        rows = carrier[field * FIELD_LINES : (field + 1) * FIELD_LINES]
        # Noise is new with each field, but stands still with the tape.
        place = key_of(seed, Stream.TRACKING, generation, 2 * now.frame + field, 1)
        if has_bands(settings):
            lost = band_loss(settings, seed, generation, now, field, EDGES)
            touched = np.flatnonzero((lost[:-1] > 0) | (lost[1:] > 0))
            if len(touched):
                above, below = lost[touched, None], lost[touched + 1, None]
                _fail(rows, touched, above + (below - above) * ALONG, place)
        if settings.head_switch:
            touched = np.arange(FIELD_LINES - SWITCH_ROWS, FIELD_LINES)
            _fail(rows, touched, switch_loss(switch, settings.head_switch, touched[:, None] + ALONG), place)
        if settings.dropouts:
            cut(rows, dropouts(settings.dropouts, seed, 2 * now.source + field, generation))
    return carrier


def _fail(rows: Carrier, touched: NDArray[np.int64], lost: NDArray[np.float64], place: int) -> None:
    """Let the carrier of some rows fail in streaks: where little is lost, here and there; where much is, nearly all."""
    first, row = place % (ROUGH[1] - TEXELS), place >> 8
    rough = streaks()[(touched + row) % ROUGH[0], first : first + TEXELS]
    kept = 1 - lost + ROUGHNESS * (rough - 0.5) * lost * (1 - lost)
    rows[touched] = np.minimum(rows[touched], (255 * np.clip(kept, 0, 1)).astype(np.uint8))
