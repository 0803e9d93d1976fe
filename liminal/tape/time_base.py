"""The time base: how far each line stands to the right of where it should, and how far its hue is turned.

A tape stretches and a drum is never quite steady. What the line lock of the television cannot follow shows.
"""

from functools import lru_cache
from math import exp, pi, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, key_of
from liminal.settings.tape import TapeSettings
from liminal.tape.band import Moment
from liminal.tape.chance import normals, wander
from liminal.tape.head_switch import HeadSwitch, head_switch
from liminal.tape.line_lock import LENGTH, impulse_error, step_error
from liminal.tape.standard import FIELD_LINES, FIELD_RATE, FRAME_LINES, SAMPLE_RATE

Floats = NDArray[np.float64]

LINE_JITTER = 8e-9 * SAMPLE_RATE  # samples, of each line by itself on a good deck (5 to 30 ns)
SMOOTH_JITTER = 0.13e-6 * SAMPLE_RATE  # samples, before the television follows it (0.1 to 0.5 us)
SMOOTH_WIDTH = 22.0  # lines: half the width of its bends
MEMORY = 200  # lines before a frame that still matter
FIELD_HUE, LINE_HUE = radians(0.9), radians(0.8)  # wandering from second to second, and of each line by itself
TURN_LINES = 2.5  # in which the colour's own lock follows a head switch
PULL, SCATTER = -0.7e-6 * SAMPLE_RATE, 5e-6 * SAMPLE_RATE  # samples: what noise taken for sync does to a line
FIRST_LINES = 0, 263  # of the two fields' pictures, from the top of the first
SLIDE = 9e-6 * SAMPLE_RATE  # samples, by which lines swing while a recording that begins is not locked
SLACK = 16e-6 * SAMPLE_RATE  # samples, by which they swing while tape is eaten


def line_shift(settings: TapeSettings, seed: int, now: Moment, unsteady: float) -> Floats:
    """Find how far each line is shifted, in samples, by all generations together: (2, 240)."""
    shift = np.zeros((2, FIELD_LINES))
    amount = settings.jitter * unsteady * sqrt(settings.generations)
    if amount:
        white, bends = lines_of_noise(seed, now.frame)
        smooth = np.convolve(bends, _smooth_kernel(), "valid")[-FRAME_LINES:]
        whole = amount * (LINE_JITTER * white[-FRAME_LINES:] + SMOOTH_JITTER * smooth)
        shift += np.stack([whole[first : first + FIELD_LINES] for first in FIRST_LINES])
    shift += _swing(seed, now)
    return shift


def add_switches(settings: TapeSettings, seed: int, now: Moment, shift: Floats, hue: Floats) -> None:
    """Add the head switch at the bottom of each field, and what is left of the one before it at the top."""
    for generation in range(settings.generations):
        for field in range(2):
            number = 2 * now.frame + field
            if settings.head_switch:
                switch = head_switch(seed, generation, number)
                first = int(np.ceil(switch.line))
                since = np.arange(FIELD_LINES - first)
                shift[field, first:] += settings.head_switch * switch.step * step_error()[since]
                hue[field, first:] += settings.head_switch * switch.turn * np.exp(-since / TURN_LINES)
            if settings.flagging:
                before = head_switch(seed, generation, number - 1)
                since = lines_since(before, field) + np.arange(FIELD_LINES)
                shift[field] += settings.flagging * before.step * step_error()[since.clip(0, LENGTH - 1)]


def lines_since(before: HeadSwitch, field: int) -> int:
    """Whole lines from the switch in the field before to the top line of this one, which is field 0 or 1."""
    apart = FIRST_LINES[1] if field else FRAME_LINES - FIRST_LINES[1]
    return apart - int(np.ceil(before.line))


def line_hue(settings: TapeSettings, seed: int, now: Moment) -> Floats:
    """Find how far the hue of each line is turned, rad, by all generations together: (2, 240)."""
    amount = settings.hue * sqrt(settings.generations)
    if not amount:
        return np.zeros((2, FIELD_LINES))
    number = 2 * now.frame + np.arange(2)[:, None]
    # A goal every half second, and another one every 60 lines.
    slow = wander(key_of(seed, Stream.TIME_BASE, 20), number / FIELD_RATE / 0.5) - 0.5
    knots = wander(key_of(seed, Stream.TIME_BASE, 21), (5 * number + np.arange(5)).astype(np.float64)) - 0.5
    return amount * (3.4 * FIELD_HUE * slow + 3.4 * LINE_HUE * knots @ _tents())


def lock_error(strength: Floats, seed: int, now: Moment) -> Floats:
    """Find how far lines are torn aside where their carrier, (2, 240) from 0 to 1, is too weak for the line lock."""
    lost = np.clip((0.55 - strength) / 0.5, 0, 1)
    torn = np.zeros_like(strength)
    # What the loop takes for sync is noise; it follows what it can, and so the lines go astray.
    follows = -impulse_error()
    for field in np.flatnonzero(lost.any(axis=1)):
        place = key_of(seed, Stream.TIME_BASE, 30, 2 * now.frame + int(field))
        error = lost[field] * (PULL + SCATTER * normals(place, FIELD_LINES))
        torn[field, 1:] = -np.convolve(error, follows[1:])[: FIELD_LINES - 1]
    return torn


def lines_of_noise(seed: int, frame: int) -> tuple[Floats, Floats]:
    """Two rows of noise for the lines of a frame and the MEMORY before them; frames agree where they overlap."""
    rows = []
    for number in (frame - 1, frame):
        word = key_of(seed, Stream.TIME_BASE, 0, number)
        rows.append((normals(word & 0xFFFF, FRAME_LINES), normals(word >> 16, FRAME_LINES)))
    (white_before, bends_before), (white, bends) = rows
    return (
        np.concatenate([white_before[-MEMORY:], white]),
        np.concatenate([bends_before[-MEMORY:], bends]),
    )


@lru_cache(maxsize=1)
def _smooth_kernel() -> Floats:
    """Turns white noise into the smooth part of the error, as the line lock leaves it: (MEMORY,)."""
    bend = np.exp(-0.5 * (np.arange(-60, 61) / SMOOTH_WIDTH) ** 2)
    bend /= np.sqrt(np.square(bend).sum())
    return np.convolve(bend, impulse_error())[:MEMORY]


@lru_cache(maxsize=1)
def _tents() -> Floats:
    """Shares of five goals, from the top of a field to its bottom, in its lines: (5, 240)."""
    goals = np.linspace(0, FIELD_LINES, 5)
    return np.stack([np.interp(np.arange(FIELD_LINES), goals, goal) for goal in np.eye(5)])


def _swing(seed: int, now: Moment) -> Floats:
    """How far lines swing while servos are not locked, or the tape is slack."""
    if now.motion is None or now.motion.event.kind not in ("record", "eaten"):
        return np.zeros(1)
    time = 2 * now.frame + np.arange(2)[:, None] + np.arange(FIELD_LINES) / FIELD_LINES
    swing = wander(key_of(seed, Stream.TIME_BASE, 40), time * 2.2) - 0.5
    if now.motion.event.kind == "record":
        fading = exp(-3 * now.motion.progress) * (1 - now.motion.progress)
        # Lines at the top are the last to lock.
        hook = step_error()[18 : 18 + FIELD_LINES]
        return fading * SLIDE * (swing - 2.5 * hook)
    flutter = wander(key_of(seed, Stream.TIME_BASE, 41), time * 9.0) - 0.5
    return sin(pi * now.motion.progress) * SLACK * (swing + 0.35 * flutter)
