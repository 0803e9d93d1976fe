"""Panels and strips: lamps whose faces lie flat before the ceiling, or hang from it."""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.cut import Cut
from liminal.piece.hung_lamp import ceiling_above, faces, lamp_patches, of_kind, square
from liminal.piece.patch import DOWN, EDGE_NORMALS, UP, frames
from liminal.world.lamp_kind import LampKind
from liminal.world.material import Material

STAND = 0.012  # m: how far before the ceiling the face of a panel stands
FRAME = 0.03  # m: width of the frame around a panel
DEEP = 0.09  # m: height of a strip's reflector
BATTEN = 0.35  # of a strip's width: its upper side
CHAIN = 0.008  # m: thickness of a chain
SHORTEST = 0.001  # m, of chains
CHAIN_PLACE = 0.38  # of a strip's length: from its middle to either chain


def panels(cut: Cut) -> NDArray[np.void]:
    """The faces of panels, and the frames around them."""
    number = of_kind(cut, LampKind.PANEL)
    face = faces(cut.window, number)
    outer = face + np.array(FRAME * np.array([(-1, 0, -1), (1, 0, -1), (1, 0, 1), (-1, 0, 1)]), np.float32)
    top = outer + np.array((0, STAND, 0), np.float32)
    return np.concatenate(
        [
            lamp_patches(cut, number, frames(top, outer), EDGE_NORMALS, Material.LAMP_FRAME),
            lamp_patches(cut, number, frames(outer, face), np.tile(DOWN, (4, 1)), Material.LAMP_FRAME),
            lamp_patches(cut, number, face[:, None], DOWN[None], Material.OPAL),
        ]
    )


def strips(cut: Cut) -> NDArray[np.void]:
    """The reflectors of strips, the tubes' face between them, and the two chains that each hangs on."""
    number = of_kind(cut, LampKind.STRIP)
    face = faces(cut.window, number)
    lamps = cut.window.lamps[number]
    length = np.where(lamps["size_z"] > lamps["size_x"], lamps["size_z"], lamps["size_x"])
    axis = np.where((lamps["size_z"] > lamps["size_x"])[:, None], (0, 0, 1), (1, 0, 0)).astype(np.float32)

    # The reflector narrows upwards, across its length.
    middle = face.mean(1, keepdims=True)
    narrow = BATTEN + (1 - BATTEN) * axis[:, None]
    back = (middle + (face - middle) * narrow + (0, DEEP, 0)).astype(np.float32)
    parts = [
        lamp_patches(cut, number, frames(back, face), EDGE_NORMALS, Material.LAMP_FRAME),
        lamp_patches(cut, number, back[:, None, ::-1], UP[None], Material.LAMP_FRAME),
        lamp_patches(cut, number, face[:, None], DOWN[None], Material.OPAL),
    ]

    # A chain is drawn as a thin square bar; where the ceiling, or a beam, lies on the reflector, there is none.
    for side in (-1, 1):
        foot = back.mean(1) + side * CHAIN_PLACE * length[:, None] * axis
        lower = square(foot, CHAIN)
        upper = lower.copy()
        upper[..., 1] = ceiling_above(cut.window, foot)[:, None]
        hangs = (upper > lower + SHORTEST).any((1, 2))
        chains = frames(upper[hangs], lower[hangs])
        parts.append(lamp_patches(cut, number[hangs], chains, EDGE_NORMALS, Material.LAMP_FRAME))
    return np.concatenate(parts)
