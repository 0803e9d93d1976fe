"""The plan of a data set: all that decides its bytes, and how its samples are dealt out to shards and splits."""

import json
from itertools import count
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from liminal.film.pass_legend import PASS_LEGEND
from liminal.random import Stream, key_of, unit_of
from liminal.view.entity import material_names

FORMAT = 1  # of the folder
SHARD = 32  # samples of a shard, at least
SPLITS = "train", "val", "test"

Tables = dict[str, Any]  # of a preset


class Shard(NamedTuple):
    """Worlds that are made together: a place, and its seeds from `first` up to but not `last`."""

    number: int
    place: str
    first: int
    last: int

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"shard-{self.number:05}"


class DatasetPlan(BaseModel):
    """What a data set is to hold. Equal plans give equal bytes on machines with the same driver."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    liminal: str  # version of the program
    world: int  # version of the world
    seeds: tuple[int, int]  # the first, and the first that is not among them
    places: dict[str, Tables]  # the settings of each, by the name that samples have
    views: int  # of each world
    size: tuple[int, int]  # pixels
    samples: int  # for each pixel
    passes: tuple[str, ...]
    tapes: dict[str, Tables | None]  # the settings of each, by the name that files have; None: drawn for each sample
    aligned: bool  # whether they leave everything at its pixel
    pictures: Literal["png", "npy"]
    pass_format: Literal["npz", "exr", "png"]
    shares: tuple[float, float, float]  # of the seeds, by SPLITS; together 1

    @property
    def shards(self) -> list[Shard]:
        """The shards, in the order of the samples: place by place, seed by seed."""
        worlds, (first, last) = -(-SHARD // self.views), self.seeds
        numbers = count()
        return [
            Shard(next(numbers), place, begin, min(begin + worlds, last))
            for place in self.places
            for begin in range(first, last, worlds)
        ]

    def samples_of(self, shard: Shard) -> int:
        """Return how many samples a shard is to have."""
        return (shard.last - shard.first) * self.views

    def split_of(self, seed: int) -> str:
        """Return the split that all worlds of a seed are in: the seed alone decides."""
        place = unit_of(key_of(seed, Stream.SPLIT))
        train, val, _ = self.shares
        return SPLITS[(place >= train) + (place >= train + val)]

    def text(self) -> str:
        """Write the plan, and what its numbers stand for, as JSON with a line for each."""
        told = self.model_dump(mode="json") | {
            "legend": {name: PASS_LEGEND[name] for name in self.passes},
            "materials": {str(number): name for number, name in material_names().items()},
        }
        return "{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(each)}" for name, each in told.items()) + "\n}\n"
