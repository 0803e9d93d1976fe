"""Light that still water mirrors up: from a lamp to the surface of water, and on to walls and ceilings."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from liminal.gl import Scope, Target
from liminal.light.lampset import RIM_GAIN
from liminal.light.occluder_textures import OccluderTextures
from liminal.light.packed_list import packed_size, unpack_list
from liminal.light.shader import bake_shader
from liminal.light.still_water import StillWater
from liminal.light.surfel_textures import upload_rows
from liminal.light.waves import CORE, LAMPS, contrast
from liminal.piece.occluder import Occluder
from liminal.piece.piece import Piece
from liminal.piece.surfel import RAY_START, Surfels
from liminal.world.window import Window

BESIDE = 30.0  # cells (4.6 m): lamps further from all water, in the plan, are left out
REACH = 100.0  # cells (15 m): so far from a lamp, in the plan, what water mirrors of it is found


@dataclass(frozen=True)
class MirroredLight:
    """The light of m `lamps`, AREA_LIGHT, that still water mirrors to n surfels.

    `level`: of the water below each lamp, cells (m,). `colour`: of its light, of luminance 1, (m, 3). `irradiance`:
    float32 (n, m), lux.
    """

    lamps: NDArray[np.void]
    level: NDArray[np.float32]
    colour: NDArray[np.float32]
    irradiance: NDArray[np.float32]

    @property
    def whole(self) -> NDArray[np.float32]:
        """The irradiance from all of them together, (n, 3), lux."""
        light: NDArray[np.float32] = self.irradiance @ self.colour
        return light

    def contrast(self, number: int, place: NDArray[np.float32], unit: float) -> NDArray[np.float64]:
        """How unevenly waves gather one lamp's light on places (k, 3), cells, as `waves.contrast`: (k,)."""
        lamp, level = self.lamps[number], self.level[number]
        above, height = np.maximum(place[:, 1] - level, 1e-3), lamp["y"] - level
        slant = (lamp["centre"] - place[:, [0, 2]]) / (above + height)[:, None]
        part = (above / (above + height))[:, None]
        return contrast(2 * unit * height * part[:, 0], slant, 2 * CORE * unit * lamp["half"] * part)


def lamps_over_water(
    window: Window, lamps: NDArray[np.void], shown: NDArray[np.bool_], unit: float
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The LAMPS lamps at most, of those over or beside water that is `shown`, whose mirrored light moves most.

    Returns their numbers, and the height of the water nearest to each, cells.
    """
    wet = window.wet & shown
    if not wet.any() or not len(lamps):
        return np.zeros(0, np.intp), np.zeros(0, np.float32)
    away, nearest = distance_transform_edt(~wet, return_indices=True)
    column, row = np.floor(lamps["centre"]).astype(np.intp).T.clip(0, np.array(wet.shape[::-1])[:, None] - 1)
    level = (window.water[tuple(nearest[:, row, column])] / np.float32(unit)).astype(np.float32)
    height = lamps["y"] - level

    # The water's light, and how much of it would move on a place two thirds as high as the lamp.
    given = lamps["luminance"] * lamps["half"].prod(1) / np.maximum(height**2 + away[row, column] ** 2, 1.0)
    moving = given * contrast(0.8 * unit * height, np.zeros((len(lamps), 2)), 0.8 * CORE * unit * lamps["half"])
    moving[(height <= 1.0) | (away[row, column] > BESIDE)] = 0.0
    strongest = np.argsort(-moving, kind="stable")[:LAMPS]
    chosen = np.sort(strongest[moving[strongest] > 0])
    return chosen, level[chosen]


class Mirroring:
    """Finds what still water mirrors of single lamps."""

    def __init__(self, scope: Scope, occluder: Occluder, textures: OccluderTextures, water: StillWater) -> None:
        """`textures`: those of the occluder."""
        self._scope, self._occluder = scope, occluder
        self._shaders = {}
        for beside, some in textures.by_nearness.items():
            self._shaders[beside] = shader = bake_shader(scope, "mirrored", some.switches)
            shader.program.set(**some.uniforms, **water.uniforms)

    def light(
        self, piece: Piece, packed: NDArray[np.float32], lamps: NDArray[np.void], colour: NDArray[np.float32]
    ) -> MirroredLight:
        """Find the light of those of its lamps (m,) whose part is largest, of these colours (m, 3).

        `packed`: its surfels, (n, 8), rows as `surfel_textures.packed` makes them.
        """
        numbers, level = lamps_over_water(piece.window, lamps, piece.shown, piece.occluder.unit)
        light = np.zeros((len(packed), len(numbers)), np.float32)
        for column, number in enumerate(numbers.tolist()):
            light[:, column] = self.irradiance(piece.surfels, packed, lamps[number], float(level[column]))
        return MirroredLight(lamps[numbers], level, colour[numbers], light)

    def irradiance(
        self, surfels: Surfels, packed: NDArray[np.float32], lamp: np.void, level: float
    ) -> NDArray[np.float32]:
        """Find the irradiance (n,), lux, of surfels from a lamp, an AREA_LIGHT, by way of water so high (cells)."""
        centre, place, normal = lamp["centre"], surfels.position, surfels.normal
        square = (place[:, 0] - centre[0]) ** 2 + (place[:, 2] - centre[1]) ** 2

        # Light comes from the lamp's image, as far below the water as the lamp is above it.
        image = np.array([centre[0], 2 * level - lamp["y"], centre[1]], np.float32)
        towards = np.einsum("ij,ij->i", image - place, normal) + np.abs(normal[:, [0, 2]]) @ lamp["half"]
        lit = np.flatnonzero((place[:, 1] > level) & (square < REACH**2) & (towards > 0))
        found = np.zeros(len(surfels), np.float32)
        beside = self._occluder.beside_boxes(place[lit] + np.float32(RAY_START) * normal[lit])
        for those, shader in self._shaders.items():
            some = lit[beside == those]
            if not len(some):
                continue
            positions, normals = upload_rows(self._scope, packed[some])
            target = Target(self._scope, packed_size(len(some)), ["f4"], channels=1)
            shader.draw(
                target,
                surfels=positions,
                normals=normals,
                area=(*(centre - lamp["half"]), *(centre + lamp["half"])),
                lamp_y=lamp["y"],
                luminance=lamp["luminance"] * RIM_GAIN,
                level=level,
            )
            found[some] = unpack_list(target.read(), len(some))[:, 0]
        return found
