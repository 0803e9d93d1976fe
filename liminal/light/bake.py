"""Baking: from the surfels and lamps of a piece to its lightmap."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal import heap
from liminal.colour import luminance
from liminal.gl import Scope, Target
from liminal.light import occluder_textures, surfel_textures
from liminal.light.atlas import Painter
from liminal.light.direct import DirectLight
from liminal.light.emitter_light import EmitterLight
from liminal.light.lamp_colour import alike, lamp_colour, lamp_colours
from liminal.light.lamp_lights import LampLights, kept_apart, split
from liminal.light.light_group import LightGroup, LightGroups
from liminal.light.light_transport import Transport
from liminal.light.light_volume import air_squares
from liminal.light.lightmap import Lightmap
from liminal.light.mirrored_light import MirroredLight, Mirroring
from liminal.light.mover_light import MoverLight
from liminal.light.packed_list import packed_size, unpack_list
from liminal.light.page_table import upload_neighbours
from liminal.light.reflected_caustics import ReflectedCaustics
from liminal.light.refraction import INDEX
from liminal.light.shader import bake_shader
from liminal.light.still_water import still_water
from liminal.light.submerged import submerged
from liminal.light.surfel_textures import SurfelTextures
from liminal.piece.flight import flight_smoothing
from liminal.piece.masonry import masonry_smoothing
from liminal.piece.piece import Piece
from liminal.settings.light import LightSettings
from liminal.settings.water import WaterSettings
from liminal.thing.mover import Mover
from liminal.thing.thing import NO_EMITTERS

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux

LIGHT_GROUPS = (
    32  # dimmable lamps whose light is kept apart: the nearest; of others only the diffuser is seen to flicker
)
GROUP_RANGE = 20.0  # m: lamps further from every viewpoint than this have no light group
GROUP_REACH = 80.0  # cells (12 m): beyond, a single lamp gives less than a hundredth of its light underneath
NONE = np.zeros(0, np.intp)
ALL = np.ones((1, 1), np.float32)  # of light: where there is no water
STANDARD_WATER = WaterSettings()
LIGHTS_AT_ONCE = 4  # channels of a texture
FEWEST_FAR = 8  # samples of the far lamps of any colour
FAINTEST = 1e-6  # lux: keeps shares of nothing from dividing by zero


class Bake:
    """The work of finding the light of one piece, with its objects on the GPU while that lasts."""

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        textures: SurfelTextures,
        settings: LightSettings,
        absorption: tuple[float, float, float],
    ) -> None:
        """`textures`: the surfels of the piece. `absorption`: of its water, linear Rec. 709, 1/m."""
        self._scope = scope
        self._settings = settings
        self._unit = piece.occluder.unit
        self._surfels = piece.surfels
        self._packed = surfel_textures.packed(piece.surfels)
        self._reflects = piece.surfels.reflectance
        self._lights = piece.lights
        self._colour = lamp_colour(settings)
        self._textures = textures
        self._occluder = occluder_textures.upload(scope, piece.occluder)
        corner = piece.window.x0, piece.window.z0
        self._water = water = still_water(scope, piece.window, piece.occluder, absorption)
        depth = None if water is None else water.depth(piece.surfels)[:, None]
        self._whole = ALL if depth is None else np.where(depth > 0, np.float32(INDEX**2), np.float32(1))
        self._left = ALL if water is None else water.left_of_lamps(piece.surfels)
        self._left_of_others = ALL if water is None else water.left_of_others(piece.surfels)
        self._direct_light = DirectLight(scope, piece.occluder, self._occluder, corner, water)
        self._emitter_light = EmitterLight(scope, self._occluder, self._unit, corner, piece.charts.density)
        self._transport = Transport(scope, piece, self._occluder, textures, settings.rays, water)
        self._smoothings = [each for each in (masonry_smoothing(piece), flight_smoothing(piece)) if each is not None]
        self._mirroring = None if water is None else Mirroring(scope, piece.occluder, self._occluder, water)

    def mirrored(self, piece: Piece, lamps: NDArray[np.void]) -> MirroredLight | None:
        """Find the light that still water of the piece mirrors, of those of its lamps (m,) whose part is largest."""
        if self._mirroring is None:
            return None
        return self._mirroring.light(piece, self._packed, lamps, lamp_colours(lamps, self._colour))

    def whole(self, light: Light, surfels: NDArray[np.intp] | None = None) -> Light:
        """Irradiance (k, 3) of some surfels, or of all, from what is kept while light is found: see `still_water`."""
        return light * (self._whole if surfels is None or len(self._whole) == 1 else self._whole[surfels])

    def _bounced(self, sent: Light, reflectance: Light) -> Light:
        """Find the indirect irradiance for `sent`, the first radiosity, (n, c) each, lux."""
        return self._smoothed(self._transport.bounced(sent, reflectance, self._settings.bounces))

    def _smoothed(self, light: Light) -> Light:
        for smoothing in self._smoothings:
            smoothing.smooth(light)
        return light

    def light_of(
        self, lamps: NDArray[np.void], things: Iterable[NDArray[np.void]], mirrored: MirroredLight | None = None
    ) -> tuple[Light, Light]:
        """Find the light of lamps, (m,) AREA_LIGHT, of things, each (e,) EMITTER, and of all else that glows.

        `mirrored`: what water mirrors of the lamps. The sharp part and the one to smooth, (n, 3) each.
        """
        settings = self._settings
        near, far = np.zeros((2, len(self._surfels), 3), np.float32)
        # Lamps of one colour at a time; most places have no other. They share the samples by how much light they give.
        power = lamps["luminance"] * lamps["half"].prod(1)
        for colour, those in alike(lamp_colours(lamps, self._colour)):
            share = float(power[those].sum() / max(power.sum(), FAINTEST))
            samples = max(round(share * settings.far_samples), min(FEWEST_FAR, settings.far_samples))
            direct = self._direct_light.irradiance(self._packed, lamps[those], settings.near_radius, samples)
            near += direct[:, :1] * colour * self._left
            far += direct[:, 1:] * colour * self._left
        for emitters in things:
            near += self._direct_of_thing(emitters)
        if mirrored is not None:
            far += mirrored.whole
        sent = self._reflects * (near + far)
        if self._surfels.emission is not None:
            sent += self._surfels.emission
        return near, self._smoothed(far) + self._bounced(sent, self._reflects)

    def light_of_thing(self, emitters: NDArray[np.void]) -> tuple[Light, Light]:
        """Find the light of the emitters of one thing: direct, and bounced, (n, 3) each, lux."""
        direct = self._direct_of_thing(emitters)
        return direct, self._bounced(self._reflects * direct, self._reflects)

    def _direct_of_thing(self, emitters: NDArray[np.void]) -> Light:
        """The direct light of the emitters of one thing, (n, 3), lux."""
        water = self._water
        under = [] if water is None else [submerged(emitter, water) for emitter in emitters]
        if water is None or not any(under):
            return self._emitter_light.irradiance(self._packed, emitters) * self._left_of_others
        found = np.zeros((len(self._packed), 3), np.float32)
        for number, below in enumerate(under):
            left = self._left_of_others if below is None else below.left(self._surfels, water)
            found += self._emitter_light.irradiance(self._packed, emitters[number : number + 1]) * left
        return found

    def bounced_lamp(self, beam: Mapping[str, Any]) -> Light:
        """Find the indirect irradiance of surfels from a lamp at the camera: (n, 3), lux.

        `beam`: the uniforms of `shaders/common_lamp.glsl`, less `cells` and `cell`.
        """
        shader = bake_shader(self._scope, "lamp", self._occluder.switches)
        target = Target(self._scope, packed_size(len(self._surfels)), ["f4"])
        shader.program.set(surfels=self._textures.surfels, normals=self._textures.normals)
        shader.program.set(**self._occluder.uniforms)
        shader.draw(target, cell=self._unit, **beam)
        direct = unpack_list(target.read(), len(self._surfels))[:, :3] * self._left_of_others
        return self._bounced(self._reflects * direct, self._reflects)

    def light_of_each(self, lamps: NDArray[np.void]) -> LampLights:
        """Find the light of each of the lamps (m,).

        All together are bounced in colour; then four at a time without, to find the share that each has in the whole.
        """
        direct = np.stack([self._direct(lamp) for lamp in lamps], 1)
        colours = lamp_colours(lamps, self._colour)
        together = np.zeros((len(direct), 3), np.float32)
        for colour, those in alike(colours):
            together += direct[:, those].sum(1, keepdims=True) * colour * self._left
        whole = self._bounced(self._reflects * together, self._reflects)
        brightness = np.maximum(luminance(whole), FAINTEST)[:, None]
        grey = (luminance(self._reflects * whole)[:, None] / brightness).astype(np.float32)
        passed_on = np.hstack(
            [
                self._bounced(grey * four, grey)
                for four in np.array_split(direct, -(-len(lamps) // LIGHTS_AT_ONCE), axis=1)
            ]
        )
        share = passed_on / np.maximum(passed_on.sum(1, keepdims=True), FAINTEST)
        return LampLights(colours, direct, self._left, whole, share)

    def direct_of(self, lamp: int, surfels: NDArray[np.intp]) -> NDArray[np.float32]:
        """Find the direct irradiance of some surfels (k,) from a lamp of the piece, by its number: (k,), lux."""
        return self._direct_on(self._lights[lamp], surfels)

    def _direct_on(self, lamp: np.void, surfels: NDArray[np.intp]) -> NDArray[np.float32]:
        """Find the direct irradiance of some surfels (k,) from a lamp, however far off: (k,), lux."""
        reach = 2 * GROUP_REACH * self._unit
        lamps = np.array([lamp], self._lights.dtype)
        found: NDArray[np.float32] = self._direct_light.irradiance(self._packed[surfels], lamps, reach, 1)[:, 0]
        return found

    def _direct(self, lamp: np.void) -> NDArray[np.float32]:
        """Find the direct irradiance of the surfels around one lamp (an AREA_LIGHT): (n,), lux."""
        away = [(self._surfels.position[:, axis] - at) ** 2 for axis, at in zip((0, 2), lamp["centre"], strict=True)]
        close = np.flatnonzero(away[0] + away[1] < GROUP_REACH**2)
        direct = np.zeros(len(self._surfels), np.float32)
        direct[close] = self._direct_on(lamp, close)
        return direct


def bake(
    scope: Scope,
    piece: Piece,
    settings: LightSettings,
    separate: NDArray[np.intp] = NONE,
    beam: Mapping[str, Any] | None = None,
    things: NDArray[np.intp] = NONE,
    movers: Sequence[Mover] = (),
    water: WaterSettings = STANDARD_WATER,
) -> Lightmap:
    """Find the light on all surfels of a piece.

    `separate`: (k,), lamps of the piece that get light groups, so that they can change (`nearest_dimmable`). `beam`: a
    lamp at the camera, as for `Bake.bounced_lamp`; its direct light is drawn, not baked. `things`: (j,), placements of
    the piece that get light groups, each for its emitters. `movers`: things that move there, for which the piece has
    probes. `water`: of its water, where the piece has some.
    """
    with scope.scope() as painting:
        textures = surfel_textures.upload(painting, piece.surfels)
        with painting.scope() as passing:
            work = Bake(passing, piece, textures, settings, water.absorption)
            sharp, smoothed, groups, mirrored = _found(work, piece, separate, beam, things)
            colour = lamp_colour(settings)
            moving = tuple(MoverLight(scope, mover, piece, colour, work.direct_of) for mover in movers)
            del work  # it holds the surfels a second time
        heap.trim()
        painter = Painter(painting, piece.surfels, textures)
        fixed = Target(scope, painter.size, ["f2"])
        fixed.clear()
        painter.paint(fixed, sharp, smoothed, painter.seen)
        kept = None
        if any(len(group.squares) for group in groups):
            near = np.concatenate([air_squares(piece), *(mover.squares for mover in moving)])
            unit = piece.occluder.unit
            kept = LightGroups(scope, painter, piece.surfels, piece.charts.density, unit, fixed, groups, near)
        pages = upload_neighbours(scope, piece.surfels.pages)
        light = sharp + smoothed
        moves = mirrored is not None and len(mirrored.lamps) and water.waves * water.caustics > 0
        caustics = ReflectedCaustics(scope, piece, mirrored, light, water) if mirrored is not None and moves else None
        return Lightmap(pages, fixed, kept, separate, things, light.mean(0), len(piece.lights), moving, caustics)


def _found(
    work: Bake,
    piece: Piece,
    separate: NDArray[np.intp],
    beam: Mapping[str, Any] | None,
    things: NDArray[np.intp],
) -> tuple[Light, Light, list[LightGroup], MirroredLight | None]:
    """Find the fixed light of a piece, sharp and to be smoothed (n, 3), its light groups, and its mirrored light."""
    # All light that never changes; to it is added the light that is too faint to be kept apart.
    steady = piece.lights.copy()
    steady["luminance"][separate] = 0.0
    standing = piece.standing
    emitters, emitting = (NO_EMITTERS, NONE) if standing is None else (standing.emitters, standing.emitting)
    fixed = np.setdiff1d(emitting, things)
    mirrored = work.mirrored(piece, steady)
    sharp, smoothed = work.light_of(steady, (emitters[emitting == thing] for thing in fixed), mirrored)
    if beam is not None:
        smoothed = smoothed + work.bounced_lamp(beam)
    groups = []
    if len(separate):
        groups = split(piece.surfels, sharp, smoothed, work.light_of_each(piece.lights[separate]))
    for thing in things:
        groups.append(kept_apart(piece.surfels, sharp, smoothed, *work.light_of_thing(emitters[emitting == thing])))
    whole = [
        replace(group, sharp=work.whole(group.sharp, own), smoothed=work.whole(group.smoothed, own))
        for group in groups
        for own in [group.surfels]
    ]
    return work.whole(sharp), work.whole(smoothed), whole, mirrored


def nearest_dimmable(
    dimmable: NDArray[np.bool_],
    luminance: NDArray[np.float32],
    distance: NDArray[np.floating],
    most: int = LIGHT_GROUPS,
) -> NDArray[np.intp]:
    """Which dimmable lamps or things get light groups, in their order: the nearest of those that shine, `most` of them.

    All (m,). `luminance`: cd/m2. `distance`: m, in the plan, to the nearest viewpoint.
    """
    can = np.flatnonzero(dimmable & (luminance > 0))
    nearest = np.argsort(distance[can], kind="stable")[:most]
    return np.sort(can[nearest[distance[can][nearest] < GROUP_RANGE]])
