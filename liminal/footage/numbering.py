"""Numbering: names with a placeholder for the number of a picture, such as out/%05d.png."""

import re
from pathlib import Path

# The placeholder: %d, or %04d for leading zeros. Before a letter, as in "100%done.png", it is a percent sign.
_NUMBER = re.compile(r"%(?:0([1-9]\d?))?d(?![^\W\d_])")


def is_series(path: Path) -> bool:
    """Tell whether a name, such as out/%05d.png, has exactly one placeholder."""
    return len(_NUMBER.findall(path.stem)) == 1


def numbered_names(path: Path, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern of the names of numbered pictures, with the number as group 1."""
    before, _, after = _NUMBER.split(path.stem)
    return re.compile(rf"{re.escape(before)}(\d+){re.escape(after + path.suffix)}", flags)


def numbered_files(path: Path) -> list[tuple[int, Path]]:
    """Return the numbered pictures that there are, each with its number, in no order; none where there is no folder."""
    names = numbered_names(path)
    if not path.parent.is_dir():
        return []
    matches = ((names.fullmatch(each.name), each) for each in path.parent.iterdir())
    return [(int(match[1]), each) for match, each in matches if match]


def numbered(path: Path, number: int) -> Path:
    """Return the path of the picture of a number, from 0."""
    before, digits, after = _NUMBER.split(path.stem)
    return path.with_name(f"{before}{number:0{digits or 1}d}{after}{path.suffix}")
