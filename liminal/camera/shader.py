"""The camera's shaders, and the numbers that all of them share with Python."""

from collections.abc import Mapping

from liminal.camera.grid import FLARE_SIZE, TEXELS
from liminal.colour import LUMINANCE
from liminal.gl import FullScreen, Scope, constants
from liminal.gl.packing import PACKING
from liminal.gl.source import Switch
from liminal.ntsc import FIELD_LINES, LUMA, PICTURE_PIXELS

SHARED = PACKING | constants(
    "camera",
    PICTURE_PIXELS=PICTURE_PIXELS,
    FIELD_LINES=FIELD_LINES,
    TEXELS=TEXELS,
    FLARE_SIZE=FLARE_SIZE,
    LUMINANCE=LUMINANCE,
    LUMA=LUMA,
)


def camera_shader(
    scope: Scope, name: str, switches: Mapping[str, Switch] | None = None, made: Mapping[str, str] | None = None
) -> FullScreen:
    """Build `shaders/camera_NAME.frag`. `made`: constants of the camera's settings."""
    return FullScreen(scope, f"camera_{name}.frag", switches, made={**SHARED, **(made or {})})
