"""Panels and strips: lamps whose faces lie flat before the ceiling, or hang from it."""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.cut import Cut
from liminal.piece.patch import DOWN, EDGE_NORMALS, LIT_CEILING, UP, frames, patches, rectangles
from liminal.world.grid import CELL
from liminal.world.lamp_kind import LampKind
from liminal.world.material import Material
from liminal.world.window import Window

STAND = 0.012  # m: how far before the ceiling the face of a panel stands
FRAME = 0.03  # m: width of the frame around a panel
DEEP = 0.09  # m: height of a strip's reflector
BATTEN = 0.35  # of a strip's width: its upper side
CHAIN = 0.008  # m: thickness of a chain
CHAIN_PLACE = 0.38  # of a strip's length: from its middle to either chain

Corners = NDArray[np.float32]  # (n, 4, 3): outlines seen from below, window-local metres


def panels(cut: Cut) -> NDArray[np.void]:
    """The faces of panels, and the frames around them."""
    number = _of_kind(cut, LampKind.PANEL)
    face = _faces(cut.window, number)
    outer = face + np.array(FRAME * np.array([(-1, 0, -1), (1, 0, -1), (1, 0, 1), (-1, 0, 1)]), np.float32)
    top = outer + np.array((0, STAND, 0), np.float32)
    return np.concatenate(
        [
            _patches(cut, number, frames(top, outer), EDGE_NORMALS, Material.LAMP_FRAME),
            _patches(cut, number, frames(outer, face), np.tile(DOWN, (4, 1)), Material.LAMP_FRAME),
            _patches(cut, number, face[:, None], DOWN[None], Material.OPAL),
        ]
    )


def strips(cut: Cut) -> NDArray[np.void]:
    """The reflectors of strips, the tubes' face between them, and the two chains that each hangs on."""
    number = _of_kind(cut, LampKind.STRIP)
    face = _faces(cut.window, number)
    lamps = cut.window.lamps[number]
    length = np.where(lamps["size_z"] > lamps["size_x"], lamps["size_z"], lamps["size_x"])
    axis = np.where((lamps["size_z"] > lamps["size_x"])[:, None], (0, 0, 1), (1, 0, 0)).astype(np.float32)

    # The reflector narrows upwards, across its length.
    middle = face.mean(1, keepdims=True)
    narrow = BATTEN + (1 - BATTEN) * axis[:, None]
    back = (middle + (face - middle) * narrow + (0, DEEP, 0)).astype(np.float32)
    parts = [
        _patches(cut, number, frames(back, face), EDGE_NORMALS, Material.LAMP_FRAME),
        _patches(cut, number, back[:, None, ::-1], UP[None], Material.LAMP_FRAME),
        _patches(cut, number, face[:, None], DOWN[None], Material.OPAL),
    ]

    # A chain is drawn as a thin square bar.
    for side in (-1, 1):
        foot = back.mean(1) + side * CHAIN_PLACE * length[:, None] * axis
        lower = _square(foot, CHAIN)
        upper = lower.copy()
        upper[..., 1] = _ceiling_above(cut.window, foot)[:, None]
        parts.append(_patches(cut, number, frames(upper, lower), EDGE_NORMALS, Material.LAMP_FRAME))
    return np.concatenate(parts)


def _of_kind(cut: Cut, kind: LampKind) -> NDArray[np.intp]:
    """Those of the lamps to be built that are of a kind."""
    found: NDArray[np.intp] = cut.lamps[cut.window.lamps["kind"][cut.lamps] == kind]
    return found


def _faces(window: Window, number: NDArray[np.intp]) -> Corners:
    """The luminous faces of some lamps."""
    lamps = window.lamps[number]
    middle = np.column_stack([lamps["x"] - window.origin[0], lamps["y"], lamps["z"] - window.origin[1]])
    half = np.column_stack([lamps["size_x"], np.zeros(len(lamps)), lamps["size_z"]]) / 2
    return rectangles((middle - half).astype(np.float32), (middle + half).astype(np.float32), DOWN)


def _square(middle: NDArray[np.floating], size: float) -> Corners:
    """Level squares about some places, (n, 3)."""
    half = np.array((size / 2, 0, size / 2))
    return rectangles((middle - half).astype(np.float32), (middle + half).astype(np.float32), DOWN)


def _ceiling_above(window: Window, place: NDArray[np.floating]) -> NDArray[np.float32]:
    """The height of the ceiling over some places, (n, 3): (n,), metres."""
    rows, columns = window.floor.shape
    cell = np.floor(place[:, [2, 0]] / CELL).astype(np.intp).clip(0, (rows - 1, columns - 1))
    height: NDArray[np.float32] = window.ceiling[cell[:, 0], cell[:, 1]]
    return np.maximum(height, place[:, 1].astype(np.float32))


def _patches(
    cut: Cut, number: NDArray[np.intp], corner: Corners, normals: NDArray[np.float32], material: Material
) -> NDArray[np.void]:
    """Patches of the faces of each lamp, `corner` (n, f, 4, 3) of `normals` (f, 3), lit like the ceiling there."""
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
    )
