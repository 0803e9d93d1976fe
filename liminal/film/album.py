"""Albums: one picture that is held, or numbered pictures that are a film."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import av

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.film.field_clock import Shown
from liminal.film.image_depth import White, is_deep, to_eight_bits, white_of
from liminal.film.image_file import decode, lenient, open_image, turn_of
from liminal.film.image_frame import image_frame
from liminal.film.recording import Warn

_SAMPLES = 8  # pictures, spread over an album, that tell which level is white


class Album(Closing):
    """Pictures that are read one after another, through pillow."""

    pixel: Fraction | None = None
    sounding = False
    origin = 0.0

    def __init__(self, paths: list[Path], name: str, seconds_each: Fraction, warn: Warn) -> None:
        self.name, self.paths, self._seconds_each, self._warn = name, paths, seconds_each, warn
        self.moving = len(paths) > 1
        self.seconds: float | None = float(len(paths) * seconds_each)

    def shown(self) -> Iterator[Shown[av.VideoFrame]]:
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
                self._warn(f"{error}; the picture before stays")
            if before is not None:
                yield Shown(before, float(number * self._seconds_each))
        if before is None:
            raise LiminalError(f"cannot play {self.name}: not one of its {len(self.paths)} pictures can be read")

    def _read(self, path: Path) -> av.VideoFrame:
        with lenient(), open_image(path) as opened:
            profile = opened.info.get("icc_profile")
            image = decode(opened, path, self._warn)
            turn = turn_of(image)
            return image_frame(to_eight_bits(image, self._white) if is_deep(image) else image, profile, turn)

    @cached_property
    def _white(self) -> float:
        """The level that is white in deep pictures, one for all: what fades to black must not be lit up by it."""
        white = max(self._white_of(path) for path in self.paths[:: -(-len(self.paths) // _SAMPLES)])
        if white.guessed:
            self._warn(
                f"{self.name}: {white.level:g} is taken for white, as no pixel is brighter; the file does not say"
            )
        return white.level

    def _white_of(self, path: Path) -> White:
        try:
            with open_image(path) as opened:
                image = decode(opened, path, lambda _: None)
                return white_of(image) if is_deep(image) else White(1.0)
        except LiminalError:
            return White(1.0)

    def close(self) -> None:
        """Nothing is held open."""
