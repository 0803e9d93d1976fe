"""Tape RF at 8 fsc, as the heads read it: luma as FM with continuous phase, and colour under at 629 kHz."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve1d
from scipy.signal import bilinear, lfilter

from liminal.gl.packing import TEXEL
from liminal.ntsc import BURST, FIELD_LINES, FIRST_LINES, FRAME_LINES, LINE_SAMPLES, SAMPLE_RATE
from liminal.random import Stream, key_of
from liminal.settings.tape import TapeSettings
from liminal.tape.composite import ACTIVE_PLACE, Lines, Samples, burst_frame, colour_waves, luma_wave
from liminal.tape.deck import PLAYBACK_EDGE, PLAYBACK_TAPS, RECORD_TAPS, noise_gain
from liminal.tape.filter import DeEmphasis, gaussian, low_pass
from liminal.tape.format import Format
from liminal.tape.grid import FIRST, SAMPLES
from liminal.tape.vhs import BLANK_CARRIER, EMPHASIS_TIME, UNDER_CYCLES, WHITE_DEVIATION

RATE = 2 * SAMPLE_RATE  # Hz: 8 fsc
COLOUR_LEVEL = 0.5  # of the luma carrier, for a colour amplitude of 100 IRE (estimate: 7 to 10 dB below saturation)
COLOUR_REACH = 24  # samples to either side of the colour filter
HIGH_PASS_EDGE, HIGH_PASS_TAPS = 1.3e6, 64  # Hz; to either side: of FM, below which colour is (SMPTE 32M, figure 10)
SWITCH_LINE = 3 - 6.5  # lines: the heads switch six and a half lines before vertical sync (SMPTE 32M, 3.6)
HEADS, HEAD_NOISE = 3, 4  # users of randomness, beside those of liminal/tape/deck.py
CARRIER_STEPS = 88  # of 127: the carrier's amplitude in the file, colour being added to it


@dataclass(frozen=True)
class TapeFrame:
    """A frame on tape: its lines, and the amplitude of its carrier, uint8 (480, TEXELS), 255 for full amplitude."""

    lines: Lines
    carrier: NDArray[np.uint8]


def record(
    frames: Iterable[TapeFrame], settings: TapeSettings, format: Format, seed: int
) -> Iterator[NDArray[np.uint8]]:
    """Yield the RF of each frame: uint8 (955500,), 128 being 0."""
    emphasis = DeEmphasis(1 + settings.emphasis * (format.emphasis - 1))
    edge = format.luma_edge / max(settings.band, 0.25) if settings.band > 0 else SAMPLE_RATE / 2
    band, below = low_pass(edge, RECORD_TAPS), low_pass(HIGH_PASS_EDGE, HIGH_PASS_TAPS, RATE)
    pre_emphasis = bilinear([EMPHASIS_TIME, 1], [EMPHASIS_TIME / emphasis.gain, 1], RATE)
    playback = low_pass(edge * PLAYBACK_EDGE, PLAYBACK_TAPS)
    noise = settings.noise * 10 ** (-format.luma_snr / 20) / noise_gain(emphasis, playback)
    memory, phase = np.zeros(1), 0.0
    for number, frame in enumerate(frames):
        # Luma: band limit, pre-emphasis, clip; the recursion and the phase continue from frame to frame.
        wave = double(convolve1d(luma_wave(frame.lines).ravel(), band, mode="wrap"))
        wave, memory = lfilter(*pre_emphasis, wave, zi=memory)
        clipped = np.clip(wave, format.dark_clip, format.white_clip)
        turns = np.cumsum((BLANK_CARRIER + WHITE_DEVIATION * clipped) / RATE) + phase
        phase = turns[-1] % 1.0

        # The carrier's phase at the beginning of a track is random.
        turns += np.repeat([head_phase(seed, 2 * number + i) for i in range(3)], track_lengths())
        luma = np.cos(2 * np.pi * turns)
        luma -= convolve1d(luma, below, mode="wrap")

        # A dropout takes away luma and colour, not the noise.
        signal = spread_carrier(frame.carrier) * (luma + COLOUR_LEVEL * colour_under(frame.lines, format, number))
        if noise:
            generator = np.random.default_rng(key_of(seed, Stream.TAPE_NOISE, number, 0, HEAD_NOISE))
            signal += noise * generator.standard_normal(len(signal))
        yield np.clip(np.round(128 + CARRIER_STEPS * signal), 0, 255).astype(np.uint8)


def spread_carrier(carrier: NDArray[np.uint8]) -> Samples:
    """Spread the carrier's amplitude over a frame, 1 outside the picture: (955500,)."""
    frame = np.ones((FRAME_LINES, 2 * LINE_SAMPLES))
    start = 2 * (ACTIVE_PLACE - FIRST)
    for first, field in zip(FIRST_LINES, np.split(carrier / 255, 2), strict=True):
        frame[first : first + FIELD_LINES, start : start + 2 * SAMPLES] = np.repeat(field, 2 * TEXEL, axis=1)
    return frame.ravel()


def colour_under(lines: Lines, format: Format, frame: int) -> Samples:
    """The colour-under signal, 100 IRE: the burst doubled, the phase advanced by a quarter turn from line to line."""
    waves = colour_waves(lines)
    waves[0] -= BURST * burst_frame()
    response = gaussian(format.colour_rise, COLOUR_REACH, SAMPLE_RATE)
    u, v = (double(convolve1d(wave.ravel(), response, mode="wrap")).reshape(FRAME_LINES, -1) for wave in waves)

    # Heterodyning with a carrier 629 kHz above the subcarrier leaves the difference frequency: a mirrored spectrum.
    angle = 2 * np.pi * UNDER_CYCLES * np.arange(2 * LINE_SAMPLES) / (2 * LINE_SAMPLES)
    turned = angle + np.pi / 2 * np.arange(4)[:, None]
    quarter = quarters(frame)
    under: Samples = v * np.cos(turned)[quarter] - u * np.sin(turned)[quarter]
    return under.ravel()


def track_lengths() -> NDArray[np.int64]:
    """The number of samples of a frame on the tracks of field 1, of field 2, and of the next field 1."""
    ends = np.array([0, FRAME_LINES / 2 + SWITCH_LINE, FRAME_LINES + SWITCH_LINE, FRAME_LINES])
    whole: NDArray[np.int64] = np.round(ends * 2 * LINE_SAMPLES).astype(np.int64)
    return whole[1:] - whole[:-1]


def head_phase(seed: int, track: int) -> float:
    """The carrier's phase at the beginning of a track, in turns."""
    return key_of(seed, Stream.TAPE_NOISE, track, 0, HEADS) * 2.0**-32


def quarters(frame: int) -> NDArray[np.int64]:
    """The phase of each line's colour in quarter turns, (525,): advancing on track 1, receding on track 2."""
    first = np.arange(FRAME_LINES)
    track_1 = (first < SWITCH_LINE + FRAME_LINES / 2) | (first >= SWITCH_LINE + FRAME_LINES)
    steps = np.where(track_1, 1, -1)
    return (np.cumsum(steps) + frame * int(steps.sum())) % 4


def double(wave: Samples) -> Samples:
    """Upsample a periodic wave by 2: (n,) becomes (2 n,)."""
    at = np.arange(-8, 8) + 0.5
    between = np.sinc(at) * np.kaiser(len(at), 5.0)
    doubled = np.empty(2 * len(wave))
    doubled[0::2] = wave
    doubled[1::2] = convolve1d(wave, between / between.sum(), mode="wrap")
    return doubled
