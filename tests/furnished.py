"""A world in which the tests place the props themselves: whatever its generator leaves there is not in it."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

import liminal
from liminal.world.prop import within
from liminal.world.window import Window


class FurnishedWorld(liminal.World):
    """A world with the given props, (n,) PROP, and no others."""

    def __init__(self, props: NDArray[np.void], seed: int = 7, *overrides: str) -> None:
        empty = ("world.things=0", "world.landmarks=0")
        super().__init__(seed, liminal.load_preset("level-0", (*overrides, *empty)), name="level-0")
        self.props = props

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        """As a `CellGrid` has it."""
        return replace(super().window(x0, z0, width, height), props=within(self.props, x0, z0, width, height))
