"""The deck: a signal is recorded on tape, and played back."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, FullScreen, Target, Texture
from liminal.settings.tape import TapeSettings
from liminal.tape.format import Format
from liminal.tape.grid import TEXELS, Signal, make_line_target
from liminal.tape.kernel import (
    DeEmphasis,
    Kernel,
    bell,
    colour_kernel_text,
    kernel_text,
    low_pass,
    memory_text,
    restoring_text,
)
from liminal.tape.noise import noise_place, noise_tile
from liminal.tape.standard import PICTURE_LINES, SAMPLE_RATE, WHITE_DEVIATION

RECORD_TAPS, PLAYBACK_TAPS = 15, 12  # to either side
FADED = 0.008  # of white: what the emphasis leaves for later than its last tap
PLAYBACK_EDGE = 1.25  # times the record filter's: together they are 6 dB down where the format's luma ends
PAIR_RATE = SAMPLE_RATE / 4  # Hz
COLOUR_TAPS = 5  # pairs to either side
COLOUR_SWING = 0.44  # whites: what the colour noise of a format is measured against, 100 % red
TILT = 0.4  # more carrier at white than at blank (estimate): noise is weaker in what is bright
DROPOUT_LEVEL = 0.12  # of the carrier: where a compensator steps in
LUMA_NOISE, COLOUR_NOISE = range(2)  # users of noise

# Colour of an older recording: strength (whites), line of the field from which on, phase, turn from line to line (rad).
Residue = tuple[float, float, float, float]
NOTHING_LEFT: Residue = (0.0, 0.0, 0.0, 0.0)


class Deck:
    """Records and plays frames, all passes on the same grid."""

    def __init__(self, context: Context, settings: TapeSettings, format: Format) -> None:
        self._settings = settings
        emphasis = DeEmphasis(1 + settings.emphasis * (format.emphasis - 1))
        # As the dial falls the band opens up, until it holds all that samples can.
        edge = min(format.luma_edge / max(settings.band, 1e-3), SAMPLE_RATE / 2)
        record = np.convolve(low_pass(edge, RECORD_TAPS), emphasis.inverse(emphasis.memory(FADED)))
        opened = min(edge * PLAYBACK_EDGE, SAMPLE_RATE / 2)
        playback = np.convolve(low_pass(opened, PLAYBACK_TAPS), sharpening(settings.sharpness))
        colour = bell(format.colour_rise * max(settings.colour_band, 0.05), COLOUR_TAPS, PAIR_RATE)
        self._noise, self._colour_noise = noise_tile(context), noise_tile(context, colour)

        memory = {"memory": memory_text(emphasis)}
        switches = {"CARRIER": True, "BEARDING": True} if settings.bearding else {"CARRIER": True}
        emphasised = {"kernel": kernel_text(record, RECORD_TAPS)}
        self._demodulate = FullScreen(context, "tape_demodulate.frag", switches, made=emphasised)
        self._state = FullScreen(context, "tape_state.frag", made=memory)
        self._restore = FullScreen(context, "tape_restore.frag", made=memory)
        reducing = settings.line_noise_reduction > 0
        self._restoring = settings.emphasis > 0 and not reducing  # by the same pass as what follows
        centre = len(playback) // 2
        kernel = restoring_text(playback, centre, emphasis) if self._restoring else kernel_text(playback, centre)
        self._playback = FullScreen(
            context,
            "tape_playback.frag",
            {"LINE_NOISE_REDUCTION": reducing, "RESTORING": self._restoring},
            made={"kernel": kernel},
        )
        if reducing:
            self._playback.program.set(reduction=0.5 * settings.line_noise_reduction)
        self._colour = FullScreen(context, "tape_colour.frag", made={"kernel": colour_kernel_text(colour)})

        # The clip opens up as the emphasis goes; with none there is none.
        opening = 1 / max(settings.emphasis, 1e-3)
        swing = 10 ** (-format.luma_snr / 20) * settings.noise
        self._demodulate.program.set(
            noise=self._noise,
            dark_clip=format.dark_clip * opening,
            white_clip=format.white_clip * opening,
            carrier_noise=swing / noise_gain(emphasis, playback),
            tilt=TILT,
            threshold=DROPOUT_LEVEL if settings.compensation else 0.0,
        )
        if settings.bearding:
            self._demodulate.program.set(limit=format.white_clip * opening * (1.06 - 0.25 * settings.bearding))
        own = COLOUR_SWING * 10 ** (-format.colour_snr / 20) * settings.colour_noise
        self._colour.program.set(
            noise=self._colour_noise,
            colour_noise=own / float(np.sqrt(np.square(colour).sum())),
            averaging=0.5 * settings.colour_average if format.colour_average else 0.0,
        )
        self._restored = make_line_target(context, TEXELS)
        self._played = make_line_target(context, TEXELS)
        self._memory = Target(context, (TEXELS // 4, PICTURE_LINES), ["f4"])

    def draw(
        self,
        output: Signal,
        input: Signal,
        carrier: Texture,
        seed: int,
        frame: int,
        generation: int,
        residue: Residue = NOTHING_LEFT,
    ) -> None:
        """Record a frame and play it back. `carrier`: what is left of it, one number a texel of the line, 0 to 1.

        `residue`: what is left of an older recording's colour.
        """
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
        """Undo the emphasis, and filter."""
        luma, memory = self._played.colours[0], self._memory.colours[0]
        if self._settings.emphasis > 0:
            self._state.draw(self._memory, played=luma)
            if self._restoring:
                self._playback.program.set(memory=memory)
            else:
                self._restore.draw(self._restored, played=luma, memory=memory)
                luma = self._restored.colours[0]
        self._playback.draw(output, luma=luma)

    def release(self) -> None:
        """Free programs and textures."""
        programs = (self._demodulate, self._state, self._restore, self._playback, self._colour)
        for used in (*programs, self._restored, self._played, self._memory, self._noise, self._colour_noise):
            used.release()


def sharpening(amount: float) -> Kernel:
    """The output aperture of a deck, taps (-1/2, 1, -1/2) a quarter of a microsecond apart, on top of the signal."""
    taps = np.zeros(9)
    taps[[0, 8]], taps[4] = -0.25 * amount, 1 + 0.5 * amount
    return taps


def noise_gain(emphasis: DeEmphasis, playback: Kernel) -> float:
    """Whites of noise in the picture for each standard deviation of the noise beside the carrier.

    What is small turns the carrier's phase by itself; the discriminator takes the difference of neighbours.
    """
    turned = np.convolve(np.convolve([1.0, -1.0], emphasis.response(400)), playback)
    return float(SAMPLE_RATE / (2 * np.pi * WHITE_DEVIATION) * np.sqrt(np.square(turned).sum()))


def whole_carrier() -> NDArray[np.uint8]:
    """A carrier without a fault: uint8 (480, TEXELS)."""
    return np.full((PICTURE_LINES, TEXELS), 255, np.uint8)
