"""Settings of another program's preset: their ranges and dependencies, and why some have no counterpart here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from liminal.errors import LiminalError, did_you_mean
from liminal.settings.text_file import quoted

Value = float | bool


@dataclass(frozen=True)
class ForeignSetting:
    """A setting of another program.

    `absent`: its value where a preset does not say. `low`, `high`: its range; equal for one that is true or false.
    `within`: settings without which, false or 0, it does nothing. `lost`: why it has no counterpart, or None if it has
    one. `idle`: the value at which a lost one does nothing.
    """

    absent: Value
    low: float = 0
    high: float = 0
    within: tuple[str, ...] = ()
    lost: str | None = None
    idle: Value | None = None

    @property
    def is_switch(self) -> bool:
        return self.low == self.high


def read_settings(
    table: Mapping[str, Any], settings: Mapping[str, ForeignSetting], program: str, place: str
) -> tuple[dict[str, Value], tuple[str, ...]]:
    """Return the values in a table of all `settings` of a `program`, clamped to their ranges, and notes.

    The notes, one line each, name keys that are unknown, out of range, or have an effect but no counterpart. `place`
    names the file. Raises LiminalError for a value of the wrong kind.
    """
    notes = [
        f"{place}: unknown key {quoted(key)}{did_you_mean(key, settings)}; it does nothing"
        for key in table
        if key not in settings
    ]
    values = {
        name: _checked(table.get(name, setting.absent), name, setting, place) for name, setting in settings.items()
    }
    for name, setting in settings.items():
        if name not in table or not all(values[other] for other in setting.within):
            continue
        if setting.lost is None:
            if values[name] != table[name]:
                nearest = f"{values[name]:g} is used, the nearest that {program} allows"
                notes.append(f"{place}: {name} is {_as_text(table[name])}; {nearest}")
        elif setting.idle is None or values[name] != setting.idle:
            notes.append(f"{place}: {name} = {_as_text(table[name])} has no counterpart: {setting.lost}")
    return values, tuple(notes)


def amount(values: Mapping[str, Value], settings: Mapping[str, ForeignSetting], name: str) -> float:
    """Return the effective value of a setting: 0 if a setting on which it depends is off."""
    return float(values[name]) if all(values[other] for other in settings[name].within) else 0.0


def _checked(value: Any, name: str, setting: ForeignSetting, place: str) -> Value:
    if setting.is_switch:
        if not isinstance(value, bool):
            raise LiminalError(f"{place}: {name} is {_as_text(value)}; it must be true or false")
        return value
    # NaN, which Python's JSON reads, equals nothing, itself included.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise LiminalError(
            f"{place}: {name} is {_as_text(value)}; it must be a number from {setting.low:g} to {setting.high:g}"
        )
    return min(max(value, setting.low), setting.high)


def _as_text(value: Any) -> str:
    """Return a value in JSON, in one short line."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, float) and isfinite(value):
        return f"{value:.6g}"
    text = quoted(value) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
