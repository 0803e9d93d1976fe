"""Materials of surfaces. The numbers are stored in files and must not change."""

from enum import IntEnum


class Material(IntEnum):
    """Materials; the values index the texture arrays and the reflectance table."""

    WALLPAPER = 0
    CARPET = 1
    CEILING_TILE = 2
    SKIRTING = 3
    DIFFUSER = 4
    LAMP_FRAME = 5
    PLASTIC = 6
    GRILLE = 7
