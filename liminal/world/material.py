"""What a surface is made of. The number is the layer of its texture, and a promise to files that name it."""

from enum import IntEnum


class Material(IntEnum):
    """Names of surfaces; the values index the texture arrays and the reflectance table."""

    WALLPAPER = 0
    CARPET = 1
    CEILING_TILE = 2
    SKIRTING = 3
    DIFFUSER = 4
    LAMP_FRAME = 5
    PLASTIC = 6
    GRILLE = 7
