"""Storyboards from TOML, with errors that name the file, the line and the nearest valid word."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from liminal.assets import storyboard_text
from liminal.errors import LiminalError
from liminal.settings.complaint import Location, complaint
from liminal.settings.file_stamp import BILLION, content_of_file
from liminal.settings.load import load_preset
from liminal.settings.storyboard import Storyboard
from liminal.settings.text_file import is_path, parse_toml, read_text_file
from liminal.settings.thing import find_models

MOST_BYTES = BILLION  # of a voice or a camera: ten minutes at any rate
_HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(#.*)?$")


def load_storyboard(source: str | Path) -> Storyboard:
    """Return the storyboard called `source`: a name, or the path of a .toml file.

    Raises LiminalError, one line with the place of the mistake, for anything invalid.
    """
    source = str(source)
    if not is_path(source):
        return _read(storyboard_text(source), f"presets/shots/{source}.toml")
    return _read(read_text_file(Path(source), "a storyboard's name or a .toml file"), source, Path(source).parent)


def revive_storyboard(tables: dict[str, Any], place: str) -> Storyboard:
    """Return the storyboard that `tables`, from `model_dump`, describe; `place` names their origin in errors."""
    return _checked(tables, lambda location: place)


def _read(text: str, place: str, folder: Path | None = None) -> Storyboard:
    """Read a storyboard. `folder`: from which the paths of its models start."""
    tables = parse_toml(text, place)
    if folder is not None:
        find_models(tables, folder)

    def spot(location: Location) -> str:
        line = line_of(text, location)
        return f"{place}:{line}" if line else place

    storyboard = _with_contents(_checked(tables, spot), spot)
    try:
        load_preset(overrides=storyboard.overrides(taped=True))
    except LiminalError as error:
        raise LiminalError(f"{spot(('set',))}: {str(error).removeprefix('--set: ').removeprefix('--set ')}") from None
    return storyboard


def _checked(tables: dict[str, Any], place: Any) -> Storyboard:
    # Strict, so that "4" is no number; as JSON, so that a list may fill a tuple.
    try:
        return Storyboard.model_validate_json(json.dumps(tables, default=str), strict=True)
    except ValidationError as error:
        raise LiminalError(complaint(error, place, Storyboard)) from None


def _with_contents(storyboard: Storyboard, spot: Callable[[Location], str]) -> Storyboard:
    """Return a storyboard that knows voices and cameras by their contents. Raises LiminalError for one not there."""

    def content(file: str, kind: str, *place: int | str) -> str:
        try:
            return content_of_file(Path(file), kind, MOST_BYTES)
        except LiminalError as error:
            raise LiminalError(f"{spot(('shot', *place))}: {error}") from None

    shots = []
    for number, shot in enumerate(storyboard.shot):
        if shot.camera is not None:
            shot = shot.model_copy(update={"content": content(shot.camera, "camera", number, "camera")})
        events = list(shot.event)
        for index, event in enumerate(events):
            if event.file is not None:
                known = content(event.file, "voice", number, "event", index, "file")
                events[index] = event.model_copy(update={"content": known})
        shots.append(shot.model_copy(update={"event": tuple(events)}) if shot.event else shot)
    return storyboard.model_copy(update={"shot": tuple(shots)})


def line_of(text: str, location: Location) -> int:
    """Return the line, from 1, that a value stands on, or the next thing around it that has one; 0 for none.

    `location`: keys and places in lists, as ("shot", 2, "event", 0, "kind").
    """
    # Each header opens a table; headers in double brackets count up.
    counts: dict[str, int] = {}
    table: tuple[int | str, ...] = ()
    found = best = 0
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        key = re.match(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\")\s*=", line)
        if header:
            table = _table(header[1], "[[" in line, counts)
            here = table
        elif key:
            here = (*table, key[1].strip('"'))
        else:
            continue
        # A list is where its first entry is. The longest beginning of the location that is written down decides.
        if header and here[:-1] == location and not found:
            return number
        if len(here) > best and here == location[: len(here)]:
            found, best = number, len(here)
    return found


def _table(header: str, is_list: bool, counts: dict[str, int]) -> tuple[int | str, ...]:
    """Say where a table's header stands: ("shot", 2, "event", 0) for the first [[shot.event]] of the third [[shot]]."""
    names = [name.strip() for name in header.split(".")]
    if is_list:
        path = ".".join(names)
        counts[path] = counts.get(path, -1) + 1
        # Lists within begin anew.
        for inner in [each for each in counts if each.startswith(f"{path}.")]:
            del counts[inner]
    where: list[int | str] = []
    for depth, name in enumerate(names, 1):
        where.append(name)
        index = counts.get(".".join(names[:depth]))
        if index is not None:
            where.append(index)
    return tuple(where)
