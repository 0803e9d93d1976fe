"""Stock: crates on pallets, racks in rows, cable drums and empty pallets, in the open of a hall."""

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.free_floor import free_floor
from liminal.world.hall.hall_block import Hall
from liminal.world.prop import SIZES, prop

GROUP = 150.0  # m2 of floor for each group of things
CLEAR = 7  # cells kept free around a group, so that people pass
SHELVES = (0.229, 1.129, 2.049)  # m: the upper sides of a rack's boards
BOXES = 4  # on one board, at most
BAY = 16  # cells: length of a rack with the gap to the next


def store(hall: Hall, amount: float, dice: Dice) -> None:
    """Leave groups on free floor, one on each so many square metres at an `amount` of 1."""
    expected = amount * hall.floor.size * CELL * CELL / GROUP
    for _ in range(int(expected + dice.unit())):
        kind = dice.pick((_crates, _crates, _crates, _racks, _racks, _drums, _pallets))
        kind(hall, dice)


def _crates(hall: Hall, dice: Dice) -> None:
    """Crates on pallets, in twos and threes, some on others."""
    across, deep = dice.between(1, 3), dice.between(1, 2)
    corner = free_floor(hall, hall.deck, (9 * deep, 9 * across), CLEAR, dice)
    if corner is None:
        return
    height = SIZES["crate"][2]
    for number in range(across * deep):
        x, z = hall.at(corner[0] + 9 * (number // across) + 4.5, corner[1] + 9 * (number % across) + 4.5)
        bearing = 90.0 * dice.between(0, 3)
        hall.props.append(prop("pallet", x, 0.0, z, bearing))
        for level in range(dice.between(0, 3)):
            turned = bearing + 8.0 * (dice.unit() - 0.5)
            hall.props.append(prop("crate", x, SIZES["pallet"][2] + level * height, z, turned))


def _racks(hall: Hall, dice: Dice) -> None:
    """Racks end to end in a row, with boxes on some of their boards."""
    count, turned = dice.between(2, 4), dice.chance(0.5)
    size = (BAY * count, 8) if turned else (8, BAY * count)
    corner = free_floor(hall, hall.deck, size, CLEAR, dice)
    if corner is None:
        return
    full = dice.unit() ** 2  # share of boards that hold anything
    for number in range(count):
        along = BAY * number + BAY / 2
        x, z = hall.at(*((corner[0] + along, corner[1] + 4) if turned else (corner[0] + 4, corner[1] + along)))
        hall.props.append(prop("metal-rack", x, 0.0, z, 90.0 if turned else 180.0))
        for shelf in SHELVES:
            if dice.chance(full):
                _fill_board(hall, (x, shelf, z), dice, turned=turned)


def _fill_board(hall: Hall, middle: tuple[float, float, float], dice: Dice, *, turned: bool) -> None:
    """Set boxes beside one another on the board of a rack, none square to it."""
    width, depth, _ = SIZES["cardboard-box"]
    x, y, z = middle
    place = -0.9 + 0.5 * dice.unit()
    for _ in range(dice.between(1, BOXES)):
        if place > 0.9:
            return
        aside = 0.5 * (dice.unit() - 0.5) * (1.0 - depth)
        at = (x + aside, z + place) if turned else (x + place, z + aside)
        bearing = (90.0 if turned else 180.0) + 10.0 * (dice.unit() - 0.5)
        hall.props.append(prop("cardboard-box", at[0], y, at[1], bearing, dice.between(0, 7)))
        place += width + 0.04 + 0.3 * dice.unit() ** 2


def _drums(hall: Hall, dice: Dice) -> None:
    """A cable drum."""
    corner = free_floor(hall, hall.deck, (8, 8), CLEAR, dice)
    if corner is not None:
        x, z = hall.at(corner[0] + 4, corner[1] + 4)
        hall.props.append(prop("cable-drum", x, 0.0, z, 360 * dice.unit()))


def _pallets(hall: Hall, dice: Dice) -> None:
    """Empty pallets on top of each other, not quite square."""
    corner = free_floor(hall, hall.deck, (10, 10), CLEAR, dice)
    if corner is None:
        return
    x, z = hall.at(corner[0] + 5, corner[1] + 5)
    for level in range(dice.between(2, 8)):
        turned = 90.0 + 6.0 * (dice.unit() - 0.5)
        hall.props.append(prop("pallet", x, level * SIZES["pallet"][2], z, turned))
