"""The form of a film's segments: how its frames are encoded until all are there."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from liminal.film.join import rate_of
from liminal.film.movie import CODECS, Movie, open_movie
from liminal.film.recipe import Recipe
from liminal.film.transfer import FRAME_SIZE, Transfer, open_transfer
from liminal.rate import FRAME_RATE

_PICTURES_ONLY = ".mkv"  # where a film's own container cannot be spliced, its segments are lossless Matroska


@dataclass(frozen=True)
class SegmentForm:
    """How segments of a recipe are written. `suffix`: of their files, with its dot: .mp4, .mov or .mkv."""

    recipe: Recipe
    suffix: str

    @classmethod
    def of(cls, recipe: Recipe, output: Path | None = None) -> "SegmentForm":
        """Return the form for the film `output`; None: for a film in the usual container of its codec."""
        if recipe.codec == "gif":
            return cls(recipe, _PICTURES_ONLY)
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
        return open_movie(path, *size, None, recipe.codec) if plan is None else open_transfer(plan)


def _usual(codec: str) -> str:
    """Return the first container that can hold a codec."""
    return next(suffix for suffix, codecs in CODECS.items() if codec in codecs)


def tape_transfer(recipe: Recipe, path: Path) -> Transfer | None:
    """Return how the tape of a recipe is shown in the file `path`; None where there is no tape."""
    if recipe.scan is None:
        return None
    kind = "gif" if recipe.codec == "gif" else "video"
    return Transfer(path, kind, recipe.scan, (recipe.width, recipe.height), recipe.codec or "")  # type: ignore[arg-type]
