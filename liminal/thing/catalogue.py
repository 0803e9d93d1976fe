"""The catalogue: every thing that can stand in the place, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from liminal.errors import LiminalError, did_you_mean
from liminal.thing import seating
from liminal.thing.builder import Builder, Detail
from liminal.thing.thing import Thing


@dataclass(frozen=True)
class Article:
    """How a thing is built. `mass`: kg. `friction`: coefficient against carpet, from 0 to 1."""

    build: Callable[[Builder], None]
    mass: float
    friction: float = 0.5


CATALOGUE = {
    "folding-chair": Article(seating.folding_chair, 4.5),
}


@lru_cache(maxsize=256)
def make(name: str, detail: Detail = Detail.NEAR) -> Thing:
    """Build the thing of a name. Raises LiminalError for one that is not in the catalogue."""
    article = CATALOGUE.get(name)
    if article is None:
        hint = did_you_mean(name, CATALOGUE) or "; `liminal things` lists them"
        raise LiminalError(f'there is no thing "{name}"{hint}')
    builder = Builder(detail)
    article.build(builder)
    return builder.build()
