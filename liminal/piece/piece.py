"""The piece: a part of the place at the detail it is seen in, ready to be lit and drawn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.piece.chart import Charts, lay_out
from liminal.piece.lamp import area_lights
from liminal.piece.occluder import Occluder, occluder_of
from liminal.piece.surfel import Surfels, list_surfels
from liminal.piece.visibility import Visibility, cells_in_picture, strides
from liminal.world.window import Window


@dataclass(frozen=True)
class Piece:
    """What light and pictures need of a window of the place.

    `charts`: where the light of each surface is kept. `surfels`: the points that light is found for. `occluder`: what
    rays meet. `lights`: (m,) AREA_LIGHT, one for each lamp of the window. `shown`: bool (h, w), the cells whose
    surfaces pictures can show.
    """

    window: Window
    charts: Charts
    surfels: Surfels
    occluder: Occluder
    lights: NDArray[np.void]
    shown: NDArray[np.bool_]


def make_piece(window: Window, density: int, visibility: Visibility) -> Piece:
    """Make the piece of a window, whose outermost cells must be solid, as it is seen from some viewpoints.

    `density`: texels of light along a cell's edge.
    """
    shown = cells_in_picture(window, visibility)
    charts = lay_out(window, density, shown)
    surfels = list_surfels(charts, strides(window, visibility))
    return Piece(window, charts, surfels, occluder_of(window), area_lights(window), shown)
