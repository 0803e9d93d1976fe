"""Sections: the base of every table of settings, and fields with unit, range and help."""

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo


class Section(BaseModel):
    """One table of a preset file: immutable, without unknown keys, NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def dial(default: Any, help: str, *, unit: str = "", **bounds: Any) -> Any:
    """Declare a setting: its default value, its help text, its unit ("" for a pure number) and its bounds.

    `bounds` are pydantic's own (`ge`, `gt`, `le`, `lt`, `min_length`, ...). One text serves the range check,
    `liminal presets show`, the JSON Schema and the docs.
    """
    return Field(default, description=help, json_schema_extra={"unit": unit}, **bounds)


def need_a_share(section: Section, kind: str, names: Sequence[str]) -> None:
    """Raise ValueError where the shares of all names are 0. `kind`: of what they are shares, in the plural."""
    if not any(getattr(section, name) for name in names):
        raise ValueError(f"the shares of all {kind} are 0; give one of {', '.join(names)} a share above 0")


def without_empty(table: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a table without the list of a name where that is empty: recipes of such places are as they always were."""
    return {key: value for key, value in table.items() if key != name or value}


def without_usual(table: dict[str, Any], section: type[Section], names: Sequence[str]) -> dict[str, Any]:
    """Return a table without those of some keys that have their default: recipes are as before there were these."""
    usual = {name: section.model_fields[name].default for name in names}
    # Lists of a dump in JSON stand for tuples.
    return {key: value for key, value in table.items() if key not in usual or _plain(value) != _plain(usual[key])}


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def section_type(field: FieldInfo) -> type[Section] | None:
    """Return the type of the Section in a field; None for a plain value."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, Section) else None


def row_type(field: FieldInfo) -> type[Section] | None:
    """Return the type of the Sections in a field that is a list of tables; else None."""
    rows = [kind for kind in get_args(field.annotation) if isinstance(kind, type) and issubclass(kind, Section)]
    return rows[0] if rows else None
