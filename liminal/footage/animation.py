"""Animations: the moving pictures of GIF, WebP, PNG and AVIF, each shown for its own time."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.footage.field_clock import TimedPicture
from liminal.footage.image_coding import high_range_of
from liminal.footage.image_file import lenient, open_image, turn_of
from liminal.footage.image_frame import image_frame
from liminal.footage.image_size import check_size
from liminal.footage.recording import Picture, Warn

# Delays up to the first are replaced by the second, as in browsers.
_LEAST_DELAY, _USUAL_DELAY = 10.0, 100.0  # ms


class Animation(Closing):
    """An animation open for reading, played once."""

    moving = True
    seconds: float | None = None  # known only once all is decoded

    def __init__(self, path: Path, name: str, warn: Warn) -> None:
        """Open a file. Raises LiminalError."""
        self.name, self.paths, self._warn = name, [path], warn
        with lenient():
            self._image = open_image(path)
            check_size(self._image.size, path)
            self._coding = high_range_of(self._image, path)

    def pictures(self, start: float = 0.0) -> Iterator[TimedPicture[Picture]]:
        """Yield its pictures, up to any damage, with a warning. Raises LiminalError if the first is damaged.

        Each builds on the one before, so none is left out before `start`.
        """
        image = self._image
        # A PNG may begin with a default image that is no part of the animation.
        first = 1 if image.info.get("default_image") else 0
        until = 0.0
        for number in count(first):
            with lenient():
                try:
                    image.seek(number)
                    image.load()
                except EOFError:
                    return
                except Exception as error:  # damaged files make pillow raise anything
                    if number == first:
                        raise LiminalError(f"cannot play {self.name}: its first picture is damaged") from error
                    self._warn(f"{self.name} is cut off or damaged after {until:.2f} s; playing what there is")
                    return
                frame = image_frame(image, image.info.get("icc_profile"), turn_of(image), self._coding)
                until = self._end(until)
            yield TimedPicture(Picture(frame, None), until)

    def _end(self, start: float) -> float:
        """Return the end of the decoded picture, which begins at `start`, s."""
        delay = self._image.info.get("duration", 0.0)
        if self._image.format == "AVIF":
            # AVIF has absolute times: pillow's rounding to milliseconds must not add up.
            return float(self._image.info["timestamp"] + delay) / 1000
        return start + float(delay if delay > _LEAST_DELAY else _USUAL_DELAY) / 1000

    def sound(self) -> None:
        """Return None: there is no sound."""

    def stop(self) -> None:
        """Do nothing: reading never waits."""

    def close(self) -> None:
        """Close the file."""
        self._image.close()
