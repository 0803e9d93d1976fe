"""Image files: one picture, opened with pillow by the file's content, not by its name."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Literal

from liminal.errors import LiminalError
from liminal.footage.image_size import ENOUGH, check_size
from liminal.footage.recording import Warn
from liminal.footage.signature import head_of, is_film, is_heif, is_image
from liminal.footage.tiff_tag import DNG_VERSION, NEW_SUBFILE_TYPE, tiff_number

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose
    from PIL.ImageFile import ImageFile

# Formats that pillow may recognise: neither films (MPEG, FLI) nor drawings that need another program (EPS, WMF).
_FORMATS = ["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP", "AVIF", "JPEG2000", "PPM", "PCX", "SGI", "SUN", "QOI"]
_FORMATS += ["PSD", "DDS", "DIB", "ICO", "ICNS", "DCX", "XBM", "XPM"]
# TGA has no signature, so that films may look like it: it is known by its ending.
_UNMARKED = {".tga": "TGA", ".vda": "TGA", ".icb": "TGA", ".vst": "TGA"}
# JPEGs that follow each other without a container: the first looks like a whole file.
_STREAMS = (".mjpeg", ".mjpg")
# Formats whose several pictures follow in time. In others they are pages, layers, sizes, or a stereo pair.
_MOVING = ("GIF", "PNG", "WEBP", "AVIF")

# A TIFF's kind of page: "reduced, of another image in this file". So a camera's raw file begins, or with a mosaic.
_REDUCED = 1

# Pillow's transposition that makes a picture upright, by its orientation (Exif 2.32, 4.6.4).
_ORIENTATION = 0x0112
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}

_END_OF_JPEG = b"\xff\xd9"
_GREY = 128  # level of missing parts of a JPEG
_switches = RLock()


@contextmanager
def lenient() -> Iterator[None]:
    """Within the block, let pillow read pictures of any size, without Python's warnings.

    Both are switches of the process and restored afterwards. All other functions here are called in such a block.
    """
    from PIL import Image

    with _switches, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        usual, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = usual


def kind_of(path: Path) -> Literal["picture", "animation"] | None:
    """Return whether a file is a picture or an animation; None: neither. Raises LiminalError for a camera's raw file.

    The usual containers of film are known by their first bytes, without loading pillow and its plugins.
    """
    if not path.is_file() or path.suffix.lower() in _STREAMS or is_film(head := head_of(path)):
        return None
    with lenient():
        try:
            with _open(path) as image:
                moves = image.format in _MOVING and getattr(image, "is_animated", False)
        except OSError:
            return "picture" if is_image(head) else None
        except LiminalError:
            raise
        except Exception:  # a picture, but damaged: reading it will say how
            return "picture"
    return "animation" if moves else "picture"


class UnknownImageError(LiminalError):
    """A picture that pillow does not know."""


def open_image(path: Path) -> "ImageFile":
    """Open a picture without decoding it. Raises LiminalError; UnknownImageError for a format unknown to pillow."""
    from PIL import UnidentifiedImageError

    try:
        return _open(path)
    except LiminalError:
        raise
    except UnidentifiedImageError as error:
        raise UnknownImageError(f"cannot read {path}: it is no picture, or it is cut off or damaged") from error
    except Exception as error:  # damaged files make pillow raise anything
        raise LiminalError(f"cannot read {path}: {_reason(error)}; is it cut off or damaged?") from error


def decode(image: "ImageFile", path: Path, warn: Warn) -> "ImageFile":
    """Decode an opened picture, as far as it is whole; a JPEG possibly at reduced size, but no less than `ENOUGH`.

    Raises LiminalError if nothing can be decoded, or it is too large.
    """
    image.draft(None, ENOUGH)  # affects JPEG alone
    check_size(image.size, path)
    try:
        image.load()
    except MemoryError as error:
        raise LiminalError(f"cannot read {path}: there is not enough memory for it; make it smaller") from error
    except Exception as error:  # damaged files make pillow raise anything
        # With no tile left to decode and no error of the decoder, only metadata failed.
        spoilt = bool(image.tile) or isinstance(error, OSError)
        image = _salvaged(image, path, error)
        if spoilt:
            warn(f"{path} is cut off or damaged: what is missing of it stays empty")
    return image


def turn_of(image: "Image") -> "Transpose | None":
    """Return the transposition that makes a decoded picture upright, by its Exif or XMP; None if it has none."""
    from PIL.Image import Transpose

    try:
        orientation = image.getexif().get(_ORIENTATION, 1)
        return Transpose[_TURNS[int(orientation[0] if isinstance(orientation, tuple) else orientation)]]
    except Exception:  # values of any other type
        return None


def _open(path: Path) -> "ImageFile":
    from PIL import Image

    formats = _FORMATS
    if is_heif(head_of(path)):
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
        formats = ["HEIF", *formats]
    if unmarked := _UNMARKED.get(path.suffix.lower()):
        formats = [*formats, unmarked]
    image = Image.open(path, formats=formats)
    if tiff_number(image, DNG_VERSION) or tiff_number(image, NEW_SUBFILE_TYPE) == _REDUCED:
        image.close()
        raise LiminalError(f"cannot read {path}: it is a camera's raw file; develop it to JPEG or TIFF first")
    return image


def _salvaged(image: "ImageFile", path: Path, error: Exception) -> "ImageFile":
    """Decode a truncated picture as far as possible. Raises LiminalError if nothing can be decoded."""
    from PIL import Image

    jpeg = image.format in ("JPEG", "MPO")
    # Decoders of JPEG hold back their last lines until they see an end.
    content = path.read_bytes() + (_END_OF_JPEG if jpeg else b"")
    nothing = LiminalError(f"cannot read {path}: {_reason(error)}; is it cut off or damaged?")
    try:
        again = Image.open(BytesIO(content), formats=["JPEG" if jpeg else str(image.format)])
        again.draft(None, ENOUGH)
        try:
            again.load()
        except Exception:
            again.tile = []  # no more of it: pillow keeps the lines that it has
            again.load()
        if _is_blank(again, _GREY if jpeg else 0):
            raise nothing
    except LiminalError:
        raise
    except Exception:
        raise nothing from error
    return again


def _is_blank(image: "Image", level: int) -> bool:
    """Tell whether all pixels of a picture have one level."""
    extremes = image.getextrema()
    bands = extremes if isinstance(extremes[0], tuple) else (extremes,)
    return all(band == (level, level) for band in bands)


def _reason(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or (str(error).splitlines() or [type(error).__name__])[0]
    return reason[:1].lower() + reason[1:]
