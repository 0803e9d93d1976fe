"""Troffers: housings of lamps, each set into one tile of the ceiling."""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.cut import Cut
from liminal.piece.patch import DOWN, EDGE_NORMALS, LIT_CEILING, frames, lattice, patches, rectangles
from liminal.world.grid import TILE_X, TILE_Z
from liminal.world.lamp_kind import LampKind
from liminal.world.material import Material

DROP = np.float32(0.006)  # m: the rim hangs this far below the tiles, as regular steel doors do
RIM = np.float32(0.025)  # m: width of the rim around the diffuser
RECESS = np.float32(0.008)  # m: the diffuser lies this far above the face of the rim


def collars(cut: Cut) -> NDArray[np.void]:
    """The outer sides of each housing, from the tiles down to its rim: they close the shell around the missing tile."""
    tile = _tiles(cut)
    sides = frames(tile, _lowered(tile, DROP))
    return _lamp_patches(cut, sides.reshape(-1, 4, 3), EDGE_NORMALS, Material.LAMP_FRAME)


def housings(cut: Cut) -> NDArray[np.void]:
    """The faces that hang in the collars: the rim, its inner sides, and the diffuser, which knows its lamp."""
    outer = _lowered(_tiles(cut), DROP)
    inner = _inset(outer, RIM)
    lens = _lowered(inner, -RECESS)
    return np.concatenate(
        [
            _lamp_patches(cut, frames(outer, inner).reshape(-1, 4, 3), np.tile(DOWN, (4, 1)), Material.LAMP_FRAME),
            _lamp_patches(cut, frames(inner, lens).reshape(-1, 4, 3), -EDGE_NORMALS, Material.LAMP_FRAME),
            _lamp_patches(cut, lens, DOWN[None], Material.DIFFUSER),
        ]
    )


def _troffers(cut: Cut) -> NDArray[np.intp]:
    """Those of the lamps to be built that are troffers."""
    found: NDArray[np.intp] = cut.lamps[cut.window.lamps["kind"][cut.lamps] == LampKind.TROFFER]
    return found


def _tiles(cut: Cut) -> NDArray[np.float32]:
    """Outline (n, 4, 3) of each lamp's tile, on the grid and at the height of the ceiling, seen from below."""
    lamps = cut.window.lamps[_troffers(cut)]
    x, z = lamps["cell_x"] - cut.window.x0, lamps["cell_z"] - cut.window.z0
    y = lamps["y"]
    low = np.column_stack([lattice(x), y, lattice(z)])
    high = np.column_stack([lattice(x + TILE_X), y, lattice(z + TILE_Z)])
    return rectangles(low, high, DOWN)


def _lowered(loop: NDArray[np.float32], by: np.float32) -> NDArray[np.float32]:
    """Move outlines (n, 4, 3) straight down, metres."""
    return loop - np.array([0, by, 0], np.float32)


def _inset(loop: NDArray[np.float32], by: np.float32) -> NDArray[np.float32]:
    """Shrink outlines (n, 4, 3) that lie level by a width on every side, metres."""
    inwards = np.array([(1, 0, 1), (-1, 0, 1), (-1, 0, -1), (1, 0, -1)], np.float32)
    return loop + by * inwards


def _lamp_patches(
    cut: Cut, corner: NDArray[np.float32], normals: NDArray[np.float32], material: Material
) -> NDArray[np.void]:
    """Make patches of the faces of each lamp, of `normals` (f, 3), lit like the ceiling around them."""
    window, troffers = cut.window, _troffers(cut)
    lamp = np.repeat(troffers, len(normals))
    return patches(
        corner,
        normal=np.tile(normals, (len(troffers), 1)),
        lit=LIT_CEILING,
        material=material,
        cell_z=window.lamps["cell_z"][lamp] - window.z0,
        cell_x=window.lamps["cell_x"][lamp] - window.x0,
        lamp=lamp,
    )
