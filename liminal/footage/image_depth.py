"""Image depth: pixels of more than eight bits, and their white level."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.colour import encode_srgb
from liminal.footage.image_size import shrinking
from liminal.footage.tiff_tag import GREATEST, GREATEST_OF_KIND, SAMPLE_FORMAT, tiff_number

if TYPE_CHECKING:
    from PIL.Image import Image


class White(NamedTuple):
    """A white level, and whether it is guessed because the file does not state it."""

    level: float
    guessed: bool = False


_FULL = White(65535.0)  # pillow's white level of more than 8 bits, TIFF apart

_UNSIGNED = 1  # a sample format

# White levels in use, the usual one last: cameras of 10 and 12 bits leave the upper ones of 16 empty. Those of 14 bits
# cannot be distinguished from dark pictures.
_WHITES_16 = (255.0, 1023.0, 4095.0, 65535.0)
_WHITES_32 = (255.0, 1023.0, 4095.0, 32767.0, 65535.0, 4294967295.0)
_WHITES_FLOAT = (255.0, 4095.0, 65535.0)  # where most of a picture is brighter than 1
_MIDDLE_GREY = 0.18  # of white: the level to which a light meter exposes the median


@dataclass(frozen=True)
class Levels:
    """A picture of more than eight bits: grey (H, W), or R, G, B (H, W, 3). `linear`: light rather than code values."""

    values: NDArray[Any]
    white: White
    linear: bool = False

    def image(self, white: float) -> "Image":
        """Return it with 8 bits, 255 for `white`. Brighter levels clip, and NaN is black."""
        from PIL import Image

        if self.values.dtype.itemsize == 2:
            return Image.fromarray(self._coded(np.arange(65536), white)[self.values])
        return Image.fromarray(self._coded(np.nan_to_num(self.values, nan=0.0), white))

    def _coded(self, values: NDArray[Any], white: float) -> NDArray[np.uint8]:
        share = np.clip(values * np.float32(1 / white), 0.0, 1.0)
        code: NDArray[np.uint8] = (255 * (encode_srgb(share) if self.linear else share) + 0.5).astype(np.uint8)
        return code


def levels_of(image: "Image") -> Levels | None:
    """Return the grey levels of a picture that pillow has decoded to more than eight bits; None for any other.

    The white level of a TIFF is the one it states, else the least in use that no pixel exceeds.
    """
    if not image.mode.startswith("I") and image.mode != "F":
        return None
    values = np.asarray(image)
    # TIFF's numbers of 32 bits are unsigned unless it says so, and pillow's are not.
    if image.mode == "I" and image.format == "TIFF" and tiff_number(image, SAMPLE_FORMAT, _UNSIGNED) == _UNSIGNED:
        values = values.view(np.uint32)
    values = shrunk(values)
    if image.format != "TIFF":
        return Levels(values, _FULL)
    for tag in (GREATEST, GREATEST_OF_KIND):
        stated = tiff_number(image, tag)
        # All bits set state the depth; any other value is the greatest level that happens to occur.
        if stated >= 1 and np.log2(stated + 1).is_integer():
            return Levels(values, White(stated))
    return Levels(values, white_of(values))


def shrunk(values: NDArray[Any]) -> NDArray[Any]:
    """Reduce values (H, W, ...) of a large picture to the means of squares: see `image_size`."""
    height, width = values.shape[:2]
    factor = shrinking((width, height))
    rows, columns = height // factor, width // factor
    if factor == 1 or not rows or not columns:
        return values
    squares = values[: rows * factor, : columns * factor].reshape(rows, factor, columns, factor, *values.shape[2:])
    means: NDArray[Any] = squares.mean(axis=(1, 3), dtype=np.float32).astype(values.dtype)
    return means


def white_of(values: NDArray[Any]) -> White:
    """Return the least white level in use that no value exceeds.

    Of floats it is 1 (as in GIMP, ImageMagick and FFmpeg), unless most of the picture is brighter.
    """
    if values.dtype.kind == "f":
        if not _is_mostly_bright(values):
            return White(1.0)
        peak = float(values[np.isfinite(values)].max())
        return White(next((white for white in _WHITES_FLOAT if peak <= white), peak), guessed=True)
    whites = _WHITES_16 if values.dtype.itemsize == 2 else _WHITES_32
    least = next(white for white in whites if values.max() <= white)
    return White(least, guessed=least != whites[-1])


def white_of_light(values: NDArray[Any]) -> White:
    """Return the white level of linear light: 1, unless most of the picture is brighter and was never exposed."""
    if not _is_mostly_bright(values):
        return White(1.0)
    return White(float(np.median(values[np.isfinite(values)])) / _MIDDLE_GREY, guessed=True)


def _is_mostly_bright(values: NDArray[Any]) -> bool:
    finite = values[np.isfinite(values)]
    return bool(np.count_nonzero(finite > 1) * 2 > finite.size)
