"""High bays: round reflectors with a lens below and the housing of a ballast above, on a stem from the ceiling."""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.cut import Cut
from liminal.piece.hung_lamp import Corners, ceiling_above, lamp_patches, of_kind, square
from liminal.piece.patch import DOWN, EDGE_NORMALS, frames
from liminal.piece.troffer import RECESS
from liminal.world.lamp_kind import HIGH_BAYS
from liminal.world.material import Material

SIDES = 24  # of the polygons that stand for circles; even
RIM = 0.015  # m: width of the rim around the lens
STEM = 0.022  # m: thickness, conduit of 3/4 in
# Outline of a reflector 0.45 m wide (spun aluminium, 16 in) and of the ballast's housing above it, from its rim up to
# the stem: radius and height above the lens, m.
USUAL = 0.45
OUTLINE = (
    *((USUAL / 2 + RIM, -float(RECESS)), (0.224, 0.05), (0.198, 0.13), (0.152, 0.2), (0.105, 0.245), (0.08, 0.26)),
    *((0.095, 0.264), (0.095, 0.42), (0.078, 0.44), (0.014, 0.452)),
)
# Luminance of the ceiling against that of the floor, and with it the light on faces that look up: a hall's lamps light
# its floor, and the floor its ceiling.
CEILING_TO_FLOOR = 0.3


def high_bays(cut: Cut) -> NDArray[np.void]:
    """The outsides of high bays, their lenses, which know their lamps, and the stems that they hang on."""
    window, number = cut.window, of_kind(cut, *HIGH_BAYS)
    lamps = window.lamps[number]
    lens = np.column_stack([lamps["x"] - window.origin[0], lamps["y"], lamps["z"] - window.origin[1]])
    scale = lamps["size_x"][:, None] / USUAL
    angle = 2 * np.pi * (np.arange(SIDES) + 1) / SIDES
    outward = np.column_stack([np.cos(angle), 0 * angle, np.sin(angle)]).astype(np.float32)

    # Bands of the outside, each as bright as its slope lets it be.
    parts = []
    rings = [_ring(lens, scale * radius, scale * height) for radius, height in OUTLINE]
    for index in range(len(OUTLINE) - 1):
        (wide, low), (narrow, high) = OUTLINE[index : index + 2]
        rise = (wide - narrow) / np.hypot(wide - narrow, high - low)
        band = frames(rings[index + 1], rings[index])
        parts.append(lamp_patches(cut, number, band, outward, Material.LAMP_FRAME, _share_of_light(rise)))

    # The rim, its inner side, and the lens.
    edge, face = (_ring(lens, scale * USUAL / 2, height) for height in (-float(RECESS), 0.0))
    down = np.tile(DOWN, (SIDES, 1))
    parts.append(lamp_patches(cut, number, frames(rings[0], edge), down, Material.LAMP_FRAME))
    parts.append(lamp_patches(cut, number, frames(edge, face), -outward, Material.LAMP_FRAME))
    parts.append(lamp_patches(cut, number, _disc(face), down[: SIDES // 2 - 1], Material.OPAL))

    foot = lens + np.column_stack([0 * scale, scale * OUTLINE[-1][1], 0 * scale])
    lower = square(foot, STEM)
    upper = lower.copy()
    upper[..., 1] = ceiling_above(window, foot)[:, None]
    stem = lamp_patches(cut, number, frames(upper, lower), EDGE_NORMALS, Material.LAMP_FRAME, _share_of_light(0.0))
    return np.concatenate([*parts, stem])


def _ring(lens: NDArray[np.floating], radius: NDArray[np.floating], height: NDArray[np.floating] | float) -> Corners:
    """Level circles about the middles of lenses, (n, 3): (n, SIDES, 3), seen from below; radius and height (n, 1)."""
    angle = 2 * np.pi * (np.arange(SIDES) + 0.5) / SIDES
    x, z = lens[:, :1] + radius * np.cos(angle), lens[:, 2:] + radius * np.sin(angle)
    y = np.broadcast_to(lens[:, 1:2] + height, x.shape)
    return np.stack([x, y, z], -1).astype(np.float32)


def _disc(ring: Corners) -> Corners:
    """The trapezia between the two halves of circles, (n, SIDES, 3): (n, SIDES / 2 - 1, 4, 3)."""
    turned = np.roll(ring, SIDES // 4, axis=1)  # begins at the lowest z
    right, left = turned[:, : SIDES // 2], turned[:, SIDES // 2 :][:, ::-1]
    return np.stack([left[:, :-1], right[:, :-1], right[:, 1:], left[:, 1:]], axis=2)


def _share_of_light(rise: float) -> float:
    """The light on a face, `rise` being its normal's upward part, against what the ceiling gets from the floor."""
    up = (1 + rise) / 2
    return 1 - up + up * CEILING_TO_FLOOR
