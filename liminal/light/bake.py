"""Baking: from the cells and lamps of a window to its lightmap."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.colour import LUMINANCE, luminance
from liminal.geometry.chart import Charts
from liminal.gl import Context, FullScreen, Target
from liminal.light import held, lattice
from liminal.light.atlas import Painter
from liminal.light.direct import Shine
from liminal.light.fold import folded_size, unfold
from liminal.light.lightmap import Lightmap
from liminal.light.part import Part, Parts
from liminal.light.sight import Sight, Viewpoint, strides
from liminal.light.square import squares_touched
from liminal.light.texel import Texels, list_texels
from liminal.light.transport import Transport
from liminal.settings.light import LightSettings
from liminal.world.grid import CELL

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux

PARTS = 32  # dimmable lamps whose light is kept apart: the nearest; of others only the diffuser is seen to flicker
PART_RANGE = 20.0  # m: lamps further from every viewpoint than this have no part of their own
PART_REACH = 80.0  # cells (12 m): beyond, a single lamp's light is below a hundredth of what it is underneath
LIGHTS_AT_ONCE = 4  # channels of a texture
FAINTEST = 1e-6  # lux: keeps shares of nothing from dividing by zero
PART_FLOOR = 0.008  # of all light on a texel: a smaller part is left in the fixed light


class Bake:
    """The work of finding the light of one window: what is known about it while that lasts."""

    def __init__(
        self,
        context: Context,
        charts: Charts,
        reflectance: NDArray[np.float32],
        settings: LightSettings,
        texels: Texels,
    ) -> None:
        self._context = context
        self._settings = settings
        self.window = charts.window
        self.texels = texels
        self._packed = texels.packed()
        self._reflects = reflectance[texels.material]
        self._colour = lamp_colour(settings)
        self._held = held.upload(context, texels)
        self._cells = lattice.upload(context, charts.window)
        self._shine = Shine(context, charts.window, self._cells)
        self._transport = Transport(context, self._cells, charts, texels, self._held, settings.rays)
        self.painter = Painter(context, texels, self._held)

    def light_of(self, lamps: NDArray[np.void]) -> tuple[Light, Light]:
        """Find the light of lamps (m,) together: what is crisp and what is soft, (n, 3) each."""
        settings = self._settings
        direct = self._shine.irradiance(self._packed, lamps, settings.near_radius, settings.far_samples)
        near, far = direct.T[..., None] * self._colour
        bounced = self._transport.bounced(self._reflects * (near + far), self._reflects, settings.bounces)
        return near, far + bounced

    def thrown_back(self, beam: Mapping[str, Any]) -> Light:
        """Find what texels get of a lamp at the camera by way of other surfaces, (n, 3).

        `beam`: the uniforms of `shaders/common_lamp.glsl`, less `cells` and `cell`.
        """
        shader = FullScreen(self._context, "bake_lamp.frag")
        target = Target(self._context, folded_size(len(self.texels)), ["f4"])
        shader.draw(target, texels=self._held.texels, cells=self._cells, cell=CELL, **beam)
        direct = unfold(target.read(), len(self.texels))[:, :3]
        shader.release()
        target.release()
        return self._transport.bounced(self._reflects * direct, self._reflects, self._settings.bounces)

    def light_of_each(self, lamps: NDArray[np.void]) -> Iterator[tuple[Light, Light]]:
        """Find the light of each of the lamps (m,), (n, 3): direct, and bounced.

        All together are bounced in colour; then four at a time without, to find the share that each has in the whole.
        """
        direct = np.stack([self._direct(lamp) for lamp in lamps], 1)
        together = direct.sum(1, keepdims=True) * self._colour
        whole = self._transport.bounced(self._reflects * together, self._reflects, self._settings.bounces)
        brightness = np.maximum(luminance(whole), FAINTEST)[:, None]
        grey = (luminance(self._reflects * whole)[:, None] / brightness).astype(np.float32)
        passed_on = np.hstack(
            [
                self._transport.bounced(grey * some, grey, self._settings.bounces)
                for some in np.array_split(direct, -(-len(lamps) // LIGHTS_AT_ONCE), axis=1)
            ]
        )
        share = passed_on / np.maximum(passed_on.sum(1, keepdims=True), FAINTEST)
        for lamp in range(len(lamps)):
            yield direct[:, lamp, None] * self._colour, share[:, lamp, None] * whole

    def _direct(self, lamp: NDArray[np.void]) -> NDArray[np.float32]:
        """Find what one lamp (a row of LAMP) gives to the texels around it: (n,), lux."""
        x, z = self.window.origin
        place = np.array([lamp["x"] - x, lamp["z"] - z]) / CELL
        close = np.hypot(*(self.texels.position[:, [0, 2]] - place).T) < PART_REACH
        direct = np.zeros(len(self.texels), np.float32)
        direct[close] = self._shine.irradiance(self._packed[close], lamp[None], 2 * PART_REACH * CELL, 1)[:, 0]
        return direct

    def release(self) -> None:
        """Free all that was only needed for finding the light."""
        for used in (self._held, self._cells, self._shine, self._transport, self.painter):
            used.release()


def bake(
    context: Context,
    charts: Charts,
    reflectance: NDArray[np.float32],
    settings: LightSettings,
    sight: Sight,
    dimmable: NDArray[np.bool_] | None = None,
    beam: Mapping[str, Any] | None = None,
) -> Lightmap:
    """Find the light on all that is in `sight`.

    The window's outermost cells must be solid. `reflectance`: (materials, 3), linear, by `Material`. `dimmable`: bool
    (lamps,), those that should be able to change; the nearest PARTS of them get parts of their own. `beam`: a lamp at
    the camera, as for `Bake.thrown_back`; its direct light is drawn, not baked.
    """
    spacing = strides(charts.window, sight)
    work = Bake(context, charts, reflectance, settings, list_texels(charts, spacing))
    lamps = charts.window.lamps
    apart = _choose(lamps, dimmable, sight.viewpoints, charts.window.origin)

    # Everything that never changes, and into it what is too faint to be kept apart.
    steady = lamps.copy()
    steady["luminance"][apart] = 0.0
    crisp, soft = work.light_of(steady)
    if beam is not None:
        soft = soft + work.thrown_back(beam)
    parts = []
    for own in work.light_of_each(lamps[apart]) if len(apart) else ():
        parts.append(_split(work, (crisp, soft), own))

    fixed = Target(context, work.painter.size, ["f2"])
    fixed.clear()
    work.painter.paint(fixed, crisp, soft, work.painter.seen)
    kept = None
    if any(len(part.squares) for part in parts):
        kept = Parts(context, work.painter, work.texels, charts.density, fixed, parts)
    work.release()
    return Lightmap(
        charts, work.texels.pages.upload_seen(context), fixed, kept, apart, (crisp + soft).mean(0), spacing > 0
    )


def _choose(
    lamps: NDArray[np.void],
    dimmable: NDArray[np.bool_] | None,
    viewpoints: Sequence[Viewpoint],
    origin: tuple[float, float],
) -> NDArray[np.intp]:
    """Which of the dimmable lamps get parts of their own: those nearest to any viewpoint, in the lamps' order."""
    if dimmable is None or not dimmable.any():
        return np.zeros(0, np.intp)
    can = np.flatnonzero(dimmable & (lamps["luminance"] > 0))
    x, z = lamps["x"][can] - origin[0], lamps["z"][can] - origin[1]
    away = np.min([np.hypot(x - viewpoint.x, z - viewpoint.z) for viewpoint in viewpoints], axis=0)
    nearest = np.argsort(away, kind="stable")[:PARTS]
    return np.sort(can[nearest[away[nearest] < PART_RANGE]])


def _split(work: Bake, others: tuple[Light, Light], own: tuple[Light, Light]) -> Part:
    """Take the part worth keeping apart from one lamp's `own` light, crisp and soft; the rest is added to `others`."""
    weights = LUMINANCE.astype(np.float32)
    mine = (own[0] + own[1]) @ weights
    kept = mine > np.float32(PART_FLOOR) * (mine + (others[0] + others[1]) @ weights)
    left, taken = np.flatnonzero(~kept), np.flatnonzero(kept)
    for total, light in zip(others, own, strict=True):
        total[left] += light[left]
    return Part(taken, own[0][taken], own[1][taken], squares_touched(work.texels, kept))


def lamp_colour(settings: LightSettings) -> NDArray[np.float32]:
    """The colour of the lamps' light: float32 (3,), linear Rec. 709, of luminance 1."""
    colour = np.array(settings.lamp_colour, np.float32)
    return colour / np.float32(luminance(colour))
