"""Sound files: sound alone as WAV, FLAC or AAC in MP4, with the recipe inside.

A WAV is a broadcast wave (EBU Tech 3285): it says at which sample of the day it begins, so that an editor lays it under
the film, whose time code is of the same clock.
"""

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Protocol

import av
from av.container import OutputContainer

from liminal.film.atomic import check_destination, replacing
from liminal.film.time_code import TimeCode
from liminal.settings.clock import Clock

_FORMATS = {".wav": "wav", ".flac": "flac", ".m4a": "ipod"}  # FFmpeg's names of muxers
SOUND_FILES = tuple(_FORMATS)
# Without "bitexact", files name the library's build. Beyond 4 GiB, WAV becomes RF64 (EBU Tech 3306).
_OPTIONS = {".wav": {"rf64": "auto", "write_bext": "1"}, ".m4a": {"movflags": "+faststart"}}


class LastingSound(Protocol):
    """Sound that is written alone: `join` once, `write_until` rising times (s) as long as it `lasts`, then `finish`."""

    def join(self, output: OutputContainer) -> None: ...
    def lasts(self, seconds: float) -> bool: ...
    def write_until(self, seconds: float) -> None: ...
    def finish(self) -> None: ...


def is_sound_file(path: Path) -> bool:
    """Tell whether a file of this name holds sound alone."""
    return path.suffix.lower() in SOUND_FILES


def write_sound(
    path: Path,
    sound: LastingSound,
    comment: str = "",
    seconds: Iterable[int] | None = None,
    clock: Clock | None = None,
) -> None:
    """Write sound alone, all or nothing.

    `comment`: the recipe. `seconds`: 1, 2, 3 and so on without end, of which one is taken for each second written.
    `clock`: of the camera, at the start. Raises LiminalError when the file cannot be written.
    """
    suffix = check_destination(path, SOUND_FILES)
    options = {"fflags": "+bitexact", **_OPTIONS.get(suffix, {})}
    with replacing(path) as part, av.open(str(part), "w", format=_FORMATS[suffix], options=options) as file:
        if comment:
            file.metadata["comment"] = comment
        sound.join(file)
        if suffix == ".wav":
            file.metadata.update(_origin(clock, file.streams.audio[0].rate))
        for second in seconds or count(1):
            if not sound.lasts(second):
                break
            sound.write_until(second)
        sound.finish()


def _origin(clock: Clock | None, rate: int) -> dict[str, str]:
    """Return the fields of a broadcast wave, by FFmpeg's names: date and time of day where there are such."""
    fields = {"originator": "liminal", "time_reference": str(TimeCode.of(clock).samples(rate))}
    if clock is not None and clock.is_real:
        fields["origination_date"] = "{:04d}-{:02d}-{:02d}".format(*(clock.date or ()))
        fields["origination_time"] = "{:02d}:{:02d}:{:02d}".format(*(clock.time or ()))
    return fields
