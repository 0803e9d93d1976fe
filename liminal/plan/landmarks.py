"""Landmarks on a plan: what each is called and where it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL, CHUNK

DOT = 0.0038  # radius of a dot, of the plan's edge
LETTERS = 0.0125  # height of the letters, of the plan's edge


@dataclass(frozen=True)
class Landmark:
    """A landmark: its name in words, and the middle of its props in the world, x and z, m."""

    name: str
    x: float
    z: float


def landmarks_of(props: NDArray[np.void]) -> list[Landmark]:
    """The landmarks that some props, (n,) PROP, belong to, by name and place; a chunk has at most one."""
    marked = props[props["landmark"] != ""]
    chunk = np.floor(np.column_stack([marked["x"], marked["z"]]) / (CELL * CHUNK)).astype(int).tolist()
    found: dict[tuple[str, int, int], list[np.void]] = {}
    for prop, (column, row) in zip(marked, chunk, strict=True):
        found.setdefault((str(prop["landmark"]), column, row), []).append(prop)
    return [
        Landmark(name.replace("-", " "), *(float(np.mean([prop[axis] for prop in group])) for axis in ("x", "z")))
        for (name, _, _), group in sorted(found.items(), key=lambda entry: entry[0])
    ]
