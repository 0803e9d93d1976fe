"""The housing of a picture tube: the bezel before it and the shell behind it."""

from itertools import pairwise

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.swept import rounded_rectangle, subdivided

MASK = paint(Finish.PLASTIC, "#262524")
TUBE = paint(Finish.SCREEN, "#3c403d")  # dark
NARROW = 1e-4  # of its size: what a closed end is drawn together to

Stage = tuple[float, float, float]


def bezel(
    b: Builder, outer: tuple[float, float], screen: tuple[float, float], corner: float, skin: Paint, tube: Paint
) -> None:
    """A frame in the plane z = 0 that slopes in to a picture tube behind it; no other box may reach beyond z = -0.016.

    `outer`, `screen`: widths and heights of frame and picture, m. `corner`: radius of the picture's corners, m.
    """
    depth, thick, slope, bulge, steps = 0.018, 0.015, 0.015, 0.013, 3 if b.near else 1
    rim = rounded_rectangle(*outer, 0.004, steps)
    lip = rounded_rectangle(screen[0] + 2 * slope, screen[1] + 2 * slope, corner + 0.01, steps)
    edge = rounded_rectangle(*screen, corner, steps)
    b.surface([rim, lip], skin, ring=True)
    b.surface([lip, (lip + edge) / 2 - (0, 0, depth / 2), edge - (0, 0, depth)], MASK, ring=True)
    b.screen((screen[0] + 0.006, screen[1] + 0.006), bulge, (0, 0, -depth - 0.002), tube)

    # Four boxes around the opening, which widens to the front. Behind them stands the picture, its corners round.
    clear = np.add(screen, slope)
    across, up = (np.array(outer) - clear) / 2
    for side in (-1, 1):
        b.proxy((across, outer[1], thick), (side * (clear[0] + across) / 2, 0, thick / 2 - depth))
        b.proxy((clear[0], up, thick), (0, side * (clear[1] + up) / 2, thick / 2 - depth))
    rounded = 1 - (4 - np.pi) * corner**2 / (screen[0] * screen[1])
    b.emitter(screen, (0, 0, bulge / 2 - depth), share=rounded)


def rear_shell(b: Builder, stages: tuple[Stage, ...], skin: Paint) -> None:
    """The shell behind a picture tube, narrowing towards +z in stages (width, height, z), closed at the last."""
    steps, corner = (2 if b.near else 1), 0.025
    rings = [np.add(rounded_rectangle(wide, high, corner, steps), (0, 0, z)) for wide, high, z in stages]
    for near, far in pairwise(subdivided(ring, 0.8, closed=True) for ring in rings):
        b.surface([near, far], skin, ring=True)
    b.surface([rings[-1], rings[-1] * (NARROW, NARROW, 1)], skin, ring=True)

    # Boxes within it, more of them where it narrows; so much less wide that their edges lie within its round ones.
    less = 0.012
    for begin, end in pairwise(np.array(stages)):
        parts = 1 if begin[0] - end[0] < 0.05 else 3
        for part in range(parts):
            wide, high, _ = begin + (end - begin) * (part + 1) / parts
            middle = begin[2] + (end[2] - begin[2]) * (part + 0.5) / parts
            b.proxy((wide - less, high - less, (end[2] - begin[2]) / parts), (0, 0, middle))
