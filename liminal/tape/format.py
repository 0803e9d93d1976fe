"""Formats of tape: bandwidth, noise and emphasis of each kind of recording, by its standard and its track width."""

from dataclasses import dataclass, replace
from math import log10

from liminal.settings.tape import TapeSettings, TapeSpeed
from liminal.tape.vhs import DARK_CLIP, EMPHASIS_GAIN, WHITE_CLIP, WHITE_CLIP_HQ


@dataclass(frozen=True)
class Format:
    """`luma_edge`: Hz, at which luma is 6 dB down. `luma_snr`, `colour_snr`: dB, white to noise, unweighted.

    `colour_rise`: s, rise time of colour from 10 to 90 %, in one generation. `emphasis`: its gain at high frequencies.
    `dark_clip`, `white_clip`: of white. `colour_average`: whether playback averages colour with the line above.
    `jitter`: of its lines, relative to VHS.
    """

    luma_edge: float
    luma_snr: float
    colour_rise: float
    colour_snr: float
    emphasis: float
    dark_clip: float
    white_clip: float
    colour_average: bool = True
    jitter: float = 1.0


# VHS SP: SMPTE 32M, and a good deck's data sheet (JVC Video Technical Guide); noise of a good tape is an estimate.
_VHS = Format(3.1e6, 44.0, 0.7e-6, 40.0, EMPHASIS_GAIN, DARK_CLIP, WHITE_CLIP)
# Video8: a track of 20 um on better tape, its carrier at 4.2 to 5.4 MHz; 270 lines (Sony's data sheets; estimates).
_VIDEO8 = Format(3.4e6, 43.0, 0.65e-6, 41.0, EMPHASIS_GAIN, -0.9, 2.2, jitter=0.8)
# Betacam SP: components, luma to 4.5 MHz at 51 dB, colour to 1.5 MHz (Sony's data sheets of the PVW series).
_BETACAM = Format(4.6e6, 51.0, 0.25e-6, 50.0, 2.2, -1.0, 2.6, colour_average=False, jitter=0.15)
_FORMATS = {"vhs": _VHS, "video8": _VIDEO8, "betacam": _BETACAM}

_HQ_GAIN = 0.25e6  # Hz of luma that an HQ deck keeps beyond an ordinary one
_LUMA_EDGES: dict[TapeSpeed, float] = {"sp": 1.0, "lp": 0.87, "ep": 0.80}  # about 240, 200 and 180 lines
_TRACKS: dict[TapeSpeed, float] = {
    "sp": 58.0,
    "lp": 29.0,
    "ep": 19.0,
}  # um (SMPTE 32M): SNR as its root


def format_of(settings: TapeSettings) -> Format | None:
    """Find the format of a tape at its speed, on its deck; None for no tape, or one without a luma carrier."""
    if settings.format is None or settings.format == "dv":
        return None
    found = _FORMATS[settings.format]
    edge = found.luma_edge + (_HQ_GAIN if settings.hq else 0.0)
    loss = 10 * log10(_TRACKS["sp"] / _TRACKS[settings.speed])
    return replace(
        found,
        luma_edge=edge * _LUMA_EDGES[settings.speed],
        luma_snr=found.luma_snr - loss,
        colour_snr=found.colour_snr - loss,
        white_clip=WHITE_CLIP_HQ if settings.hq and settings.format == "vhs" else found.white_clip,
    )
