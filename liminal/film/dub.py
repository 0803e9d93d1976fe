"""A dub: footage is played onto a tape, and the tape is played back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.file_name import same_file
from liminal.film.dub_look import DubLook
from liminal.film.dub_sound import DubSound
from liminal.film.prefetch import prefetch
from liminal.film.scan import weave
from liminal.film.signal_file import TAPE_RF
from liminal.footage.field_clock import field_pairs, instant_of
from liminal.footage.footage import Footage
from liminal.footage.numbering import is_series, numbered, numbered_names
from liminal.footage.raster import Fit, Picture, Raster
from liminal.footage.recording import Picture as Source
from liminal.footage.recording import Warn
from liminal.footage.sound_remuxer import SoundRemuxer
from liminal.settings.display import DisplaySettings
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.shoot.reshoot import play_reshot
from liminal.sound.audio_track import does_nothing
from liminal.tape import play
from liminal.tape.playback import first_recorded

_AHEAD = 4  # frames that reading may be ahead of the tape


@contextmanager
def dub(footage: Footage, look: DubLook, fit: Fit = "whole", first: int = 0) -> Iterator[Iterator[Picture]]:
    """Give the frames of footage as they come back from a tape: uint8 (480, 720, 3), even rows field 1, 29.97 a second.

    `first`: the number of the first one. Footage is read in a thread of its own while the block lasts. Raises
    LiminalError for footage that cannot be read.
    """
    preset, seed = look.preset, look.seed
    with prefetch(television(footage, fit, first_recorded(preset.tape, first)), _AHEAD) as frames:
        if preset.camera.kind is not None:
            yield play_reshot(frames, preset, seed, first)
        else:
            yield play(frames, preset.tape, seed, signal=preset.signal, display=preset.display, first=first)


@contextmanager
def dub_signal(footage: Footage, look: DubLook, kind: str, fit: Fit = "whole") -> Iterator[Iterator[NDArray[Any]]]:
    """Give footage as `dub` does, but as the signal that a file of this kind holds: see `liminal.film.signal_file`."""
    # The filters of an FM modulator take a third of a second to load, and pictures need none.
    from liminal.tape.signals import composite_signal, tape_signal

    make = tape_signal if kind == TAPE_RF else composite_signal
    preset, seed = look.preset, look.seed
    with prefetch(television(footage, fit), _AHEAD) as frames:
        filmed: Iterator[Picture] = frames
        if preset.camera.kind is not None:
            bare = {"tape": TapeSettings(), "signal": SignalSettings(), "display": DisplaySettings()}
            filmed = play_reshot(frames, preset.model_copy(update=bare), seed)
        yield make(filmed, preset.tape, seed, signal=preset.signal, display=preset.display)


def television(footage: Footage, fit: Fit = "whole", first: int = 0) -> Iterator[Picture]:
    """Yield the frames of footage from number `first` on as television has them: each field shows its own instant."""

    @lru_cache(maxsize=2)
    def raster(pixel: Fraction | None) -> Raster:
        return Raster(fit, pixel)

    # Most pictures are shown by more than one field.
    @lru_cache(maxsize=2)
    def draw(source: Source) -> Picture:
        return raster(source.pixel).draw(source.frame)

    for upper, lower in field_pairs(footage.pictures(instant_of(first)), first):
        yield weave(draw(upper), draw(lower))


@contextmanager
def no_waiting(footage: Footage) -> Iterator[None]:
    """Let reading end when the block is left by an exception: threads that wait for a pipe would not let it go."""
    try:
        yield
    except BaseException:
        footage.stop()
        raise


def check_separate(footage: Footage, output: Path) -> None:
    """Raise LiminalError where the output would replace a file of the footage that is being read."""
    for path in footage.paths:
        if same_file(path, _written_for(path, output)):
            raise LiminalError(f"{output} is what is being played: give another name to write to")


def _written_for(path: Path, output: Path) -> Path:
    """Return the file that `path` could be among those to be written: of numbered ones, that of its number."""
    if not is_series(output):
        return output
    # On some disks A1.PNG and a1.png are one file.
    found = numbered_names(output, re.IGNORECASE).fullmatch(path.name)
    return numbered(output, int(found[1])) if found else output


@contextmanager
def sound_of(footage: Footage, look: DubLook, silent: bool, warn: Warn) -> Iterator[SoundRemuxer | DubSound | None]:
    """Give the sound of footage, to be read as pictures are written; None where there is none or none is wanted."""
    source = None if silent else footage.sound()
    if source is None:
        yield None
        return
    copied = does_nothing(look.preset.tape, look.preset.track)
    with SoundRemuxer(source) if copied else DubSound(source, look.preset, look.seed, warn) as track:
        yield track


def sound_alone(footage: Footage, look: DubLook, partial: bool, warn: Warn) -> DubSound:
    """Return the sound of footage, to be written without pictures. `partial`: it may end before it says.

    Raises LiminalError where there is none.
    """
    source = footage.sound()
    if source is None:
        raise LiminalError(f"cannot play the sound of {footage.name}: it has none")
    return DubSound(source, look.preset, look.seed, warn, partial)
