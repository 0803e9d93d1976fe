"""The tape's shaders, and the numbers that all of them share with Python."""

from collections.abc import Mapping

from liminal.gl import FullScreen, Scope, constants
from liminal.gl.packing import PACKING
from liminal.gl.source import Switch
from liminal.ntsc import FIELD_LINES, LUMA, PIXEL_SAMPLES, SETUP, U_SCALE, V_SCALE
from liminal.tape.grid import BEND, LEAD, MARGIN, PICTURE, TEXELS

# Single precision has a number just below and one just above PIXEL_SAMPLES; tapes have always been drawn with the
# latter.
SHARED = PACKING | constants(
    "tape",
    FIELD_LINES=FIELD_LINES,
    LEAD=LEAD,
    PICTURE=PICTURE,
    TEXELS=TEXELS,
    PIXEL_SAMPLES=round(PIXEL_SAMPLES, 7),
    MARGIN=MARGIN,
    BEND=BEND,
    SETUP=SETUP,
    PICTURE_RANGE=1 - SETUP,
    LUMA=LUMA,
    COLOUR_SCALES=(U_SCALE, V_SCALE),
)


def tape_shader(
    scope: Scope, name: str, switches: Mapping[str, Switch] | None = None, made: Mapping[str, str] | None = None
) -> FullScreen:
    """Build `shaders/tape_NAME.frag`. `made`: its own constants, by the names it includes them by."""
    return FullScreen(scope, f"tape_{name}.frag", switches, made={**SHARED, **(made or {})})
