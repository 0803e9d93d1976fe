"""Arches and barrel vaults: what lies between an arc and the flat head of an opening, or the flat ceiling of a hall."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Paint
from liminal.thing.structure.laid import OVERLAP, laid, pieces, whole_tiles
from liminal.thing.turning import turned
from liminal.world.arc import Arc
from liminal.world.structure import CROWN

Floats = NDArray[np.float64]

LEDGE = 0.006  # m: how far an arc springs before the face of the jamb below it
SHELL = 0.018  # m: least thickness of the slabs that follow the arc
WITHIN = 0.01  # m: how far behind the faces those of them end that reach into the wall around


def arch(b: Builder, paint: Paint, width: float, height: float, rise: float, depth: float) -> None:
    """The corners of an opening so wide and high, filled up to an arc, from -depth / 2 to depth / 2 along z."""
    arc = Arc(width / 2 - LEDGE, rise, height - CROWN - rise)
    count = pieces(arc.length, 0.11 if b.near else 0.3)
    count = max(count + count % 2, 24 if b.near else 12)
    angle = arc.angles(count)
    curve = arc.at(angle)
    _soffit(b, paint, arc, angle, curve, depth)
    for side in (-1, 1):
        _spandrel(b, paint, curve, side * depth / 2, width, height)
    _proxies(b, arc, width, height, depth)


def _soffit(b: Builder, paint: Paint, arc: Arc, angle: Floats, curve: Floats, depth: float) -> None:
    """The underside, with whole tiles along the arc; and the ledges that it springs from."""
    z = np.linspace(-depth / 2, depth / 2, 1 + pieces(depth, 0.25 if b.near else 0.5))
    grid = np.empty((len(z), len(curve), 3))
    grid[..., :2], grid[..., 2] = curve, z[:, None]
    inward = np.column_stack([-np.sin(angle), -np.cos(angle), np.zeros_like(angle)])
    along = whole_tiles(arc.length) * (angle + arc.sweep) / (2 * arc.sweep)
    b.mesh(laid(grid, inward, along, z[:, None] + depth / 2), paint)
    springing = float(curve[0, 1])
    for side in (-1, 1):
        x = np.sort(side * np.array([arc.half, arc.half + LEDGE + OVERLAP]))
        ledge = np.stack(np.broadcast_arrays(x, springing, z[:, None]), -1)
        b.mesh(laid(ledge, (0, -1, 0), x, z[:, None]), paint)


def _spandrel(b: Builder, paint: Paint, curve: Floats, z: float, width: float, height: float) -> None:
    """The faces of both corners, from the arc up to the head, in columns of points."""
    ends = np.array([[-width / 2, curve[0, 1]], [width / 2, curve[-1, 1]]])
    foot = np.vstack([ends[:1], curve, ends[1:]])
    rows = 1 + pieces(height - float(curve[0, 1]), 0.2 if b.near else 0.4)
    share = np.linspace(0.0, 1.0, rows)[:, None]
    y = (1 - share) * foot[:, 1] + share * height
    grid = np.stack(np.broadcast_arrays(foot[:, 0], y, z), -1)
    b.mesh(laid(grid, (0, 0, np.sign(z)), foot[:, 0] + width / 2, y), paint)


def _proxies(b: Builder, arc: Arc, width: float, height: float, depth: float) -> None:
    """Slabs that touch the arc from behind, and strips up to the head that leave nothing open behind them."""
    count = 2 * int(np.clip(np.ceil(arc.length / 0.8), 5, 8))
    angle = arc.angles(count)
    step = float(angle[1] - angle[0])
    points = arc.at(angle)
    breadth = 2 * arc.radius * np.tan(step / 2) + 0.004
    for first in range(count):
        middle = float(angle[first]) + step / 2
        outward, along = np.array([(np.sin(middle), np.cos(middle)), (np.cos(middle), -np.sin(middle))])
        thick = SHELL + arc.radius * step * abs(np.sin(2 * middle)) / 2
        at = arc.at(np.array([middle]))[0] + thick / 2 * outward
        reach = abs(at) + thick / 2 * abs(outward) + breadth / 2 * abs(along)
        into_wall = (reach > (width / 2 + 0.001, height + 0.001)).any()
        b.proxy((breadth, thick, depth - 2 * WITHIN * into_wall), (*at, 0), turned("z", -np.degrees(middle)))

        low = float(points[first : first + 2, 1].max())
        left = -width / 2 if first == 0 else float(points[first, 0])
        right = width / 2 if first == count - 1 else float(points[first + 1, 0])
        b.proxy((right - left, height - low, depth), ((left + right) / 2, (low + height) / 2, 0))
