"""Indirect light on the surfels of a piece: what direct light becomes once surfaces have thrown it back."""

import numpy as np
from numpy.typing import NDArray

from liminal.colour import luminance
from liminal.gl import Scope
from liminal.light.lamp_colour import alike
from liminal.light.lamp_lights import LampDirect, LampLights
from liminal.light.light_transport import Transport
from liminal.light.occluder_textures import OccluderTextures
from liminal.light.still_water import StillWater
from liminal.light.surfel_textures import SurfelTextures
from liminal.piece.flight import flight_smoothing
from liminal.piece.masonry import masonry_smoothing
from liminal.piece.piece import Piece
from liminal.settings.light import LightSettings

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux

LIGHTS_AT_ONCE = 4  # channels of a texture
FAINTEST = 1e-6  # lux: keeps shares of nothing from dividing by zero


class IndirectIllumination:
    """Finds irradiance after one bounce and more. The constructor casts its rays, and alone needs the occluder."""

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        occluder: OccluderTextures,
        textures: SurfelTextures,
        settings: LightSettings,
        water: StillWater | None,
    ) -> None:
        """`textures`: the surfels of the piece. `water`: that of its window."""
        self._count, self._bounces = len(piece.surfels), settings.bounces
        self._reflects, self._emission = piece.surfels.reflectance, piece.surfels.emission
        # Its rays take longest of all.
        self._transport = None
        if settings.bounces:
            self._transport = Transport(scope, piece, occluder, textures, settings.rays, water)
        self._smoothings = [each for each in (masonry_smoothing(piece), flight_smoothing(piece)) if each is not None]

    def of(self, direct: Light) -> Light:
        """Find the indirect irradiance for a direct one, (n, 3), lux."""
        return self._bounced(self._reflects * direct, self._reflects)

    def of_all(self, near: Light, far: Light) -> Light:
        """Find the irradiance to be smoothed, (n, 3), lux: indirect, and direct from `far` lamps; surfels glow, too.

        `near`: the rest of direct irradiance, (n, 3), lux.
        """
        sent = self._reflects * (near + far)
        if self._emission is not None:
            sent += self._emission
        return self._smoothed(far) + self._bounced(sent, self._reflects)

    def of_each(self, direct: list[LampDirect], colours: NDArray[np.float32], left: NDArray[np.float32]) -> LampLights:
        """Find the light of each of some lamps, of `colours` (m, 3). `left`: see `LampLights`.

        All together are bounced in colour; then four at a time without, to find the share that each has in the whole.
        """
        together = np.zeros((self._count, 3), np.float32)
        for colour, those in alike(colours):
            alone = np.zeros(self._count, np.float32)
            for lamp in those.tolist():
                alone[direct[lamp].surfels] += direct[lamp].irradiance
            together += alone[:, None] * colour * left
        whole = self.of(together)
        del together
        brightness = np.maximum(luminance(whole), FAINTEST)[:, None]
        grey = (luminance(self._reflects * whole)[:, None] / brightness).astype(np.float32)
        share = np.empty((self._count, len(direct)), np.float32)
        for few in np.array_split(np.arange(len(direct)), -(-len(direct) // LIGHTS_AT_ONCE)):
            sent = np.stack([direct[lamp].listed(self._count) for lamp in few], 1)
            sent *= grey
            share[:, few] = self._bounced(sent, grey)
        share /= np.maximum(share.sum(1, keepdims=True), FAINTEST)
        return LampLights(colours, direct, left, whole, share)

    def _bounced(self, sent: Light, reflectance: Light) -> Light:
        """Find the indirect irradiance for `sent`, the first radiosity, (n, c) each, lux."""
        if self._transport is None:
            return np.zeros_like(sent)
        return self._smoothed(self._transport.bounced(sent, reflectance, self._bounces))

    def _smoothed(self, light: Light) -> Light:
        for smoothing in self._smoothings:
            smoothing.smooth(light)
        return light
