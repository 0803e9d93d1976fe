"""Numbering: one name that means a film as numbered pictures, such as out/%05d.png."""

import re
from pathlib import Path

# Where the number goes: %d, or %04d for zeros in front. Before a letter, as in "100%done.png", it is a percent sign.
_NUMBER = re.compile(r"%(?:0([1-9]\d?))?d(?![^\W\d_])")


def is_series(path: Path) -> bool:
    """Tell whether a name means numbered pictures, such as out/%05d.png: one with one place for the number."""
    return len(_NUMBER.findall(path.stem)) == 1


def numbered_names(path: Path, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what the names of numbered pictures look like: of %04d, a number (group 1) with zeros in front."""
    before, _, after = _NUMBER.split(path.stem)
    return re.compile(rf"{re.escape(before)}(\d+){re.escape(after + path.suffix)}", flags)


def numbered(path: Path, number: int) -> Path:
    """Return where the picture of a number, from 0, lies."""
    before, digits, after = _NUMBER.split(path.stem)
    return path.with_name(f"{before}{number:0{digits or 1}d}{after}{path.suffix}")
