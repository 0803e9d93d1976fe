"""Image coding: HDR and wide-gamut pictures, by their code points of ITU-T H.273, converted to sRGB."""

import struct
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.colour import decode_srgb, encode_srgb

if TYPE_CHECKING:
    from PIL.Image import Image

_PQ, _HLG = 16, 18  # transfer characteristics (ITU-R BT.2100)
_HEAD = 65536  # bytes of a file that are searched for the code points
_AVIF_BOX, _PNG_CHUNK = b"colrnclx", b"cICP"  # ISO/IEC 23008-12, 6.5.5; PNG, third edition, 11.3.2.6

# Linear Rec. 709 from other primaries: ITU-R BT.2020 (by way of BT.2087) and Display P3.
_WIDE = 9
_RGB_FROM = {
    _WIDE: np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]]),
    12: np.array([[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]]),
}
_LUMINANCE_2020 = np.array([0.2627, 0.6780, 0.0593])
_WHITE = 203.0  # cd/m2 (ITU-R BT.2408)
_PEAK = 1000.0  # cd/m2 of the display that HLG is graded on, for which its gamma is 1.2


class Coding(NamedTuple):
    """The code points of a picture's primaries and transfer characteristics (ITU-T H.273)."""

    primaries: int
    transfer: int


def high_range_of(image: "Image", path: Path) -> Coding | None:
    """Return the coding of a picture in HDR or BT.2020 primaries; None for all others."""
    coding = None
    if image.format == "HEIF":
        profile = image.info.get("nclx_profile") or {}
        coding = Coding(profile.get("color_primaries", 0), profile.get("transfer_characteristics", 0))
    elif image.format in ("AVIF", "PNG"):
        coding = _coding_in(path, image.format)
    return coding if coding is not None and (coding.transfer in (_PQ, _HLG) or coding.primaries == _WIDE) else None


def _coding_in(path: Path, form: str) -> Coding | None:
    """Find the code points of an AVIF or PNG file, which pillow does not report."""
    with path.open("rb") as file:
        head = file.read(_HEAD).partition(b"IDAT")[0]  # where the pixels of a PNG begin
    mark, numbers = (_AVIF_BOX, ">HH") if form == "AVIF" else (_PNG_CHUNK, ">BB")
    place = head.find(mark)
    if place < 0 or len(head) < place + len(mark) + struct.calcsize(numbers):
        return None
    return Coding(*struct.unpack_from(numbers, head, place + len(mark)))


def shown_on_screen(codes: NDArray[np.uint8], coding: Coding) -> NDArray[np.uint8]:
    """Return codes (H, W, 3) of a high dynamic range as sRGB; light beyond 203 cd/m2 clips, as in films of it."""
    code = np.arange(256) / 255
    if coding.transfer == _HLG:
        scene = _hlg_scene(code).astype(np.float32)[codes]
        light = scene * (_PEAK / _WHITE) * (scene @ _LUMINANCE_2020.astype(np.float32))[..., None] ** np.float32(0.2)
    else:
        light = (_pq_light(code) / _WHITE if coding.transfer == _PQ else decode_srgb(code)).astype(np.float32)[codes]
    if coding.primaries in _RGB_FROM:
        light = light @ _RGB_FROM[coding.primaries].T.astype(np.float32)
    return (255 * encode_srgb(light) + 0.5).astype(np.uint8)


def _pq_light(code: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return light in cd/m2 of PQ codes 0 to 1 (SMPTE ST 2084)."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
    root = code ** (1 / m2)
    light: NDArray[np.floating] = 10000 * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1)
    return light


def _hlg_scene(code: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return scene light 0 to 1 of HLG codes 0 to 1 (ARIB STD-B67)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
