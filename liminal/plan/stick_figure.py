"""Stick figures: a body's joints as lines, from its side and from its front."""

import numpy as np
from numpy.typing import NDArray

from liminal.motion.skeleton import Skeleton

Picture = NDArray[np.uint8]  # (H, W, 3)

_METRES, _OVER = 2.2, 1.15  # what a picture is high, or so many times a taller body
_FINE = 3  # drawn so many times as large, and made smaller
_PAPER, _FLOOR = (255, 255, 255), (170, 170, 170)
_LEFT, _RIGHT, _MIDDLE = (190, 40, 40), (40, 70, 190), (30, 30, 30)


def stick_figure(skeleton: Skeleton, positions: NDArray[np.float64], floor: float, size: int) -> Picture:
    """Return a picture of a body, from its left with +z to the right, and from its front.

    `positions`: of the joints (n, 3), m. `floor`: its height, m. `size`: of the picture, pixels high, and 1.6 as wide.
    """
    from PIL import Image, ImageDraw

    height, width = _FINE * size, _FINE * round(1.6 * size)
    picture = Image.new("RGB", (width, height), _PAPER)
    pen = ImageDraw.Draw(picture)
    scale = 0.9 * height / max(_METRES, _OVER * float(skeleton.rest_frames.positions[:, 1].max()))
    pen.line([(0, 0.94 * height), (width, 0.94 * height)], fill=_FLOOR, width=_FINE)
    for middle, across in ((0.28 * width, np.array([0, 0, 1.0])), (0.75 * width, np.array([1.0, 0, 0]))):
        x = middle + scale * ((positions - positions[0]) @ across)
        y = 0.94 * height - scale * (positions[:, 1] - floor)
        for joint, parent in enumerate(skeleton.parents):
            if parent >= 0:
                name = skeleton.names[joint]
                colour = _LEFT if name.startswith("left") else _RIGHT if name.startswith("right") else _MIDDLE
                ends = [(x[parent], y[parent]), (x[joint], y[joint])]
                pen.line(ends, fill=colour, width=2 * _FINE)
    return np.asarray(picture.resize((width // _FINE, height // _FINE), Image.Resampling.LANCZOS))
