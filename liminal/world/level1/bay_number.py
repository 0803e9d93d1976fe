"""Bay numbers: a letter for each row of columns and a number for each column, in stencil on their faces."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.inscription import InscriptionKind, inscription

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # none that could be a number
NUMBERED = 0.45  # of the columns of a numbered hall
SIZE = (0.50, 0.36)  # m: what a number takes of a column's face
LINE = 1.9  # m above the floor: its middle
FACES = ((0.0, -0.5), (90.0, 0.5), (180.0, 0.5), (270.0, -0.5))  # bearing; where it lies from the middle, of a column


def number_bays(hall: Hall, columns: list[tuple[int, int]], girth: int, bay: int, dice: Dice) -> list[NDArray[np.void]]:
    """Number the columns of a hall, by their first rows and columns: rows of INSCRIPTION, (1,) each.

    `girth`: of columns, `bay`: from one to the next, cells.
    """
    bearing, offset = dice.pick(FACES)
    found = []
    for row, column in columns:
        if not dice.chance(NUMBERED):
            continue
        x, z = hall.at(row + girth / 2, column + girth / 2)
        aside = offset * girth * CELL
        place = (x + aside, LINE, z) if bearing in (90.0, 270.0) else (x, LINE, z + aside)
        letter = LETTERS[(hall.z0 + row) // bay % len(LETTERS)]
        text = f"{letter}{(hall.x0 + column) // bay % 89 + 1}"
        found.append(inscription(InscriptionKind.STENCIL, text, dice.between(0, 2**31), bearing, place, SIZE))
    return found
