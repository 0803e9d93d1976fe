"""The piece: a part of the place at the detail it is seen in, ready to be lit and drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liminal.piece.air_grid import AirGrid, air_grid
from liminal.piece.chart import Charts, lay_out
from liminal.piece.lamp import area_lights
from liminal.piece.occluder import NO_BOXES, Occluder, occluder_of
from liminal.piece.standing import Standing, stand
from liminal.piece.surfel import Surfels, list_surfels
from liminal.piece.visibility import Visibility, cells_in_picture, strides
from liminal.thing.structure.coat import recoated
from liminal.thing.thing import Placement
from liminal.world.window import Window

NO_PROBES = np.zeros((0, 3))


@dataclass(frozen=True)
class Piece:
    """All that light and pictures need of a window of the place.

    `charts`: where the light of each surface is kept. `surfels`: the points that light is found for. `occluder`: the
    solids that rays meet. `lights`: (m,) AREA_LIGHT, one for each lamp of the window. `shown`: bool (h, w), the cells
    whose surfaces pictures can show. `standing`: the things in it, and points of the air, None where there are
    none. `air`: the points at which the light of its haze is found.
    """

    window: Window
    charts: Charts
    surfels: Surfels
    occluder: Occluder
    lights: NDArray[np.void]
    shown: NDArray[np.bool_]
    standing: Standing | None = None
    air: AirGrid | None = None

    def point_surfels(self) -> NDArray[np.int32]:
        """The number in the list of the surfel that stands for each of the occluder's `face_points`: (p,)."""
        if self.standing is None:
            return np.zeros(0, np.int32)
        slot = self.standing.slot[self.standing.of_points(self.occluder.face_points)]
        return self.surfels.number_at(slot[:, 0], slot[:, 1])


def make_piece(
    window: Window,
    density: int,
    visibility: Visibility,
    reflectance: NDArray[np.float32],
    placements: Sequence[Placement] = (),
    probes: NDArray[np.floating] = NO_PROBES,
    hazy: bool = False,
) -> Piece:
    """Make the piece of a window, whose outermost cells must be solid, as it is seen from some viewpoints.

    `density`: texels of light along a cell's edge. `reflectance`: (materials, 3), linear, by `Material`. `placements`:
    of things that stand there. `probes`: (k, 3), points where light is found from all sides for what moves. Both in
    window-local metres. `hazy`: light is found all over its air, too.
    """
    shown = cells_in_picture(window, visibility)
    charts, standing = lay_out(window, density, shown), None
    placements = [replace(each, thing=recoated(each.thing, reflectance)) for each in placements]
    air = air_grid(window, shown) if hazy else None
    if placements or len(probes) or air is not None:
        points = air.position if air is not None else NO_PROBES
        standing, charts = stand(placements, probes, window, charts, points)
    occluder = occluder_of(window, standing.boxes if standing is not None else NO_BOXES)
    surfels = list_surfels(charts, strides(window, visibility), reflectance, standing, occluder)
    return Piece(window, charts, surfels, occluder, area_lights(window), shown, standing, air)
