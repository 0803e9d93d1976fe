"""Rare images, which FFmpeg reads and pillow does not: DPX, OpenEXR, Radiance, PFM, PAM, deep TIFF."""

import struct
from pathlib import Path

import av
import numpy as np

from liminal.errors import LiminalError
from liminal.file_name import file_url
from liminal.footage.image_depth import Levels, White, shrunk, white_of, white_of_light
from liminal.footage.signature import TIFF

_LIGHT = ("exr", "hdr", "pfm")  # decoders of formats with linear light rather than code values

# Tags of TIFF 6.0, and their values for grey and RGB in unsigned integers or floats.
_BITS, _PHOTOMETRIC, _SAMPLE_FORMAT = 258, 262, 339
_RGB, _UNSIGNED, _FLOAT = 2, 1, 3


def read_rare(path: Path) -> Levels:
    """Read a picture with FFmpeg as R, G, B (H, W, 3), transparent parts over black. Raises LiminalError."""
    _check_samples(path)
    try:
        # The name is no pattern.
        with av.open(file_url(path), options={"pattern_type": "none"}) as container:
            coder = container.streams.video[0].codec_context.name
            frame = next(container.decode(video=0))
    except (av.FFmpegError, OSError, IndexError, AttributeError, StopIteration) as error:
        raise LiminalError(f"cannot read {path}: it is no picture, or it is cut off or damaged") from error
    if "f32" not in frame.format.name:
        values = shrunk(frame.reformat(format="rgba64le").to_ndarray())
        values = (values[..., :3].astype(np.uint32) * values[..., 3:] // 65535).astype(np.uint16)
        return Levels(values, white_of(values) if coder == "tiff" else White(65535.0))
    values = shrunk(frame.to_ndarray())
    if values.ndim == 3:
        # OpenEXR's colours are already those over black (premultiplied).
        shares = values[..., 3:] if values.shape[2] == 4 and coder == "tiff" else 1
        values = values[..., :3] * shares
    return Levels(values, white_of_light(values), linear=True) if coder in _LIGHT else Levels(values, white_of(values))


def _check_samples(path: Path) -> None:
    """Raise LiminalError for a TIFF whose sample format FFmpeg would mistake, as it regards only the bits."""
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    with path.open("rb") as file:
        head = file.read(8)
        if not head.startswith(TIFF):
            return
        tags = ImageFileDirectory_v2(head)
        file.seek(tags.next)
        try:
            tags.load(file)
            bits, kinds = max(tags.get(_BITS, (1,))), set(tags.get(_SAMPLE_FORMAT, (_UNSIGNED,)))
            light = tags.get(_PHOTOMETRIC, _RGB) <= _RGB
        except (OSError, ValueError, TypeError, struct.error):
            return  # cut off or damaged: decoding reports it
    if not light or (bits, kinds) not in [(32, {_FLOAT}), *((bits, {_UNSIGNED}) for bits in (1, 2, 4, 8, 16))]:
        raise LiminalError(f"cannot read {path}: it is a TIFF of an unusual kind; convert it to RGB of 8 or 16 bits")
