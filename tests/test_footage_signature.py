"""Signatures: films of every usual container are known by their first bytes, without any library for images."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pillow_heif
from image_files import even

from liminal.footage.signature import head_of, is_film

# Endings of containers, FFmpeg's names for them, and of a coder that they hold.
FILMS = [
    ("mp4", "mp4", "mpeg4"),
    ("mov", "mov", "mpeg4"),
    ("3gp", "3gp", "mpeg4"),
    ("mkv", "matroska", "mpeg4"),
    ("webm", "webm", "libvpx"),
    ("avi", "avi", "mpeg4"),
    ("flv", "flv", "flv"),
    ("wmv", "asf", "msmpeg4"),
    ("ogv", "ogg", "libvpx"),
    ("ts", "mpegts", "mpeg2video"),
    ("mpg", "mpeg", "mpeg2video"),
    ("m2v", "mpeg2video", "mpeg2video"),
    ("y4m", "yuv4mpegpipe", "rawvideo"),
]
SHEET = """
import sys
from pathlib import Path
from liminal.footage.image_file import kind_of
print([kind_of(Path(name)) for name in sys.argv[1:]], *sorted({"PIL.Image", "pillow_heif"} & sys.modules.keys()))
"""


def asked(*paths: Path) -> str:
    """What a process that only asks what files hold says, and which libraries for images it has loaded."""
    call = [sys.executable, "-c", SHEET, *map(str, paths)]
    return subprocess.run(call, capture_output=True, text=True, check=True).stdout.strip()


def save_film(path: Path, form: str, coder: str) -> Path:
    with av.open(str(path), "w", format=form) as container:
        stream = container.add_stream(coder, rate=Fraction(25))
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        frames = [av.VideoFrame.from_ndarray(np.full((48, 64, 3), 8 * each, np.uint8), "rgb24") for each in range(8)]
        for frame in (*frames, None):
            container.mux(stream.encode(frame.reformat(format="yuv420p") if frame else None))
    return path


def test_no_library_for_images_is_loaded_for_a_film(tmp_path: Path) -> None:
    films = [save_film(tmp_path / f"a.{ending}", form, coder) for ending, form, coder in FILMS]
    # What AVCHD writes has four bytes of time in front of each packet of MPEG-TS.
    packets = np.frombuffer((tmp_path / "a.ts").read_bytes(), np.uint8).reshape(-1, 188)
    films.append(tmp_path / "a.mts")
    films[-1].write_bytes(np.pad(packets, ((0, 0), (4, 0))).tobytes())
    # QuickTime of before 2001 begins without a word on its brand.
    mov = (tmp_path / "a.mov").read_bytes()
    films.append(tmp_path / "old.mov")
    films[-1].write_bytes(mov[int.from_bytes(mov[:4], "big") :])
    assert [path.name for path in films if not is_film(head_of(path))] == []
    assert asked(*films) == str([None] * len(films))


def test_pillow_heif_is_loaded_for_heif_alone(tmp_path: Path) -> None:
    for ending in ("png", "jpg", "gif", "avif", "tif"):
        even((200, 100, 50)).save(tmp_path / f"a.{ending}")
    images = sorted(tmp_path.iterdir())
    assert asked(*images) == f"{['picture'] * len(images)} PIL.Image"
    pillow_heif.from_pillow(even((200, 100, 50))).save(tmp_path / "a.heic")
    assert asked(tmp_path / "a.heic") == "['picture'] PIL.Image pillow_heif"


def test_no_image_is_taken_for_a_film(tmp_path: Path) -> None:
    """A GIF that has "G" where packets of MPEG-TS would begin."""
    even((200, 100, 50)).save(tmp_path / "a.gif")
    gif = bytearray((tmp_path / "a.gif").read_bytes().ljust(400, b"\0"))
    gif[188] = gif[376] = ord("G")
    (tmp_path / "a.gif").write_bytes(gif)
    assert not is_film(head_of(tmp_path / "a.gif"))
    assert not is_film(b"")
    assert not is_film(head_of(tmp_path / "missing"))
