"""What tells players of a picture that it is of all around, or for two eyes.

MP4: boxes of Spherical Video V2 (Google, "Spherical Video V2 RFC"): `st3d`, and `sv3d` with the projection. JPEG: XMP
of Google's Photo Sphere metadata, by which viewers know a panorama.
"""

import json
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

from liminal.settings.projection_name import ProjectionName, StereoName

_MODES: dict[StereoName | None, int] = {None: 0, "top": 1, "side": 2}
_NESTED = (b"moov", b"trak", b"mdia", b"minf", b"stbl")  # boxes that hold boxes, on the way to what tells of samples
_PICTURES = (b"avc1", b"hvc1", b"hev1", b"av01")  # kinds of samples that are pictures
_TABLES = {b"stco": "I", b"co64": "Q"}  # of places in the file, and how each is written
_XMP = b"http://ns.adobe.com/xap/1.0/\0"


def mark_movie(path: Path, comment: str) -> None:
    """Put the boxes into an MP4 whose recipe is its `comment`, if it is of such a film; all else stays as it is.

    The film is one that tells of its samples before them, as those for streaming do.
    """
    recipe = json.loads(comment) if comment else {}
    boxes = _boxes(recipe.get("projection"), recipe.get("stereo"))
    if not boxes:
        return
    marked = path.with_name(f"{path.name}.marked")
    try:
        with path.open("rb") as film, marked.open("wb") as target:
            kind = b""
            while kind != b"moov":
                head = film.read(8)
                size, kind = struct.unpack(">I4s", head)
                box = head + film.read(size - 8)
                target.write(_longer(box, boxes, len(boxes)) if kind == b"moov" else box)
            shutil.copyfileobj(film, target)
        marked.replace(path)
    finally:
        marked.unlink(missing_ok=True)


def _boxes(projection: ProjectionName | None, stereo: StereoName | None) -> bytes:
    """The boxes of a film's sample entry; none for a flat one for one eye."""
    boxes = _box(b"st3d", struct.pack(">IB", 0, _MODES[stereo])) if stereo is not None else b""
    shape = {
        "equirect": _box(b"equi", bytes(4 + 4 * 4)),  # nothing is cut off
        "cube": _box(b"cbmp", bytes(4 + 2 * 4)),  # layout 0: right, left, up, down, ahead, behind, three in a row
    }.get(projection or "")
    if shape is None:
        return boxes
    mono = boxes or _box(b"st3d", struct.pack(">IB", 0, 0))
    head = _box(b"svhd", bytes(4) + b"liminal\0")
    return mono + _box(b"sv3d", head + _box(b"proj", _box(b"prhd", bytes(4 + 3 * 4)) + shape))


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def _within(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kinds of the boxes in some bytes, and each with its head."""
    place = 0
    while place + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, place)
        yield kind, content[place : place + size]
        place += size


def _longer(box: bytes, boxes: bytes, shift: int) -> bytes:
    """A box with the boxes in the first sample entry in it, and places in the file moved on by `shift`, bytes."""
    kind = box[4:8]
    if kind in _NESTED:
        return _box(kind, b"".join(_longer(each, boxes, shift) for _, each in _within(box[8:])))
    if kind == b"stsd" and box[20:24] in _PICTURES:
        entry = box[16:]
        return _box(kind, box[8:16] + _box(entry[4:8], entry[8:] + boxes))
    if kind in _TABLES:
        (count,) = struct.unpack_from(">I", box, 12)
        form = f">{count}{_TABLES[kind]}"
        places = struct.unpack_from(form, box, 16)
        return _box(kind, box[8:16] + struct.pack(form, *(place + shift for place in places)))
    return box


def mark_jpeg(jpeg: bytes, size: tuple[int, int], heading: float) -> bytes:
    """Return a JPEG of all around with the XMP that says so. `heading`: of its middle, compass degrees."""
    width, height = size
    fields = {
        "ProjectionType": "equirectangular",
        "UsePanoramaViewer": "True",
        "CroppedAreaImageWidthPixels": width,
        "CroppedAreaImageHeightPixels": height,
        "FullPanoWidthPixels": width,
        "FullPanoHeightPixels": height,
        "CroppedAreaLeftPixels": 0,
        "CroppedAreaTopPixels": 0,
        "PoseHeadingDegrees": round(heading % 360.0, 3),
    }
    told = "".join(f'\n GPano:{name}="{value}"' for name, value in fields.items())
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:GPano="http://ns.google.com/photos/1.0/panorama/"'
        f"{told}/></rdf:RDF></x:xmpmeta>"
    ).encode("ascii")
    segment = _XMP + packet
    return jpeg[:2] + struct.pack(">HH", 0xFFE1, 2 + len(segment)) + segment + jpeg[2:]
