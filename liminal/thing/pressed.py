"""Pressed and moulded parts: shells whose rims are rolled over, channels."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Paint
from liminal.thing.lofted import rounded_grid

Floats = NDArray[np.float64]


def lines(half: float, rim: float, inner: Sequence[float]) -> list[float]:
    """Lines of a shell's grid from -half to half: close together over a rim of some width, `inner` between."""
    edge = [half, half - 0.2 * rim, half - rim]
    return [-each for each in edge] + [*inner] + edge[::-1]


def shell(
    b: Builder,
    bend: Callable[[Floats, Floats], Floats],
    x: Sequence[float],
    y: Sequence[float],
    radius: float,
    rim: tuple[float, float],
    thickness: float,
    paint: Paint,
) -> None:
    """A rectangle of sheet, its corners rounded, bent to a form, its rim rolled over. It has no boxes.

    `bend`: the points (r, c, 3) of the form at places x and y (r, c) of the flat sheet, m; its upper side is where the
    cross product of its directions of y and x points. `x`, `y`: lines of the grid, ascending. `rim`: how wide the
    rolled strip is and how far it comes down, m.
    """
    flat = rounded_grid(x, y, radius)
    low, high = flat.reshape(-1, 2).min(0), flat.reshape(-1, 2).max(0)
    off = abs(flat - (low + high) / 2) - (high - low) / 2 + radius
    inward = radius - np.linalg.norm(off.clip(0), axis=2) - off.max(2).clip(max=0)
    width, depth = rim
    fall = depth * (1 - np.sqrt(1 - (1 - inward / width).clip(0, 1) ** 2))

    place = bend(flat[..., 0], flat[..., 1])
    step = 1e-4
    along = bend(flat[..., 0] + step, flat[..., 1]) - bend(flat[..., 0] - step, flat[..., 1])
    ahead = bend(flat[..., 0], flat[..., 1] + step) - bend(flat[..., 0], flat[..., 1] - step)
    up = np.cross(ahead, along)
    b.sheet(place - fall[..., None] * up / np.linalg.norm(up, axis=2, keepdims=True), thickness, paint, hollow=True)


def channel(
    b: Builder, path: ArrayLike, out: ArrayLike, width: ArrayLike, depth: float, thickness: float, paint: Paint
) -> None:
    """A channel along a path (n, 3): its web looks `out`, (n, 3) or (3,), its flanges stand back by `depth`, m.

    `width`: of the web, m, (n,) or one for all.
    """
    path = np.asarray(path, float)
    ahead = np.gradient(path, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    away = np.broadcast_to(np.asarray(out, float), path.shape)
    away = away - ahead * (away * ahead).sum(1, keepdims=True)
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    side = np.cross(ahead, away)
    half = np.broadcast_to(np.asarray(width, float) / 2, len(path))
    bend = min(0.3 * depth, 0.3 * float(half.min()))

    # The section, as far from the middle of the web and as far back: flange, bend, web.
    section = [
        (-1, 0, depth),
        (-1, 0, bend),
        (-1, bend, 0),
        (0, 0, -0.2 * bend),
        (1, -bend, 0),
        (1, 0, bend),
        (1, 0, depth),
    ]
    grid = [path + (share * half + inset)[:, None] * side - back * away for share, inset, back in section]
    b.sheet(np.stack(grid, 1), thickness, paint, hollow=True)
    every = sorted({*range(0, len(path), 3), len(path) - 1})
    b.proxy_sheet(np.stack([path - half[:, None] * side, path + half[:, None] * side], 1)[every], thickness)
