"""Fixtures: small installed parts of a wall or ceiling."""

from enum import IntEnum


class FixtureKind(IntEnum):
    """Kinds of fixtures; the values stand in `FIXTURE` arrays."""

    OUTLET = 0  # mains, on a wall, 0.07 x 0.115 m
    VENT = 1  # a grille in place of half a ceiling tile, 0.61 x 0.61 m
