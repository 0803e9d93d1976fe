"""Made picture files for tests: by pillow where it can, byte by byte where a file has to be odd."""

import struct
import warnings
import zlib
from pathlib import Path

import av
import numpy as np
from PIL import Image, TiffImagePlugin

from liminal.film.dub import television
from liminal.footage.footage import open_footage

# Red, green and blue as CIE XYZ, white D50: Display P3, Adobe RGB (1998) and sRGB, as their profiles have them.
DISPLAY_P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))


def seen(source: Path | str) -> tuple[np.ndarray, list[str]]:
    """What television shows first of some footage, uint8 (480, 720, 3), and the warnings."""
    told: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with open_footage(str(source), told.append) as footage:
            return next(television(footage)), told


def middle(source: Path | str) -> list[int]:
    """The colour in the middle of the screen."""
    return [int(level) for level in seen(source)[0][240, 360]]


def even(colour: tuple[int, ...] | int, mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """A picture of one colour."""
    return Image.new(mode, size, colour)


def icc_profile(primaries: tuple[tuple[float, ...], ...], gamma: float) -> bytes:
    """An ICC profile (version 2) of three primaries, or of grey where there are none, and a power law."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    tags = [(b"wtpt", _xyz((0.9642, 1.0, 0.8249))), (b"cprt", b"text\0\0\0\0none\0")]
    tags.append((b"desc", b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(78)))
    tags += [(name + b"XYZ", _xyz(each)) for name, each in zip((b"r", b"g", b"b"), primaries, strict=bool(primaries))]
    tags += [(name + b"TRC", curve) for name in ((b"r", b"g", b"b") if primaries else (b"k",))]
    table, content, start = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, each in tags:
        table += name + struct.pack(">II", start + len(content), len(each))
        content += each + bytes(-len(each) % 4)
    space = b"RGB " if primaries else b"GRAY"
    head = struct.pack(">I4sI4s4s4s", start + len(content), b"test", 0x02100000, b"mntr", space, b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _xyz((0.9642, 1.0, 0.8249))[8:]
    return head.ljust(128, b"\0") + table + content


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def exif_block(*entries: tuple[int, int, int, bytes]) -> bytes:
    """An Exif block of entries as they are given: tag, type, count, and the four bytes after these."""
    body = b"".join(struct.pack(">HHI", *entry[:3]) + entry[3].ljust(4, b"\0") for entry in entries)
    return b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", len(entries)) + body + bytes(4)


def save_tiff(path: Path, pixels: np.ndarray, tags: dict[int, int | str | bytes] | None = None) -> Path:
    """Write one grey channel of any depth, with some tags."""
    info = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, value in (tags or {}).items():
        if isinstance(value, str):
            info.tagtype[tag] = 2
        info[tag] = value
    Image.fromarray(pixels).save(path, tiffinfo=info)
    return path


def save_colour_tiff(path: Path, pixels: np.ndarray, kind: int, photometric: int = 2) -> Path:
    """Write a bare TIFF of (H, W, 3), little-endian. `kind`: its SampleFormat (TIFF 6.0), 1 unsigned or 3 floats."""
    height, width, channels = pixels.shape
    end = 8 + 2 + 12 * 11 + 4
    entries = [(256, width), (257, height), (258, end), (259, 1), (262, photometric), (273, end + 12), (277, channels)]
    entries += [(278, height), (279, pixels.nbytes), (284, 1), (339, end + 6)]
    body = b"II*\0" + struct.pack("<IH", 8, len(entries))
    for tag, value in entries:
        body += struct.pack("<HHII", tag, 3 if tag in (258, 339) else 4, 3 if tag in (258, 339) else 1, value)
    body += bytes(4) + struct.pack("<6H", *[8 * pixels.itemsize] * 3, *[kind] * 3)
    path.write_bytes(body + pixels.astype(pixels.dtype.newbyteorder("<")).tobytes())
    return path


def save_by_ffmpeg(path: Path, coder: str, pixels: np.ndarray, pix_fmt: str) -> Path:
    """Write one picture, uint8 (H, W, 3), with a coder of FFmpeg."""
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream(coder, rate=1)
        stream.height, stream.width = pixels.shape[:2]
        stream.pix_fmt = pix_fmt
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format=pix_fmt)
        for each in (frame, None):
            container.mux(stream.encode(each))
    return path


def png_chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
