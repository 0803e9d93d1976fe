"""Image sequences: one picture that is held, or numbered pictures that are a film."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import av

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.footage.field_clock import TimedPicture
from liminal.footage.image_depth import Levels, White
from liminal.footage.image_file import lenient
from liminal.footage.image_frame import image_frame
from liminal.footage.image_reader import read_image
from liminal.footage.recording import Picture, Warn

_SAMPLES = 8  # pictures, spread over a sequence, in which the white level is searched
_WARNED = 3  # damaged pictures that have a warning each
_NO_WHITE = White(0.0)


class ImageSequence(Closing):
    """Picture files, read one after another, each shown for the same time."""

    def __init__(self, paths: list[Path], name: str, seconds_each: Fraction, warn: Warn) -> None:
        self.name, self.paths, self._seconds_each, self._warn = name, paths, seconds_each, warn
        self.moving = len(paths) > 1
        self.seconds: float | None = float(len(paths) * seconds_each)
        self._warned = self._unwarned = 0

    def pictures(self, start: float = 0.0) -> Iterator[TimedPicture[Picture]]:
        """Yield the pictures, but for those long before `start`, s.

        In place of an unreadable one, with a warning, the one before stays. Raises LiminalError if none can be read.
        """
        before: av.VideoFrame | None = None
        passed = self._readable_by(int(start / self._seconds_each) - 1)
        for number, path in enumerate(self.paths[passed:], start=passed + 1):
            try:
                before = self._read(path)
            except LiminalError as error:
                if not self.moving:
                    raise
                self._warn_few(f"{error}; the picture before stays")
            if before is not None:
                yield TimedPicture(Picture(before, None), float(number * self._seconds_each))
        if before is None:
            raise LiminalError(f"cannot play {self.name}: not one of its {len(self.paths)} pictures can be read")
        if self._unwarned:
            self._warn(f"{self.name}: {self._unwarned} more of its pictures are cut off or damaged")

    def _readable_by(self, index: int) -> int:
        """Return the index of the last readable picture up to the one with `index`; 0 where there is none."""
        for each in range(min(index, len(self.paths) - 1), 0, -1):
            with suppress(LiminalError):
                self._read(self.paths[each])
                return each
        return 0

    def _warn_few(self, damage: str) -> None:
        """Warn of the first damaged pictures, and count the others."""
        if self._warned < _WARNED:
            self._warn(damage)
            self._warned += 1
        else:
            self._unwarned += 1

    def _read(self, path: Path) -> av.VideoFrame:
        with lenient():
            image = read_image(path, self._warn_few)
            pixels = image.pixels.image(self._white) if isinstance(image.pixels, Levels) else image.pixels
            return image_frame(pixels, image.profile, image.turn, image.coding)

    @cached_property
    def _white(self) -> float:
        """The white level of deep pictures, one for the whole sequence, so that fades to black stay dark."""
        white = max(self._white_of(path) for path in self.paths[:: -(-len(self.paths) // _SAMPLES)])
        if white.guessed:
            self._warn(f"{self.name}: it does not say which level is white; {white.level:g} is taken for it")
        return white.level

    def _white_of(self, path: Path) -> White:
        try:
            pixels = read_image(path, lambda _: None).pixels
        except LiminalError:
            return _NO_WHITE
        return pixels.white if isinstance(pixels, Levels) else _NO_WHITE

    def sound(self) -> None:
        """Return None: there is no sound."""

    def stop(self) -> None:
        """Do nothing: reading never waits."""

    def close(self) -> None:
        """Do nothing: no file is held open."""
