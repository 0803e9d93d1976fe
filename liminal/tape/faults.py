"""The faults of a frame: what tape, heads and transport do to it, as arrays small enough to hand to shaders."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, key_of, unit_of
from liminal.settings.tape import TapeSettings
from liminal.tape.band import CROSSING, Moment, has_bands, moment_of
from liminal.tape.carrier import Carrier, carrier_of
from liminal.tape.chance import unit
from liminal.tape.head_switch import head_switch
from liminal.tape.roll import rolled_lines
from liminal.tape.standard import FIELD_LINES, PICTURE_LINES
from liminal.tape.time_base import add_switches, line_hue, line_shift, lock_error
from liminal.tape.transport import since_record

SHIFT, TURN, ROW, COLOUR = range(4)  # what is said of each line

KILLER_LINES = 8.0  # over which the colour killer looks at the burst
KILLED, SAFE = 0.12, 0.3  # of the carrier: no colour below the one, all of it above the other
RESIDUE = 0.08  # whites: what overwriting leaves of the older colour (estimate)
ERASE_DELAY = 1.2  # s, in SP, that tape takes from the full erase head to the drum (estimate)


@dataclass(frozen=True)
class OldColour:
    """Colour of an older recording. `strength`: whites. `line`: from where on. `phase`, `per_line`: rad."""

    strength: float = 0.0
    line: float = 0.0
    phase: float = 0.0
    per_line: float = 0.0


@dataclass(frozen=True)
class Faults:
    """Those of one frame. `source`: the frame of the recording that is seen.

    `carriers`: of each generation, uint8 (480, TEXELS). `lines`: float32 (480, 4), of each row its shift to the right
    (samples), the turn of its hue (rad), the row that it shows (-1 for none), how much colour it keeps (0 to 1).
    """

    source: int
    carriers: list[Carrier]
    lines: NDArray[np.float32]
    residue: OldColour


def faults_of(settings: TapeSettings, seed: int, frame: int, unsteady: float = 1.0) -> Faults:
    """Find the faults of frame number `frame`. `unsteady`: of the format's lines, against VHS."""
    now = moment_of(settings, frame)
    carriers = []
    for generation in range(settings.generations):
        # Copies were made from tapes that played on: what they caught stands still in a pause.
        is_last = generation == settings.generations - 1
        moment = now if is_last else Moment(now.source, now.source)
        switches = head_switch(seed, generation, 2 * moment.frame), head_switch(seed, generation, 2 * moment.frame + 1)
        carriers.append(carrier_of(settings, seed, generation, moment, switches))
    return Faults(now.source, carriers, _lines(settings, seed, now, unsteady, carriers), _residue(settings, seed, now))


def plain_lines() -> NDArray[np.float32]:
    """Lines without a fault: float32 (480, 4)."""
    lines = np.zeros((PICTURE_LINES, 4), np.float32)
    lines[:, ROW], lines[:, COLOUR] = np.arange(PICTURE_LINES), 1
    return lines


def _lines(
    settings: TapeSettings, seed: int, now: Moment, unsteady: float, carriers: list[Carrier]
) -> NDArray[np.float32]:
    lines = plain_lines()
    fields = lines.reshape(2, FIELD_LINES, 4)
    shift = line_shift(settings, seed, now, unsteady)
    hue = line_hue(settings, seed, now)
    add_switches(settings, seed, now, shift, hue)
    if has_bands(settings):
        strength = np.ones((2, FIELD_LINES))
        for carrier in carriers:
            strength *= carrier.mean(axis=1).reshape(2, FIELD_LINES) / 255
        shift += lock_error(strength, seed, now)
        fields[:, :, COLOUR] = _colour_kept(strength)
        fields[:, :, ROW] = _rows(settings, seed, now)
    fields[:, :, SHIFT], fields[:, :, TURN] = shift, hue
    return lines


def _colour_kept(strength: NDArray[np.float64]) -> NDArray[np.float64]:
    """The colour killer: where bursts have been too weak for some lines, there is no colour."""
    weights = np.exp(-np.arange(4 * KILLER_LINES) / KILLER_LINES)
    weights /= weights.sum()
    before = len(weights) - 1
    burst = [np.convolve(np.concatenate([np.full(before, row[0]), row]), weights, "valid") for row in strength]
    return np.clip((np.stack(burst) - KILLED) / (SAFE - KILLED), 0, 1)


def _rows(settings: TapeSettings, seed: int, now: Moment) -> NDArray[np.int64]:
    """The row that each line shows: a rolling picture shows others, and a pause one field twice."""
    shown = np.empty((2, FIELD_LINES), np.int64)
    paused = now.motion is not None and now.motion.event.kind == "pause"
    for field in range(2):
        number = 2 * now.frame + field
        line = rolled_lines(settings, seed, number)
        if paused:
            # Vertical sync that the deck makes itself is not quite where the tape's was.
            bounce = int(3 * unit_of(key_of(seed, Stream.TRANSPORT, 50, number))) - 1
            line = np.where(line < 0, -1, np.clip(line + bounce, 0, FIELD_LINES - 1))
        shown[field] = np.where(line < 0, -1, line + (0 if paused else field * FIELD_LINES))
    return shown


def _residue(settings: TapeSettings, seed: int, now: Moment) -> OldColour:
    """Without a flying erase head, a recording that begins lies on the older one until erased tape arrives.

    Erased tape comes to the beginning of the tracks first, which is the top of the picture.
    """
    since = None if settings.flying_erase else since_record(settings, now.frame)
    if since is None:
        return OldColour()
    crossing = CROSSING[settings.speed]
    run = since / crossing - ERASE_DELAY / CROSSING["sp"]
    if run >= 1:
        return OldColour()
    key = key_of(seed, Stream.TRANSPORT, 60)
    # The older programme's lines ran at their own rate and phase: its colours turn against ours, line by line.
    phase = 0.9 * now.frame % (20 * np.pi)  # a tenth of it turns whole times too
    return OldColour(RESIDUE, FIELD_LINES * max(run, -1.0), phase, 0.07 + 0.09 * unit(key, 0))
