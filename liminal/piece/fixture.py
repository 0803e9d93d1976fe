"""Fixtures: mains outlets on the walls and air vents in the ceiling."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.piece.chart import WALL_NORMALS
from liminal.piece.patch import DOWN, EDGE_NORMALS, LIT_CEILING, axes_of, frames, lattice, leaning_share, patches
from liminal.world.fixture import FixtureKind
from liminal.world.grid import CELL, TILE_X
from liminal.world.material import Material
from liminal.world.window import Window

# A North American duplex receptacle (NEMA WD 6, configuration 5-15R) under its plate. Metres: width, height.
PLATE = (0.070, 0.115)
PLATE_DEPTH, PLATE_BEVEL = 0.005, 0.003
SOCKET = (0.034, 0.029)
SOCKET_HEIGHT = 0.0195  # m from the plate's middle to each socket's
SOCKET_GAP = 0.001  # m of shadow around a socket
SLOTS = (((-0.0064, 0.003), (0.0025, 0.009)), ((0.0064, 0.003), (0.0025, 0.007)), ((0.0, -0.008), (0.005, 0.005)))
LAYER = 0.0007  # m between layers on the plate: a depth buffer tells them apart wherever they are a pixel wide
GAP_SHARE, SLOT_SHARE = 0.3, 0.08  # of the wall's light that comes back out of a gap 1 mm wide, and of a deep slot

VENT_DROP = 0.006  # m: its rim hangs this far below the tiles, like that of a lamp
VENT_RIM = 0.025  # m
VENT_RECESS = 0.002  # m: the grille lies this far above the face of the rim

Points = NDArray[np.float32]  # (n, 3)
Corners = NDArray[np.float32]  # (n, 4, 3)


def fixtures(window: Window) -> NDArray[np.void]:
    """Patches of all fixtures in the window."""
    return np.concatenate([_outlets(window), _vents(window)])


def _outlets(window: Window) -> NDArray[np.void]:
    """Plates with bevelled edges, two sockets each, three slots to a socket."""
    outlet = window.fixtures[window.fixtures["kind"] == FixtureKind.OUTLET]
    normal, back = outlet["normal"], _local(window, outlet)
    axes = *axes_of(normal), normal

    # World positions in single precision are coarse far out: the wall itself stands on the nearest cell line.
    back = np.where(normal != 0, lattice(np.rint(back / CELL)), back)

    # The plate and its bevels: lower, right, upper, left. Their steep slope turns them far up or down.
    plate = _outline(back, axes, np.subtract(PLATE, 2 * PLATE_BEVEL), PLATE_DEPTH)
    slope = PLATE_DEPTH / np.hypot(PLATE_DEPTH, PLATE_BEVEL)
    parts = [(plate, 1.0)]
    for edge, rise in enumerate((-slope, 0, slope, 0)):
        parts.append((frames(_outline(back, axes, PLATE, 0), plate)[:, edge], leaning_share(rise)))

    # The sockets, each in a gap of shadow, with their slots.
    for height in (SOCKET_HEIGHT, -SOCKET_HEIGHT):
        around = np.add(SOCKET, 2 * SOCKET_GAP)
        parts.append((_outline(back, axes, around, PLATE_DEPTH + LAYER, (0, height)), GAP_SHARE))
        parts.append((_outline(back, axes, SOCKET, PLATE_DEPTH + 2 * LAYER, (0, height)), 1.0))
        for (right, up), size in SLOTS:
            slot = _outline(back, axes, size, PLATE_DEPTH + 3 * LAYER, (right, height + up))
            parts.append((slot, SLOT_SHARE))

    # The light is that of the wall behind: the one that the free cell half a cell before it sees.
    cell = np.floor((back + normal * (CELL / 2)) / CELL).astype(np.int32)
    side = (normal @ WALL_NORMALS.T).argmax(1)
    return np.concatenate(
        [
            patches(
                corner,
                normal=normal,
                lit=side,
                material=Material.PLASTIC,
                cell_z=cell[:, 2],
                cell_x=cell[:, 0],
                share=share,
            )
            for corner, share in parts
        ]
    )


def _vents(window: Window) -> NDArray[np.void]:
    """Square grilles in half a ceiling tile: a rim, and the grille a little deeper."""
    vent = window.fixtures[window.fixtures["kind"] == FixtureKind.VENT]
    back, axes = _local(window, vent), (*axes_of(DOWN), DOWN)
    size = np.full(2, TILE_X * CELL)

    top, outer = (_outline(back, axes, size, drop) for drop in (0, VENT_DROP))
    inner, deep = (_outline(back, axes, size - 2 * VENT_RIM, drop) for drop in (VENT_DROP, VENT_DROP - VENT_RECESS))
    parts = [(deep, DOWN, Material.GRILLE)]
    for loops, normals in (((top, outer), EDGE_NORMALS), ((outer, inner), (DOWN,) * 4), ((inner, deep), -EDGE_NORMALS)):
        parts += [(frames(*loops)[:, edge], normals[edge], Material.LAMP_FRAME) for edge in range(4)]

    cell = np.floor(back / CELL).astype(np.int32)
    return np.concatenate(
        [
            patches(each, normal=normal, lit=LIT_CEILING, material=material, cell_z=cell[:, 2], cell_x=cell[:, 0])
            for each, normal, material in parts
        ]
    )


def _local(window: Window, fixture: NDArray[np.void]) -> Points:
    """Window-local positions (n, 3) of the fixtures' backs."""
    x, z = window.origin
    place = [fixture["x"] - np.float64(x), fixture["y"].astype(np.float64), fixture["z"] - np.float64(z)]
    return np.column_stack(place).astype(np.float32)


def _outline(
    back: Points,
    axes: tuple[Points, Points, Points],
    size: ArrayLike,
    forward: float,
    shift: tuple[float, float] = (0, 0),
) -> Corners:
    """Rectangles of `size` (width, height), `forward` of a surface, shifted to the right and up on it.

    `axes`: right, up and outward, (n, 3) or (3,) each.
    """
    width, height = np.asarray(size) / 2
    corner = [
        back + right * axes[0] + up * axes[1] + forward * axes[2]
        for right, up in (
            (shift[0] + sign_x * width, shift[1] + sign_y * height)
            for sign_x, sign_y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        )
    ]
    return np.stack(corner, axis=1).astype(np.float32)
