"""Containers: files of pictures and sound, opened to be written the same way wherever we write one."""

from pathlib import Path

import av
from av.container import OutputContainer

from liminal.file_name import file_url
from liminal.footage.sound_remuxer import BOXED

_FORMATS = {".mp4": "mp4", ".mov": "mov", ".mkv": "matroska"}  # FFmpeg's names of muxers


def create(path: Path, comment: str) -> OutputContainer:
    """Begin a film: .mp4, .mov or .mkv. `comment`: the recipe; "" is none."""
    format = _FORMATS[path.suffix.lower()]
    # Without "bitexact", Matroska draws random identifiers and all name the library's build. The index comes first.
    options = {"fflags": "+bitexact"} | ({"movflags": "+faststart"} if format in BOXED else {})
    film: OutputContainer = av.open(file_url(path), "w", format=format, options=options)
    if comment:
        film.metadata["comment"] = comment
    return film
