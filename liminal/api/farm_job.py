"""Jobs of a farm: what its machines are told, so that any of them can make any part."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from liminal.film.segment_store import Segment

if TYPE_CHECKING:
    from liminal.film.dataset_plan import DatasetPlan, Shard
    from liminal.film.dub_recipe import DubRecipe
    from liminal.film.production import FilmLog
    from liminal.footage.footage_source import FootageSource
    from liminal.footage.recording import Warn

_ENDLESS = 1 << 40  # frames


Part = TypeVar("Part")
Asked = TypeVar("Asked", contravariant=True)


class FarmJob(Protocol[Asked]):
    """What is to be made of parts. It is pickled, and says nothing of the machine that asks for it."""

    @property
    def key(self) -> str:
        """All that decides the bytes."""
        ...

    def make(self, part: Asked, log: "FilmLog", warn: "Warn", done: Callable[[], None]) -> bytes:
        """Return the bytes of a part. `log`: what machines share. `done` is called after each frame or sample."""
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

    def make(self, part: Segment, log: "FilmLog", warn: "Warn", done: Callable[[], None]) -> bytes:
        """Return the bytes of a segment's file."""
        # What a film needs takes a while to load, and a dub needs none of it; nor the other way round.
        from liminal.api.film_piece import film_piece
        from liminal.film.recipe import parse_recipe

        recipe = parse_recipe(self.recipe, Path("the farm's film"))
        return film_piece(recipe, part, suffix=self.suffix, log=log, done=done)


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
        return json.dumps(self.recipe.model_dump(mode="json", exclude_none=True) | {"digest": self.digest})

    def make(self, part: Segment, log: "FilmLog", warn: "Warn", done: Callable[[], None]) -> bytes:
        """Return the bytes of a segment's file; none where the footage ends before it."""
        from liminal.api.dub_piece import dub_piece

        last = _ENDLESS if part.last == self.total else part.last
        return dub_piece(self.recipe, self.source, (part.first, last), self.suffix, warn=warn, done=done)


@dataclass(frozen=True)
class DatasetJob:
    """A data set."""

    plan: "DatasetPlan"

    @property
    def key(self) -> str:
        """All that decides the bytes."""
        return self.plan.text()

    def make(self, part: "Shard", log: "FilmLog", warn: "Warn", done: Callable[[], None]) -> bytes:
        """Return an archive of a shard's files."""
        from liminal.api.dataset_piece import make_shard
        from liminal.film.dataset_folder import packed_shard

        return packed_shard(lambda folder: make_shard(self.plan, part, folder, done))
