"""Parts of lamps that hang free: outlines of their faces, what they hang on, and the patches of both."""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.cut import Cut
from liminal.piece.patch import DOWN, LIT_CEILING, patches, rectangles
from liminal.world.grid import CELL
from liminal.world.lamp_kind import LampKind
from liminal.world.material import Material
from liminal.world.window import Window

Corners = NDArray[np.float32]  # (n, 4, 3): outlines seen from below, window-local metres


def of_kind(cut: Cut, *kinds: LampKind) -> NDArray[np.intp]:
    """Those of the lamps to be built that are of some kinds."""
    found: NDArray[np.intp] = cut.lamps[np.isin(cut.window.lamps["kind"][cut.lamps], kinds)]
    return found


def faces(window: Window, number: NDArray[np.intp]) -> Corners:
    """The luminous faces of some lamps."""
    lamps = window.lamps[number]
    middle = np.column_stack([lamps["x"] - window.origin[0], lamps["y"], lamps["z"] - window.origin[1]])
    half = np.column_stack([lamps["size_x"], np.zeros(len(lamps)), lamps["size_z"]]) / 2
    return rectangles((middle - half).astype(np.float32), (middle + half).astype(np.float32), DOWN)


def square(middle: NDArray[np.floating], size: float) -> Corners:
    """Level squares about some places, (n, 3)."""
    half = np.array((size / 2, 0, size / 2))
    return rectangles((middle - half).astype(np.float32), (middle + half).astype(np.float32), DOWN)


def ceiling_above(window: Window, place: NDArray[np.floating]) -> NDArray[np.float32]:
    """The height of the ceiling over some places, (n, 3): (n,), metres."""
    rows, columns = window.floor.shape
    cell = np.floor(place[:, [2, 0]] / CELL).astype(np.intp).clip(0, (rows - 1, columns - 1))
    height: NDArray[np.float32] = window.ceiling[cell[:, 0], cell[:, 1]]
    return np.maximum(height, place[:, 1].astype(np.float32))


def lamp_patches(
    cut: Cut,
    number: NDArray[np.intp],
    corner: Corners,
    normals: NDArray[np.float32],
    material: Material,
    share: float = 1.0,
) -> NDArray[np.void]:
    """Patches of the faces of each lamp, `corner` (n, f, 4, 3) of `normals` (f, 3), lit like the ceiling there.

    `share`: of that light.
    """
    window, lamp = cut.window, np.repeat(number, len(normals))
    lamps = window.lamps[lamp]
    return patches(
        corner.reshape(-1, 4, 3),
        normal=np.tile(normals, (len(number), 1)),
        lit=LIT_CEILING,
        material=material,
        cell_z=np.floor(lamps["z"] / CELL).astype(np.int32) - window.z0,
        cell_x=np.floor(lamps["x"] / CELL).astype(np.int32) - window.x0,
        lamp=lamp,
        share=share,
    )
