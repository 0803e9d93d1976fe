"""Captured motion: what a file says and what of it is to be understood otherwise."""

from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from liminal.errors import LiminalError
from liminal.settings.complaint import complaint
from liminal.settings.section import Section, dial
from liminal.settings.text_file import parse_toml, read_text_file

Unit = Literal["metres", "centimetres", "inches", "millimetres", "decimetres", "feet", "CMU"]


class MotionSettings(Section):
    """How a file of captured motion is read: a `[motion]` table."""

    unit: Unit | None = dial(
        None, "Unit of its lengths, CMU being 1 / 0.45 inch; unset: the one in which the body is nearest to 1.7 m"
    )
    up: Literal["y", "z"] | None = dial(
        None, "Which of its axes is up; unset: the one along which the head is above the feet"
    )
    animation: str | None = dial(None, "Which of the animations of a .glb or .gltf; unset: the first")
    bones: dict[str, str] = dial({}, "Names of its joints by our bones, where they are not known by their names")


class MotionDocument(Section):
    """A file with a `[motion]` table alone."""

    motion: MotionSettings = dial(MotionSettings(), "How a file of captured motion is read")


def load_motion_settings(path: Path) -> MotionSettings:
    """Return the `[motion]` table of a .toml file. Raises LiminalError for anything invalid."""
    tables: dict[str, Any] = parse_toml(read_text_file(path, "a .toml file with [motion]"), str(path))
    try:
        return MotionDocument.model_validate(tables, strict=True).motion
    except ValidationError as error:
        raise LiminalError(complaint(error, str(path), MotionDocument)) from None
