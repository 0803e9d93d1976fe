"""Glass blocks in the square openings high in some walls between halls."""

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.hall.wall import Wall
from liminal.world.prop import prop


def fill_openings(hall: Hall, wall: Wall, thickness: int, share: float, dice: Dice, *, left: bool) -> None:
    """Fill those of a hall's left or upper wall, in a share of all walls. `thickness`: of the wall, cells."""
    if not dice.chance(share):
        return
    begin, extent = (hall.z0, hall.shape[0]) if left else (hall.x0, hall.shape[1])
    for opening in wall.openings:
        middle = (opening.start + opening.stop) / 2
        if opening.sill and begin <= middle < begin + extent:
            across, along = (wall.line + thickness / 2) * CELL, middle * CELL
            x, z = (across, along) if left else (along, across)
            hall.props.append(prop("glass-block-panel", x, opening.sill * CELL, z, 90.0 if left else 180.0))
