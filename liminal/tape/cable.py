"""The cable between two machines: composite luma and colour, noise, a ghost and hum, and the decoder's separation.

A cycle of the subcarrier is four samples: U, V, -U, -V. Its sign alternates from line to line and from frame to frame,
and it repeats after four fields; cross-colour and dot crawl move with it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, constants
from liminal.gl.noise_tile import tile_place
from liminal.gl.packing import TEXEL
from liminal.ntsc import FIELD_LINES, FIELD_OFFSET, FIRST_LINES, FRAME_LINES, LINE_RATE, SAMPLE_RATE
from liminal.random import Stream, key_of
from liminal.settings.signal import SignalSettings
from liminal.tape.filter import Taps, filter_constants, low_pass, seven_digits
from liminal.tape.grid import PAIR, TEXELS, Signal, make_line_target
from liminal.tape.noise import luma_noise_tile
from liminal.tape.shader import tape_shader

BAND_REACH = 8  # samples to either side
NOTCH_EDGE, COMB_EDGE = 0.4e6, 1.3e6  # Hz to either side of the subcarrier: the band that is decoded as colour
COLOUR_REACH, COLOUR_EDGE = 12, 0.8e6  # samples to either side of a pair; Hz (estimate; studios keep 1.3 MHz)
MAINS = 60.0  # Hz
LUMA_NOISE, COLOUR_NOISE, HUM = range(3)  # users of randomness


def recorder_input(signal: SignalSettings) -> SignalSettings:
    """The settings of the cable or aerial from which the tape was recorded: its decoder has a notch filter."""
    return SignalSettings(
        composite=signal.record_composite,
        noise=signal.record_noise,
        ghost=signal.record_ghost,
        ghost_delay=signal.ghost_delay,
    )


def is_transparent(signal: SignalSettings) -> bool:
    """Whether a cable of these settings changes nothing."""
    return not (signal.composite or signal.noise or signal.ghost or signal.hum)


class Cable:
    """Carries frames from one machine to the next."""

    def __init__(self, scope: Scope, signal: SignalSettings, seed: int, place: int) -> None:
        """`place`: the number of this cable among those of a chain."""
        self._seed, self._place = seed, place
        self._composite, self._separate = signal.composite > 0, signal.composite < 1
        self._noisy, self._humming = signal.noise > 0, signal.hum > 0
        comb, ghostly = signal.separation == "comb", signal.ghost > 0

        # Where the wire is composite in part, luma is a mixture of pure luma and of the luma decoded from the wire.
        cable = cable_constants(signal)
        self._wires = [
            tape_shader(
                scope,
                "cable",
                {"COLOUR": share > 0, "NOISE": self._noisy, "HUM": self._humming},
                {**cable, **constants("added", ADDED=round(share, 7))},
            )
            for share in (sorted({signal.composite, 1.0}) if self._composite else [0.0])
        ]
        self._echo = tape_shader(scope, "cable_echo", made=cable) if ghostly else None
        self._luma = None
        if self._composite:
            band = signal.composite * colour_band(COMB_EDGE if comb else NOTCH_EDGE)
            self._luma = tape_shader(scope, "cable_luma", {"COMB": comb}, filter_constants(band, BAND_REACH))
        switches = {
            "COMPOSITE": self._composite,
            "COMB": comb,
            "SEPARATE": self._separate,
            "NOISE": self._noisy,
            "GHOST": ghostly,
        }
        made = {**cable, **demodulator_constants(signal.composite)}
        self._colour = tape_shader(scope, "cable_colour", switches, made)
        self._tile = luma_noise_tile(scope) if self._noisy else None
        self._ends = [make_line_target(scope, TEXELS) for _ in self._wires] if self._composite else []
        self._spare = make_line_target(scope, TEXELS)

    def draw(self, output: Signal, input: Signal, frame: int) -> None:
        """Carry frame number `frame`."""
        colour: dict[str, Any] = {"colour": input.colour.colours[0]}
        sign = {"subcarrier_sign": subcarrier_sign(frame, 0)}
        composite = colour | sign if self._composite else {}
        added = self._noise_at(frame, LUMA_NOISE) | self._hum_at(frame)
        for program, end in zip(self._wires, self._ends or [output.luma], strict=True):
            start = end if self._echo is None else self._spare
            program.draw(start, luma=input.luma.colours[0], **composite, **added)
            if self._echo is not None:
                self._echo.draw(end, wire=start.colours[0])

        separate = colour | self._noise_at(frame, COLOUR_NOISE) if self._separate else {}
        composite = {}
        if self._luma is not None:
            luma, wire = self._ends[0].colours[0], self._ends[-1].colours[0]
            self._luma.draw(output.luma, luma=luma, wire=wire)
            composite = sign | {"wire": wire}
        self._colour.draw(output.colour, **composite, **separate)

    def _noise_at(self, frame: int, user: int) -> dict[str, Any]:
        if self._tile is None:
            return {}
        word = key_of(self._seed, Stream.CABLE, self._place, user, frame)
        return {"noise": self._tile, "noise_place": tile_place(word)}

    def _hum_at(self, frame: int) -> dict[str, Any]:
        if not self._humming:
            return {}
        start = key_of(self._seed, Stream.CABLE, self._place, HUM) * 2.0**-32
        lines = frame * FRAME_LINES + FIRST_LINES[0] + np.array([0, FIELD_OFFSET])
        return {"hum_phase": tuple((start + lines * MAINS / LINE_RATE) % 1.0)}


def subcarrier_sign(frame: int, row: int) -> float:
    """1 or -1: the subcarrier's sign on one row of the grid, relative to the first line of the first frame."""
    field, line = divmod(row, FIELD_LINES)
    return float(1 - 2 * ((frame + field * FIELD_OFFSET + line) % 2))


def colour_band(edge: float) -> Taps:
    """A band-pass about the subcarrier: its gain is 0 at 0 Hz and 1 at the subcarrier."""
    taps = low_pass(edge, BAND_REACH)
    at = np.arange(-BAND_REACH, BAND_REACH + 1)
    taps[at % 2 != 0] = 0
    for start in (0, 2):
        own = at % 4 == start
        taps[own] *= (1 - start) * 0.5 / taps[own].sum()
    return taps


def colour_taps() -> Taps:
    """The low-pass that demodulates a colour pair, midway between two samples, from 2 COLOUR_REACH samples.

    Each of the subcarrier's four phases has the same sum of taps, so that constant luma gives no colour.
    """
    at = np.arange(-COLOUR_REACH, COLOUR_REACH) + 0.5
    taps: Taps = np.sinc(2 * COLOUR_EDGE / SAMPLE_RATE * at) * np.kaiser(len(at), 4.5)
    quarter = np.floor(at + (PAIR - 1) / 2).astype(int) % PAIR
    for i in range(PAIR):
        taps[quarter == i] *= 0.5 / taps[quarter == i].sum()
    return taps


def demodulator_constants(strength: float) -> dict[str, str]:
    """The filters with which `tape_cable_colour.frag` demodulates U and V from a wire."""
    taps = strength * colour_taps()
    # Texel t of colour holds pairs 4 t to 4 t + 3; the samples that they depend on begin two texels of the wire before.
    pairs, samples = np.arange(4)[:, None], np.arange(-2 * TEXEL, 4 * TEXEL)
    place = samples - PAIR * pairs + COLOUR_REACH - PAIR // 2
    weights = np.where((place >= 0) & (place < len(taps)), taps[place.clip(0, len(taps) - 1)], 0.0)
    matrices: dict[str, NDArray[np.float64]] = {}
    for name, carrier in (("U", (1, 0, -1, 0)), ("V", (0, -1, 0, 1))):
        halves = (weights * np.array(carrier)[samples % PAIR]).reshape(4, -1, 2, 4).transpose(2, 1, 0, 3)
        matrices |= {f"EARLY_TO_{name}": seven_digits(halves[0]), f"LATE_TO_{name}": seven_digits(halves[1])}
    return constants("demodulator", FIRST_WIRE_TEXEL=-2, WIRE_TEXELS=len(samples) // TEXEL, **matrices)


def cable_constants(signal: SignalSettings) -> dict[str, str]:
    """The settings as the constants of the cable's shaders: levels in units of 100 IRE, the delay in samples."""
    delay = round(signal.ghost_delay * 1e-6 * SAMPLE_RATE)
    levels = {
        "COMPOSITE_SHARE": signal.composite,
        "CABLE_NOISE": signal.noise / 100,
        "COLOUR_NOISE": signal.noise / 100 * float(np.sqrt(np.square(colour_taps()).sum() / 2)),
        "HUM_LEVEL": signal.hum / 100,
        "HUM_TURNS": MAINS / LINE_RATE,  # from line to line
        "GHOST_LEVEL": signal.ghost / (1 + signal.ghost),  # automatic gain follows the sync, which has a ghost as well
        "COSINE": (1, 0, -1, 0)[delay % 4],
        "SINE": (0, 1, 0, -1)[delay % 4],
    }
    return constants("cable", DELAY=delay, **{name: round(float(level), 7) for name, level in levels.items()})
