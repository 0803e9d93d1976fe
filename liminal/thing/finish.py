"""Finishes: what the surface of a thing is made of, and of which colour."""

from dataclasses import dataclass
from enum import IntEnum

from liminal.colour import decode_srgb

Colour = tuple[float, float, float]


class Finish(IntEnum):
    """Kinds of surface; the values stand in CORNER arrays and are known to `shaders/thing_texel.glsl`."""

    PAINTED_STEEL = 0
    VENEER = 1  # wood, its grain along the first surface coordinate
    PLASTIC = 2
    FABRIC = 3
    CHROME = 4
    CARDBOARD = 5
    GLASS = 6
    PAPER = 7
    RUBBER = 8
    VINYL = 9
    SCREEN = 10  # the face of a picture tube, its picture 1 unit high and wide in surface coordinates
    POOL_TILE = 11  # glazed, 6 in square: its joints lie on whole tiles of the surface coordinates
    CONCRETE = 12  # cast against formwork, its pours one above the other along the second surface coordinate
    PANE = 13  # clear sheet glass, which one sees through; its colour is the reflectance of the dust on it
    CLEAR_BLOCK = 14  # hollow blocks of glass, 8 in square; their joints, whose colour it is, lie on whole blocks
    # Of bodies: seen in the dark alone. Its colour is what it sends back to a lamp at the eye, against white paper; its
    # first surface coordinate what it shines with of its own, cd/m2.
    GLIMMER = 15


# By their surface coordinates, from part to part; and those that one sees through.
LAID = frozenset({Finish.SCREEN, Finish.POOL_TILE, Finish.CONCRETE, Finish.CLEAR_BLOCK})
SEEN_THROUGH = (Finish.PANE, Finish.CLEAR_BLOCK)


@dataclass(frozen=True)
class Paint:
    """A finish in a colour. `colour`: reflectance, linear Rec. 709. `glow`: luminance of its own, cd/m2 by channel."""

    finish: Finish
    colour: Colour
    glow: Colour = (0.0, 0.0, 0.0)


def paint(finish: Finish, encoded: str, glow: Colour = (0.0, 0.0, 0.0)) -> Paint:
    """A paint whose reflectance is that of a colour on an sRGB screen whose white is 1: "#8a8f8c"."""
    red, green, blue = (float(decode_srgb(int(encoded[i : i + 2], 16) / 255)) for i in (1, 3, 5))
    return Paint(finish, (red, green, blue), glow)
