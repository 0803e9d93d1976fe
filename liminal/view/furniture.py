"""Furniture: the props of a window that pictures may show, as things where they stand."""

import numpy as np

from liminal.piece.visibility import Visibility
from liminal.thing.builder import Detail
from liminal.thing.catalogue import make
from liminal.thing.thing import Placement
from liminal.thing.turning import moved
from liminal.world.grid import CELL
from liminal.world.window import Window

NEAR = 7.0  # m from a camera of `piece.visibility.LINES` lines: up to here a thing is built with its bevels
REACH = 1.5  # m: a thing is so much wider than the cell it stands in, at most, and may show though that does not
SPACING, FAR_SPACING = 0.04, 0.14  # m: corners closer than this share their light


def placements_of(window: Window, visibility: Visibility) -> tuple[Placement, ...]:
    """What stands in sight of some cameras, in window-local metres."""
    found = []
    reach, (rows, columns) = round(REACH / CELL), window.floor.shape
    for prop in window.props:
        x, z = float(prop["x"]) - window.origin[0], float(prop["z"]) - window.origin[1]
        row, column = int(z / CELL), int(x / CELL)
        if not (0 <= row < rows and 0 <= column < columns):
            continue
        around = np.s_[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1]
        if not visibility.cells[around].any():
            continue
        far = visibility.distance[row, column] > NEAR * visibility.sharpness
        thing = make(str(prop["name"]), Detail.FAR if far else Detail.NEAR, int(prop["variant"]))
        matrix = moved((x, prop["y"], z), prop["rotation"]).astype(np.float32)
        found.append(Placement(thing, matrix, FAR_SPACING if far else SPACING))
    return tuple(found)
