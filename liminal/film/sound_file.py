"""Sound files: sound alone as WAV, FLAC or AAC in MP4, with the recipe inside."""

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Protocol

import av
from av.container import OutputContainer

from liminal.film.atomic import check_destination, replacing

_FORMATS = {".wav": "wav", ".flac": "flac", ".m4a": "ipod"}  # FFmpeg's names of muxers
SOUND_FILES = tuple(_FORMATS)
# Without "bitexact", files name the library's build. Beyond 4 GiB, WAV becomes RF64 (EBU Tech 3306).
_OPTIONS = {".wav": {"rf64": "auto"}, ".m4a": {"movflags": "+faststart"}}


class LastingSound(Protocol):
    """Sound that is written alone: `join` once, `write_until` rising times (s) as long as it `lasts`, then `finish`."""

    def join(self, output: OutputContainer) -> None: ...
    def lasts(self, seconds: float) -> bool: ...
    def write_until(self, seconds: float) -> None: ...
    def finish(self) -> None: ...


def is_sound_file(path: Path) -> bool:
    """Tell whether a file of this name holds sound alone."""
    return path.suffix.lower() in SOUND_FILES


def write_sound(path: Path, sound: LastingSound, comment: str = "", seconds: Iterable[int] | None = None) -> None:
    """Write sound alone, all or nothing.

    `comment`: the recipe. `seconds`: 1, 2, 3 and so on without end, of which one is taken for each second written.
    Raises LiminalError when the file cannot be written.
    """
    suffix = check_destination(path, SOUND_FILES)
    options = {"fflags": "+bitexact", **_OPTIONS.get(suffix, {})}
    with replacing(path) as part, av.open(str(part), "w", format=_FORMATS[suffix], options=options) as file:
        if comment:
            file.metadata["comment"] = comment
        sound.join(file)
        for second in seconds or count(1):
            if not sound.lasts(second):
                break
            sound.write_until(second)
        sound.finish()
