"""Still water where light is found: rays bend at its surface, and it takes light away by the way it goes.

While light is found, irradiance under water is kept divided by the square of the refractive index
(`shaders/bake_water.glsl`): so kept, radiance is the same all along a ray that bends.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.colour import LUMINANCE
from liminal.gl import Scope, Texture, make_table
from liminal.gl.source import Switch
from liminal.light.refraction import INDEX
from liminal.piece.occluder import Occluder
from liminal.piece.surfel import RAY_START, Surfels
from liminal.world.window import Window

DEEPER = np.float32(-4096)  # cells: the height of water where there is none
DIRECT_WAY = (
    1.1  # length of the way of light from lamps in water, against its depth: they stand 35 degrees off, as a mean
)
STRAIGHT = 0.98  # of light that falls on water nearly straight: the share that enters


@dataclass(frozen=True)
class StillWater:
    """The water of a window, as the shaders of light know it.

    `level`: float32 (h, w), cells, DEEPER where it is dry. `colour`: its absorption, linear Rec. 709, 1/m. `unit`: m to
    a cell.
    """

    level: NDArray[np.float32]
    texture: Texture
    colour: NDArray[np.float32]
    unit: float

    @property
    def uniforms(self) -> dict[str, Texture]:
        """The uniforms of programs with the switch WATER that follow rays."""
        return {"water": self.texture}

    def absorption(self, *, coloured: bool) -> dict[str, NDArray[np.float32]]:
        """The uniform of `bake_bounce.frag`: of colours, or of up to four lights that have none, 1/cell."""
        grey = np.full(4, LUMINANCE @ self.colour)
        each = np.append(self.colour, 0.0) if coloured else grey
        return {"absorption": (each * self.unit).astype(np.float32)}

    def depth(self, surfels: Surfels) -> NDArray[np.float32]:
        """How deep surfels lie under water, m; 0 in air: (n,)."""
        above = surfels.position + np.float32(RAY_START) * surfels.normal
        last = np.array(self.level.shape) - 1
        cell = np.floor(above[:, [2, 0]]).astype(np.intp).clip(0, last)
        deep = (self.level[cell[:, 0], cell[:, 1]] - above[:, 1]) * self.unit
        depth: NDArray[np.float32] = deep.clip(0.0, None).astype(np.float32)
        return depth

    def whole(self, surfels: Surfels) -> NDArray[np.float32]:
        """Irradiance over the value kept for it while light is found: (n, 1)."""
        return np.where(self.depth(surfels) > 0, np.float32(INDEX**2), np.float32(1))[:, None]

    def left_of_lamps(self, surfels: Surfels) -> NDArray[np.float32]:
        """What water leaves of the light that lamps above it send to surfels: (n, 3)."""
        left: NDArray[np.float32] = np.exp(-self.colour * (DIRECT_WAY * self.depth(surfels)[:, None]))
        return left

    def left_of_others(self, surfels: Surfels) -> NDArray[np.float32]:
        """The same of light that was followed straight through the surface: divided by INDEX squared, too."""
        left = self.left_of_lamps(surfels)
        return np.where(self.depth(surfels)[:, None] > 0, np.float32(STRAIGHT / INDEX**2) * left, left)


def still_water(
    scope: Scope, window: Window, occluder: Occluder, absorption: tuple[float, float, float]
) -> StillWater | None:
    """The water of a window; None where there is none. `absorption`: linear Rec. 709, 1/m."""
    if not window.wet.any():
        return None
    level = np.where(window.wet, window.water / np.float32(occluder.unit), DEEPER).astype(np.float32)
    return StillWater(level, make_table(scope, level[..., None]), np.array(absorption, np.float32), occluder.unit)


def switches_of(water: StillWater | None) -> dict[str, Switch]:
    """The switches of shaders that may have to do with water."""
    return {} if water is None else {"WATER": True}
