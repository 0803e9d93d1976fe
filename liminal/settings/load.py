"""From TOML files and `--set` to a checked Preset, with errors that say where the mistake is.

A preset is built from layers, the oldest ancestor first: each file's tables are laid over those of the one it extends,
then comes the tape, and the overrides come last. The sum is checked after each layer, so an error belongs to the layer
just added.
"""

import json
import os
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from liminal.assets import preset_text, tape_text
from liminal.errors import LiminalError
from liminal.settings.complaint import complaint
from liminal.settings.foreign import is_foreign, read_foreign
from liminal.settings.preset import LOOK_TABLES, Preset
from liminal.settings.random_look import random_look
from liminal.settings.seed import parse_seed
from liminal.settings.text_file import is_path, parse_toml, read_text_file
from liminal.settings.thing import find_models

Tables = dict[str, Any]

NO_TAPE = "off"  # the tape without camcorder, signal and tape
RANDOM_TAPE = "random"  # the tape that is drawn: "random:12" is that of seed 12


@dataclass(frozen=True)
class Tape:
    """A tape by itself: the `LOOK_TABLES` of a preset.

    `notes`: one line for each setting of a foreign file without a counterpart.
    """

    title: str
    description: str
    tables: Tables
    notes: tuple[str, ...] = ()


def load_preset(
    source: str | Path = "level-0", overrides: Sequence[str] = (), tape: str | Path | None = None
) -> Preset:
    """Return the preset `source` (a name, or the path of a .toml file) with `overrides` applied.

    `tape`: see `load_tape`; its tables replace the preset's own. None keeps these.
    An override is "section.key=VALUE", e.g. "light.lamp_luminance=4000"; VALUE is TOML, or plain text.
    Raises LiminalError, one line with the place of the error, for anything invalid.
    """
    tables = _file_tables(str(source), _PLACES, folder=Path(), descendants=())
    return revive_preset(tables, overrides, str(source), tape)


def revive_preset(tables: Tables, overrides: Sequence[str], place: str, tape: str | Path | None = None) -> Preset:
    """Return the preset of `tables` (from `Preset.model_dump`), with tape and `overrides` applied.

    `place` names their origin in errors. Raises LiminalError for anything invalid.
    """
    preset = _checked(tables, place)
    if tape is not None:
        # A tape replaces all look tables, even those that it lacks.
        tables = {name: table for name, table in tables.items() if name not in LOOK_TABLES} | load_tape(tape).tables
        preset = _checked(tables, str(tape))
    return _checked(_laid_over(tables, _override_tables(overrides)), "--set") if overrides else preset


def load_tape(source: str | Path) -> Tape:
    """Return the tape called `source`: a name, the path of a .toml file or of a .json file, "off", or "random:SEED".

    A .toml file may extend another tape. A .json file holds a preset of ntsc-rs or ntscQT; of several in it, the one
    is read whose name stands after a "#". Raises LiminalError for anything invalid.
    """
    source = str(source)
    if source == NO_TAPE:
        return Tape("Off", "No camcorder and no tape: the picture as the lens sees it.", {})
    if is_random_tape(source):
        seed = source.partition(":")[2]
        if not seed:
            raise LiminalError(f'the tape "{source}" has no seed; give {RANDOM_TAPE}:SEED, as {RANDOM_TAPE}:12')
        about, drawn = random_look(parse_seed(seed))
        return Tape(f"Random look {seed}", about, drawn)
    if is_foreign(source):
        foreign = read_foreign(source, _TAPES.advice)
        _checked(foreign.tables, source)
        return Tape(foreign.name, f"A preset of {foreign.program}.", foreign.tables, foreign.notes)
    tables = _file_tables(source, _TAPES, folder=Path(), descendants=())
    look = {name: table for name, table in tables.items() if isinstance(table, dict)}
    return Tape(tables.get("title", ""), tables.get("description", ""), look)


def is_random_tape(source: str) -> bool:
    """Tell whether a tape is drawn: "random:SEED"."""
    return source.partition(":")[0] == RANDOM_TAPE


def seeded_tape(tape: str | Path | None, seed: int | str) -> str | Path | None:
    """Return a tape as `load_tape` takes it: "random" alone is that of the seed."""
    return f"{RANDOM_TAPE}:{seed}" if tape == RANDOM_TAPE else tape


@dataclass(frozen=True)
class _Shelf:
    """A kind of presets: folder, for messages; text by name; allowed tables; and the `advice` of errors."""

    folder: str
    text: Callable[[str], str]
    tables: Sequence[str]
    advice: str


_PLACES = _Shelf("presets", preset_text, tuple(Preset.model_fields), "a preset's name or a .toml file")
_TAPES = _Shelf("presets/tape", tape_text, LOOK_TABLES, "a tape's name, a .toml file or a .json file")


def _file_tables(source: str, shelf: _Shelf, folder: Path, descendants: tuple[str, ...]) -> Tables:
    """Read one file with all files that it extends.

    `folder`: origin of a relative path. `descendants`: the files that extend this one, the nearest last.
    """
    by_path = is_path(source)
    place = os.path.normpath(folder / source) if by_path else f"{shelf.folder}/{source}.toml"
    if place in descendants:
        raise LiminalError(f"{place}: it extends itself, by way of the files it extends; remove one `extends`")

    try:
        text = read_text_file(Path(place), shelf.advice) if by_path else shelf.text(source)
    except LiminalError as error:
        # A wrong name in `extends` is an error of the file that has it.
        raise LiminalError(f"{descendants[-1]}: extends: {error}" if descendants else str(error)) from None
    own = parse_toml(text, place)
    if by_path:
        find_models(own, Path(place).parent)

    base = own.get("extends")
    if isinstance(base, str):
        above = Path(place).parent if by_path else Path()
        own = _laid_over(_file_tables(base, shelf, above, (*descendants, place)), own)
    _checked(own, place)
    for name, table in own.items():
        if isinstance(table, dict | list) and name not in shelf.tables:
            allowed = ", ".join(f"[{each}]" for each in shelf.tables)
            raise LiminalError(
                f"{place}: [{name}] is no table of a tape, which may have {allowed}; put it into a place"
            )
    return own


def _laid_over(below: Tables, above: Tables) -> Tables:
    """Return the merged tables; any other value of `above` replaces the one of `below`."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = _laid_over(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged


def is_override_of(section: str, override: str) -> bool:
    """Tell whether "section.key=VALUE", or "section=VALUE", overrides anything of a section."""
    return override.partition("=")[0].split(".")[0].strip() == section


def _override_tables(overrides: Sequence[str]) -> Tables:
    tables: Tables = {}
    for override in overrides:
        key, equals, text = override.partition("=")
        path = [part.strip() for part in key.split(".")]
        if not equals or not all(path):
            raise LiminalError(
                f'--set {override}: write it as section.key=VALUE, e.g. "--set light.lamp_luminance=4000"'
            )
        if path[0] in ("extends", "version"):
            raise LiminalError(f"--set {override}: {path[0]} is for preset files and cannot be set here")
        value: Any = _toml_value(text.strip())
        for part in reversed(path):
            value = {part: value}
        tables = _laid_over(tables, value)
    return tables


def _toml_value(text: str) -> Any:
    """Read a TOML value, else plain text, so that `--set title=Home` needs no quotes."""
    try:
        document = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return document["value"] if document.keys() == {"value"} else text


def _checked(tables: Tables, place: str) -> Preset:
    # Strict, so that "4000" is no number and `true` is no 1; as JSON, so that a list may still fill a tuple.
    try:
        return Preset.model_validate_json(json.dumps(tables, default=str), strict=True)
    except ValidationError as error:
        raise LiminalError(complaint(error, place)) from None
    except RecursionError:
        raise LiminalError(f"{place}: tables lie too deep in each other; they are named by one word each") from None
