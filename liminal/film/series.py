"""A series: a film as numbered pictures in a folder, all of them or none."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.film.atomic import check_destination, part_of, refusal
from liminal.film.picture import ENCODED, FULL_QUALITY, save_encoded

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


def check_series(path: Path) -> None:
    """Make sure that numbered pictures can be written. Raises LiminalError."""
    check_destination(numbered(path, 1), ENCODED)


class Series:
    """Pictures being written, numbered from 1."""

    def __init__(self, folder: Path, name: str, comment: str) -> None:
        self._path, self._comment = folder / name, comment
        self._extension = self._path.suffix.lower()
        self._count = 0

    def append(self, picture: NDArray[np.uint8]) -> None:
        """Write one picture, uint8 (H, W, 3)."""
        self._count += 1
        path = numbered(self._path, self._count)
        save_encoded(path, self._extension, picture, self._comment, FULL_QUALITY)

    def finish(self) -> None:
        """Nothing is left to do."""

    def abandon(self) -> None:
        """Nothing is held open."""


@contextmanager
def replacing_series(path: Path) -> Iterator[Path]:
    """Yield a folder to write numbered pictures to; when the block ends well, they all move to where `path` says."""
    part = part_of(path)
    try:
        part.mkdir()
        yield part
        for picture in sorted(part.iterdir()):
            picture.replace(path.parent / picture.name)
    except OSError as error:
        raise refusal(path, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
