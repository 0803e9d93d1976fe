"""The deck: a signal is recorded on tape, and played back."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, Target, Texture
from liminal.ntsc import PICTURE_LINES, SAMPLE_RATE
from liminal.settings.tape import TapeSettings
from liminal.tape.filter import (
    DeEmphasis,
    Taps,
    colour_filter_constants,
    filter_constants,
    gaussian,
    low_pass,
    memory_constants,
    restoring_constants,
)
from liminal.tape.format import Format
from liminal.tape.grid import TEXELS, Signal, make_line_target
from liminal.tape.noise import colour_noise_tile, luma_noise_tile, noise_place
from liminal.tape.residue import NO_RESIDUE, Residue
from liminal.tape.shader import tape_shader
from liminal.tape.vhs import WHITE_DEVIATION

RECORD_TAPS, PLAYBACK_TAPS = 15, 12  # to either side
REMAINDER = 0.008  # of white: sum of the pre-emphasis' taps beyond its last one
PLAYBACK_EDGE = 1.25  # times the record filter's edge: together they are 6 dB down at the format's luma bandwidth
PAIR_RATE = SAMPLE_RATE / 4  # Hz
COLOUR_TAPS = 5  # pairs to either side
COLOUR_REFERENCE = 0.44  # of white: amplitude of 100 % red, to which a format's colour noise is relative
TILT = 0.4  # more carrier at white than at blanking (estimate): noise is weaker in bright areas
DROPOUT_LEVEL = 0.12  # of the carrier: below it the dropout compensator steps in
LUMA_NOISE, COLOUR_NOISE = range(2)  # users of noise


class Deck:
    """Records and plays frames, all passes on the same grid."""

    def __init__(self, scope: Scope, settings: TapeSettings, format: Format) -> None:
        emphasis = DeEmphasis(1 + settings.emphasis * (format.emphasis - 1))
        # A lower `band` widens the band, up to the highest frequency that the samples can hold.
        edge = min(format.luma_edge / max(settings.band, 1e-3), SAMPLE_RATE / 2)
        record = np.convolve(low_pass(edge, RECORD_TAPS), emphasis.inverse(emphasis.inverse_length(REMAINDER)))
        widened = min(edge * PLAYBACK_EDGE, SAMPLE_RATE / 2)
        playback = np.convolve(low_pass(widened, PLAYBACK_TAPS), sharpening(settings.sharpness))
        colour = gaussian(format.colour_rise * max(settings.colour_band, 0.05), COLOUR_TAPS, PAIR_RATE)

        memory = memory_constants(emphasis)
        switches = {"CARRIER": True, "BEARDING": True} if settings.bearding else {"CARRIER": True}
        self._demodulate = tape_shader(scope, "demodulate", switches, filter_constants(record, RECORD_TAPS))
        self._state = tape_shader(scope, "state", made=memory)
        self._restore = tape_shader(scope, "restore", made=memory)
        reducing = settings.line_noise_reduction > 0
        self._emphasised = settings.emphasis > 0
        self._restoring = self._emphasised and not reducing  # de-emphasis in the playback filter's own pass
        centre = len(playback) // 2
        self._playback = tape_shader(
            scope,
            "playback",
            {"LINE_NOISE_REDUCTION": reducing, "RESTORING": self._restoring},
            restoring_constants(playback, centre, emphasis) if self._restoring else filter_constants(playback, centre),
        )
        if reducing:
            self._playback.program.set(reduction=0.5 * settings.line_noise_reduction)
        self._colour = tape_shader(scope, "colour", made=colour_filter_constants(colour))

        # The clips widen as the emphasis decreases; without emphasis there are none.
        widening = 1 / max(settings.emphasis, 1e-3)
        luma_noise = 10 ** (-format.luma_snr / 20) * settings.noise
        self._demodulate.program.set(
            noise=luma_noise_tile(scope),
            dark_clip=format.dark_clip * widening,
            white_clip=format.white_clip * widening,
            carrier_noise=luma_noise / noise_gain(emphasis, playback),
            tilt=TILT,
            threshold=DROPOUT_LEVEL if settings.compensation else 0.0,
        )
        if settings.bearding:
            self._demodulate.program.set(limit=format.white_clip * widening * (1.06 - 0.25 * settings.bearding))
        colour_noise = COLOUR_REFERENCE * 10 ** (-format.colour_snr / 20) * settings.colour_noise
        self._colour.program.set(
            noise=colour_noise_tile(scope, colour),
            colour_noise=colour_noise / float(np.sqrt(np.square(colour).sum())),
            averaging=0.5 * settings.colour_average if format.colour_average else 0.0,
        )
        self._restored = make_line_target(scope, TEXELS)
        self._played = make_line_target(scope, TEXELS)
        self._memory = Target(scope, (TEXELS // 4, PICTURE_LINES), ["f4"])

    def draw(
        self,
        output: Signal,
        input: Signal,
        carrier: Texture,
        seed: int,
        frame: int,
        generation: int,
        residue: Residue = NO_RESIDUE,
    ) -> None:
        """Record a frame and play it back. `carrier`: its amplitude, 0 to 1, one number a texel of the line."""
        self._demodulate.draw(
            self._played,
            luma=input.luma.colours[0],
            carrier=carrier,
            noise_place=noise_place(seed, frame, generation, LUMA_NOISE),
        )
        self._play_luma(output.luma)
        self._colour.draw(
            output.colour,
            colour=input.colour.colours[0],
            carrier=carrier,
            residue=residue,
            noise_place=noise_place(seed, frame, generation, COLOUR_NOISE),
        )

    def _play_luma(self, output: Target) -> None:
        """De-emphasise and filter the demodulated luma."""
        luma, memory = self._played.colours[0], self._memory.colours[0]
        if self._emphasised:
            self._state.draw(self._memory, played=luma)
            if self._restoring:
                self._playback.program.set(memory=memory)
            else:
                self._restore.draw(self._restored, played=luma, memory=memory)
                luma = self._restored.colours[0]
        self._playback.draw(output, luma=luma)


def sharpening(amount: float) -> Taps:
    """The output aperture correction of a deck: taps (-1/2, 1, -1/2), 0.28 us apart, added to the signal."""
    taps = np.zeros(9)
    taps[[0, 8]], taps[4] = -0.25 * amount, 1 + 0.5 * amount
    return taps


def noise_gain(emphasis: DeEmphasis, playback: Taps) -> float:
    """Noise in the picture, of white, for each standard deviation of the noise relative to the carrier.

    Small noise adds to the carrier's phase; the discriminator takes the difference of successive phases.
    """
    taps = np.convolve(np.convolve([1.0, -1.0], emphasis.response(400)), playback)
    return float(SAMPLE_RATE / (2 * np.pi * WHITE_DEVIATION) * np.sqrt(np.square(taps).sum()))


def full_carrier() -> NDArray[np.uint8]:
    """A carrier at its full amplitude everywhere: uint8 (480, TEXELS)."""
    return np.full((PICTURE_LINES, TEXELS), 255, np.uint8)
