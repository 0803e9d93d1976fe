"""The waterline: where walls are wet above water, and where water has stood at them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation

from liminal.gl import Scope, Texture, make_table
from liminal.piece.piece import Piece
from liminal.view.wall_film import Strips, WallFilm, strips
from liminal.world.window import Window

WET = np.float32(0.16)  # m: the wet band ends below; `common_wet.glsl` has its edge
SCUM = np.float32(0.02)  # m: tide marks end so far above the level
NO_WATER = np.float32(-1e4)  # m: the level where there is none


def water_levels(scope: Scope, window: Window) -> Texture:
    """The height of the water over each cell, m; far below all floors where there is none."""
    return make_table(scope, np.where(window.wet, window.water, NO_WATER)[..., None])


def wet_band(piece: Piece) -> Strips:
    """The strips of walls above water that pictures can show."""
    window = piece.window
    return strips(window, _near(piece, window.wet), window.water, window.water, window.water + WET)


def tide_marks(piece: Piece) -> Strips:
    """The strips of walls of dry basins up to where water stood, that pictures can show."""
    window = piece.window
    cells = _near(piece, window.open & (window.tide > window.floor))
    return strips(window, cells, window.tide, window.floor, window.tide + SCUM)


def wall_films(
    scope: Scope, piece: Piece, reflectance: NDArray[np.float32], camera: type, uniforms: dict[str, Any]
) -> list[WallFilm]:
    """Return the films of what water leaves and has left on walls. The rest: as for `WallFilm`."""
    marks = {"view_wet_band.frag": wet_band(piece), "view_tide_mark.frag": tide_marks(piece)}
    shown = ((fragment, strips) for fragment, strips in marks.items() if len(strips.corner))
    return [WallFilm(scope, fragment, strips, reflectance, camera, uniforms) for fragment, strips in shown]


def _near(piece: Piece, cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Those of some cells (h, w) that pictures can show, and those beside them."""
    return cells & binary_dilation(piece.shown, np.ones((3, 3))) if cells.any() else cells
