"""Playback: frames are recorded, and yielded as they come back from the tape."""

from collections.abc import Iterable, Iterator
from itertools import count, islice

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.gl import Context, Scope, Texture, make_texture
from liminal.ntsc import PICTURE_LINES, PICTURE_PIXELS
from liminal.settings.display import DisplaySettings
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.tape.chain import Chain, is_off
from liminal.tape.time_lapse import TimeLapse, recorded_field
from liminal.tape.transport import first_source, played_frames

Picture = NDArray[np.uint8]


def play(
    frames: Iterable[Picture],
    settings: TapeSettings,
    seed: int = 0,
    *,
    signal: SignalSettings | None = None,
    display: DisplaySettings | None = None,
    first: int = 0,
) -> Iterator[Picture]:
    """Yield each frame as it comes back from the tape.

    `frames`: uint8 (480, 720, 3), R'G'B', 29.97 a second; even rows are field 1, odd rows field 2, a sixtieth later.
    `signal`: the cables. `display`: the captions. `first`: the number of the first frame that is yielded; `frames`
    begin with that of `first_recorded`. Where everything is off, the frames themselves come back. Raises LiminalError
    for frames of another shape or type.
    """
    signal, display = signal or SignalSettings(), display or DisplaySettings()
    if is_off(settings, display, signal):
        yield from frames
        return
    with Context(sharing=True) as context, Chain(context, settings, display, seed, signal) as chain:
        yield from chain.play_all(zip(pictures(context, frames, settings, first), count(first), strict=False))


def pictures(scope: Scope, frames: Iterable[Picture], settings: TapeSettings, first: int = 0) -> Iterator[Texture]:
    """Yield the frames of a playback from number `first` on, each in the same texture."""
    texture = make_texture(scope, (PICTURE_PIXELS, PICTURE_LINES), 3, "f1")
    for frame in recalled(map(_checked, frames), settings, first):
        texture.write(frame)
        yield texture
    texture.release()


def recalled(frames: Iterable[Picture], settings: TapeSettings, first: int = 0) -> Iterator[Picture]:
    """Yield the frames that a deck plays from number `first` on; `frames` begin with that of `first_recorded`."""
    time_lapse, begun = TimeLapse(_lapse(settings)), first_recorded(settings, first)
    recorded = (time_lapse.show(frame, number) for number, frame in enumerate(frames, begun))
    return played_frames(islice(recorded, first_source(settings, first) - begun, None), settings, first)


def first_recorded(settings: TapeSettings, first: int) -> int:
    """Return the number of the first frame that a recorder must be given for its playback from number `first` on."""
    return recorded_field(2 * first_source(settings, first), _lapse(settings)) // 2


def _lapse(settings: TapeSettings) -> int:
    return settings.lapse if settings.format is not None else 1


def _checked(frame: Picture) -> Picture:
    """Return a frame if it has the right shape and type."""
    size = PICTURE_LINES, PICTURE_PIXELS
    if frame.shape != (*size, 3) or frame.dtype != np.uint8:
        raise LiminalError(
            f"cannot play a frame of {frame.dtype} {frame.shape}; it must be uint8 ({size[0]}, {size[1]}, 3)"
        )
    return frame
