"""The cable between two machines: luma and colour on one wire, what it catches on the way, and telling them apart.

A cycle of the subcarrier is four samples: U, V, -U, -V. It turns over from line to line and from frame to frame, and is
where it was after four fields; what a television mistakes for the other thing crawls and flickers with it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from liminal.gl import Context, FullScreen
from liminal.gl.packing import TEXEL
from liminal.random import Stream, key_of
from liminal.settings.signal import Separation, SignalSettings
from liminal.tape.grid import PAIR, TEXELS, Signal, make_line_target
from liminal.tape.kernel import Kernel, array_text, kernel_text, low_pass
from liminal.tape.noise import TILE, noise_tile
from liminal.tape.standard import FIELD_LINES, FRAME_LINES, LINE_RATE, SAMPLE_RATE

BAND_REACH = 8  # samples to either side
NOTCH_EDGE, COMB_EDGE = 0.4e6, 1.3e6  # Hz to either side of the subcarrier, of what may be colour
COLOUR_REACH, COLOUR_EDGE = 12, 0.8e6  # samples to either side of a pair; Hz (estimate; studios keep 1.3 MHz)
FIRST_LINE, FIELD_APART = 22, 263  # the picture's first line in a frame; how many lines later field 2 has its first
MAINS = 60.0  # Hz
LUMA_NOISE, COLOUR_NOISE, HUM = range(3)  # users of randomness


@dataclass(frozen=True)
class Fault:
    """What happens on one cable; see `liminal/settings/signal.py`. All at 0: nothing."""

    composite: float
    separation: Separation
    noise: float
    ghost: float
    ghost_delay: float
    hum: float

    @property
    def is_none(self) -> bool:
        """Whether the cable changes nothing."""
        return not (self.composite or self.noise or self.ghost or self.hum)


def from_aerial(signal: SignalSettings) -> Fault:
    """What the recorder is given."""
    return Fault(
        signal.record_composite, "notch", signal.record_noise, signal.record_ghost, signal.ghost_delay, hum=0.0
    )


def to_television(signal: SignalSettings) -> Fault:
    """What the television is given."""
    return Fault(signal.composite, signal.separation, signal.noise, signal.ghost, signal.ghost_delay, signal.hum)


class Cable:
    """Carries frames from one machine to the next."""

    def __init__(self, context: Context, fault: Fault, seed: int, place: int) -> None:
        """`place`: the number of this cable among those of a chain."""
        self._seed, self._place = seed, place
        self._shared, self._apart = fault.composite > 0, fault.composite < 1
        self._noisy, self._humming = fault.noise > 0, fault.hum > 0
        comb, ghostly = fault.separation == "comb", fault.ghost > 0

        # Where colour shares the wire in part, luma is a blend: of itself, and of what is left of the whole wire.
        made = {"cable": cable_text(fault)}
        catches = {"NOISE": self._noisy, "HUM": self._humming}
        added = sorted({fault.composite, 1.0}) if self._shared else [0.0]
        self._wires = [
            FullScreen(
                context,
                "tape_cable.frag",
                catches | {"COLOUR": share > 0},
                made={"cable": made["cable"] + f"\nconst float ADDED = {share:.7f};"},
            )
            for share in added
        ]
        self._echo = FullScreen(context, "tape_cable_echo.frag", made=made) if ghostly else None
        self._luma = None
        if self._shared:
            band = {"kernel": kernel_text(fault.composite * colour_band(COMB_EDGE if comb else NOTCH_EDGE), BAND_REACH)}
            self._luma = FullScreen(context, "tape_cable_luma.frag", {"COMB": comb}, made=band)
        switches = {
            "COMPOSITE": self._shared,
            "COMB": comb,
            "APART": self._apart,
            "NOISE": self._noisy,
            "GHOST": ghostly,
        }
        made["demodulator"] = demodulator_text(fault.composite)
        self._colour = FullScreen(context, "tape_cable_colour.frag", switches, made=made)
        self._tile = noise_tile(context) if self._noisy else None
        self._ends = [make_line_target(context, TEXELS) for _ in added] if self._shared else []
        self._spare = make_line_target(context, TEXELS)

    def draw(self, output: Signal, input: Signal, frame: int) -> None:
        """Carry frame number `frame`."""
        colour: dict[str, Any] = {"colour": input.colour.colours[0]}
        turned = {"turned": subcarrier_sign(frame, 0)}
        shared = colour | turned if self._shared else {}
        caught = self._noise_at(frame, LUMA_NOISE) | self._hum_at(frame)
        for program, end in zip(self._wires, self._ends or [output.luma], strict=True):
            start = end if self._echo is None else self._spare
            program.draw(start, luma=input.luma.colours[0], **shared, **caught)
            if self._echo is not None:
                self._echo.draw(end, wire=start.colours[0])

        apart = colour | self._noise_at(frame, COLOUR_NOISE) if self._apart else {}
        shared = {}
        if self._luma is not None:
            luma, wire = self._ends[0].colours[0], self._ends[-1].colours[0]
            self._luma.draw(output.luma, luma=luma, wire=wire)
            shared = turned | {"wire": wire}
        self._colour.draw(output.colour, **shared, **apart)

    def release(self) -> None:
        """Free programs and textures."""
        for used in (*self._wires, self._echo, self._luma, self._colour, self._tile, *self._ends, self._spare):
            if used is not None:
                used.release()

    def _noise_at(self, frame: int, user: int) -> dict[str, Any]:
        if self._tile is None:
            return {}
        word = key_of(self._seed, Stream.CABLE, self._place, user, frame)
        return {"noise": self._tile, "noise_place": (word % TILE[0], (word >> 8) % TILE[1])}

    def _hum_at(self, frame: int) -> dict[str, Any]:
        if not self._humming:
            return {}
        start = key_of(self._seed, Stream.CABLE, self._place, HUM) * 2.0**-32
        lines = frame * FRAME_LINES + np.array([FIRST_LINE, FIRST_LINE + FIELD_APART])
        return {"hum_phase": tuple((start + lines * MAINS / LINE_RATE) % 1.0)}


def subcarrier_sign(frame: int, row: int) -> float:
    """1 or -1: the subcarrier's sign on one row of the grid, against the frame's first line in the first frame."""
    field, line = divmod(row, FIELD_LINES)
    return float(1 - 2 * ((frame + field * FIELD_APART + line) % 2))


def colour_band(edge: float) -> Kernel:
    """A band-pass about the subcarrier: nothing of what is even, all of the subcarrier itself."""
    taps = low_pass(edge, BAND_REACH)
    at = np.arange(-BAND_REACH, BAND_REACH + 1)
    taps[at % 2 != 0] = 0
    for start in (0, 2):
        own = at % 4 == start
        taps[own] *= (1 - start) * 0.5 / taps[own].sum()
    return taps


def colour_taps() -> Kernel:
    """What finds a colour pair, between two samples, among 2 COLOUR_REACH of them; nothing of what is even."""
    at = np.arange(-COLOUR_REACH, COLOUR_REACH) + 0.5
    taps: Kernel = np.sinc(2 * COLOUR_EDGE / SAMPLE_RATE * at) * np.kaiser(len(at), 4.5)
    quarter = np.floor(at + (PAIR - 1) / 2).astype(int) % PAIR
    for i in range(PAIR):
        taps[quarter == i] *= 0.5 / taps[quarter == i].sum()
    return taps


def demodulator_text(strength: float) -> str:
    """Write the filters that find U and V on a wire as the constants that `tape_cable_colour.frag` includes."""
    taps = strength * colour_taps()
    # Texel t of colour holds pairs 4 t to 4 t + 3; what they are found in begins two texels of the wire before them.
    pairs, samples = np.arange(4)[:, None], np.arange(-2 * TEXEL, 4 * TEXEL)
    place = samples - PAIR * pairs + COLOUR_REACH - PAIR // 2
    found = np.where((place >= 0) & (place < len(taps)), taps[place.clip(0, len(taps) - 1)], 0.0)
    lines = [f"const int FIRST_WIRE_TEXEL = -2, WIRE_TEXELS = {len(samples) // TEXEL};"]
    for name, carrier in (("U", (1, 0, -1, 0)), ("V", (0, -1, 0, 1))):
        halves = (found * np.array(carrier)[samples % PAIR]).reshape(4, -1, 2, 4).transpose(2, 1, 0, 3)
        lines += [
            array_text(f"{half}_TO_{name}", matrices) for half, matrices in zip(("EARLY", "LATE"), halves, strict=True)
        ]
    return "\n".join(lines)


def cable_text(fault: Fault) -> str:
    """Write the dials as the constants that the cable's shaders include as "cable"."""
    delay = round(fault.ghost_delay * 1e-6 * SAMPLE_RATE)
    numbers = {
        "COMPOSITE_SHARE": fault.composite,
        "CABLE_NOISE": fault.noise / 100,
        "COLOUR_NOISE": fault.noise / 100 * float(np.sqrt(np.square(colour_taps()).sum() / 2)),
        "HUM_LEVEL": fault.hum / 100,
        "GHOST_LEVEL": fault.ghost / (1 + fault.ghost),  # a television's gain follows the sync, which has a ghost, too
        "COSINE": float((1, 0, -1, 0)[delay % 4]),
        "SINE": float((0, 1, 0, -1)[delay % 4]),
    }
    return "\n".join(
        [f"const int DELAY = {delay};", *(f"const float {name} = {n:.7f};" for name, n in numbers.items())]
    )
