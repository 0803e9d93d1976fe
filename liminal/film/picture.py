"""Still picture files: PNG, JPEG and TIFF in sRGB, OpenEXR in scene-linear light."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.film.atomic import check_destination, replacing
from liminal.film.exr import exr_bytes
from liminal.film.recipe import KEY, Recipe
from liminal.film.spherical import mark_jpeg
from liminal.settings.clock import Clock
from liminal.settings.photo import PhotoSettings

ENCODED = (".png", ".jpg", ".jpeg", ".tif", ".tiff")  # 8-bit sRGB
LINEAR = (".exr",)  # scene-linear float
PICTURES = ENCODED + LINEAR

FULL_QUALITY = PhotoSettings()

_RUN_LENGTHS = 3  # zlib's strategy Z_RLE


def wants_linear(path: str | Path) -> bool:
    """Tell whether `path` names a format that keeps scene-linear light rather than an encoded picture."""
    return Path(path).suffix.lower() in LINEAR


def write_picture(
    path: str | Path, picture: NDArray[Any], recipe: Recipe | None = None, photo: PhotoSettings = FULL_QUALITY
) -> None:
    """Write a picture with its recipe inside; the extension chooses the format.

    `.png .jpg .tif`: `picture` is uint8 (H, W, 3), sRGB encoded. `.exr`: float32 (H, W, 3), scene-linear Rec. 709 in
    cd/m2. Top row first. `photo` has the compression of a JPEG, and the date that it carries. The same picture and
    recipe give the same bytes. An existing file is replaced only once the new one is complete. Raises LiminalError
    when the picture does not fit the format or the file cannot be written.
    """
    path = Path(path)
    extension = check_destination(path, PICTURES)
    wanted = np.dtype(np.float32 if extension in LINEAR else np.uint8)
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != wanted:
        raise LiminalError(
            f"cannot write {path}: the picture is {picture.dtype} {picture.shape}; {extension} takes {wanted} (H, W, 3)"
        )
    text = recipe.text() if recipe is not None else ""
    with replacing(path) as part:
        if extension in LINEAR:
            part.write_bytes(exr_bytes({"RGB": picture}, text))
        else:
            save_encoded(part, extension, picture, text, photo)
            if recipe is not None and recipe.projection == "equirect" and extension in (".jpg", ".jpeg"):
                part.write_bytes(mark_jpeg(part.read_bytes(), (recipe.width, recipe.height), recipe.pose.yaw))


def save_encoded(part: Path, extension: str, picture: NDArray[np.uint8], text: str, photo: PhotoSettings) -> None:
    """Write 8-bit sRGB through pillow, by way of memory: libtiff does not say why a write to disk failed."""
    from PIL import Image, PngImagePlugin

    file = BytesIO()
    image = Image.fromarray(np.ascontiguousarray(picture))
    if extension == ".png":
        chunks = PngImagePlugin.PngInfo()
        chunks.add(b"sRGB", b"\x00")  # rendering intent: perceptual
        if text:
            chunks.add_text(KEY, text)
        # A grainy picture repeats no strings, only runs: 1440 x 1080 with noise of one level takes 100 ms and 1.5 MB
        # this way, 640 ms and 1.7 MB with pillow's default.
        image.save(file, "PNG", pnginfo=chunks, compress_level=1, compress_type=_RUN_LENGTHS)
    elif extension in (".jpg", ".jpeg"):
        # Chroma is 4:4:4 by default: the lamps' edges are the sharpest in the picture, and they are yellow.
        exif = {"exif": _exif(photo.clock)} if photo.clock is not None and photo.clock.is_real else {}
        image.save(file, "JPEG", quality=photo.quality, subsampling=photo.chroma, comment=text.encode("ascii"), **exif)
    else:
        image.save(file, "TIFF", compression="tiff_adobe_deflate", description=text)
    part.write_bytes(file.getbuffer())


def _exif(clock: Clock) -> bytes:
    """Return an Exif block with the date of a picture (CIPA DC-008-2019, 4.6.5), of a clock that is real."""
    from PIL import ExifTags, Image

    date = "{:04d}:{:02d}:{:02d} {:02d}:{:02d}:{:02d}".format(*(clock.date or ()), *(clock.time or ()))
    exif = Image.Exif()
    exif[ExifTags.Base.DateTime] = date
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = details[ExifTags.Base.DateTimeDigitized] = date
    return exif.tobytes()


def encode_jpeg(picture: NDArray[np.uint8], quality: int = 92) -> bytes:
    """Return a picture, uint8 (H, W, 3), as the bytes of a JPEG of full colour resolution."""
    from PIL import Image

    file = BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(file, "JPEG", quality=quality, subsampling=0, optimize=True)
    return file.getvalue()
