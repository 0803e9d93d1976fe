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

_NUMBER = re.compile(r"%0?\d*d")


def is_series(path: Path) -> bool:
    """Tell whether a name means numbered pictures, such as out/%05d.png."""
    return bool(_NUMBER.search(path.name))


def numbered_names(path: Path) -> re.Pattern[str]:
    """Return what the names of numbered pictures look like: of %04d, a number with zeros in front."""
    before, after = (re.escape(part) for part in _NUMBER.split(path.name, maxsplit=1))
    return re.compile(f"{before}\\d+{after}")


def check_series(path: Path) -> None:
    """Make sure that numbered pictures can be written. Raises LiminalError."""
    check_destination(path.with_name(path.name % 1), ENCODED)


class Series:
    """Pictures being written, numbered from 1."""

    def __init__(self, folder: Path, name: str, comment: str) -> None:
        self._folder, self._name, self._comment = folder, name, comment
        self._extension = Path(name).suffix.lower()
        self._count = 0

    def append(self, picture: NDArray[np.uint8]) -> None:
        """Write one picture, uint8 (H, W, 3)."""
        self._count += 1
        save_encoded(self._folder / (self._name % self._count), self._extension, picture, self._comment, FULL_QUALITY)

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
