"""The image reader: one picture out of a file, by pillow, or else by FFmpeg."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liminal.errors import LiminalError
from liminal.footage.image_coding import Coding, high_range_of
from liminal.footage.image_depth import Levels, levels_of
from liminal.footage.image_file import UnknownImageError, decode, lenient, open_image, turn_of
from liminal.footage.rare_image import read_rare
from liminal.footage.recording import Warn
from liminal.footage.tiff_tag import BITS, ORIENTATION, tiff_number

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

_FAINT = 16  # of 255: the upper 8 of 16 bits stay below where only 12 are used


@dataclass(frozen=True)
class DecodedImage:
    """A decoded picture of 8 bits or more, its ICC profile, its transposition to upright, and its HDR coding."""

    pixels: "Image | Levels"
    profile: bytes | None = None
    turn: "Transpose | None" = None
    coding: Coding | None = None


def read_image(path: Path, warn: Warn) -> DecodedImage:
    """Read a picture. `warn` receives a line if it is incomplete. Raises LiminalError."""
    with lenient():
        try:
            opened = open_image(path)
        except UnknownImageError:
            return DecodedImage(read_rare(path))
        with opened:
            profile = opened.info.get("icc_profile")
            # FFmpeg ignores the orientation, and pillow drops the tag once it has applied it.
            deep = tiff_number(opened, BITS) == 16 and tiff_number(opened, ORIENTATION, 1) == 1
            image = decode(opened, path, warn)
            levels = _levels_of_colours(image, path) if deep and image.mode == "RGB" else levels_of(image)
            pixels = image if levels is None else levels
            return DecodedImage(pixels, profile, turn_of(image), high_range_of(image, path))


def _levels_of_colours(image: "Image", path: Path) -> Levels | None:
    """Return the levels of a dark TIFF of 3 x 16 bits, of which pillow keeps only the upper 8; else None."""
    bands: Any = image.getextrema()
    if max(brightest for _, brightest in bands) >= _FAINT:
        return None
    try:
        return read_rare(path)
    except LiminalError:
        return None
