"""Tape RF: what the heads write, at 8 fsc: luma as FM with a true phase, and colour as amplitude around 629 kHz."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve1d
from scipy.signal import bilinear, lfilter

from liminal.gl.packing import TEXEL
from liminal.random import Stream, key_of
from liminal.settings.tape import TapeSettings
from liminal.tape.composite import ACTIVE_PLACE, FIRST_LINES, Lines, Samples, burst_frame, colour_waves, luma_wave
from liminal.tape.deck import PLAYBACK_EDGE, PLAYBACK_TAPS, RECORD_TAPS, noise_gain
from liminal.tape.format import Format
from liminal.tape.grid import FIRST, SAMPLES
from liminal.tape.kernel import DeEmphasis, bell, low_pass
from liminal.tape.standard import (
    BLANK_CARRIER,
    BURST,
    EMPHASIS_TIME,
    FIELD_LINES,
    FRAME_LINES,
    LINE_SAMPLES,
    SAMPLE_RATE,
    WHITE_DEVIATION,
)

RATE = 2 * SAMPLE_RATE  # Hz: 8 fsc
UNDER_CYCLES = 40  # of the colour carrier in a line (SMPTE 32M)
COLOUR_LEVEL = 0.5  # of the luma carrier, for a white of colour (estimate: 7 to 10 dB below saturation)
COLOUR_REACH = 24  # samples to either side of the filter of colour
ROOM_EDGE, ROOM_TAPS = 1.3e6, 64  # Hz; to either side: FM below is taken away for colour's sake (SMPTE 32M, figure 10)
SWITCH_LINE = 3 - 6.5  # lines: the heads take turns six and a half lines before vertical sync (SMPTE 32M, 3.6)
HEADS, HEAD_NOISE = 3, 4  # users of randomness of their own, beside those of liminal/tape/deck.py
CARRIER_STEPS = 88  # of 127: the carrier's amplitude in the file, with colour on top of it


@dataclass(frozen=True)
class Track:
    """What a frame leaves on tape: its lines, and what the coating keeps of the carrier, uint8 (480, TEXELS)."""

    lines: Lines
    carrier: NDArray[np.uint8]


def record(frames: Iterable[Track], settings: TapeSettings, format: Format, seed: int) -> Iterator[NDArray[np.uint8]]:
    """Yield what the heads find of each frame: uint8 (955500,), 128 being nothing."""
    emphasis = DeEmphasis(1 + settings.emphasis * (format.emphasis - 1))
    edge = format.luma_edge / max(settings.band, 0.25) if settings.band > 0 else SAMPLE_RATE / 2
    band, room = low_pass(edge, RECORD_TAPS), low_pass(ROOM_EDGE, ROOM_TAPS, RATE)
    rising = bilinear([EMPHASIS_TIME, 1], [EMPHASIS_TIME / emphasis.gain, 1], RATE)
    playback = low_pass(edge * PLAYBACK_EDGE, PLAYBACK_TAPS)
    noise = settings.noise * 10 ** (-format.luma_snr / 20) / noise_gain(emphasis, playback)
    memory, phase = np.zeros(1), 0.0
    for number, track in enumerate(frames):
        # Luma: a band limit, emphasis, clip; the recursion and the phase go on from frame to frame.
        wave = double(convolve1d(luma_wave(track.lines).ravel(), band, mode="wrap"))
        wave, memory = lfilter(*rising, wave, zi=memory)
        clipped = np.clip(wave, format.dark_clip, format.white_clip)
        turns = np.cumsum((BLANK_CARRIER + WHITE_DEVIATION * clipped) / RATE) + phase
        phase = turns[-1] % 1.0

        # Each head begins its track at a phase of its own.
        turns += np.repeat([head_phase(seed, 2 * number + i) for i in range(3)], track_lengths())
        luma = np.cos(2 * np.pi * turns)
        luma -= convolve1d(luma, room, mode="wrap")

        # Where the coating is gone, so is colour; noise stays.
        found = kept(track.carrier) * (luma + COLOUR_LEVEL * colour_under(track.lines, format, number))
        if noise:
            generator = np.random.default_rng(key_of(seed, Stream.TAPE_NOISE, number, 0, HEAD_NOISE))
            found += noise * generator.standard_normal(len(found))
        yield np.clip(np.round(128 + CARRIER_STEPS * found), 0, 255).astype(np.uint8)


def kept(carrier: NDArray[np.uint8]) -> Samples:
    """Spread what is left of the carrier of each line over a frame, whole where there is no picture: (955500,)."""
    frame = np.ones((FRAME_LINES, 2 * LINE_SAMPLES))
    start = 2 * (ACTIVE_PLACE - FIRST)
    for first, field in zip(FIRST_LINES, np.split(carrier / 255, 2), strict=True):
        frame[first : first + FIELD_LINES, start : start + 2 * SAMPLES] = np.repeat(field, 2 * TEXEL, axis=1)
    return frame.ravel()


def colour_under(lines: Lines, format: Format, frame: int) -> Samples:
    """Colour as it is written, in whites: the burst twice as large, each line a quarter of a turn beside the last."""
    waves = colour_waves(lines)
    waves[0] -= BURST * burst_frame()
    response = bell(format.colour_rise, COLOUR_REACH, SAMPLE_RATE)
    u, v = (double(convolve1d(wave.ravel(), response, mode="wrap")).reshape(FRAME_LINES, -1) for wave in waves)

    # The tape's colour is what remains of the subcarrier beside a carrier that is 629 kHz higher: its mirror image.
    angle = 2 * np.pi * UNDER_CYCLES * np.arange(2 * LINE_SAMPLES) / (2 * LINE_SAMPLES)
    turned = angle + np.pi / 2 * np.arange(4)[:, None]
    quarter = quarters(frame)
    under: Samples = v * np.cos(turned)[quarter] - u * np.sin(turned)[quarter]
    return under.ravel()


def track_lengths() -> NDArray[np.int64]:
    """How many samples of a frame stand on the track of field 1, of field 2, and of the next field 1."""
    ends = np.array([0, FRAME_LINES / 2 + SWITCH_LINE, FRAME_LINES + SWITCH_LINE, FRAME_LINES])
    whole: NDArray[np.int64] = np.round(ends * 2 * LINE_SAMPLES).astype(np.int64)
    return whole[1:] - whole[:-1]


def head_phase(seed: int, track: int) -> float:
    """The phase at which a head begins its track, in turns."""
    return key_of(seed, Stream.TAPE_NOISE, track, 0, HEADS) * 2.0**-32


def quarters(frame: int) -> NDArray[np.int64]:
    """By how many quarters of a turn the colour of each line is ahead, (525,): one more each line on track 1."""
    first = np.arange(FRAME_LINES)
    track_1 = (first < SWITCH_LINE + FRAME_LINES / 2) | (first >= SWITCH_LINE + FRAME_LINES)
    steps = np.where(track_1, 1, -1)
    return (np.cumsum(steps) + frame * int(steps.sum())) % 4


def double(wave: Samples) -> Samples:
    """Put a sample between any two of a wave that repeats itself: (n,) becomes (2 n,)."""
    at = np.arange(-8, 8) + 0.5
    between = np.sinc(at) * np.kaiser(len(at), 5.0)
    doubled = np.empty(2 * len(wave))
    doubled[0::2] = wave
    doubled[1::2] = convolve1d(wave, between / between.sum(), mode="wrap")
    return doubled
