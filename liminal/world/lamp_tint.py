"""Tinted lamps: parts of a place whose lamps have coloured sleeves, all of them the same."""

from dataclasses import replace

import numpy as np

from liminal.colour import luminance
from liminal.random import Stream
from liminal.settings.light import LightSettings
from liminal.world.slow_field import slow_field
from liminal.world.window import Chunk

ZONE = 30.0  # m: from the middle of a tinted zone to where there is none
FAMILY = 180.0  # m: from zones of one tint to those of another
# Transmittance of sleeves of green, teal and red (linear Rec. 709; by eye, after theatrical gels).
SLEEVES = np.array([(0.30, 0.85, 0.36), (0.08, 0.66, 0.62), (0.88, 0.03, 0.015)])


class LampTint:
    """The tints of one world's lamps, by a slow field over the plan."""

    def __init__(self, seed: int, settings: LightSettings) -> None:
        self._seed, self._share = seed, settings.tint
        self._usual = np.array(settings.lamp_colour) / luminance(settings.lamp_colour)

    def applied(self, chunk: Chunk) -> Chunk:
        """The chunk with the lamps of its tinted zones behind sleeves; its arrays are read-only."""
        if not self._share or not len(chunk.lamps):
            return chunk
        lamps = chunk.lamps.copy()
        for lamp in lamps:
            place = int(lamp["cell_x"]), int(lamp["cell_z"])
            if slow_field(self._seed, Stream.TINT, ZONE, *place) < 1 - self._share:
                continue
            family = slow_field(self._seed, Stream.TINT_FAMILY, FAMILY, *place)
            own = lamp["colour"] if lamp["colour"].any() else self._usual
            passed = own * SLEEVES[min(int(family * len(SLEEVES)), len(SLEEVES) - 1)]
            left = luminance(passed)
            lamp["colour"], lamp["luminance"] = passed / left, lamp["luminance"] * left
        lamps.flags.writeable = False
        return replace(chunk, lamps=lamps)
