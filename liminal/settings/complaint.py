"""Complaints: the first fault of a preset or a storyboard in one line: file, table, key, value, allowed values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from liminal.errors import did_you_mean
from liminal.settings.preset import Preset
from liminal.settings.range import allowed, as_toml, choices, unit_of
from liminal.settings.section import Section, row_type, section_type
from liminal.settings.text_file import quoted

Location = tuple[int | str, ...]


def complaint(error: ValidationError, place: str | Callable[[Location], str], document: type[Section] = Preset) -> str:
    """Return the first fault in one line. `place`: the file, or "--set", or a function that finds the place in it.

    `document`: the section of the whole file.
    """
    faults = error.errors(include_url=False, include_context=False)
    # A misspelt key often explains the rest, so it goes first.
    fault = min(faults, key=lambda each: each["type"] != "extra_forbidden")
    spot = _spot(fault["loc"], document)
    place = place(fault["loc"]) if callable(place) else place
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{place}: {spot.table}{_sentence(fault['type'], fault['input'], fault['msg'], spot)}{more}"


@dataclass(frozen=True)
class _Spot:
    """The location of a fault: the innermost section, its table as "[light] ", and the key in it."""

    section: type[Section]
    table: str
    key: str

    @property
    def field(self) -> FieldInfo | None:
        return self.section.model_fields.get(self.key)


def _spot(location: Location, section: type[Section]) -> _Spot:
    """Walk down through the sections; the first name that is not one of a section is the key."""
    tables: list[str] = []
    names = [part for part in location if isinstance(part, str)]
    for name in names[:-1]:
        field = section.model_fields[name]
        inner = section_type(field) or row_type(field)
        if inner is None:
            return _Spot(section, _header(tables), name)
        section = inner
        tables.append(name)
    return _Spot(section, _header(tables), names[-1] if names else "")


def _sentence(fault: str, value: Any, message: str, spot: _Spot) -> str:
    if fault == "extra_forbidden":
        is_table = isinstance(value, dict)
        fields = spot.section.model_fields.items()
        keys = [name for name, field in fields if (section_type(field) is not None) == is_table]
        hint = _home(spot.key) or did_you_mean(spot.key, keys) or f"; there are {', '.join(keys) or 'none'}"
        return f"unknown {'table' if is_table else 'key'} {quoted(spot.key)}{hint}"

    # A rule over several keys belongs to its section; its own message is complete.
    field = spot.field
    if field is None or fault in ("value_error", "assertion_error"):
        where = f"{spot.key}: " if field is not None and section_type(field) is None else ""
        return where + message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    if fault == "missing" and isinstance(value, dict):
        return f'an entry lacks "{spot.key}", {allowed(field)}'
    if section_type(field) is not None:
        return f'"{spot.key}" is a table of settings and cannot be {as_toml(value)}'

    unit = unit_of(field) if isinstance(value, float | int) and not isinstance(value, bool) else ""
    hint = did_you_mean(value, choices(field)) if isinstance(value, str) else ""
    return f"{spot.key} is {as_toml(value)} {unit}".rstrip() + f"{hint}; it must be {allowed(field)}"


def _home(key: str) -> str:
    """Return a hint at the table of the preset that has this key; "" if none has."""
    for name, field in Preset.model_fields.items():
        section = section_type(field)
        if section is not None and key in section.model_fields:
            return f" (it belongs to [{name}])"
    return ""


def _header(tables: list[str]) -> str:
    return f"[{'.'.join(tables)}] " if tables else ""
