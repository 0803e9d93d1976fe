"""Film frames: all pictures of a film that we wrote, or those at certain instants of any film."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.file_name import file_url
from liminal.footage.display_matrix import orientation_of
from liminal.footage.picture_decoder import decoder_of
from liminal.footage.raster import over_black
from liminal.footage.stream_choice import pictures_in

Frame = NDArray[np.uint8]  # (H, W, 3)


def frames_of(path: Path) -> Iterator[Frame]:
    """Yield all pictures of a film, uint8 (H, W, 3). Raises LiminalError if it cannot be read."""
    try:
        with av.open(file_url(path)) as film:
            for frame in film.decode(video=0):
                yield frame.to_ndarray(format="rgb24")  # type: ignore[misc]
    except (av.FFmpegError, OSError) as error:
        raise unreadable(path, error) from error


def glimpses_of(
    path: Path, shares: Sequence[float], warn: Callable[[str], None] = lambda text: None
) -> list[tuple[float, Frame]]:
    """Return instants (s) and their pictures at these shares of a film, 0 its beginning, 1 its end.

    Each is uint8 (H, W, 3), upright, over black, with square pixels. `warn` receives a line on any missing opacity.
    Raises LiminalError if the film cannot be read or is none.
    """
    try:
        with av.open(file_url(path)) as film:
            if not film.streams.video or not film.duration:
                raise LiminalError(f"{path} holds no film; give a video, or leave it out and give a --seed")
            stream = pictures_in(film, str(path))
            decoder = decoder_of(stream, warn, str(path))
            seconds = film.duration / av.time_base
            return [_glimpse(film, stream, decoder, share * seconds) for share in shares]
    except (av.FFmpegError, OSError) as error:
        raise unreadable(path, error) from error


def _glimpse(film: InputContainer, stream: VideoStream, decoder: VideoCodecContext, time: float) -> tuple[float, Frame]:
    film.seek(round(time * av.time_base))  # to the key frame before
    decoder.flush_buffers()
    found = None
    for frame in (frame for packet in film.demux(stream) for frame in decoder.decode(packet)):
        found = frame
        if frame.time is not None and frame.time >= time - 1e-6:
            break
    if found is None:
        raise av.InvalidDataError(0, "no picture can be decoded")
    pixel = stream.sample_aspect_ratio or 1
    shown = over_black(found).reformat(width=round(found.width * pixel), height=found.height, format="rgb24")
    picture = np.asarray(shown.to_ndarray(), np.uint8)
    return time, np.ascontiguousarray(orientation_of(found).turn(picture))


def unreadable(path: Path, error: Exception) -> LiminalError:
    """Return the error that says why a film cannot be read."""
    reason = getattr(error, "strerror", None) or str(error)
    return LiminalError(f"cannot read {path}: {reason[:1].lower()}{reason[1:]}; is it a film, and whole?")
