"""Signatures: the first bytes of a file, which tell films from images before any library for either is loaded."""

from pathlib import Path

_HEAD = 392  # bytes: three packets of MPEG-TS, each perhaps with a time stamp of 4 bytes in front

# Images that pillow opens only undamaged or not at all: DPX, OpenEXR, Radiance, PFM, PAM; JPEG, PNG, GIF, JPEG 2000.
TIFF = (b"II*\0", b"MM\0*")
_RARE = (b"SDPX", b"XPDS", b"v/1\x01", b"#?RADIANCE", b"#?RGBE", b"PF\n", b"Pf\n", b"P7\n")
_USUAL = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"\0\0\0\x0cjP  ")

# Major brands of ISO base media files that pillow-heif and pillow open (ISO/IEC 23008-12; AVIF 1.1).
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
_AVIF_BRANDS = (b"avif", b"avis")

# Matroska and WebM, FLV, Ogg, ASF, MPEG program and video streams, YUV4MPEG2; boxes that begin a QuickTime file.
_FILMS = (b"\x1a\x45\xdf\xa3", b"FLV\x01", b"OggS", b"\x30\x26\xb2\x75", b"\0\0\x01\xba", b"\0\0\x01\xb3", b"YUV4MPEG2")
_QUICKTIME = (b"moov", b"mdat", b"wide", b"free", b"skip")
_RIFF_FILMS = (b"AVI ", b"WAVE")
_PACKET, _STAMPED_PACKET = 188, 192  # bytes (ISO/IEC 13818-1, 2.4.3; Blu-ray and AVCHD)


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file, none where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def is_image(head: bytes) -> bool:
    """Tell whether a file begins as an image, be it damaged or of a format that pillow does not open."""
    return head.startswith(_RARE + TIFF + _USUAL) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def is_heif(head: bytes) -> bool:
    """Tell whether a file begins as HEIF, AVIF apart."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


def is_film(head: bytes) -> bool:
    """Tell whether a file begins as one of the usual containers of film and sound. False says nothing."""
    if head[4:8] == b"ftyp":
        return head[8:12] not in _HEIF_BRANDS + _AVIF_BRANDS
    if head[:4] == b"RIFF":
        return head[8:12] in _RIFF_FILMS
    return head.startswith(_FILMS) or head[4:8] in _QUICKTIME or _is_transport_stream(head)


def _is_transport_stream(head: bytes) -> bool:
    """Tell MPEG-TS, each packet of which begins with "G", as GIFs do."""
    return not is_image(head) and b"GGG" in (head[::_PACKET][:3], head[4::_STAMPED_PACKET][:3])
