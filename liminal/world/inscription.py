"""Inscriptions: texts and sheets on the walls of a window, and where they are."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL

# An inscription: its `kind` (InscriptionKind), its `text`, the `lot` from which its hand is drawn, the `normal` of its
# wall, unit length, (x, y, z) its middle on the wall (m), and the width and height of the rectangle of even wall
# that it lies within (m). `landmark`: the module it belongs to, or "".
INSCRIPTION = np.dtype(
    [
        ("kind", np.uint8),
        ("text", "U160"),
        ("lot", np.uint32),
        ("normal", np.float32, 3),
        ("x", np.float32),
        ("y", np.float32),
        ("z", np.float32),
        ("width", np.float32),
        ("height", np.float32),
        ("landmark", "U24"),
    ]
)
GROUPS = 9  # of five tally marks on a line
NO_INSCRIPTIONS = np.zeros(0, INSCRIPTION)


class InscriptionKind(IntEnum):
    """Kinds of inscriptions; the values stand in `INSCRIPTION` arrays."""

    MARKER = 0  # written with a felt marker
    SPRAY = 1
    PENCIL = 2
    TALLY = 3  # the text is a number, counted in pencil
    NOTICE = 4  # a sheet of paper with tape
    PLATE = 5  # the number of a room
    STENCIL = 6  # letters and figures through a stencil


def inscription(
    kind: InscriptionKind,
    text: str,
    lot: int,
    bearing: float,
    at: tuple[float, float, float],
    size: tuple[float, float],
) -> NDArray[np.void]:
    """One inscription, (1,) INSCRIPTION, on a wall that looks towards a compass bearing, degrees: 0 is -z, 90 is +x."""
    row = np.zeros(1, INSCRIPTION)
    row["kind"], row["text"], row["lot"] = kind, text, lot
    angle = np.radians(bearing)
    row["normal"] = np.rint((np.sin(angle), 0, -np.cos(angle)))
    row["x"], row["y"], row["z"] = at
    row["width"], row["height"] = size
    return row


def cells_before(rows: NDArray[np.void]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The world's cells (x, z), (n,) each, before the middles of inscriptions."""
    step = rows["normal"].astype(np.float64) / 2
    x, z = (np.floor(rows[name] / CELL + step[:, axis]).astype(np.int64) for name, axis in (("x", 0), ("z", 2)))
    return x, z


def inscriptions_within(rows: NDArray[np.void], x0: int, z0: int, width: int, height: int) -> NDArray[np.void]:
    """Those inscriptions whose middle is before a wall in the cells [x0, x0 + width) x [z0, z0 + height)."""
    x, z = cells_before(rows)
    inside: NDArray[np.void] = rows[(x >= x0) & (x < x0 + width) & (z >= z0) & (z < z0 + height)]
    return inside
