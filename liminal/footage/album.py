"""Albums: one picture that is held, or numbered pictures that are a film."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import av

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.footage.field_clock import Shown
from liminal.footage.image_depth import Levels, White
from liminal.footage.image_file import lenient
from liminal.footage.image_frame import image_frame
from liminal.footage.image_reader import read_image
from liminal.footage.recording import Picture, Warn

_SAMPLES = 8  # pictures, spread over an album, that tell which level is white
_DAMAGED_TOLD = 3  # pictures whose damage is told one by one
_NO_WHITE = White(0.0)


class Album(Closing):
    """Pictures that are read one after another."""

    def __init__(self, paths: list[Path], name: str, seconds_each: Fraction, warn: Warn) -> None:
        self.name, self.paths, self._seconds_each, self._warn = name, paths, seconds_each, warn
        self.moving = len(paths) > 1
        self.seconds: float | None = float(len(paths) * seconds_each)
        self._told = self._untold = 0

    def shown(self) -> Iterator[Shown[Picture]]:
        """Yield the pictures. One that cannot be read is left out and warned of; the one before stays.

        Raises LiminalError when none can be read.
        """
        before: av.VideoFrame | None = None
        for number, path in enumerate(self.paths, start=1):
            try:
                before = self._read(path)
            except LiminalError as error:
                if not self.moving:
                    raise
                self._tell(f"{error}; the picture before stays")
            if before is not None:
                yield Shown(Picture(before, None), float(number * self._seconds_each))
        if before is None:
            raise LiminalError(f"cannot play {self.name}: not one of its {len(self.paths)} pictures can be read")
        if self._untold:
            self._warn(f"{self.name}: {self._untold} more of its pictures are cut off or damaged")

    def _tell(self, damage: str) -> None:
        """Warn of a damaged picture, as long as they are few."""
        if self._told < _DAMAGED_TOLD:
            self._warn(damage)
            self._told += 1
        else:
            self._untold += 1

    def _read(self, path: Path) -> av.VideoFrame:
        with lenient():
            image = read_image(path, self._tell)
            pixels = image.pixels.image(self._white) if isinstance(image.pixels, Levels) else image.pixels
            return image_frame(pixels, image.profile, image.turn, image.coding)

    @cached_property
    def _white(self) -> float:
        """The level that is white in deep pictures, one for all: what fades to black must not be lit up by it."""
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
        """There is nothing to hear."""

    def stop(self) -> None:
        """Nothing is waited for."""

    def close(self) -> None:
        """Nothing is held open."""
