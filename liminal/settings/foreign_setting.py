"""A setting of another program's preset: its range, what it depends on, and why it may have no counterpart here."""

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
    found: Mapping[str, Any], known: Mapping[str, ForeignSetting], program: str, place: str
) -> tuple[dict[str, Value], tuple[str, ...]]:
    """Return the values of all `known` settings of a `program`, within their ranges, as the table `found` has them.

    The notes, one line each, say what is unknown, out of range, or has no counterpart, of what has an effect. `place`
    names the file. Raises LiminalError for a value of the wrong kind.
    """
    notes = [
        f"{place}: unknown key {quoted(key)}{did_you_mean(key, known)}; it does nothing"
        for key in found
        if key not in known
    ]
    values = {name: _checked(found.get(name, setting.absent), name, setting, place) for name, setting in known.items()}
    for name, setting in known.items():
        if name not in found or not all(values[other] for other in setting.within):
            continue
        if setting.lost is None:
            if values[name] != found[name]:
                nearest = f"{values[name]:g} is used, the nearest that {program} allows"
                notes.append(f"{place}: {name} is {_shown(found[name])}; {nearest}")
        elif setting.idle is None or values[name] != setting.idle:
            notes.append(f"{place}: {name} = {_shown(found[name])} has no counterpart: {setting.lost}")
    return values, tuple(notes)


def amount(values: Mapping[str, Value], known: Mapping[str, ForeignSetting], name: str) -> float:
    """Return what a setting amounts to: 0 where something that it depends on is off."""
    return float(values[name]) if all(values[other] for other in known[name].within) else 0.0


def _checked(given: Any, name: str, setting: ForeignSetting, place: str) -> Value:
    if setting.is_switch:
        if not isinstance(given, bool):
            raise LiminalError(f"{place}: {name} is {_shown(given)}; it must be true or false")
        return given
    # NaN, which Python's JSON knows, equals nothing, itself included.
    if isinstance(given, bool) or not isinstance(given, int | float) or given != given:
        raise LiminalError(
            f"{place}: {name} is {_shown(given)}; it must be a number from {setting.low:g} to {setting.high:g}"
        )
    return min(max(given, setting.low), setting.high)


def _shown(value: Any) -> str:
    """Write a value as JSON does, in one short line."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, float) and isfinite(value):
        return f"{value:.6g}"
    text = quoted(value) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
