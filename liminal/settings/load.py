"""From TOML files and `--set` to a checked Preset, with errors that say where the mistake is.

A preset is built from layers, the oldest ancestor first: each file's tables are laid over those of the one it extends,
and the overrides come last. The sum is checked after each layer, so an error belongs to the layer just added.
"""

import json
import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from liminal.assets import preset_text
from liminal.errors import LiminalError
from liminal.settings.complaint import complaint
from liminal.settings.preset import Preset

Tables = dict[str, Any]


def load_preset(source: str | Path = "level-0", overrides: Sequence[str] = ()) -> Preset:
    """Return the preset called `source` (a name, or the path of a .toml file) with `overrides` laid over it.

    An override is "section.key=VALUE", e.g. "light.lamp_luminance=4000"; VALUE is TOML, or plain text.
    Raises LiminalError, one line with the place of the mistake, for anything that does not hold.
    """
    tables = _file_tables(str(source), folder=Path(), descendants=())
    if overrides:
        tables = _laid_over(tables, _override_tables(overrides))
    return _checked(tables, "--set" if overrides else str(source))


def revive_preset(tables: Tables, overrides: Sequence[str], place: str) -> Preset:
    """Return the preset that `tables` (what `Preset.model_dump` gave) describe, with `overrides` laid over them.

    `place` names their origin in errors. Raises LiminalError for anything that does not hold.
    """
    preset = _checked(tables, place)
    return _checked(_laid_over(tables, _override_tables(overrides)), "--set") if overrides else preset


def _file_tables(source: str, folder: Path, descendants: tuple[str, ...]) -> Tables:
    """Read one file with all it extends.

    `folder` is where a relative path starts; `descendants` are the files that led here, the nearest last.
    """
    is_path = source.endswith(".toml") or "/" in source
    place = os.path.normpath(folder / source) if is_path else f"presets/{source}.toml"
    if place in descendants:
        raise LiminalError(f"{place}: it extends itself, by way of the files it extends; remove one `extends`")

    try:
        text = _file_text(Path(place)) if is_path else preset_text(source)
    except LiminalError as error:
        # A wrong name in `extends` is the mistake of the file that says it.
        raise LiminalError(f"{descendants[-1]}: extends: {error}" if descendants else str(error)) from None
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LiminalError(f"{place}: not valid TOML: {error}") from None

    base = own.get("extends")
    if isinstance(base, str):
        own = _laid_over(_file_tables(base, Path(place).parent if is_path else Path(), (*descendants, place)), own)
    _checked(own, place)
    return own


def _file_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise LiminalError(f"{path}: not a text file in UTF-8") from None
    except OSError as error:
        raise LiminalError(f"cannot read {path}: {error.strerror}; give a preset's name or a .toml file") from None


def _laid_over(below: Tables, above: Tables) -> Tables:
    """Return both as one: tables are merged, and any other value from `above` hides the one in `below`."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = _laid_over(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged


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
    """Read a TOML value; what is not one is text, so that `--set title=Home` needs no quotes."""
    try:
        document = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        return text
    return document["value"] if document.keys() == {"value"} else text


def _checked(tables: Tables, place: str) -> Preset:
    # Strict, so that "4000" is no number and `true` is no 1; as JSON, so that a list may still fill a tuple.
    try:
        return Preset.model_validate_json(json.dumps(tables, default=str), strict=True)
    except ValidationError as error:
        raise LiminalError(complaint(error, place)) from None
