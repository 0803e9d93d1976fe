"""Small things that a builder leaves on a surface."""

from enum import IntEnum


class FixtureKind(IntEnum):
    """What a fixture is."""

    OUTLET = 0  # mains, on a wall, 0.07 x 0.115 m
    VENT = 1  # a grille in place of half a ceiling tile, 0.61 x 0.61 m
