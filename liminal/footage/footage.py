"""Footage: what somebody else has filmed or photographed, opened by whatever name it goes."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from liminal.errors import LiminalError
from liminal.footage.album import Album
from liminal.footage.animation import Animation
from liminal.footage.demuxer import SoundInput
from liminal.footage.field_clock import Shown
from liminal.footage.image_file import kind_of
from liminal.footage.image_sequence import find_pictures
from liminal.footage.media_input import is_pipe
from liminal.footage.recording import Picture, Recording, Warn
from liminal.footage.song import Song
from liminal.footage.sound_track import open_sound
from liminal.footage.stream_choice import only_sound
from liminal.rate import FRAME_RATE

PIPE = "-"  # standard input or output


class Footage(Protocol):
    """Pictures with their times.

    `paths`: the files it is made of, none for a pipe. `moving`: more than one picture. `seconds`: how long it is, where
    that is known. `sound`: what is to be heard, None where there is nothing; it is asked for before the pictures.
    `stop`: let all reading end, as nothing more is wanted.
    """

    @property
    def name(self) -> str: ...
    @property
    def paths(self) -> list[Path]: ...
    @property
    def moving(self) -> bool: ...
    @property
    def seconds(self) -> float | None: ...
    def sound(self) -> SoundInput | None: ...
    def shown(self) -> Iterator[Shown[Picture]]: ...
    def stop(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_footage(
    source: str,
    warn: Warn,
    *,
    rate: Fraction | None = None,
    seconds: float | None = None,
    raw: tuple[int, int] | None = None,
    partial: bool = False,
    slow: bool = False,
    picture: Path | None = None,
) -> Footage:
    """Open a video, a picture, a folder or pattern or glob of numbered pictures, or "-", standard input.

    What a file holds says what it is, not its ending: one picture is a picture, and one that moves is a film.

    `rate`: pictures a second where the source does not say, 29.97 unless given. `seconds`: how long one picture is
    held; unless given, a frame. `raw`: the size of bare rgb24 pictures on standard input. `partial`: take what there is
    of something that ends early. `slow`: let pictures stay for as long as it says, be it minutes. `picture`: held
    beside a recording of sound. `warn` is told, in one line each, what had to be left out. Raises LiminalError.
    """
    rate = rate or FRAME_RATE
    if picture is not None:
        return Song(_file(source), warn, picture=picture, partial=partial)
    if source == PIPE:
        return Recording(None, warn, raw=(*raw, rate) if raw else None, partial=partial, slow=slow)
    if raw is not None:
        raise LiminalError(f"{source}: --raw is for pictures without a header on standard input; give - instead")

    numbered = find_pictures(source)
    if numbered:
        return Album(numbered, source, 1 / rate, warn)
    path = Path(source)
    if not path.exists():
        raise LiminalError(f"cannot read {source}: there is no such file or folder; check its name")
    # What a pipe holds can be read once, and pictures are looked at before.
    kind = None if is_pipe(path) else kind_of(path)
    if kind == "animation":
        return Animation(path, source, warn)
    if kind == "picture":
        held = Fraction(seconds).limit_denominator(1000) if seconds else 1 / FRAME_RATE
        return Album([path], source, held, warn)
    return Recording(path, warn, partial=partial, slow=slow)


def open_sounding(source: str, warn: Warn, *, partial: bool = False) -> Footage:
    """Open what is to be heard and not seen: a song, or anything that `open_footage` takes, which it is like."""
    if source != PIPE and find_pictures(source):
        return open_footage(source, warn)
    path = _file(source)
    recording, _ = open_sound(path)
    with recording:
        alone = only_sound(recording)
    return Song(path, warn, partial=partial) if alone else open_footage(source, warn, partial=partial)


def _file(source: str) -> Path:
    """Return the file of a song. Raises LiminalError where there is none."""
    if source == PIPE:
        raise LiminalError("sound without pictures cannot be read from standard input: give the name of a file")
    path = Path(source)
    if not path.is_file():
        raise LiminalError(f"cannot read {source}: there is no such file; check its name")
    return path
