"""TIFF tags: their numbers, as far as they can be read."""

from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# Of TIFF 6.0, and of Adobe's DNG.
NEW_SUBFILE_TYPE, BITS, ORIENTATION, GREATEST, SAMPLE_FORMAT, GREATEST_OF_KIND = 254, 258, 274, 281, 339, 341
DNG_VERSION = 50706


def tiff_number(image: "Image", tag: int, usual: float = 0) -> float:
    """Return the greatest number of a tag; `usual` if it is absent or of another type, or the file is no TIFF."""
    try:
        value = image.tag_v2[tag]  # type: ignore[attr-defined]
        number = float(max(value) if isinstance(value, tuple | bytes) else value)
    except Exception:  # tags are decoded only now: damaged ones make pillow raise anything
        return usual
    return number if isfinite(number) else usual
