"""Surroundings: the cells, props and models of a window as a few solid boxes, for bodies to hit."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Detail
from liminal.thing.catalogue import thing_of
from liminal.thing.mass import fewer
from liminal.thing.movable import model_movable
from liminal.thing.thing import BOX, Placement, Thing, placed
from liminal.thing.turning import moved
from liminal.world.grid import CELL
from liminal.world.structure import FORMS
from liminal.world.window import Window, enclosed

Mask = NDArray[np.bool_]

_THICK = 1.0  # m: how deep floors, ceilings and walls go beyond their faces


def surroundings(window: Window) -> NDArray[np.void]:
    """Return the solids of a window, in window-local metres, as boxes (n,) BOX. Its outermost cells count as solid."""
    props = [_prop(window, prop) for prop in window.props]
    models = [
        fewer(_boxes(window, model_movable(each.thing).thing(), each.place, each.rotation)) for each in window.models
    ]
    return np.concatenate([_cells(enclosed(window)), *props, *models])


def below(boxes: NDArray[np.void], height: float) -> NDArray[np.void]:
    """Return those of some boxes that do not begin at this height or above it, m."""
    kept: NDArray[np.void] = boxes[boxes["centre"][:, 1] - boxes["half"][:, 1] < height - 1e-3]
    return kept


def _prop(window: Window, prop: np.void) -> NDArray[np.void]:
    thing = thing_of(prop, Detail.FAR)
    boxes = _boxes(window, thing, (prop["x"], prop["y"], prop["z"]), prop["rotation"])
    return boxes if str(prop["name"]) in FORMS else fewer(boxes)  # one passes under an arch


def _boxes(window: Window, thing: Thing, place: tuple[float, float, float], rotation: NDArray[Any]) -> NDArray[np.void]:
    """The boxes and panes of a thing that stands somewhere in the world, m."""
    x, z = window.origin
    matrix = moved((place[0] - x, place[1], place[2] - z), rotation).astype(np.float32)
    stands = placed(Placement(thing, matrix))
    return np.concatenate([stands.boxes, stands.panes])


def _cells(window: Window) -> NDArray[np.void]:
    """The cells as boxes, which may reach into solid cells: so a few will do, and floors have no joints."""
    floor, ceiling, air = window.floor, window.ceiling, window.open
    low, high = float(floor[air].min()), float(ceiling[air].max())
    boxes = [_box(*area, low - _THICK, high + _THICK) for area in _cover(~air & _beside(air), ~air)]
    for height in np.unique(floor[air]).tolist():
        areas = _cover(air & (floor == height), ~air | (floor >= height))
        boxes += [_box(*area, low - _THICK, height) for area in areas]
    for height in np.unique(ceiling[air]).tolist():
        areas = _cover(air & (ceiling == height), ~air | (ceiling <= height))
        boxes += [_box(*area, height, high + _THICK) for area in areas]
    return np.array(boxes, BOX)


def _beside(air: Mask) -> Mask:
    """The cells that have air in one of the eight cells around them."""
    wide = np.pad(air, 1)
    rows, columns = air.shape
    shifts: list[Mask] = [wide[row : row + rows, column : column + columns] for row in range(3) for column in range(3)]
    return np.asarray(np.any(shifts, axis=0))


def _cover(wanted: Mask, allowed: Mask) -> Iterator[tuple[int, int, int, int]]:
    """Yield rectangles of allowed cells that cover all wanted ones: first row, column, last row, column, exclusive.

    From the first cell that is left as far as can be along one axis, then along the other; the better of both orders.
    """
    left = wanted.copy()
    while left.any():
        row, column = divmod(int(np.argmax(left)), left.shape[1])
        down, right = _grown(allowed, row, column), _grown(allowed.T, column, row)
        areas = down, (right[1], right[0], right[3], right[2])
        top, near, bottom, far = max(areas, key=lambda area: int(left[area[0] : area[2], area[1] : area[3]].sum()))
        left[top:bottom, near:far] = False
        yield top, near, bottom, far


def _grown(allowed: Mask, row: int, column: int) -> tuple[int, int, int, int]:
    """The rectangle around a cell of as many allowed columns, to both sides, as its row has, and then of such rows."""
    line: Mask = allowed[row]
    near = column - int(np.argmin(np.append(line[column::-1], False))) + 1
    far = column + int(np.argmin(np.append(line[column:], False)))
    whole: Mask = np.asarray(allowed[:, near:far].all(axis=1))
    top = row - int(np.argmin(np.append(whole[row::-1], False))) + 1
    bottom = row + int(np.argmin(np.append(whole[row:], False)))
    return top, near, bottom, far


def _box(top: int, near: int, bottom: int, far: int, low: float, high: float) -> np.void:
    """The box over the rectangle of cells between two heights, m."""
    first = np.array([near * CELL, low, top * CELL])
    last = np.array([far * CELL, high, bottom * CELL])
    box = np.zeros(1, BOX)
    box["centre"], box["axes"], box["half"] = (first + last) / 2, np.eye(3), (last - first) / 2
    only: np.void = box[0]
    return only
