"""A dub: footage is played onto a tape, and the tape is played back."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from liminal.errors import LiminalError
from liminal.film.ahead import ahead
from liminal.film.dub_sound import DubSound
from liminal.film.field_clock import field_pairs
from liminal.film.footage import Footage
from liminal.film.raster import Fit, Picture, Raster
from liminal.film.recording import Warn
from liminal.film.reshoot import play_reshot
from liminal.film.scan import weave
from liminal.film.series import numbered_names
from liminal.film.signal_file import TAPE_RF
from liminal.film.sound_track import SoundTrack
from liminal.film.transfer import Transfer
from liminal.settings.display import DisplaySettings
from liminal.settings.load import load_preset, load_tape
from liminal.settings.preset import LOOK_TABLES, Preset
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.sound import does_nothing
from liminal.tape import play
from liminal.tape.signals import composite_signal, tape_signal
from liminal.version import __version__

_AHEAD = 4  # frames that reading may be ahead of the tape


@contextmanager
def dub(footage: Footage, look: Preset, seed: int, fit: Fit = "whole") -> Iterator[Iterator[Picture]]:
    """Give the frames of footage as they come back from a tape: uint8 (480, 720, 3), even rows field 1, 29.97 a second.

    `look`: a preset, of which the tape and all that belongs to it count. Footage is read in a thread of its own while
    the block lasts. Raises LiminalError for what cannot be read.
    """
    with ahead(television(footage, fit), _AHEAD) as frames:
        if look.camera.kind is not None:
            yield play_reshot(frames, look, seed)
        else:
            yield play(frames, look.tape, seed, signal=look.signal, display=look.display)


@contextmanager
def dub_signal(
    footage: Footage, look: Preset, seed: int, kind: str, fit: Fit = "whole"
) -> Iterator[Iterator[NDArray[Any]]]:
    """Give footage as `dub` does, but as the signal that a file of this kind holds: see `liminal.film.signal_file`."""
    make = tape_signal if kind == TAPE_RF else composite_signal
    with ahead(television(footage, fit), _AHEAD) as frames:
        filmed: Iterator[Picture] = frames
        if look.camera.kind is not None:
            bare = {"tape": TapeSettings(), "signal": SignalSettings(), "display": DisplaySettings()}
            filmed = play_reshot(frames, look.model_copy(update=bare), seed)
        yield make(filmed, look.tape, seed, signal=look.signal, display=look.display)


def television(footage: Footage, fit: Fit = "whole") -> Iterator[Picture]:
    """Yield the frames of footage as television has them: each field shows its own instant."""
    # Most pictures are shown by more than one field.
    draw = lru_cache(maxsize=2)(Raster(fit, footage.pixel).draw)
    for first, second in field_pairs(footage.shown()):
        yield weave(draw(first), draw(second))


def look_of(tape: str, overrides: Sequence[str], camera: bool | None, warn: Warn) -> Preset:
    """Return a preset with the look of a tape (what `load_tape` takes) and with overrides such as "tape.speed=ep".

    `camera`: whether a camcorder films the footage anew; None is what the tape says. `warn` is told what a foreign file
    has and we have not. Raises LiminalError for what does not hold.
    """
    for note in load_tape(tape).notes:
        warn(note)
    for override in overrides:
        table = override.partition("=")[0].partition(".")[0].strip()
        if table in Preset.model_fields and table not in LOOK_TABLES:
            raise LiminalError(f"--set {override}: {table} does nothing to footage; there are {', '.join(LOOK_TABLES)}")
    look = load_preset(overrides=overrides, tape=tape)
    if camera is None or camera == (look.camera.kind is not None):
        return look
    return look.model_copy(update={"camera": look.camera.model_copy(update={"kind": "one-chip" if camera else None})})


class DubRecipe(BaseModel):
    """How footage was played onto a tape, kept inside the file. It names the footage, but not where that lay."""

    model_config = ConfigDict(frozen=True)

    liminal: str  # version of the program
    source: str  # name of the footage
    tape: str  # name of the tape, for people
    settings: dict[str, Any]  # all that becomes of a picture on its way, with every change made to it
    seed: int
    fit: str
    scan: str
    width: int  # pixels
    height: int  # pixels

    @classmethod
    def of(cls, footage: Footage, tape: str, look: Preset, seed: int, fit: Fit, plan: Transfer) -> Self:
        """Write down what was asked for."""
        tables = look.model_dump(mode="json", exclude_none=True)
        return cls(
            liminal=__version__,
            source=Path(footage.name).name,
            tape=Path(tape).stem,
            settings={name: tables[name] for name in LOOK_TABLES if name in tables},
            seed=seed,
            fit=fit,
            scan=plan.scan,
            width=plan.size[0],
            height=plan.size[1],
        )

    def text(self) -> str:
        """Write the recipe as one line of JSON in plain ASCII, which every container can carry."""
        return json.dumps(self.model_dump(mode="json"), separators=(",", ":"))


def check_apart(footage: Footage, plan: Transfer) -> None:
    """Raise LiminalError where writing would replace what is being read."""
    replaces = numbered_names(plan.path) if plan.kind == "series" else None
    for path in footage.paths:
        numbered = replaces is not None and path.resolve().parent == plan.path.resolve().parent
        if replaces.fullmatch(path.name) if numbered and replaces else path.resolve() == plan.path.resolve():
            raise LiminalError(f"{plan.path} is what is being played: give another name to write to")


@contextmanager
def sound_of(
    footage: Footage, look: Preset, seed: int, silent: bool, warn: Warn
) -> Iterator[SoundTrack | DubSound | None]:
    """Give the sound of footage, to be read as pictures are written; None where there is none or none is wanted."""
    if silent or not footage.sounding:
        yield None
    elif not footage.paths:
        warn(f"the sound of {footage.name} is left out: a pipe cannot be read twice")
        yield None
    else:
        path, origin = footage.paths[0], footage.origin
        copied = does_nothing(look.tape, look.track)
        with SoundTrack(path, origin) if copied else DubSound(path, origin, look, seed) as track:
            yield track
