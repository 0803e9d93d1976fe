"""The carrier: its amplitude at the heads, along each line."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl.packing import TEXEL
from liminal.ntsc import FIELD_LINES, LINE_SAMPLES
from liminal.random import Stream, key_of
from liminal.settings.tape import TapeSettings
from liminal.tape.deck import full_carrier
from liminal.tape.dropout import cut, dropouts
from liminal.tape.grid import TEXELS
from liminal.tape.head_switch import HeadSwitch, switch_loss
from liminal.tape.noise import STREAK_TILE, streaks
from liminal.tape.noise_bars import has_noise_bars, noise_bar_loss
from liminal.tape.playback_frame import PlaybackFrame

Carrier = NDArray[np.uint8]

ROUGHNESS = 3.2  # weight of the streaks in the loss
ALONG = np.arange(TEXELS) * (TEXEL / LINE_SAMPLES)  # lines
EDGES = np.arange(FIELD_LINES + 1.0)
SWITCH_ROWS = 6  # above the bottom, in which the head switch is visible


def carrier_of(
    settings: TapeSettings, seed: int, generation: int, now: PlaybackFrame, switches: tuple[HeadSwitch, ...]
) -> Carrier:
    """Find the carrier of a frame on the tape of one generation: uint8 (480, TEXELS), 255 for full amplitude.

    `switches`: the head switches of both fields.
    """
    carrier = full_carrier()
    for field, switch in enumerate(switches):
        rows = carrier[field * FIELD_LINES : (field + 1) * FIELD_LINES]
        # The streaks differ from field to field, also in a pause.
        place = key_of(seed, Stream.TRACKING, generation, 2 * now.frame + field, 1)
        if has_noise_bars(settings):
            lost = noise_bar_loss(settings, seed, generation, now, field, EDGES)
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
    """Reduce the carrier of some rows in streaks: few of them for a small loss, nearly everywhere for a large one."""
    first, row = place % (STREAK_TILE[1] - TEXELS), place >> 8
    streak = streaks()[(touched + row) % STREAK_TILE[0], first : first + TEXELS]
    kept = 1 - lost + ROUGHNESS * (streak - 0.5) * lost * (1 - lost)
    rows[touched] = np.minimum(rows[touched], (255 * np.clip(kept, 0, 1)).astype(np.uint8))
