"""The look of a dub: a tape and all that belongs to it, by name or as a recipe has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from liminal.errors import LiminalError
from liminal.footage.recording import Warn
from liminal.settings.load import load_preset, load_tape, revive_preset
from liminal.settings.preset import LOOK_TABLES, Preset


@dataclass(frozen=True)
class DubLook:
    """A piece of tape. `tape`: its name, for people. `preset`: of which the tape and all that belongs to it count."""

    tape: str
    preset: Preset
    seed: int


def look_of(tape: str, overrides: Sequence[str], camera: bool | None, seed: int, warn: Warn) -> DubLook:
    """Return the look of a tape (a name or path, as for `load_tape`) with overrides such as "tape.speed=ep".

    `camera`: whether a camcorder films the footage anew; None is as the tape has it. `warn` is called with a line for
    each setting of a foreign preset that has no counterpart here. Raises LiminalError for invalid settings.
    """
    for note in load_tape(tape).notes:
        warn(note)
    _check(overrides)
    return DubLook(tape, _filmed(load_preset(overrides=overrides, tape=tape), camera), seed)


def revive_look(
    tape: str, tables: dict[str, Any], overrides: Sequence[str], camera: bool | None, seed: int, place: str
) -> DubLook:
    """Return the look that the `tables` of a recipe have, found in the file `place`; else as `look_of`."""
    _check(overrides)
    return DubLook(tape, _filmed(revive_preset(tables, overrides, place), camera), seed)


def _check(overrides: Sequence[str]) -> None:
    for override in overrides:
        table = override.partition("=")[0].partition(".")[0].strip()
        if table in Preset.model_fields and table not in LOOK_TABLES:
            raise LiminalError(f"--set {override}: {table} does nothing to footage; there are {', '.join(LOOK_TABLES)}")


def _filmed(look: Preset, camera: bool | None) -> Preset:
    """Return a look with a camcorder or without one; None leaves that as it is."""
    if camera is None or camera == (look.camera.kind is not None):
        return look
    return look.model_copy(update={"camera": look.camera.model_copy(update={"kind": "one-chip" if camera else None})})
