"""Patches: the flat four-cornered faces that all geometry is made of before it becomes triangles."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.world.grid import CELL

# A face. `corner`: window-local metres, counter-clockwise as seen from the front: lower left, lower right, upper right,
# upper left. `facing`: the direction it looks, for shading. `lit`: whose light it wears, that of its cell's wall
# towards side 0..3, or LIT_CEILING or LIT_FLOOR. `lamp`: index into the window's lamps, for diffusers.
# `share`: how much of that light reaches it, for small things that lean or lie deep; 1 for all others.
PATCH = np.dtype(
    [
        ("corner", np.float32, (4, 3)),
        ("facing", np.uint8),
        ("lit", np.uint8),
        ("material", np.uint8),
        ("lamp", np.uint16),
        ("share", np.float32),
        ("cell_x", np.int32),
        ("cell_z", np.int32),
    ]
)
LIT_CEILING, LIT_FLOOR = 4, 5

# Right and up of each facing (+x, -x, +z, -z, down, up), as seen from in front of it; right x up = outward.
RIGHT = np.array([(0, 0, -1), (0, 0, 1), (1, 0, 0), (-1, 0, 0), (1, 0, 0), (1, 0, 0)], np.float32)
UP = np.array([(0, 1, 0), (0, 1, 0), (0, 1, 0), (0, 1, 0), (0, 0, 1), (0, 0, -1)], np.float32)

FLOOR_TO_CEILING = 0.25  # the floor's luminance as a part of that of the ceiling with its lamps, in a carpeted office

BLOCK_CELLS = 32  # cells along the edge of a block: no patch reaches from one block into the next


def lattice(cells: ArrayLike) -> NDArray[np.float32]:
    """Window-local metres of cell lines. All geometry on a line calls this, so that shared edges are equal."""
    return (np.asarray(cells, np.float64) * CELL).astype(np.float32)


def rectangles(low: NDArray[np.float32], high: NDArray[np.float32], facing: ArrayLike) -> NDArray[np.float32]:
    """Turn flat boxes, `low` to `high` (n, 3), into the corners (n, 4, 3) of rectangles that look towards `facing`."""
    facing = np.broadcast_to(np.asarray(facing, np.intp), len(low))
    corner = np.empty((len(low), 4, 3), np.float32)

    # A corner takes the high bound of an axis where its step to the right or up goes along that axis.
    right, up = RIGHT[facing], UP[facing]
    for index, (rightwards, upwards) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
        corner[:, index] = np.where(rightwards * right + upwards * up > 0, high, low)
    return corner


def frames(outer: NDArray[np.float32], inner: NDArray[np.float32]) -> NDArray[np.float32]:
    """Span the four faces between each outer outline and its inner one, (n, 4, 3) each: rims, bevels, sides of a box.

    Returns (n, 4, 4, 3): of each pair the faces at the lower, right, upper and left edge. They look towards the front
    of the outlines, outwards where the inner one stands forward, and inwards where it lies deeper.
    """
    following = [np.roll(loop, -1, axis=1) for loop in (outer, inner)]
    return np.stack([outer, following[0], following[1], inner], axis=2)


def leaning_share(rise: float) -> float:
    """How much of a wall's light reaches a narrow face that leans, `rise` being its normal's upward part, -1..1.

    Taken under an evenly bright ceiling over an evenly lit floor: a face sees (1 + rise) / 2 of the one and the rest of
    the other; its wall sees half of each.
    """
    up = (1 + rise) / 2
    return (up + (1 - up) * FLOOR_TO_CEILING) / (0.5 + 0.5 * FLOOR_TO_CEILING)


def patches(
    corner: NDArray[np.float32],
    *,
    facing: ArrayLike,
    lit: ArrayLike,
    material: ArrayLike,
    cell_z: ArrayLike,
    cell_x: ArrayLike,
    lamp: ArrayLike = 0,
    share: ArrayLike = 1.0,
) -> NDArray[np.void]:
    """Gather the columns of a PATCH array; all but `corner` (n, 4, 3) may be single values."""
    result = np.empty(len(corner), PATCH)
    result["corner"] = corner
    result["facing"], result["lit"], result["material"], result["lamp"] = facing, lit, material, lamp
    result["cell_z"], result["cell_x"] = cell_z, cell_x
    result["share"] = share
    return result
