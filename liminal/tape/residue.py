"""Residue: colour of an older recording, left where a new one begins on a deck without a flying erase head."""

from collections.abc import Sequence
from math import pi
from typing import NamedTuple

from liminal.ntsc import FIELD_LINES
from liminal.random import Stream, key_of, mix, unit_of
from liminal.settings.tape import TapeSpeed
from liminal.settings.transport import TransportEvent
from liminal.tape.transport import DRUM_PASSAGE, seconds_recorded

STRENGTH = 0.08  # of white: colour that overwriting leaves (estimate)
ERASE_DELAY = 1.2  # s, in SP, that tape takes from the full erase head to the drum (estimate)


class Residue(NamedTuple):
    """Residual colour in one frame, as `tape_colour.frag` takes it.

    `strength`: of white. `line`: the first line of each field that has it. `phase`: rad. `per_line`: rad, by which the
    phase advances from line to line.
    """

    strength: float = 0.0
    line: float = 0.0
    phase: float = 0.0
    per_line: float = 0.0


NO_RESIDUE = Residue()


def residue_of(events: Sequence[TransportEvent], speed: TapeSpeed, seed: int, frame: int) -> Residue:
    """Find the residue at a frame of the playback: it lasts until erased tape arrives at the drum.

    Erased tape first reaches the beginning of the tracks, which is the top of the picture.
    """
    since = seconds_recorded(events, frame)
    if since is None:
        return NO_RESIDUE
    erased = since / DRUM_PASSAGE[speed] - ERASE_DELAY / DRUM_PASSAGE["sp"]  # share of the track's length
    if erased >= 1:
        return NO_RESIDUE
    key = key_of(seed, Stream.TRANSPORT, 60)
    # The older recording had a line rate and phase of its own, so its hue turns against ours from line to line.
    phase = 0.9 * frame % (20 * pi)  # 0.2 and 0.3 of it, which the shader uses too, repeat as well
    return Residue(STRENGTH, FIELD_LINES * max(erased, -1.0), phase, 0.07 + 0.09 * unit_of(mix(key, 0)))
