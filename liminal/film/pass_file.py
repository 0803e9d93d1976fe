"""Files of passes: all of a picture's in one OpenEXR file or NumPy archive, or each in a PNG of 16 bits of its own."""

from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError, did_you_mean
from liminal.film.atomic import check_destination, replacing
from liminal.film.exr import exr_bytes
from liminal.view.picture_passes import PASSES

Arrays = dict[str, NDArray[Any]]  # (height, width) or (height, width, n), top row first, by name

ALL = "all"
PASS_FILES = (".exr", ".npz", ".png")

# Letters of an array's channels in OpenEXR, as Blender and Nuke have them; of others they are R, G and B.
_LETTERS = {
    "depth": "Z",
    "distance": "Z",
    **dict.fromkeys(("normal", "normal_camera", "position"), "XYZ"),
    **dict.fromkeys(("id", "material", "thing"), "X"),
    "uv": "UV",
    **dict.fromkeys(("forward", "backward"), "uv"),
}
_SEEN = "forward_seen.X", "backward_seen.X"  # layers of their own: of those with u and v Blender takes no third channel
_HALF = frozenset(
    ("picture", "albedo", "emission", "specular", "normal", "normal_camera")
)  # as they are drawn, or finer

_QUICKEST = 1  # level of zlib: of depth a higher one saves 1 %
MILLIMETRES = 1000.0  # in a metre: depth in PNG
_SIXTEEN = 65535
# Passes that 16 bits hold, and how their arrays become numbers from 0 to 1.
_INTEGER = {
    "depth": MILLIMETRES / _SIXTEEN,
    "distance": MILLIMETRES / _SIXTEEN,
    "albedo": 1.0,
    "material": 1.0 / _SIXTEEN,
}
_SIGNED = ("normal", "normal_camera")
PNG_PASSES = "depth", "normal", "albedo", "material"


def checked_passes(path: Path, wanted: tuple[str, ...], *, moving: bool) -> tuple[str, ...]:
    """Return the passes to write to `path` where some are wanted; "all" is all that it holds. `moving`: of a clip.

    Raises LiminalError unless there are such passes and a file can be written there that holds them.
    """
    return passes_held(check_destination(path, PASS_FILES), wanted, moving=moving)


def passes_held(kind: str, wanted: tuple[str, ...], *, moving: bool) -> tuple[str, ...]:
    """Return the passes to write to files of a kind, of PASS_FILES, as `checked_passes` does. Raises LiminalError."""
    held = PNG_PASSES if kind == ".png" else PASSES
    if wanted == (ALL,):
        return tuple(name for name in held if moving or name != "flow")
    for name in wanted:
        if name not in PASSES:
            known = ", ".join(PASSES)
            raise LiminalError(f'there is no pass "{name}"{did_you_mean(name, PASSES)}; there are {known}, or all')
    if not moving and "flow" in wanted:
        raise LiminalError("nothing moves in a still: leave the pass flow out, or make a clip")
    if misfits := [name for name in wanted if name not in held]:
        raise LiminalError(
            f"PNG has no place for {', '.join(misfits)}; it holds {', '.join(PNG_PASSES)}: "
            "leave the others out, or write .exr or .npz"
        )
    return wanted


def write_passes(path: Path, arrays: Arrays, text: str = "") -> None:
    """Write the passes of a picture. `text`: of its recipe.

    `.exr`: one part, lossless. `.npz`: the arrays by their names. `.png`: NAME.png is as many files, NAME.depth.png and
    so on, of 16 bits: millimetres up to 65.535 m, reflectance as a share of 65535, 0.5 + 0.5 n of a normal, the numbers
    of materials. Equal arrays give equal bytes. Raises LiminalError where a file cannot be written.
    """
    kind = path.suffix.lower()
    if kind == ".png":
        for name, array in arrays.items():
            one = png_of(path, name)
            with replacing(one) as part:
                part.write_bytes(_png(_sixteen_bits(name, array)))
        return
    with replacing(path) as part:
        part.write_bytes(exr_bytes(channels_of(arrays), text) if kind == ".exr" else _npz(arrays))


def png_of(path: Path, name: str) -> Path:
    """Return the file of one array of the passes in `path`: the depth of shot.00001.png is shot.depth.00001.png."""
    stem, dot, number = path.stem.rpartition(".")
    return path.with_name(f"{stem}.{name}.{number}{path.suffix}" if dot else f"{path.stem}.{name}{path.suffix}")


def channels_of(arrays: Arrays) -> dict[str, NDArray[Any]]:
    """Return the channels of an OpenEXR file with some arrays, (height, width), by name."""
    channels: dict[str, NDArray[Any]] = {}
    for name, array in arrays.items():
        planes = array if array.ndim == 3 else array[..., None]
        letters = _LETTERS.get(name, "RGB")
        prefix = "" if name == "picture" else f"{name}."
        names = _SEEN if name == "seen" else tuple(f"{prefix}{letter}" for letter in letters)
        kind = np.dtype(np.float16) if name in _HALF else array.dtype
        for number, channel in enumerate(names):
            channels[channel] = np.ascontiguousarray(planes[..., number], kind)
    return channels


def _npz(arrays: Arrays) -> bytes:
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def write_packed(path: Path, arrays: Arrays) -> None:
    """Write arrays as a NumPy archive, deflated, in half floats as OpenEXR files have them.

    NumPy's own packs no better, and takes twice the time. Equal arrays give equal bytes. Raises LiminalError where the
    file cannot be written.
    """
    with replacing(path) as part:
        part.write_bytes(_packed_npz(arrays))


def _packed_npz(arrays: Arrays) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, array in arrays.items():
            kind = np.dtype(np.float16) if name in _HALF else array.dtype
            member = BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array, kind), allow_pickle=False)
            # Without a date, so that equal arrays give equal bytes.
            archive.writestr(ZipInfo(f"{name}.npy"), member.getvalue(), ZIP_DEFLATED, _QUICKEST)
    return file.getvalue()


def _sixteen_bits(name: str, array: NDArray[Any]) -> NDArray[np.uint16]:
    share = 0.5 + 0.5 * array if name in _SIGNED else array * _INTEGER[name]
    numbers: NDArray[np.uint16] = np.rint(_SIXTEEN * share.clip(0, 1)).astype(np.uint16)
    return numbers


def _png(picture: NDArray[np.uint16]) -> bytes:
    """A PNG of 16 bits, grey or in colour: pillow writes none in colour."""
    import av

    height, width = picture.shape[:2]
    form = "gray16be" if picture.ndim == 2 else "rgb48be"
    coder = av.CodecContext.create("png", "w")
    coder.width, coder.height, coder.pix_fmt = width, height, form
    coder.time_base = Fraction(1)
    frame = av.VideoFrame.from_ndarray(picture, format=form)
    return b"".join(bytes(packet) for packet in (*coder.encode(frame), *coder.encode(None)))
