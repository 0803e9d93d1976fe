"""How large pictures and how long films may be, and how finely they are drawn unless asked otherwise."""

from numbers import Integral

from liminal.errors import LiminalError
from liminal.settings.view_ranges import EDGE, Range

Size = tuple[int, int]  # width, height in pixels

SECONDS_MAX = 3600  # s of film
HELD_SECONDS = Range(0.01, SECONDS_MAX)  # s of film of one picture
STILL_SIZE = 1440, 1080  # pixels
CLIP_SIZE = 720, 480  # pixels
TAPE_STILL_SIZE = 640, 480  # pixels: a frame of a tape, with pixels as wide as high
CLIP_SECONDS = 10.0
WORKERS_MAX = 64  # processes
RADIUS = 20.0  # m: covers most of the camera's view
FORM_SIZES = {"equirect": (4096, 2048), "fisheye": (2048, 2048), "cube": (3072, 2048)}  # pixels, by projection
FORM_CLIP_SCALE = 2  # times as large as those of frames of clips
STILL_SAMPLES = 16  # for each pixel of a still
CLIP_SAMPLES = 4  # for each pixel of a frame: the next frame hides the aliasing left
FIELD_SAMPLES = 2  # for each pixel of a field, on tape
SMALL_LINES = 486  # a picture with more lines shows the painted textures as finely as the preset has them
SMALL_TEXELS = 512  # of a texture along its edge in others: 1 mm of wallpaper, a pixel of 720 x 480 half a metre off


def _is_edge(edge: object) -> bool:
    return isinstance(edge, Integral) and EDGE.low <= int(edge) <= EDGE.high


def check_size(size: Size) -> None:
    """Raise LiminalError unless a picture may have this width and height."""
    if not all(map(_is_edge, size)) or len(size) != 2:
        raise LiminalError(
            f"size {'x'.join(map(str, size))} is out of range; "
            f"width and height must each be {EDGE.low} to {EDGE.high} pixels"
        )


def check_seconds(seconds: float) -> None:
    """Raise LiminalError unless a film may be this long."""
    if not 0.0 < seconds <= SECONDS_MAX:
        raise LiminalError(f"{seconds:g} seconds of film are not possible; give more than 0, up to {SECONDS_MAX:g}")
