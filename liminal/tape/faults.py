"""The faults of a frame: the effects of tape, heads and transport on it, as arrays small enough for shaders."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from liminal.ntsc import FIELD_LINES, PICTURE_LINES
from liminal.random import Stream, key_of, unit_of
from liminal.settings.tape import TapeSettings
from liminal.tape.carrier import Carrier, carrier_of
from liminal.tape.head_switch import head_switch
from liminal.tape.noise_bars import has_noise_bars
from liminal.tape.playback_frame import PlaybackFrame, playback_frame
from liminal.tape.residue import NO_RESIDUE, Residue, residue_of
from liminal.tape.time_base import add_switches, line_hue, line_shift, lock_error
from liminal.tape.vertical_hold import rolled_lines

SHIFT, HUE, ROW, SATURATION = range(4)  # columns of the line table

KILLER_LINES = 8.0  # time constant with which the colour killer averages the burst
KILLED, SAFE = 0.12, 0.3  # of the carrier: no colour below the first, full colour above the second


@dataclass(frozen=True)
class Faults:
    """The faults of one frame. `source`: the number of the recorded frame that is shown.

    `carriers`: of each generation, uint8 (480, TEXELS), 255 for full amplitude. `lines`, the line table: float32
    (480, 4), of each row its shift to the right (samples), its hue error (rad), the number of the row shown in its
    place (-1 for blanking), and its saturation (0 to 1).
    """

    source: int
    carriers: list[Carrier]
    lines: NDArray[np.float32]
    residue: Residue


def faults_of(settings: TapeSettings, seed: int, frame: int, jitter: float = 1.0) -> Faults:
    """Find the faults of frame number `frame` of the playback. `jitter`: of the format, relative to VHS."""
    now = playback_frame(settings, frame)
    carriers = []
    for generation in range(settings.generations):
        # A copy was made from a tape that played on: its noise was recorded, and freezes in a pause.
        is_last = generation == settings.generations - 1
        played = now if is_last else PlaybackFrame(now.source, now.source)
        switches = head_switch(seed, generation, 2 * played.frame), head_switch(seed, generation, 2 * played.frame + 1)
        carriers.append(carrier_of(settings, seed, generation, played, switches))
    lines = _line_table(settings, seed, now, jitter, carriers)
    residue = NO_RESIDUE if settings.flying_erase else residue_of(settings.transport, settings.speed, seed, frame)
    return Faults(now.source, carriers, lines, residue)


def faultless_lines() -> NDArray[np.float32]:
    """The line table of a frame without faults: float32 (480, 4)."""
    lines = np.zeros((PICTURE_LINES, 4), np.float32)
    lines[:, ROW], lines[:, SATURATION] = np.arange(PICTURE_LINES), 1
    return lines


def _line_table(
    settings: TapeSettings, seed: int, now: PlaybackFrame, jitter: float, carriers: list[Carrier]
) -> NDArray[np.float32]:
    lines = faultless_lines()
    fields = lines.reshape(2, FIELD_LINES, 4)
    # Errors of generations are independent: their squares add up.
    copies = sqrt(settings.generations)
    shift = line_shift(settings.jitter * jitter * copies, seed, now)
    hue = line_hue(settings.hue * copies, seed, now.frame)
    add_switches(settings, seed, now.frame, shift, hue)
    if has_noise_bars(settings):
        strength = np.ones((2, FIELD_LINES))
        for carrier in carriers:
            strength *= carrier.mean(axis=1).reshape(2, FIELD_LINES) / 255
        shift += lock_error(strength, seed, now.frame)
        fields[:, :, SATURATION] = _colour_killer(strength)
        if not settings.time_base_corrector:
            fields[:, :, ROW] = _rows(settings, seed, now)
    fields[:, :, SHIFT], fields[:, :, HUE] = 0 if settings.time_base_corrector else shift, hue
    return lines


def _colour_killer(strength: NDArray[np.float64]) -> NDArray[np.float64]:
    """The saturation that a colour killer leaves of each line: none after some lines of weak bursts."""
    weights = np.exp(-np.arange(4 * KILLER_LINES) / KILLER_LINES)
    weights /= weights.sum()
    before = len(weights) - 1
    burst = [np.convolve(np.concatenate([np.full(before, row[0]), row]), weights, "valid") for row in strength]
    return np.clip((np.stack(burst) - KILLED) / (SAFE - KILLED), 0, 1)


def _rows(settings: TapeSettings, seed: int, now: PlaybackFrame) -> NDArray[np.int64]:
    """The row that is shown in place of each: others in a rolling picture, one field twice in a pause."""
    rows = np.empty((2, FIELD_LINES), np.int64)
    paused = now.transport is not None and now.transport.event.kind == "pause"
    for field in range(2):
        number = 2 * now.frame + field
        line = rolled_lines(settings, seed, number)
        if paused:
            # The deck's artificial vertical sync differs a little from the recorded one.
            bounce = int(3 * unit_of(key_of(seed, Stream.TRANSPORT, 50, number))) - 1
            line = np.where(line < 0, -1, np.clip(line + bounce, 0, FIELD_LINES - 1))
        rows[field] = np.where(line < 0, -1, line + (0 if paused else field * FIELD_LINES))
    return rows
