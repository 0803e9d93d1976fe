"""Tilings: which tile lies on what in a hall. Most halls are white all over."""

from dataclasses import dataclass

from scipy.ndimage import binary_dilation

from liminal.random import Dice, Stream
from liminal.settings.poolrooms import PoolroomsSettings
from liminal.world.hall.hall_block import Hall
from liminal.world.hall.wall import Square
from liminal.world.material import Material
from liminal.world.poolrooms.basin import WADING
from liminal.world.poolrooms.mood import mood_of


@dataclass(frozen=True)
class Tiling:
    """The tiles of a hall: of its floor, its walls with their pillars, its ceiling, and its basins."""

    floor: Material = Material.POOL_TILE
    wall: Material = Material.POOL_TILE
    ceiling: Material = Material.POOL_TILE
    basin: Material = Material.POOL_TILE

    @property
    def finishes(self) -> tuple[Material, Material, Material]:
        """Of floor, walls and ceiling."""
        return self.floor, self.wall, self.ceiling


WHITE = Tiling()
COLOURED = (
    Tiling(basin=Material.MOSAIC),
    Tiling(basin=Material.MOSAIC),
    Tiling(wall=Material.CREAM_TILE, basin=Material.MOSAIC),
    Tiling(wall=Material.CREAM_TILE, floor=Material.CREAM_TILE),
    Tiling(wall=Material.MOSAIC, basin=Material.MOSAIC),
)
TILES = frozenset({Material.POOL_TILE, Material.MOSAIC, Material.CREAM_TILE})


def tiling_of(seed: int, settings: PoolroomsSettings, square: Square) -> Tiling:
    """Return the tiles of the hall of a lattice square. Tunnels are white, as their vaults are."""
    dice = Dice(seed, Stream.POOL_ROOM, 2, *square)
    if mood_of(seed, settings, square) == "tunnels" or not dice.chance(settings.coloured):
        return WHITE
    return dice.pick(COLOURED)


def line_basins(hall: Hall, tile: Material) -> None:
    """Line the basins of a hall: their floors, steps, and the sides of the floor around them."""
    # Of a hall that is waded through that floor lies under water, too.
    waded = (~hall.solid & (hall.floor == -WADING)).sum() > hall.deck.sum()
    basin = ~hall.solid & (hall.floor < (-WADING if waded else 0))
    rim = binary_dilation(basin) & ~hall.solid
    hall.floor_material[basin] = tile
    hall.wall_material[rim] = tile
