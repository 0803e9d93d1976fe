"""Direct light on the surfels of a piece from all that shines: lamps, things, water that mirrors lamps, the camera."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, Target
from liminal.light import occluder_textures, surfel_textures
from liminal.light.direct import DirectLight
from liminal.light.emitter_light import EmitterLight
from liminal.light.lamp_colour import alike, lamp_colour, lamp_colours
from liminal.light.lamp_lights import LampDirect
from liminal.light.mirrored_light import MirroredLight, Mirroring
from liminal.light.packed_list import packed_size, unpack_list
from liminal.light.shader import bake_shader
from liminal.light.still_water import StillWater
from liminal.light.submerged import submerged
from liminal.light.surfel_textures import SurfelTextures
from liminal.piece.piece import Piece
from liminal.settings.light import LightSettings

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux

GROUP_REACH = 80.0  # cells (12 m): beyond, a single lamp gives less than a hundredth of its light underneath
ALL = np.ones((1, 1), np.float32)  # of light: where there is no water
FEWEST_FAR = 8  # samples of the far lamps of any colour
LEAST_POWER = 1e-6  # cd: keeps shares of nothing from dividing by zero


class DirectIllumination:
    """Finds direct irradiance by rays through the occluder, which takes much memory: free its scope before bounces.

    `left`: what water leaves of the light of lamps on each surfel, (n, 3) or (1, 1).
    """

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        textures: SurfelTextures,
        settings: LightSettings,
        water: StillWater | None,
    ) -> None:
        """`textures`: the surfels of the piece. `water`: that of its window."""
        self._scope, self._piece, self._textures, self._settings = scope, piece, textures, settings
        self._unit, self._surfels, self._water = piece.occluder.unit, piece.surfels, water
        self._colour = lamp_colour(settings)
        self._packed = surfel_textures.packed(piece.surfels)
        self.occluder = occluder_textures.upload(scope, piece.occluder)
        corner = piece.window.x0, piece.window.z0
        self.left = ALL if water is None else water.left_of_lamps(piece.surfels)
        self._left_of_others = ALL if water is None else water.left_of_others(piece.surfels)
        self._lamps = DirectLight(scope, piece.occluder, self.occluder, corner, water)
        self._emitters = EmitterLight(scope, self.occluder, self._unit, corner, piece.charts.density)
        self._mirroring = None if water is None else Mirroring(scope, piece.occluder, self.occluder, water)

    def mirrored(self, lamps: NDArray[np.void]) -> MirroredLight | None:
        """Find the light that still water of the piece mirrors, of those of its lamps (m,) whose part is largest."""
        if self._mirroring is None:
            return None
        return self._mirroring.light(self._piece, self._packed, lamps, lamp_colours(lamps, self._colour))

    def of_lamps(self, lamps: NDArray[np.void], things: Iterable[NDArray[np.void]]) -> tuple[Light, Light]:
        """Find the irradiance from lamps, (m,) AREA_LIGHT, and from things, each (e,) EMITTER.

        That of near lamps and things, and that of far lamps, (n, 3) each, lux.
        """
        settings = self._settings
        near, far = (np.zeros((len(self._surfels), 3), np.float32) for _ in range(2))
        # Lamps of one colour at a time; most places have no other. They share the samples by how much light they give.
        power = lamps["luminance"] * lamps["half"].prod(1)
        for colour, those in alike(lamp_colours(lamps, self._colour)):
            share = float(power[those].sum() / max(power.sum(), LEAST_POWER))
            samples = max(round(share * settings.far_samples), min(FEWEST_FAR, settings.far_samples))
            direct = self._lamps.irradiance(self._packed, lamps[those], settings.near_radius, samples)
            near += direct[:, :1] * colour * self.left
            far += direct[:, 1:] * colour * self.left
        for emitters in things:
            near += self.of_thing(emitters)
        return near, far

    def of_thing(self, emitters: NDArray[np.void]) -> Light:
        """Find the irradiance from the emitters of one thing, (n, 3), lux."""
        water = self._water
        under = [] if water is None else [submerged(emitter, water) for emitter in emitters]
        if water is None or not any(under):
            return self._emitters.irradiance(self._packed, emitters) * self._left_of_others
        found = np.zeros((len(self._packed), 3), np.float32)
        for number, below in enumerate(under):
            left = self._left_of_others if below is None else below.left(self._surfels, water)
            found += self._emitters.irradiance(self._packed, emitters[number : number + 1]) * left
        return found

    def of_spot_lamps(self, spots: Mapping[str, Any]) -> Light:
        """Find the irradiance from small lamps with a beam, (n, 3), lux.

        `spots`: the uniforms of `shaders/common_lamp.glsl`, less `cells` and `cell`.
        """
        shader = bake_shader(self._scope, "lamp", {**self.occluder.switches, "SPOT_LAMPS": 1})
        target = Target(self._scope, packed_size(len(self._surfels)), ["f4"])
        shader.program.set(surfels=self._textures.surfels, normals=self._textures.normals, **self.occluder.uniforms)
        shader.program.set_used(spots)
        shader.draw(target, cell=self._unit)
        direct: Light = unpack_list(target.read(), len(self._surfels))[:, :3] * self._left_of_others
        return direct

    def of_lamp(self, lamp: int, surfels: NDArray[np.intp]) -> NDArray[np.float32]:
        """Find the irradiance, (k,) lux, of some surfels (k,) from a lamp of the piece, by number, however far off."""
        lamps = self._piece.lights[lamp : lamp + 1]
        reach = 2 * GROUP_REACH * self._unit
        found: NDArray[np.float32] = self._lamps.irradiance(self._packed[surfels], lamps, reach, 1)[:, 0]
        return found

    def around_lamp(self, lamp: int) -> LampDirect:
        """Find the irradiance of the surfels near a lamp of the piece, by its number."""
        x, z = self._piece.lights["centre"][lamp]
        position = self._surfels.position
        close = np.flatnonzero((position[:, 0] - x) ** 2 + (position[:, 2] - z) ** 2 < GROUP_REACH**2)
        return LampDirect(close, self.of_lamp(lamp, close))
