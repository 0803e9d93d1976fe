"""The lamps of a piece as light sources: level rectangles that shine down."""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.troffer import RECESS
from liminal.thing.builder import ROUND
from liminal.world.grid import CELL
from liminal.world.lamp_kind import HIGH_BAYS, LampKind
from liminal.world.window import Window

DIFFUSER_MARGIN = 0.025  # m: the rim of a troffer that does not shine, on every side

LENS_RECESS = float(RECESS) / CELL  # cells: how far the lens lies above the face of its rim

# `centre`: window-local cells (x, z). `half`: half the size of the luminous area along x and z, cells. `y`: cells.
# `luminance`: cd/m2. `colour`: linear Rec. 709 of luminance 1, or 0 for that of the preset.
AREA_LIGHT = np.dtype(
    [
        ("centre", np.float32, 2),
        ("half", np.float32, 2),
        ("y", np.float32),
        ("luminance", np.float32),
        ("colour", np.float32, 3),
    ]
)


def area_lights(window: Window) -> NDArray[np.void]:
    """The lamps of a window: (m,) AREA_LIGHT, in the window's order."""
    lamps = window.lamps
    lights = np.zeros(len(lamps), AREA_LIGHT)
    lights["centre"] = np.stack([lamps["x"] - window.origin[0], lamps["z"] - window.origin[1]], -1) / CELL
    margin = np.where(lamps["kind"] == LampKind.TROFFER, np.float32(DIFFUSER_MARGIN), np.float32(0))[:, None]
    half = np.stack([lamps["size_x"], lamps["size_z"]], -1) / 2 - margin
    # A square of the area of a round lens.
    half[np.isin(lamps["kind"], HIGH_BAYS)] *= np.float32(ROUND)
    lights["half"] = half / CELL
    lights["y"], lights["luminance"], lights["colour"] = lamps["y"] / CELL, lamps["luminance"], lamps["colour"]
    return lights
