"""Portfolios: pictures of a film, each in the bytes of its own file, in one archive until all are there.

They are the segments of a film that becomes numbered pictures: made by any process, kept over an interruption.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from numpy.typing import NDArray

from liminal.film.atomic import replacing
from liminal.film.recipe import PORTFOLIO_RECIPE
from liminal.film.series import replacing_series
from liminal.footage.numbering import numbered

Save = Callable[[Path, NDArray[Any]], None]  # writes a picture to a file

PORTFOLIO = ".zip"


class Portfolio:
    """One being filled: the `Reel` of a film that is pictures."""

    def __init__(self, path: Path, extension: str, save: Save) -> None:
        """`extension`: of the pictures, with its dot. `save`: writes one."""
        self._archive = ZipFile(path, "w", ZIP_STORED)
        self._folder = TemporaryDirectory(prefix="liminal-")
        self._page, self._save = Path(self._folder.name) / f"page{extension}", save
        self._count = 0

    def append(self, picture: NDArray[Any]) -> None:
        """Add a picture."""
        self._save(self._page, picture)
        _put(self._archive, _name(self._count, self._page.suffix), self._page.read_bytes())
        self._count += 1

    def finish(self) -> None:
        """Complete the archive."""
        self._archive.close()
        self._folder.cleanup()

    abandon = finish


def bind(portfolios: Sequence[Path], path: Path, recipe: str) -> None:
    """Put the pictures of portfolios into one, with a recipe."""
    count = 0
    with replacing(path) as part, ZipFile(part, "w", ZIP_STORED) as whole:
        _put(whole, PORTFOLIO_RECIPE, recipe.encode("ascii"))
        for portfolio in portfolios:
            with ZipFile(portfolio) as archive:
                for name in _pictures(archive):
                    _put(whole, _name(count, Path(name).suffix), archive.read(name))
                    count += 1


def unpack(portfolios: Sequence[Path], path: Path, first: int) -> None:
    """Write the pictures of portfolios as numbered ones, all or none.

    `path`: their pattern, as out/%05d.png. `first`: the first number.
    """
    number = first
    with replacing_series(path) as folder:
        for portfolio in portfolios:
            with ZipFile(portfolio) as archive:
                for name in _pictures(archive):
                    numbered(folder / path.name, number).write_bytes(archive.read(name))
                    number += 1


def _name(number: int, extension: str) -> str:
    return f"{number:06d}{extension}"


def _pictures(archive: ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name != PORTFOLIO_RECIPE]


def _put(archive: ZipFile, name: str, data: bytes) -> None:
    # Of the year 1980, as the format has it: the same pictures give the same bytes.
    archive.writestr(ZipInfo(name), data)
