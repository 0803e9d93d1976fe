"""A series: a film as numbered pictures in a folder, all of them or none."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.film.atomic import check_destination, part_of, refusal
from liminal.film.picture import ENCODED, FULL_QUALITY, save_encoded
from liminal.footage.numbering import numbered


def check_series(path: Path, extensions: Collection[str] = ENCODED) -> str:
    """Return the extension of numbered pictures, after checking that they can be written. Raises LiminalError."""
    return check_destination(numbered(path, 1), extensions)


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
        """Do nothing: each picture is complete."""

    def abandon(self) -> None:
        """Do nothing: no file is held open."""


@contextmanager
def replacing_series(path: Path) -> Iterator[Path]:
    """Yield a folder to write numbered pictures to; when the block ends well, they all move to the folder of `path`."""
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
