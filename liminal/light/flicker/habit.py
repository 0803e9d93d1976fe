"""The habits of troubled tubes: tables of probabilities, and nothing else.

Three clocks run at once. A mood lasts about MOOD seconds and sets the probabilities of the other two; a spell lasts
about SPELL and is at rest or not; a beat lasts a second or two and holds the pulses one sees. All figures are estimates
by eye, from watching such lamps.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from liminal.random import Words, units

Rows = NDArray[np.float64]

MOOD = 38.0  # s
SPELL = 7.0  # s
TEMPO = (0.9, 1.9)  # s: the length of a beat, each tube its own
PULSES = 6  # at most in a beat, before its tail


class Trouble(IntEnum):
    """The kind of fault of a tube."""

    STUTTERING = 0  # its emitter is nearly used up: it lights, drops out, and lights again
    STRIKING = 1  # its starter tries again and again
    DYING = 2  # dark most of the time
    LOOSE = 3  # its pins rattle in the holder


class Mood(IntEnum):
    """The general behaviour of a tube, for half a minute or so."""

    CALM = 0
    RESTLESS = 1
    STRIKING = 2
    OUT = 3
    RATTLING = 4


class Beat(IntEnum):
    """How a tube behaves for a second or two."""

    HOLD = 0  # lit
    DIP = 1  # lit, with a blink or two
    STUTTER = 2  # on and off
    STRIKE = 3  # the ends glow, the tube flashes and does not catch
    DARK = 4
    SWIRL = 5  # a faint, unsteady discharge
    RATTLE = 6  # bursts of broken contact
    CATCH = 7  # in place of HOLD, DIP and RATTLE after darkness: a few strikes, then light


# How often each trouble brings each mood.
MOODS: Rows = np.array(
    [  # calm  restless striking out   rattling
        [0.46, 0.42, 0.08, 0.04, 0.00],  # stuttering
        [0.12, 0.13, 0.58, 0.17, 0.00],  # striking
        [0.03, 0.12, 0.27, 0.58, 0.00],  # dying
        [0.74, 0.00, 0.00, 0.02, 0.24],  # loose
    ]
)
# The probability that a spell is at rest, in each mood, and the beat at rest.
REST = np.array([0.60, 0.38, 0.15, 0.80, 0.45])
AT_REST = np.array([Beat.HOLD, Beat.HOLD, Beat.STRIKE, Beat.DARK, Beat.HOLD])
# How often each mood brings each beat, in the other spells.
BEATS: Rows = np.array(
    [  # hold  dip   stutter strike dark swirl rattle
        [0.90, 0.09, 0.01, 0.00, 0.00, 0.00, 0.00],  # calm
        [0.33, 0.25, 0.30, 0.03, 0.02, 0.07, 0.00],  # restless
        [0.08, 0.02, 0.18, 0.47, 0.17, 0.08, 0.00],  # striking
        [0.00, 0.00, 0.02, 0.22, 0.70, 0.06, 0.00],  # out
        [0.22, 0.14, 0.00, 0.00, 0.02, 0.00, 0.62],  # rattling
    ]
)
# The pulses of each beat: times in seconds, drawn evenly on a logarithmic scale; levels against a healthy tube.
_NOW = (1e-6, 1e-6)
PATTERNS = {
    #               before it begins   lit        dark between    pulses  level   lit at the end
    Beat.HOLD: (_NOW, (0.1, 0.1), (0.1, 0.1), (0, 0), (1.0, 1.0), 1.0),
    Beat.DIP: ((0.02, 0.90), (0.04, 0.50), (0.025, 0.15), (1, 2), (0.80, 1.0), 1.0),
    Beat.STUTTER: ((0.02, 0.40), (0.02, 0.30), (0.025, 0.45), (2, 6), (0.50, 1.0), 0.5),
    Beat.STRIKE: ((0.30, 1.10), (0.014, 0.07), (0.05, 0.32), (1, 3), (0.30, 0.95), 0.0),
    Beat.DARK: (_NOW, (0.1, 0.1), (0.1, 0.1), (0, 0), (1.0, 1.0), 0.0),
    Beat.SWIRL: ((0.02, 0.25), (0.04, 0.28), (0.008, 0.05), (3, 6), (0.08, 0.38), 0.0),
    Beat.RATTLE: ((0.02, 0.80), (0.012, 0.22), (0.008, 0.07), (3, 6), (0.45, 1.0), 0.97),
    Beat.CATCH: ((0.10, 0.90), (0.015, 0.09), (0.05, 0.35), (0, 3), (0.40, 0.95), 1.0),
}
CARRY_ON = (Beat.DIP, Beat.STUTTER, Beat.RATTLE)  # beats that begin lit, if the one before ended so
_COLUMNS = [np.array(column, float) for column in zip(*(PATTERNS[beat] for beat in Beat), strict=True)]
LEAD, LIT, BETWEEN, COUNT, LEVEL, TAIL = _COLUMNS  # each (beats, 2), the last (beats,)


def choose(odds: Rows, row: NDArray[np.intp], words: Words) -> NDArray[np.intp]:
    """Return for each hash a column of its row of `odds`, as often as that says."""
    limits = np.cumsum(odds, axis=1)[:, :-1]
    chosen: NDArray[np.intp] = (units(words)[..., None] >= limits[row]).sum(-1)
    return chosen
