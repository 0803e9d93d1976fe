"""How light goes from surface to surface: linear, found once for a place, and applied as often as there are bounces."""

import math

import numpy as np
from numpy.typing import NDArray

from liminal.gl import (
    Scope,
    Target,
    Texture,
    TextureArray,
    copy_to_layer,
    make_table,
    make_texture_array,
)
from liminal.light.occluder_textures import OccluderTextures
from liminal.light.packed_list import pack_list, packed_size, trim_long, unpack_list
from liminal.light.page_table import upload_pages
from liminal.light.shader import bake_shader
from liminal.light.still_water import StillWater, switches_of
from liminal.light.surfel_textures import SurfelTextures, upload_places
from liminal.piece.piece import Piece
from liminal.piece.surfel import LIST_WIDTH, SQUARE, Surfels

Light = NDArray[np.float32]  # (n, c), lux: linear Rec. 709, or up to four lights at once that have no colour

RAYS_A_LAYER = 4
ENOUGH = 0.01  # of all light sent out so far: bounces end when the next would add less
BRIGHTEST = 0.95  # mean reflectance: bounces between brighter surfaces are not followed any further
KINDS = 3  # of surface: walls, ceilings and floors
STEEP = 0.707  # the upward part of a normal from which a surface counts as a floor or a ceiling: 45 degrees


class Transport:
    """The links of a list of surfels: which surfels the rays of each meet.

    Light that has been thrown back more than once is smooth: it is passed on between groups of surfels, by the rays
    of one of each, and only the last time to every surfel by its own. All of that stays on the GPU.

    Surfaces outside the list are taken to have the mean radiosity of the listed ones of their kind (wall, ceiling,
    floor), each weighted by the area it stands for.
    """

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        occluder: OccluderTextures,
        textures: SurfelTextures,
        rays: int,
        water: StillWater | None = None,
    ) -> None:
        """`rays`: cast by each surfel, a multiple of RAYS_A_LAYER."""
        surfels = piece.surfels
        self._scope, self._water = scope, water
        self._count = len(surfels)
        links = self._cast(piece, occluder, textures, rays)
        self._surfels = _Network(scope, links, water, surfels.normal[:, 1], surfels.area)
        group_area = np.bincount(surfels.group, surfels.area).astype(np.float32)
        group_links = self._among_groups(surfels, links)
        self._groups = _Network(scope, group_links, water, surfels.normal[surfels.representative, 1], group_area)
        self._area = surfels.area / max(float(surfels.area.sum()), 1.0)

        # Which surfels are in each group, one group after the other.
        sizes = np.bincount(surfels.group)
        ranges = np.column_stack([np.cumsum(sizes) - sizes, sizes]).astype(np.int32)
        order = np.argsort(surfels.group, kind="stable").astype(np.int32)
        self._nothing = Target(scope, packed_size(len(sizes)), ["f4"])
        self._nothing.clear()
        self._mean = bake_shader(scope, "mean")
        self._mean.program.set(ranges=pack_list(scope, ranges, "i4"), members=pack_list(scope, order[:, None], "i4"))
        self._onward = bake_shader(scope, "onward")
        self._onward.program.set(groups=self._folded, rows=self._groups.rows)

    def _cast(self, piece: Piece, occluder: OccluderTextures, textures: SurfelTextures, rays: int) -> TextureArray:
        """Cast the rays of all surfels and keep links to the surfels that they meet."""
        charts, size = piece.charts, packed_size(self._count)
        links = make_texture_array(self._scope, size, rays // RAYS_A_LAYER, 4, "u4")
        # Rows of surfels that are all far from boxes, and the others.
        clear = size[1] if occluder.boxes is None else piece.surfels.clear // (SQUARE * LIST_WIDTH) * SQUARE
        rows = {False: (0, clear), True: (clear, size[1] - clear)}
        with self._scope.scope() as passing:
            walled = make_table(passing, charts.walled[..., None], "i4")
            columns = pack_list(passing, charts.columns, "i4")
            known = piece.surfels.places
            places, pages = upload_places(passing, known), upload_pages(passing, known.pages)
            tracers = {}
            for beside, some in occluder.by_nearness.items():
                tracers[beside] = tracer = bake_shader(passing, "links", {**some.switches, **switches_of(self._water)})
                tracer.program.set(surfels=textures.surfels, normals=textures.normals, **some.uniforms)
                tracer.program.set(walled=walled, columns=columns, places=places, pages=pages)
                if self._water is not None:
                    tracer.program.set(**self._water.uniforms)
                tracer.program.set(density=charts.density, plan_size=charts.plan_size, outside=_outside(size))
                if beside:
                    tracer.program.set(point_surfels=pack_list(passing, piece.point_surfels()[:, None], "i4"))
            layer = Target(passing, size, ["u4"])
            for index in range(links.layers):
                for beside, tracer in tracers.items():
                    first, count = rows[beside]
                    if count:
                        tracer.draw(layer, (0, first, size[0], count), first_ray=index * RAYS_A_LAYER)
                copy_to_layer(layer, links, index)
        trim_long(self._scope, self._count)
        return links

    def _among_groups(self, surfels: Surfels, links: TextureArray) -> TextureArray:
        """Find which groups each group of surfels sees."""
        members = np.zeros((len(surfels), 2), np.int32)
        members[:, 0] = surfels.group
        members[: len(surfels.representative), 1] = surfels.representative
        self._folded = pack_list(self._scope, members, "i4")
        size = packed_size(len(surfels.representative))
        among = make_texture_array(self._scope, size, links.layers, 4, "u4")
        layer, shader = Target(self._scope, size, ["u4"]), bake_shader(self._scope, "group", switches_of(self._water))
        shader.program.set(links=links, members=self._folded)
        shader.program.set(outside=_outside(packed_size(self._count)), outside_groups=_outside(size))
        for index in range(links.layers):
            shader.draw(layer, layer=index)
            copy_to_layer(layer, among, index)
        return among

    def bounced(self, sent: Light, reflectance: NDArray[np.float32], bounces: int) -> Light:
        """Sum up the irradiance after one bounce and more, (n, c) lux, for `sent`, the first radiosity, (n, c) lux.

        `reflectance`: (n, c) or (n, 1). Light of the second and later bounces is found group by group. c is at most 4.
        """
        if self._water is not None:
            for network in (self._surfels, self._groups):
                network.absorb(**self._water.absorption(coloured=reflectance.shape[1] > 1))
        channels, enough = sent.shape[1], self._enough(reflectance)
        with self._scope.scope() as passing:
            light, thrown = (
                pack_list(passing, each, channels=4) for each in (sent, np.broadcast_to(reflectance, sent.shape))
            )
            leaving = self._leaving(passing, light, thrown, min(bounces - 1, enough), tail=bounces > enough)
            del light, thrown
            received = self._surfels.gather(passing, leaving)
            found: Light = unpack_list(received.read(), self._count)[:, :channels].copy()
            del received
        trim_long(self._scope, self._count)
        return found

    def _enough(self, reflectance: NDArray[np.float32]) -> int:
        """After how many bounces the next would add less than ENOUGH of all, by the mean reflectance."""
        mean = min(float(self._area @ reflectance.mean(1)), BRIGHTEST)
        return math.ceil(math.log(ENOUGH / (1 - mean)) / math.log(max(mean, ENOUGH)))

    def _leaving(self, scope: Scope, sent: Texture, reflectance: Texture, bounces: int, *, tail: bool) -> Texture:
        """Find the radiosity of each surfel: `sent`, and the light it reflects after some bounces between groups.

        `tail`: those that follow are added.
        """
        groups = self._groups
        first = groups.target(scope, 2)
        self._mean.draw(first, groups.whole, sent=sent, reflectance=reflectance)
        leaving, throws = first.colours
        groups.average(first)

        received = before = earlier = self._nothing.colours[0]
        turns = [groups.target(scope, 2) for _ in range(2)]
        for bounce in range(bounces):
            before, earlier = leaving, received
            target = turns[bounce % 2]
            groups.pass_on(target, leaving, received, throws)
            leaving, received = target.colours

        whole = self._surfels.target(scope, 1)
        self._onward.program.set(received=received, earlier=earlier, before=before, after=leaving)
        self._onward.draw(whole, self._surfels.whole, sent=sent, reflectance=reflectance, tail=tail and bounces > 0)
        self._surfels.average(whole)
        return whole.colours[0]


class _Network:
    """Surfels or groups of them, n, and the `links` between them, for light to be passed on along.

    Lists of their radiosity have one row more, for surfaces outside the list: `bake_kinds.frag`.
    """

    def __init__(
        self,
        scope: Scope,
        links: TextureArray,
        water: StillWater | None,
        upward: NDArray[np.float32],
        area: NDArray[np.float32],
    ) -> None:
        """`upward`: (n,), of each normal, and `area`: (n,), any unit, tell the kinds of surface and weigh them."""
        masks = abs(upward) <= STEEP, upward < -STEEP, upward > STEEP
        areas = np.stack([mask * area for mask in masks], 1)
        shares = np.zeros((len(area), 4), np.float32)
        shares[:, :3] = areas / np.maximum(areas.sum(0), 1)
        width, self.rows = packed_size(len(area))
        self.whole = 0, 0, width, self.rows
        self._sums = Target(scope, (self.rows, 1), ["f4"] * 3)
        self._sum, self._average = bake_shader(scope, "kinds"), bake_shader(scope, "kinds", {"ROWS": True})
        self._sum.program.set(shares=pack_list(scope, shares))
        walls, ceilings, floors = self._sums.colours
        self._average.program.set(wall_sums=walls, ceiling_sums=ceilings, floor_sums=floors)
        self._average.program.set(kinds=areas.sum(0) / max(float(areas.sum()), 1.0))
        self._gather = bake_shader(scope, "bounce", switches_of(water))
        self._pass_on = bake_shader(scope, "bounce", {"ONWARD": True, **switches_of(water)})
        for shader in (self._gather, self._pass_on):
            shader.program.set(links=links, layers=links.layers)

    def absorb(self, **absorption: NDArray[np.float32]) -> None:
        """Set what water takes away along the links (`StillWater.absorption`)."""
        for shader in (self._gather, self._pass_on):
            shader.program.set(**absorption)

    def target(self, scope: Scope, colours: int) -> Target:
        """Make room for a list of their radiosity, and for others beside it: `colours` lists in all."""
        return Target(scope, (self.whole[2], self.rows + 1), ["f4"] * colours)

    def average(self, sent: Target) -> None:
        """Add the last row to a list of their radiosity: the averages of the kinds of surface."""
        self._sum.draw(self._sums, radiosity=sent.colours[0])
        self._average.draw(sent, (0, self.rows, KINDS + 1, 1))

    def gather(self, scope: Scope, radiosity: Texture) -> Target:
        """Find the irradiance of each, lux."""
        received = Target(scope, self.whole[2:], ["f4"])
        self._gather.draw(received, radiosity=radiosity)
        return received

    def pass_on(self, target: Target, radiosity: Texture, before: Texture, reflectance: Texture) -> None:
        """Find the radiosity of each in the next bounce, and its irradiance of all so far, which was `before`."""
        self._pass_on.draw(target, self.whole, radiosity=radiosity, before=before, reflectance=reflectance)
        self.average(target)


def _outside(size: tuple[int, int]) -> int:
    """The number of the first entry behind a list that is packed into a texture of this size."""
    return size[0] * size[1]
