"""Overlap: the common cells of two rectangles, and the lamps and fixtures in one."""

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL

Things = NDArray[np.void]  # (n,) LAMP or FIXTURE


def overlap(
    x0: int, z0: int, width: int, height: int, other_x0: int, other_z0: int, other_width: int, other_height: int
) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Return the common cells of two rectangles, as slices [z, x] of the one and of the other."""
    left, right = max(x0, other_x0), min(x0 + width, other_x0 + other_width)
    top, bottom = max(z0, other_z0), min(z0 + height, other_z0 + other_height)
    return (
        (slice(top - z0, bottom - z0), slice(left - x0, right - x0)),
        (slice(top - other_z0, bottom - other_z0), slice(left - other_x0, right - other_x0)),
    )


def lamps_within(lamps: Things, x0: int, z0: int, width: int, height: int) -> Things:
    """Return those lamps (LAMP) whose middle lies in the cells [x0, x0 + width) x [z0, z0 + height)."""
    x, z = lamps["cell_x"] + 2, lamps["cell_z"] + 4
    return lamps[(x >= x0) & (x < x0 + width) & (z >= z0) & (z < z0 + height)]


def fixtures_within(fixtures: Things, x0: int, z0: int, width: int, height: int) -> Things:
    """Return those fixtures (FIXTURE) that belong to the cells [x0, x0 + width) x [z0, z0 + height)."""
    # A fixture on a wall belongs to the free cell before it.
    step = fixtures["normal"].astype(np.float64) / 2
    x, z = np.floor(fixtures["x"] / CELL + step[:, 0]), np.floor(fixtures["z"] / CELL + step[:, 2])
    inside: Things = fixtures[(x >= x0) & (x < x0 + width) & (z >= z0) & (z < z0 + height)]
    return inside


def in_order(things: Things) -> Things:
    """Return things by rising z, then by rising x."""
    ordered: Things = things[np.lexsort((things["x"], things["z"]))]
    return ordered
