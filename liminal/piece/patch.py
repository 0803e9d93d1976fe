"""Patches: the flat four-cornered faces that all geometry is made of before it becomes triangles."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.world.grid import CELL

# A face. `corner`: window-local metres, counter-clockwise as seen from the front: lower left, lower right, upper right,
# upper left. `normal`: unit length, of the surface that it belongs to, whose pattern it wears; a bevel leans away from
# it. `lit`: whose light it wears, that of its cell's wall towards side 0..3, or LIT_CEILING or LIT_FLOOR. `lamp`: index
# into the window's lamps, for diffusers. `share`: how much of that light reaches it, for small things that lean or lie
# deep; 1 for all others.
PATCH = np.dtype(
    [
        ("corner", np.float32, (4, 3)),
        ("normal", np.float32, 3),
        ("lit", np.uint8),
        ("material", np.uint8),
        ("lamp", np.uint16),
        ("share", np.float32),
        ("cell_x", np.int32),
        ("cell_z", np.int32),
    ]
)
LIT_CEILING, LIT_FLOOR = 4, 5

# Normals of ceilings and floors.
DOWN, UP = np.array([(0, -1, 0), (0, 1, 0)], np.float32)

# The outward normals at the edges of an outline that looks down: lower, right, upper, left.
EDGE_NORMALS = np.array([(0, 0, -1), (1, 0, 0), (0, 0, 1), (-1, 0, 0)], np.float32)

UPRIGHT = 0.9  # the vertical part of a normal up to which a surface is covered like a wall, not like a floor or ceiling

FLOOR_TO_CEILING = 0.25  # the floor's luminance as a part of that of the ceiling with its lamps, in a carpeted office

BLOCK_CELLS = 32  # cells along the edge of a block: no patch reaches from one block into the next


def lattice(cells: ArrayLike) -> NDArray[np.float32]:
    """Window-local metres of cell lines. All geometry on a line calls this, so that shared edges are equal."""
    return (np.asarray(cells, np.float64) * CELL).astype(np.float32)


def axes_of(normal: NDArray[np.floating]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Right and up, (..., 3) each, of surfaces with unit `normal` (..., 3), seen from in front; right x up = outward.

    Patterns run along them, so they are axes of the world: of a normal that leans, those of the nearest one that does
    not. Up to UPRIGHT that is one of a wall. `surface_place.glsl` agrees.
    """
    x, y, z = np.moveaxis(normal, -1, 0)
    level = abs(y) > UPRIGHT
    along_z = ~level & (abs(x) > abs(z))  # where a wall runs that looks along x
    right, up = np.zeros((2, *normal.shape), np.float32)
    right[..., 0] = np.where(level, 1, np.where(along_z, 0, np.sign(z)))
    right[..., 2] = np.where(along_z, -np.sign(x), 0)
    up[..., 1], up[..., 2] = ~level, np.where(level, -np.sign(y), 0)
    return right, up


def pattern_place(position: NDArray[np.number], normal: NDArray[np.floating]) -> NDArray[np.floating]:
    """Where points (..., 3) of surfaces with unit `normal` (..., 3) lie on their patterns, in the same unit: (..., 2).

    Level surfaces carry the plan's own coordinates, walls the way along them and up.
    """
    (x, y, z), right = np.moveaxis(position, -1, 0), axes_of(normal)[0]
    along = right[..., 0] * x + right[..., 2] * z  # to the right is never up or down
    return np.stack([along, np.where(abs(normal[..., 1]) > UPRIGHT, z, y)], -1)


def rectangles(low: NDArray[np.float32], high: NDArray[np.float32], normal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn flat boxes, `low` to `high` (n, 3), into the corners (n, 4, 3) of rectangles that look towards `normal`."""
    corner = np.empty((len(low), 4, 3), np.float32)

    # A corner takes the high bound of an axis where its step to the right or up goes along that axis.
    right, up = axes_of(normal)
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
    normal: ArrayLike,
    lit: ArrayLike,
    material: ArrayLike,
    cell_z: ArrayLike,
    cell_x: ArrayLike,
    lamp: ArrayLike = 0,
    share: ArrayLike = 1.0,
) -> NDArray[np.void]:
    """Gather the columns of a PATCH array; all but `corner` (n, 4, 3) may be those of a single one."""
    result = np.empty(len(corner), PATCH)
    result["corner"] = corner
    result["normal"], result["lit"], result["material"], result["lamp"] = normal, lit, material, lamp
    result["cell_z"], result["cell_x"] = cell_z, cell_x
    result["share"] = share
    return result
