"""Kinds of lamps, by how they are built into the place."""

from enum import IntEnum


class LampKind(IntEnum):
    """Kinds of lamps; the values stand in `LAMP` arrays."""

    TROFFER = 0  # set into one tile of the ceiling, with two tubes behind a prismatic lens
    PANEL = 1  # an even luminous face of any size, flush with the ceiling: opal glass, or a skylight
    STRIP = 2  # two bare tubes under a reflector, on two chains from the ceiling
    HIGH_BAY = 3  # a discharge lamp in a round reflector with a lens, its ballast above, on a stem from the ceiling
    MERCURY_BAY = 4  # the same with a lamp of mercury vapour alone, as they were before there was metal halide


HIGH_BAYS = (LampKind.HIGH_BAY, LampKind.MERCURY_BAY)
HANGING = (LampKind.STRIP, *HIGH_BAYS)  # free in the air, below the ceiling
