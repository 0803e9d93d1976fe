"""Round columns."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Paint
from liminal.thing.structure.laid import OVERLAP, laid, levels, whole_tiles
from liminal.thing.turning import turned
from liminal.world.structure import PLINTH

SLENDER = 0.35  # m: up to this radius fewer boxes stand for a column


def round_column(b: Builder, paint: Paint, radius: float, height: float, plinth: float) -> None:
    """A column from floor to ceiling, whole tiles around it; on a square plinth of some height, if any."""
    foot = plinth if plinth else 0.0
    sides = 40 if b.near else 20
    angle = 2 * np.pi * np.arange(sides + 1) / sides
    around = np.column_stack([np.sin(angle), np.zeros_like(angle), np.cos(angle)])
    rows = levels(foot - OVERLAP if foot else 0.0, height + OVERLAP, b.near)
    grid = radius * around + rows[:, None, None] * np.array([0.0, 1.0, 0.0])
    across = whole_tiles(2 * np.pi * radius) * np.arange(sides + 1) / sides
    b.mesh(laid(grid, around, across, rows[:, None]), paint)

    # Crossed boxes whose corners lie on the circle.
    boxes = 6 if radius <= SLENDER else 8
    step = np.pi / (2 * boxes)
    size = 2 * radius * np.cos(step), height - foot, 2 * radius * np.sin(step)
    for number in range(boxes):
        b.proxy(size, (0, (foot + height) / 2, 0), turned("y", 180.0 * number / boxes))
    if foot:
        edge = 2 * (radius + PLINTH)
        b.box((edge, foot, edge), (0, foot / 2, 0), paint, bevel=0.006)
