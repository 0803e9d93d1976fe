"""The form of a film's segments: how its frames are encoded until all are there."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np

from liminal.film.atomic import replacing
from liminal.film.join import rate_of
from liminal.film.movie import CODECS, Movie, open_movie
from liminal.film.picture import LINEAR, PICTURES, write_picture
from liminal.film.portfolio import PORTFOLIO, Portfolio, bind
from liminal.film.recipe import Recipe
from liminal.film.splice import splice
from liminal.film.time_code import start_label
from liminal.film.transfer import FRAME_SIZE, Transfer, open_transfer
from liminal.rate import FRAME_RATE

PICTURE_CODECS = tuple(extension[1:] for extension in PICTURES)  # of films that are numbered pictures
(LIGHT_CODEC,) = (extension[1:] for extension in LINEAR)
_PICTURES_ONLY = ".mkv"  # where a film's own container cannot be spliced, its segments are lossless Matroska


@dataclass(frozen=True)
class SegmentForm:
    """How segments of a recipe are written. `suffix`: of their files: .mp4, .mov or .mkv, or .zip for pictures."""

    recipe: Recipe
    suffix: str

    @classmethod
    def of(cls, recipe: Recipe, output: Path | None = None) -> "SegmentForm":
        """Return the form for the film `output`; None: for a film in the usual container of its codec."""
        if recipe.codec == "gif":
            return cls(recipe, _PICTURES_ONLY)
        if recipe.codec in PICTURE_CODECS:
            return cls(recipe, PORTFOLIO)
        return cls(recipe, output.suffix.lower() if output is not None else _usual(recipe.codec or "h264"))

    @property
    def fields(self) -> int:
        """2 where the rows of a frame are of two instants, else 1."""
        return 1 if self.recipe.scan is None else 2

    @property
    def rate(self) -> Fraction:
        """Pictures a second in a segment. A GIF is made of whole frames."""
        return FRAME_RATE if self.recipe.codec == "gif" else rate_of(self.recipe)

    def open(self, path: Path) -> AbstractContextManager[Movie]:
        """Write frames to `path`, all or nothing."""
        recipe, size = self.recipe, (self.recipe.width, self.recipe.height)
        if recipe.codec == "gif":
            return open_movie(path, *(size if recipe.scan is None else FRAME_SIZE), None, "ffv1")
        plan = tape_transfer(recipe, path)
        if plan is not None:
            return open_transfer(plan, recipe.text() if plan.kind == "portfolio" else "")
        if recipe.codec in PICTURE_CODECS:
            return _open_portfolio(path, recipe)
        return open_movie(path, *size, None, recipe.codec)

    def bind(self, raw: Sequence[Path], path: Path, recipe: Recipe, first: int) -> None:
        """Put encoded segments, one after another, into the file of a piece, with its recipe, and take them away.

        `first`: the number of the first frame.
        """
        if self.suffix == PORTFOLIO:
            bind(raw, path, recipe.text())
        else:
            splice(raw, path, self.rate, recipe.text(), start=start_label(path, recipe.clock, self.rate, first))
        for each in raw:
            each.unlink()


@contextmanager
def _open_portfolio(path: Path, recipe: Recipe) -> Iterator[Movie]:
    """Write whole frames of a recipe as the pictures of a portfolio, all or nothing."""
    extension, linear = f".{recipe.codec}", recipe.codec == LIGHT_CODEC
    with replacing(path) as part:
        portfolio = Portfolio(part, extension, partial(write_picture, recipe=recipe))
        with Movie(portfolio, recipe.width, recipe.height, np.float32 if linear else np.uint8) as movie:
            yield movie


def _usual(codec: str) -> str:
    """Return the first container that can hold a codec."""
    return next(suffix for suffix, codecs in CODECS.items() if codec in codecs)


def tape_transfer(recipe: Recipe, path: Path) -> Transfer | None:
    """Return how the tape of a recipe is shown in the file `path`; None where there is no tape."""
    if recipe.scan is None:
        return None
    kind = "gif" if recipe.codec == "gif" else "portfolio" if recipe.codec in PICTURE_CODECS else "video"
    return Transfer(path, kind, recipe.scan, (recipe.width, recipe.height), recipe.codec or "")  # type: ignore[arg-type]
