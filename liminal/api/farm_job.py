"""Jobs of a farm: what its machines are told, so that any of them can make any segment."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from liminal.film.segment_store import Segment

if TYPE_CHECKING:
    from liminal.film.dub_recipe import DubRecipe
    from liminal.film.production import FilmLog
    from liminal.footage.footage_source import FootageSource
    from liminal.footage.recording import Warn

_ENDLESS = 1 << 40  # frames


class FarmJob(Protocol):
    """A film to be made. It is pickled, and says nothing of the machine that asks for it."""

    @property
    def key(self) -> str:
        """All that decides the film's bytes."""
        ...

    def make(self, segment: Segment, log: "FilmLog", warn: "Warn", done: Callable[[], None]) -> bytes:
        """Return the bytes of a segment's file. `log`: what machines share. `done` is called after each frame."""
        ...


@dataclass(frozen=True)
class FilmJob:
    """A film of a place. `recipe`: its text. `suffix`: of the segments."""

    recipe: str
    suffix: str

    @property
    def key(self) -> str:
        """All that decides the film's bytes."""
        return self.recipe

    def make(self, segment: Segment, log: "FilmLog", warn: "Warn", done: Callable[[], None]) -> bytes:
        """Return the bytes of a segment's file."""
        # What a film needs takes a while to load, and a dub needs none of it; nor the other way round.
        from liminal.api.film_piece import film_piece
        from liminal.film.recipe import parse_recipe

        recipe = parse_recipe(self.recipe, Path("the farm's film"))
        return film_piece(recipe, segment, suffix=self.suffix, log=log, done=done)


@dataclass(frozen=True)
class DubJob:
    """Footage that is played onto a tape. `digest`: of the source. `suffix`: of the film.

    `total`: how many frames it says to have. The last segment holds all that there are.
    """

    recipe: "DubRecipe"
    source: "FootageSource"
    digest: str
    suffix: str
    total: int

    @property
    def key(self) -> str:
        """All that decides the film's bytes."""
        return f'{self.recipe.text()[:-1]},"digest":"{self.digest}"}}'

    def make(self, segment: Segment, log: "FilmLog", warn: "Warn", done: Callable[[], None]) -> bytes:
        """Return the bytes of a segment's file; none where the footage ends before it."""
        from liminal.api.dub_piece import dub_piece

        last = _ENDLESS if segment.last == self.total else segment.last
        return dub_piece(self.recipe, self.source, (segment.first, last), self.suffix, warn=warn, done=done)
