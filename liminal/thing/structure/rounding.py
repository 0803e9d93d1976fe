"""Rounded corners of rooms and bent walls, from floor to ceiling."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Paint
from liminal.thing.structure.laid import OVERLAP, laid, levels, pieces, whole_tiles
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

LEDGE = 0.006  # m: how far a cove ends before the walls that it joins
SHELL = 0.03  # m: least thickness of the slabs behind a cove
ASTRAY = 0.008  # m: how far the boxes of a bent wall may reach out of its ends
PIECE = 0.06  # m: along an arc, between corners of the mesh


def cove(b: Builder, paint: Paint, radius: float, height: float) -> None:
    """A hollow quarter round in the corner of two walls, whose faces are x = 0 and z = 0; the room is beyond."""
    bend = radius - LEDGE
    turn = np.linspace(0.0, np.pi / 2, 1 + pieces(bend * np.pi / 2, PIECE if b.near else 3 * PIECE))
    inward = _around(turn)
    _upright(b, paint, np.array([radius, 0, radius]) - bend * inward, inward, _tiles(bend * turn), height)
    for start, normal in (((radius, 0, -OVERLAP), (1, 0, 0)), ((-OVERLAP, 0, radius), (0, 0, 1))):
        edge = np.array([start, np.add(start, (LEDGE + OVERLAP) * np.array([normal[2], 0, normal[0]]))])
        _upright(b, paint, edge, np.array([normal, normal]), np.array([0.0, LEDGE]), height)

    slabs = 6
    step = np.pi / 2 / slabs
    for middle in step * (np.arange(slabs) + 0.5):
        thick = SHELL + bend * step * np.sin(2 * middle) / 2
        away = _around(np.array([middle]))[0]
        x, _, z = np.array([radius, 0, radius]) - (bend + thick / 2) * away
        size = 2 * bend * np.tan(step / 2) + 0.004, height, thick
        b.proxy(size, (x, height / 2, z), turned("y", np.degrees(middle)))


def rounded_corner(b: Builder, paint: Paint, radius: float, height: float) -> None:
    """The outer corner of two walls as a quarter of a column about the origin, in x > 0 and z > 0."""
    turn = np.linspace(0.0, np.pi / 2, 1 + pieces(radius * np.pi / 2, PIECE if b.near else 3 * PIECE))
    outward = _around(turn)
    _upright(b, paint, radius * outward, outward, _tiles(radius * turn), height)
    slabs = 6
    step = np.pi / 2 / slabs
    depth = radius * np.cos(step / 2)
    for middle in step * (np.arange(slabs) + 0.5):
        x, _, z = depth / 2 * _around(np.array([middle]))[0]
        size = 2 * radius * np.sin(step / 2), height, depth
        b.proxy(size, (x, height / 2, z), turned("y", np.degrees(middle)))


def curved_wall(b: Builder, paint: Paint, radius: float, thickness: float, sweep: float, height: float) -> None:
    """A wall bent about the origin, its outer face at a radius, over so many degrees to both sides of +z together."""
    half = np.radians(sweep) / 2
    turn = np.linspace(-half, half, 1 + pieces(2 * half * radius, 2 * PIECE if b.near else 5 * PIECE))
    outward, inner = _around(turn), radius - thickness
    _upright(b, paint, radius * outward, outward, _tiles(radius * (turn + half)), height)
    _upright(b, paint, inner * outward, -outward, _tiles(inner * (turn + half)), height)
    for end, side in ((0, -1), (-1, 1)):
        across = np.linspace(inner, radius, 1 + pieces(thickness, 0.2))
        normal = side * np.array([outward[end, 2], 0, -outward[end, 0]])
        _upright(b, paint, across[:, None] * outward[end], np.tile(normal, (len(across), 1)), across - inner, height)

    slabs = max(4, pieces(thickness * half, ASTRAY))
    step = 2 * half / slabs
    outer = radius * np.cos(step / 2)
    for middle in -half + step * (np.arange(slabs) + 0.5):
        x, _, z = (inner + outer) / 2 * _around(np.array([middle]))[0]
        size = 2 * radius * np.sin(step / 2), height, outer - inner
        b.proxy(size, (x, height / 2, z), turned("y", np.degrees(middle)))


def _around(turn: Floats) -> Floats:
    """Unit vectors (n, 3) that are turned from +z towards +x, radians."""
    return np.column_stack([np.sin(turn), np.zeros_like(turn), np.cos(turn)])


def _tiles(along: Floats) -> Floats:
    """Places (n,) along an arc, from 0 on, m, such that a whole number of tiles lies on it."""
    stretched: Floats = along * (whole_tiles(float(along[-1])) / along[-1])
    return stretched


def _upright(b: Builder, paint: Paint, foot: Floats, normal: Floats, along: Floats, height: float) -> None:
    """A surface that rises from a line (n, 3) on the floor to a little behind the ceiling."""
    rows = levels(0.0, height + OVERLAP, b.near)
    b.mesh(laid(foot + rows[:, None, None] * np.array([0, 1.0, 0]), normal, along, rows[:, None]), paint)
