"""A world in which the tests write on the walls themselves."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sketch import BARE, SKETCH

import liminal
from liminal.random import Dice, Stream
from liminal.settings.load import load_preset
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.inscription import InscriptionKind, inscription
from liminal.world.site import Site
from liminal.world.window import Window

DISTANCE = 2.0  # m


class WrittenWorld(liminal.World):
    """A world with the given inscriptions, (n,) INSCRIPTION, and no others."""

    def __init__(self, rows: NDArray[np.void]) -> None:
        super().__init__(7, liminal.load_preset("level-0", (*SKETCH, *BARE)), name="level-0")
        self.rows = rows

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        """As a `CellGrid` has it."""
        return replace(super().window(x0, z0, width, height), inscriptions=self.rows)


def before_a_wall(size: tuple[float, float]) -> tuple[Pose, NDArray[np.void]]:
    """A wide even wall of seed 7 with a text on it, and a pose that looks straight at its middle."""
    world = CellGrid(7, load_preset(overrides=BARE))
    for x in range(3):
        stretch = Site(world.chunk(x, 0), 6.0).wall(Dice(1, Stream.INSCRIPTION), size[0] + 0.4, DISTANCE + 0.5)
        if stretch is not None:
            break
    assert stretch is not None
    y = stretch.floor + 1.4
    row = inscription(InscriptionKind.MARKER, "14 DAYS\n9", 3, stretch.bearing, (stretch.x, y, stretch.z), size)
    at_x, at_z = stretch.at(0.0, DISTANCE)
    return Pose(x=at_x, y=y, z=at_z, yaw=(stretch.bearing + 180) % 360, pitch=0.0, roll=0.0, fov=60.0), row


def centroid(loss: NDArray, texel: float) -> NDArray:
    """The middle of the light that is lost, m to the right of the middle of a picture and above it."""
    weight = loss.sum(2)
    rows, columns = (np.arange(extent) - (extent - 1) / 2 for extent in weight.shape)
    return texel * np.array([(weight * columns).sum(), -(weight * rows[:, None]).sum()]) / weight.sum()
