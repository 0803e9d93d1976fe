"""Ranges: the kind, bounds and unit of a setting in words, from the same field that checks it."""

import json
import types
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from liminal.settings.section import Section

# pydantic keeps each bound of a field as an object with one of these attributes.
_LOWEST = {"ge": "from", "gt": "above", "min_length": "of at least"}
_HIGHEST = {"le": "to", "lt": "below", "max_length": "of at most"}

_STEP = {"multiple_of": "in steps of"}

_ONE = {float: "a number", int: "a whole number", bool: "true or false", str: "a text"}
_MANY = {float: "numbers", int: "whole numbers", str: "texts"}


def unit_of(field: FieldInfo) -> str:
    """Return the unit of a setting, "" for a pure number or a text."""
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def allowed(field: FieldInfo) -> str:
    """Return the allowed values of a setting in words, e.g. "a number from 0 to 20000 cd/m2"."""
    words = " ".join((_kind(field.annotation), bounds_of(field), unit_of(field)))
    return " ".join(words.split())


def choices(field: FieldInfo) -> list[str]:
    """Return the allowed words of a setting; none for a setting of another kind."""
    kinds = [field.annotation, *get_args(field.annotation)]
    return [word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind) if isinstance(word, str)]


def bounds_of(field: FieldInfo) -> str:
    """Return the range alone, e.g. "from 0 to 20000"; "" where there is none. A list's range is that of each number."""
    kinds = [field.annotation, *get_args(field.annotation)]  # a list that may be unset is one of several kinds
    inside = [each for kind in kinds for each in get_args(kind)]
    elements = [get_args(each) for each in inside if get_origin(each) is Annotated]
    marks = [*field.metadata, *(mark for element in elements[:1] for mark in element[1:])]
    lowest, highest = _first_bound(marks, _LOWEST), _first_bound(marks, _HIGHEST)
    if highest.startswith("to ") and not lowest:
        highest = f"up {highest}"
    return " ".join(word for word in (lowest, highest, _first_bound(marks, _STEP)) if word)


def as_toml(value: Any) -> str:
    """Return a value as TOML, which agrees with JSON on numbers, texts and lists."""
    return json.dumps(value, default=str)


def _first_bound(marks: list[Any], words: dict[str, str]) -> str:
    """Return the first bound among `marks` that `words` has a word for. A `Field` inside a list holds its own marks."""
    for mark in (inner for outer in marks for inner in getattr(outer, "metadata", [outer])):
        for attribute, word in words.items():
            value = getattr(mark, attribute, None)
            if value is not None:
                return f"{word} {value}"
    return ""


def _kind(annotation: Any) -> str:
    """Return the name of a type in words."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return "one of " + ", ".join(f'"{choice}"' if isinstance(choice, str) else str(choice) for choice in arguments)
    if origin in (Union, types.UnionType):
        return " or ".join(_kind(argument) for argument in arguments if argument is not type(None))
    if origin in (tuple, list):
        count = "" if origin is list or Ellipsis in arguments else f"{len(arguments)} "
        first = get_args(arguments[0])[0] if get_origin(arguments[0]) is Annotated else arguments[0]
        if get_origin(first) is Literal:
            return f"a list of any of {_kind(first).removeprefix('one of ')}"
        tables = isinstance(first, type) and issubclass(first, Section)
        return f"a list of {count}{'tables' if tables else _MANY.get(first, 'values')}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return "one of " + ", ".join(f'"{member.value}"' for member in annotation)
    return _ONE.get(annotation, "a value of another kind")
