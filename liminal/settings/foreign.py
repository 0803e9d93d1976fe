"""Presets of ntsc-rs and ntscQT in a JSON file: alone, several, or inside another program's file."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liminal.errors import LiminalError, did_you_mean
from liminal.settings.foreign_setting import read_settings
from liminal.settings.ntsc_qt import NTSC_QT, as_ntsc_rs
from liminal.settings.ntsc_rs import NTSC_RS, tables_of
from liminal.settings.text_file import parse_json, quoted, read_text_file

_SOURCE = re.compile(r"(?P<path>.+?\.json)(?:#(?P<name>.+))?", re.IGNORECASE | re.DOTALL)
_COMMON = {"version", "random_seed"}  # keys by which no program is recognised
_NAMED = 12  # presets that an error names


@dataclass(frozen=True)
class Foreign:
    """A preset of another program: its name, the program, its tables as a tape, and a line on each setting lost."""

    name: str
    program: str
    tables: dict[str, dict[str, Any]]
    notes: tuple[str, ...]


def is_foreign(source: str) -> bool:
    """Tell whether a source is the path of a JSON file, perhaps with "#" and the name of a preset in it."""
    return _SOURCE.fullmatch(source) is not None


def read_foreign(source: str, advice: str) -> Foreign:
    """Read a preset of ntsc-rs or ntscQT; `source`: as for `is_foreign`.

    Raises LiminalError for a file that cannot be read, or holds no such preset, or several of which none is chosen;
    `advice`: see `read_text_file`.
    """
    parts = _SOURCE.fullmatch(source)
    assert parts is not None
    place, chosen = (source, None) if Path(source).is_file() else (parts["path"], parts["name"])
    return translate(read_text_file(Path(place), advice), place, chosen)


def translate(text: str, place: str, chosen: str | None = None) -> Foreign:
    """As `read_foreign`, of a text; `place` names its file, `chosen` the preset in it."""
    document = parse_json(text, place)
    found = _presets_in(document)
    path, preset, program = _choice(found, place, chosen)
    if program == "ntscQT":
        values, notes = read_settings(preset, NTSC_QT, program, place)
        values = as_ntsc_rs(values)
    elif preset.get("version") != 1:
        raise LiminalError(f'{place}: not a preset of ntsc-rs: it needs "version": 1; save it anew in ntsc-rs')
    else:
        values, notes = read_settings(preset, NTSC_RS, program, place)

    # Keys around the preset belong to another program and are ignored.
    if path and isinstance(document, dict):
        around = [key for key in document if all(other[0] != key for other, _, _ in found)]
        if around:
            rest = ", ".join(map(quoted, around[:_NAMED]))
            notes = (f"{place}: read is the preset of {program} at {quoted('.'.join(path))}, and not {rest}", *notes)
    return Foreign(chosen or Path(place).stem, program, tables_of(values), notes)


_Found = tuple[tuple[str, ...], dict[str, Any], str]  # where a preset is, its table, and its program


def _presets_in(document: Any) -> list[_Found]:
    """Find all presets, in order. An entry of a list goes by its name if it has one, else by its number from 1."""
    found: list[_Found] = []
    left: list[tuple[tuple[str, ...], Any]] = [((), document)]
    while left:
        path, value = left.pop()
        if isinstance(value, dict):
            program = _program_of(value)
            if program:
                found.append((path, value, program))
                continue
            inner = list(value.items())
        elif isinstance(value, list):
            inner = [(_name_of(each) or str(number), each) for number, each in enumerate(value, 1)]
        else:
            continue
        left += [((*path, key), each) for key, each in reversed(inner)]
    return found


def _name_of(entry: Any) -> str:
    name = entry.get("name") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else ""


def _program_of(table: dict[str, Any]) -> str:
    """Return the program of a preset: the one with most of its keys, other than common ones; "" if it has none."""
    for program, settings in (("ntsc-rs", NTSC_RS), ("ntscQT", NTSC_QT)):
        own = [key for key in table if key in settings]
        if set(own) - _COMMON and 2 * len(own) >= len(table):
            return program
    return ""


def _choice(found: list[_Found], place: str, chosen: str | None) -> _Found:
    """Return the chosen preset, or the only one. Raises LiminalError for none or several."""
    if not found:
        raise LiminalError(f"{place}: not a preset of ntsc-rs or ntscQT, nor is one in it; give what one of them saved")
    names = [".".join(path) for path, _, _ in found]
    if chosen is None:
        matching = found
        fault = f"it holds {len(found)} presets; choose one"
    else:
        matching = [each for each, name in zip(found, names, strict=True) if chosen == name or chosen in each[0]]
        fault = f"{'no preset' if not matching else 'more than one preset'} in it is called {quoted(chosen)}"
        fault += did_you_mean(chosen, names)
    if len(matching) == 1:
        return matching[0]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    there = ", ".join(map(quoted, names[:_NAMED])) + more
    raise LiminalError(f"{place}: {fault}; there are {there}: write e.g. {quoted(f'{place}#{names[0]}')}")
