"""Baking: from the surfels and lamps of a piece to its lightmap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.body.figure import Figure
from liminal.gl import Scope, Target, trim
from liminal.light import surfel_textures
from liminal.light.atlas import Painter
from liminal.light.body_light import BodyLight
from liminal.light.direct_illumination import DirectIllumination
from liminal.light.indirect_illumination import IndirectIllumination
from liminal.light.lamp_colour import lamp_colour, lamp_colours
from liminal.light.lamp_lights import LampDirect, kept_apart, split
from liminal.light.light_group import LightGroup, LightGroups
from liminal.light.light_volume import air_squares
from liminal.light.lightmap import Lightmap
from liminal.light.mirrored_light import MirroredLight
from liminal.light.mover_light import MoverLight
from liminal.light.packed_list import trim_long
from liminal.light.page_table import upload_neighbours
from liminal.light.reflected_caustics import ReflectedCaustics
from liminal.light.still_water import StillWater, still_water
from liminal.piece.piece import Piece
from liminal.piece.surfel import Surfels
from liminal.settings.light import LightSettings
from liminal.settings.water import WaterSettings
from liminal.thing.mover import Mover
from liminal.thing.thing import NO_EMITTERS

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux
_Found = tuple[Light, Light, list[LightGroup]]  # the fixed light, sharp and to be smoothed, and the light groups

LIGHT_GROUPS = (
    32  # dimmable lamps whose light is kept apart: the nearest; of others only the diffuser is seen to flicker
)
GROUP_RANGE = 20.0  # m: lamps further from every viewpoint than this have no light group
NONE = np.zeros(0, np.intp)
STANDARD_WATER = WaterSettings()


def bake(
    scope: Scope,
    piece: Piece,
    settings: LightSettings,
    separate: NDArray[np.intp] = NONE,
    spots: Mapping[str, Any] | None = None,
    things: NDArray[np.intp] = NONE,
    movers: Sequence[Mover] = (),
    figures: Sequence[Figure] = (),
    water: WaterSettings = STANDARD_WATER,
) -> Lightmap:
    """Find the light on all surfels of a piece.

    `separate`: (k,), lamps of the piece that get light groups, so that they can change (`nearest_dimmable`). `spots`:
    small lamps, as for `DirectIllumination.of_spot_lamps`; their direct light is drawn, not baked. `things`: (j,),
    placements of the piece that get light groups, each for its emitters. `movers`: things that move there,
    and `figures`, for which the piece has probes. `water`: of its water, where the piece has some.
    """
    return _bake(scope, piece, settings, (settings.bounces,), separate, spots, things, movers, figures, water)[0]


def bake_apart(scope: Scope, piece: Piece, settings: LightSettings, *rest: Any) -> tuple[Lightmap, Lightmap]:
    """Find the light that `bake` finds, by the same arguments, and what of it came straight from what shines.

    Rays to what shines are cast once for both.
    """
    direct, whole = _bake(scope, piece, settings, (0, settings.bounces), *rest)
    return whole, direct


def _bake(
    scope: Scope,
    piece: Piece,
    settings: LightSettings,
    bounces: Sequence[int],
    separate: NDArray[np.intp],
    spots: Mapping[str, Any] | None,
    things: NDArray[np.intp],
    movers: Sequence[Mover],
    figures: Sequence[Figure],
    water: WaterSettings,
) -> list[Lightmap]:
    """Find the light of a piece as `bake` does, once for each number of `bounces` that it goes on for at most."""
    count = len(piece.surfels)
    with scope.scope() as painting:
        with painting.scope() as passing, passing.scope() as rays:
            textures = surfel_textures.upload(rays, piece.surfels)
            still = still_water(rays, piece.window, piece.occluder, water.absorption)
            direct = DirectIllumination(rays, piece, textures, settings, still)
            limited = [settings.model_copy(update={"bounces": most}) for most in bounces]
            rest = direct.occluder, textures
            indirect = [IndirectIllumination(passing, piece, *rest, each, still) for each in limited]
            trim_long(scope, count)
            first = _first_light(direct, piece, separate, spots, things)
            colour = lamp_colour(settings)
            moving = [tuple(MoverLight(scope, each, piece, colour, direct.of_lamp) for each in movers) for _ in bounces]
            people = [tuple(BodyLight(scope, each, piece, colour, direct.of_lamp) for each in figures) for _ in bounces]
            # No more rays: bounces go along the links that were found.
            del direct
            rays.close()
            trim_long(scope, count)
            colours = lamp_colours(piece.lights[separate], colour)
            shares = [first.copied() for _ in bounces[1:]] + [first]
            found = [_found(piece, each, share, colours) for each, share in zip(indirect, shares, strict=True)]
            mirrored = first.mirrored
            del indirect, first, shares
        if still is not None:
            found = [_whole(piece.surfels, still, *each) for each in found]
        trim(scope)
        painter = Painter(painting, piece.surfels)
        trim_long(scope, count)
        pages = upload_neighbours(scope, piece.surfels.pages)
        made = []
        for light, moves, walks in zip(found, moving, people, strict=True):
            ways = [*(each.air.squares for each in moves), *(each.air.squares for each in walks)]
            near = np.concatenate([air_squares(piece), *ways])
            fixed, kept = _painted(scope, painter, piece, light, near)
            total = light[0] + light[1]
            stirred = mirrored is not None and len(mirrored.lamps) and water.waves * water.caustics > 0
            caustics = ReflectedCaustics(scope, piece, mirrored, total, water) if mirrored and stirred else None
            ambient = total.mean(0)
            made.append(
                Lightmap(pages, fixed, kept, separate, things, ambient, len(piece.lights), moves, walks, caustics)
            )
        return made


def _painted(
    scope: Scope, painter: Painter, piece: Piece, light: _Found, near: NDArray[np.int32]
) -> tuple[Target, LightGroups | None]:
    """Paint the light of a piece into its atlas. `near`: squares that are put together for every picture."""
    sharp, smoothed, groups = light
    fixed = Target(scope, painter.size, ["f2"])
    fixed.clear()
    painter.paint(fixed, sharp, smoothed)
    if not any(len(group.squares) for group in groups):
        return fixed, None
    density, unit = piece.charts.density, piece.occluder.unit
    return fixed, LightGroups(scope, painter, piece.surfels, density, unit, fixed, groups, near)


@dataclass(frozen=True)
class _FirstLight:
    """Direct irradiance of the surfels of a piece, (n, 3), lux.

    `near`, `far`: that never changes; `mirrored`: what water mirrors, which is in `far`, too. `lamps`, `things`: of
    each that has a light group. `left`: see `DirectIllumination`. `spots`: of small lamps.
    """

    near: Light
    far: Light
    mirrored: MirroredLight | None
    lamps: list[LampDirect]
    things: list[Light]
    left: NDArray[np.float32]
    spots: Light | None

    def copied(self) -> "_FirstLight":
        """The same, to be found again: what bounces do changes the lists in place."""
        return replace(self, near=self.near.copy(), far=self.far.copy())


def _first_light(
    direct: DirectIllumination,
    piece: Piece,
    separate: NDArray[np.intp],
    spots: Mapping[str, Any] | None,
    things: NDArray[np.intp],
) -> _FirstLight:
    """Find all direct light. The arguments are those of `bake`."""
    steady = piece.lights.copy()
    steady["luminance"][separate] = 0.0
    standing = piece.standing
    emitters, emitting = (NO_EMITTERS, NONE) if standing is None else (standing.emitters, standing.emitting)
    fixed = np.setdiff1d(emitting, things)
    mirrored = direct.mirrored(steady)
    near, far = direct.of_lamps(steady, (emitters[emitting == thing] for thing in fixed))
    if mirrored is not None:
        far += mirrored.whole
    return _FirstLight(
        near,
        far,
        mirrored,
        [direct.around_lamp(lamp) for lamp in separate.tolist()],
        [direct.of_thing(emitters[emitting == thing]) for thing in things],
        direct.left,
        None if spots is None else direct.of_spot_lamps(spots),
    )


def _found(piece: Piece, indirect: IndirectIllumination, first: _FirstLight, colours: NDArray[np.float32]) -> _Found:
    """Find the fixed light of a piece, sharp and to be smoothed (n, 3), and its light groups.

    `colours`: of the lamps that have one, (k, 3). Light that is too faint to be kept apart is added to the fixed light.
    """
    sharp, smoothed = first.near, indirect.of_all(first.near, first.far)
    if first.spots is not None:
        smoothed = smoothed + indirect.of(first.spots)
    groups = []
    if len(first.lamps):
        groups = split(piece.surfels, sharp, smoothed, indirect.of_each(first.lamps, colours, first.left))
    for light in first.things:
        groups.append(kept_apart(piece.surfels, sharp, smoothed, light, indirect.of(light)))
    return sharp, smoothed, groups


def _whole(surfels: Surfels, water: StillWater, sharp: Light, smoothed: Light, groups: list[LightGroup]) -> _Found:
    """Irradiance, lux, from the values kept for it under water while light is found: see `still_water`."""
    whole = water.whole(surfels)
    return (
        sharp * whole,
        smoothed * whole,
        [
            replace(group, sharp=group.sharp * whole[own], smoothed=group.smoothed * whole[own])
            for group in groups
            for own in [group.surfels]
        ],
    )


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
