"""The lattice: the plane divided into rectangles of many sizes, without any infinite line.

Each vertex (i, j) of a square lattice carries one straight border: a vertical one where i + j is even, a horizontal one
where it is odd, shifted off the lattice by a hash. A border ends on the borders of the two neighbouring vertices ahead
of and behind it, so that lines turn like a pinwheel at every corner. Each lattice square is then one rectangular block
whose sides any chunk can compute alone.

    even vertex: x = line, from z = line of (i, j - 1) to z = line of (i, j + 1)
    odd vertex:  z = line, from x = line of (i - 1, j) to x = line of (i + 1, j)
"""

from typing import NamedTuple

from liminal.random import Stream, key_of
from liminal.world.grid import TILE_X, TILE_Z

PITCH = 144  # cells between vertices: 22 m, and a whole number of ceiling tiles both ways
_SHIFT = 40  # cells: the farthest a border lies off its vertex, 6.1 m. A block is 64 to 224 cells long.

Vertex = tuple[int, int]


class BlockOutline(NamedTuple):
    """The rectangle of a block, cells [x0, x1) x [z0, z1), and the vertices whose borders enclose it."""

    x0: int
    z0: int
    x1: int
    z1: int
    left: Vertex
    right: Vertex
    top: Vertex  # towards lower z
    bottom: Vertex


def is_vertical(vertex: Vertex) -> bool:
    """Tell whether the vertex carries a border along z."""
    return (vertex[0] + vertex[1]) % 2 == 0


def line(seed: int, vertex: Vertex) -> int:
    """Return the place of a vertex's border: x if vertical, z if horizontal (cells, whole ceiling tiles)."""
    i, j = vertex
    index, tile = (i, TILE_X) if is_vertical(vertex) else (j, TILE_Z)
    steps = _SHIFT // tile
    return index * PITCH + tile * (key_of(seed, Stream.LATTICE, i, j) % (2 * steps + 1) - steps)


def block(seed: int, i: int, j: int) -> BlockOutline:
    """Return the block that fills the lattice square between vertices (i, j) and (i + 1, j + 1)."""
    if is_vertical((i, j)):
        left, right, top, bottom = (i, j), (i + 1, j + 1), (i + 1, j), (i, j + 1)
    else:
        left, right, top, bottom = (i, j + 1), (i + 1, j), (i, j), (i + 1, j + 1)
    return BlockOutline(
        line(seed, left), line(seed, top), line(seed, right), line(seed, bottom), left, right, top, bottom
    )


def blocks_over(seed: int, x0: int, z0: int, x1: int, z1: int) -> list[tuple[int, int]]:
    """Return the squares whose blocks overlap the cells [x0, x1) x [z0, z1), row by row."""
    found = []
    for j in range((z0 - _SHIFT) // PITCH - 1, (z1 + _SHIFT) // PITCH + 1):
        for i in range((x0 - _SHIFT) // PITCH - 1, (x1 + _SHIFT) // PITCH + 1):
            rect = block(seed, i, j)
            if rect.x0 < x1 and rect.x1 > x0 and rect.z0 < z1 and rect.z1 > z0:
                found.append((i, j))
    return found
