"""Films on disk: MP4, QuickTime, Matroska and GIF, encoded while the next frame is drawn."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.film.atomic import check_destination, replacing
from liminal.film.encoding import ENCODINGS
from liminal.film.recipe import Recipe

if TYPE_CHECKING:
    from av.container import OutputContainer

# The video codecs that each container can hold, the default first. AV1 does not say how wide its pixels are, and PyAV
# sets no shape of pixels in Matroska.
CODECS = {
    ".mp4": ("h264", "hevc", "av1"),
    ".mkv": ("h264", "ffv1", "hevc"),
    ".mov": ("prores", "dnxhr", "h264", "hevc"),
    ".gif": ("gif",),
}
MOVIES = tuple(CODECS)
VIDEOS = tuple(extension for extension in MOVIES if extension != ".gif")  # with places for sound and subtitles

_ALWAYS = ("h264", "ffv1")  # codecs without which nothing works: `liminal doctor` looks for them
_AHEAD = 4  # frames that drawing may be ahead of encoding: enough to keep both busy, too few to fill memory


class Sound(Protocol):
    """Sound that is written beside pictures: `join` once, `write_until` rising times (s), then `finish`."""

    def join(self, output: "OutputContainer") -> None: ...
    def write_until(self, seconds: float) -> None: ...
    def finish(self) -> None: ...


class Reel(Protocol):
    """One film being encoded."""

    def append(self, frame: NDArray[Any]) -> None: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


@contextmanager
def open_movie(
    path: str | Path,
    width: int,
    height: int,
    recipe: Recipe | None = None,
    codec: str | None = None,
    sound: "Sound | None" = None,
) -> Iterator["Movie"]:
    """Write a film frame by frame, all or nothing.

        with open_movie("walk.mp4", 720, 480, recipe) as movie:
            for frame in frames:
                movie.write(frame)

    Leaving the block by an exception, Ctrl-C included, leaves no file, and an older one as it was. The same frames and
    recipe give the same bytes. `codec`: a name of `CODECS`; None for the container's usual one. `sound`: made as frames
    are written; a GIF has none. Raises LiminalError when the file cannot be written or does not suit the size.
    """
    path = Path(path)
    codec = check_movie(path, width, height, codec)
    comment = recipe.text() if recipe is not None else ""
    with (
        replacing(path) as part,
        Movie(_open_reel(part, width, height, codec, comment, sound), width, height) as movie,
    ):
        yield movie


def _open_reel(part: Path, width: int, height: int, codec: str, comment: str, sound: "Sound | None") -> Reel:
    # Either library takes a good part of a second to load.
    if codec == "gif":
        from liminal.film.gif import Gif

        return Gif(part, width, height, comment)
    from liminal.film.video import Video

    return Video(part, width, height, codec, comment, sound=sound)


class Movie:
    """A film being written: frames are encoded in a separate thread while the next ones are drawn.

    As a context it is finished where the block ends well, and else abandoned.
    """

    def __init__(self, reel: Reel, width: int, height: int, kind: type[np.generic] = np.uint8) -> None:
        """`kind`: of the frames' numbers."""
        self._reel = reel
        self._shape, self._kind = (height, width, 3), np.dtype(kind)
        self._frames: Queue[NDArray[Any] | None] = Queue(_AHEAD)
        self._failure: BaseException | None = None
        self._encoder = Thread(target=self._encode, name="film encoder", daemon=True)
        self._encoder.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.finish()
        except BaseException as failure:
            kind = type(failure)
            raise
        finally:
            if kind is not None:
                self.abandon()

    def write(self, frame: NDArray[Any]) -> None:
        """Take the next frame, top row first: (H, W, 3), uint8 and sRGB encoded, or as the film has it.

        From then on it must not change.
        """
        if frame.shape != self._shape or frame.dtype != self._kind:
            wanted = f"{self._kind} {self._shape}"
            raise LiminalError(f"cannot film a frame of {frame.dtype} {frame.shape}; it must be {wanted}")
        self._check()
        self._frames.put(np.ascontiguousarray(frame))

    def finish(self) -> None:
        """Encode the queued frames and complete the file."""
        self._stop_encoder()
        self._check()
        self._reel.finish()

    def abandon(self) -> None:
        """Stop at once; the file is incomplete."""
        with suppress(Empty):
            while True:
                self._frames.get_nowait()
        self._stop_encoder()
        with suppress(OSError):
            self._reel.abandon()

    def _encode(self) -> None:
        # After a failure, go on taking frames, so that the writer does not block.
        while (frame := self._frames.get()) is not None:
            if self._failure is None:
                try:
                    self._reel.append(frame)
                except BaseException as error:
                    self._failure = error

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _stop_encoder(self) -> None:
        if self._encoder.is_alive():
            self._frames.put(None)
            self._encoder.join()


def check_movie(path: Path, width: int, height: int, codec: str | None = None) -> str:
    """Return the codec for a film at `path`, after checking that it can be written and suits the size.

    `codec`: a name of `CODECS`, or None for the usual one. Raises LiminalError.
    """
    codecs = CODECS[check_destination(path, MOVIES)]
    chosen = codec or codecs[0]
    if chosen not in codecs:
        homes = " or ".join(extension for extension, inside in CODECS.items() if chosen in inside)
        home = f"; {chosen} goes into {homes}" if homes else ""
        raise LiminalError(f"cannot write {path}: {path.suffix} holds {' or '.join(codecs)}, not {chosen}{home}")
    if chosen != "gif":
        _check_encoding(path, width, height, chosen)
    return chosen


def _check_encoding(path: Path, width: int, height: int, codec: str) -> None:
    """Raise LiminalError where a codec cannot have a size, or is not there."""
    encoding = ENCODINGS[codec]
    if encoding.even and (width % 2 or height % 2):
        even = f"{width + width % 2}x{height + height % 2}"
        raise LiminalError(
            f"cannot write {path}: {encoding.title} needs an even width and height, not {width}x{height}; "
            f"use {even}, or write .mkv with --codec ffv1, or .gif"
        )
    if width < encoding.least[0] or height < encoding.least[1]:
        least = "{}x{}".format(*encoding.least)
        raise LiminalError(f"cannot write {path}: {encoding.title} begins at {least}, and this is {width}x{height}")
    if codec not in _ALWAYS:
        # To load PyAV takes a good part of a second.
        import av

        if encoding.encoder not in av.codecs_available:
            raise LiminalError(
                f"cannot write {path}: PyAV {av.__version__} has no encoder {encoding.encoder} for {encoding.title}; "
                "install PyAV's own wheel (pip install --force-reinstall av), or choose another --codec"
            )
