"""Landmarks on a plan: what each is called and where it is."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.plan.floor_plan import Extent
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, CHUNK

DOT = 0.0038  # radius of a dot, of the plan's edge
LETTERS = 0.0125  # height of the letters, of the plan's edge


@dataclass(frozen=True)
class Landmark:
    """A landmark or a model of one's own: its name, and the middle of it in the world, x and z, m."""

    name: str
    x: float
    z: float


def named_in(world: CellGrid, parts: NDArray[np.void], area: Extent) -> list[Landmark]:
    """All that a plan of `area` names: the landmarks of its `parts`, (n,) LANDMARK_PART, and the models there."""
    models = (Landmark(Path(each.thing.file).stem, each.x, each.z) for each in world.models)
    return [
        *landmarks_of(parts),
        *(each for each in models if all(0.0 <= share < 1.0 for share in area.share(each.x, each.z))),
    ]


def landmarks_of(parts: NDArray[np.void]) -> list[Landmark]:
    """The landmarks of some parts, (n,) LANDMARK_PART or PROP, by name and place; a chunk has at most one."""
    marked = parts[parts["landmark"] != ""]
    chunk = np.floor(np.column_stack([marked["x"], marked["z"]]) / (CELL * CHUNK)).astype(int).tolist()
    found: dict[tuple[str, int, int], list[np.void]] = {}
    for part, (column, row) in zip(marked, chunk, strict=True):
        found.setdefault((str(part["landmark"]), column, row), []).append(part)
    return [
        Landmark(name.replace("-", " "), *(float(np.mean([part[axis] for part in group])) for axis in ("x", "z")))
        for (name, _, _), group in sorted(found.items(), key=lambda entry: entry[0])
    ]
