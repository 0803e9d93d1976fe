"""Places made up for tests: bare windows, without the world's help; and the light that was found for one, laid out."""

import numpy as np
from numpy.typing import NDArray

from liminal.light.lightmap import Lightmap
from liminal.piece.chart import lay_out
from liminal.piece.lamp import area_lights
from liminal.piece.occluder import occluder_of
from liminal.piece.page import TILE
from liminal.piece.piece import Piece
from liminal.piece.surfel import list_surfels
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.material import Material
from liminal.world.window import FIXTURE, LAMP, Window

WHITE = np.ones((len(Material), 3), np.float32)  # reflectance by material
X0, Z0 = -8, 40  # world cells of the windows' corners, on a corner of a ceiling tile


def make_window(random: np.random.Generator, floor: NDArray[np.float32], ceiling: NDArray[np.float32]) -> Window:
    """A bare window with these heights, made of all sorts of materials in patches and specks."""
    shape = floor.shape
    patchwork = np.kron(random.integers(0, 8, (3, 9, 9)), np.ones((shape[0] // 9 + 1, shape[1] // 9 + 1), int))
    material = patchwork[:, : shape[0], : shape[1]].astype(np.uint8)
    material[random.random(material.shape) < 0.02] = Material.PLASTIC
    return _window(floor, ceiling, material)


def rubble(seed: int) -> Window:
    """The worst of places: in thick scatter, masses, steps, pits, half walls, lintels and floors above ceilings."""
    random = np.random.default_rng(seed)
    shape = random.integers(33, 70, 2)
    heights = np.array([(0, 2.7432), (0.1524, 2.7432), (-0.6, 2.1), (1.0, 2.7432), (0, 2.1336), (2.2, 4.0), (0, 0)])
    share = np.array([0.80, 0.04, 0.02, 0.03, 0.04, 0.02, 0.05])
    floor, ceiling = heights.astype(np.float32)[random.choice(len(heights), shape, p=share)].transpose(2, 0, 1)
    return make_window(random, floor, ceiling)


def rooms(seed: int) -> Window:
    """A plain plan: long thin walls, doorways with lintels, half walls and steps in a hall of three blocks' width."""
    random = np.random.default_rng(seed)
    floor, ceiling = np.zeros((96, 128), np.float32), np.full((96, 128), 2.7432, np.float32)
    for _ in range(50):
        z, x, length = random.integers(0, 96), random.integers(0, 128), random.integers(4, 40)
        strip = np.s_[z, x : x + length] if random.random() < 0.5 else np.s_[z : z + length, x]
        low, high = [(0, 0), (0, 2.1336), (1.0, 2.7432), (0.1524, 2.7432)][random.choice(4, p=[0.7, 0.1, 0.1, 0.1])]
        floor[strip], ceiling[strip] = low, high
    return make_window(random, floor, ceiling)


def hall(rows: int, columns: int, height: float = 2.7432) -> Window:
    """An empty room of one height, papered, carpeted and tiled."""
    shape = rows, columns
    material = [np.full(shape, kind, np.uint8) for kind in (Material.CARPET, Material.WALLPAPER, Material.CEILING_TILE)]
    floor, ceiling = np.zeros(shape, np.float32), np.full(shape, height, np.float32)
    return _window(floor, ceiling, np.stack(material))


def troffer_room(air: NDArray[np.bool_], height: float, *tiles: tuple[int, int]) -> Window:
    """A room of one height in the usual materials, with lamps of 4000 cd/m2 in tiles (z, x) from its corner."""
    ceiling, lamps = np.where(air, np.float32(height), np.float32(0)), np.zeros(len(tiles), LAMP)
    for lamp, (z, x) in zip(lamps, tiles, strict=True):
        lamp["cell_z"], lamp["cell_x"] = z * TILE_Z, x * TILE_X
        lamp["x"], lamp["z"] = (x + 0.5) * TILE_X * CELL, (z + 0.5) * TILE_Z * CELL
        lamp["y"], lamp["size_x"], lamp["size_z"], lamp["luminance"] = height, TILE_X * CELL, TILE_Z * CELL, 4000.0
    kinds = (Material.CARPET, Material.WALLPAPER, Material.CEILING_TILE)
    materials = [np.full(air.shape, kind, np.uint8) for kind in kinds]
    return Window(0, 0, np.zeros_like(ceiling), ceiling, *materials, lamps=lamps, fixtures=np.zeros(0, FIXTURE))  # type: ignore[misc]


def _window(floor: NDArray[np.float32], ceiling: NDArray[np.float32], material: NDArray[np.uint8]) -> Window:
    """A window of these heights and materials: of floors, walls, ceilings."""
    return Window(X0, Z0, floor, ceiling, *material, lamps=np.zeros(0, LAMP), fixtures=np.zeros(0, FIXTURE))  # type: ignore[misc]


def lamps_at(window: Window, *tiles: tuple[int, int]) -> NDArray[np.void]:
    """Lamps of 1, 2, 3, ... cd/m2 in the tiles (z, x) of the window, counted in tiles from its corner."""
    lamps = np.zeros(len(tiles), LAMP)
    for lamp, (z, x) in zip(lamps, tiles, strict=True):
        lamp["cell_z"], lamp["cell_x"] = window.z0 + z * TILE_Z, window.x0 + x * TILE_X
        lamp["y"] = window.ceiling[z * TILE_Z, x * TILE_X]
    lamps["luminance"] = np.arange(len(tiles)) + 1
    return lamps


def piece_of(window: Window, density: int = 2, reflectance: NDArray[np.float32] = WHITE) -> Piece:
    """The piece of a window with a surfel at every texel."""
    charts = lay_out(window, density)
    surfels = list_surfels(charts, window.open.astype(np.int8), reflectance)
    return Piece(window, charts, surfels, occluder_of(window), area_lights(window), window.open)


def atlas_of(lightmap: Lightmap) -> NDArray[np.float32]:
    """The whole atlas as dimmed last, (height, width, 4), in whole tiles: put together from those that are kept."""
    corner = lightmap.pages.read()[1:, 1:, 0]
    corner = corner.repeat(TILE, 0).repeat(TILE, 1)
    v, u = np.indices(corner.shape) % TILE
    return lightmap.atlas.read()[v + (corner >> 16), u + (corner & 0xFFFF)].astype(np.float32)
