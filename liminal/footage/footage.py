"""Footage: films and photographs of the user's own, opened by name, pattern or folder."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from liminal.errors import LiminalError
from liminal.footage.animation import Animation
from liminal.footage.demuxer import SoundInput
from liminal.footage.field_clock import TimedPicture
from liminal.footage.image_file import kind_of
from liminal.footage.image_search import find_images
from liminal.footage.image_sequence import ImageSequence
from liminal.footage.media_input import is_pipe
from liminal.footage.recording import Picture, Recording, Warn
from liminal.footage.song import Song
from liminal.footage.sound_remuxer import open_sound
from liminal.footage.stream_choice import only_sound
from liminal.rate import FRAME_RATE

PIPE = "-"  # standard input or output


class Footage(Protocol):
    """Pictures with their times.

    `paths`: its files, none for a pipe. `moving`: more than one picture. `seconds`: its length, None if unknown.
    `sound`: None if it has none; called before `pictures`. `pictures`: those that end by `start`, s, may be left out.
    `stop`: end all reading, in any thread.
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
    def pictures(self, start: float = 0.0) -> Iterator[TimedPicture[Picture]]: ...
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

    A file's kind follows from its content, not its ending: one picture is a picture, and one that moves is a film.

    `rate`: pictures a second of numbered or raw pictures, 29.97 by default. `seconds`: for which one picture is held, a
    frame by default. `raw`: width, height of rgb24 pictures without header on standard input. `partial`: accept a
    recording that ends early. `slow`: accept pictures that last for minutes. `picture`: held beside a recording of
    sound. `warn` receives one line for each thing left out. Raises LiminalError.
    """
    rate = rate or FRAME_RATE
    if picture is not None:
        return Song(_file(source), warn, picture=picture, partial=partial)
    if source == PIPE:
        return Recording(None, warn, raw=(*raw, rate) if raw else None, partial=partial, slow=slow)
    if raw is not None:
        raise LiminalError(f"{source}: --raw is for pictures without a header on standard input; give - instead")

    numbered = find_images(source)
    if numbered:
        return ImageSequence(numbered, source, 1 / rate, warn)
    path = Path(source)
    if not path.exists():
        raise LiminalError(f"cannot read {source}: there is no such file or folder; check its name")
    # A pipe can be read only once, so that its content cannot be tested for a picture.
    kind = None if is_pipe(path) else kind_of(path)
    if kind == "animation":
        return Animation(path, source, warn)
    if kind == "picture":
        held = Fraction(seconds).limit_denominator(1000) if seconds else 1 / FRAME_RATE
        return ImageSequence([path], source, held, warn)
    return Recording(path, warn, partial=partial, slow=slow)


def open_sounding(source: str, warn: Warn, *, partial: bool = False) -> Footage:
    """Open a source for its sound alone: a recording of sound, or any source of `open_footage`. Raises LiminalError."""
    if source != PIPE and find_images(source):
        return open_footage(source, warn)
    path = _file(source)
    recording, _ = open_sound(path)
    with recording:
        alone = only_sound(recording)
    return Song(path, warn, partial=partial) if alone else open_footage(source, warn, partial=partial)


def _file(source: str) -> Path:
    """Return the path of a recording of sound. Raises LiminalError if it is no file."""
    if source == PIPE:
        raise LiminalError("sound without pictures cannot be read from standard input: give the name of a file")
    path = Path(source)
    if not path.is_file():
        raise LiminalError(f"cannot read {source}: there is no such file; check its name")
    return path
