"""Files with a `[motion]` table: how captured motion is read, where its file does not say."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from liminal.errors import LiminalError
from liminal.settings.complaint import complaint
from liminal.settings.motion import MotionSettings
from liminal.settings.section import Section, dial
from liminal.settings.text_file import parse_toml, read_text_file


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
