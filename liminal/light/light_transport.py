"""How light goes from surface to surface: linear, found once for a place, and applied as often as there are bounces."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import (
    Scope,
    Target,
    TextureArray,
    copy_to_layer,
    make_texture,
    make_texture_array,
)
from liminal.light.occluder_textures import OccluderTextures
from liminal.light.packed_list import pack_list, packed_size, unpack_list
from liminal.light.shader import bake_shader
from liminal.light.surfel_textures import SurfelTextures
from liminal.piece.piece import Piece
from liminal.piece.surfel import Surfels

Light = NDArray[np.float32]  # (n, c), lux: linear Rec. 709, or up to four lights at once that have no colour

RAYS_A_LAYER = 4
ENOUGH = 0.01  # of all light sent out so far: bounces end when the next would add less
STEEP = 0.707  # the upward part of a normal from which a surface counts as a floor or a ceiling: 45 degrees
ELSEWHERE = 3  # entries behind the list: walls, ceilings and floors whose own light is not found


class Transport:
    """The links of a list of surfels: which surfels the rays of each meet.

    Light that has been thrown back more than once is smooth: it is passed on between groups of surfels, by the rays
    of one of each, and only the last time to every surfel by its own.

    Surfaces outside the list are taken to send out what listed ones of their kind (wall, ceiling, floor) do on average,
    each by the area it stands for.
    """

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        occluder: OccluderTextures,
        textures: SurfelTextures,
        rays: int,
    ) -> None:
        """`rays`: cast by each surfel, a multiple of RAYS_A_LAYER."""
        surfels, charts = piece.surfels, piece.charts
        self._scope = scope
        self._group = surfels.group
        self._members = np.bincount(surfels.group).astype(np.float32)[:, None]
        area = surfels.area
        self._kinds = _Kinds(surfels.normal[:, 1], area)
        group_area = np.bincount(surfels.group, area).astype(np.float32)
        self._group_kinds = _Kinds(surfels.normal[surfels.representative, 1], group_area)
        rows, columns = charts.column.shape[:2]
        self._columns = make_texture(scope, (columns, rows), 4, "i4", charts.column)
        self._tracer = bake_shader(scope, "links", occluder.switches)
        self._tracer.program.set(surfels=textures.surfels, normals=textures.normals)
        self._tracer.program.set(places=textures.places, pages=textures.pages)
        self._tracer.program.set(**occluder.uniforms, columns=self._columns)
        self._points = None
        if occluder.boxes is not None:
            self._points = pack_list(scope, piece.point_surfels()[:, None], "i4")
            self._tracer.program.set(point_surfels=self._points)
        self._tracer.program.set(density=charts.density, plan_size=charts.plan_size, count=len(surfels))
        self._bounce = bake_shader(scope, "bounce")
        self._links = self._cast(len(surfels), rays)
        self._group_links = self._among_groups(surfels)

    def _cast(self, count: int, rays: int) -> TextureArray:
        """Cast the rays of all `count` surfels and keep what they meet."""
        size = packed_size(count)
        links = make_texture_array(self._scope, size, rays // RAYS_A_LAYER, 4, "u4")
        layer = Target(self._scope, size, ["u4"])
        for index in range(links.layers):
            self._tracer.draw(layer, first_ray=index * RAYS_A_LAYER)
            copy_to_layer(layer, links, index)
        return links

    def _among_groups(self, surfels: Surfels) -> TextureArray:
        """Find which groups each group of surfels sees."""
        members = np.zeros((len(surfels), 2), np.int32)
        members[:, 0] = surfels.group
        members[: len(surfels.representative), 1] = surfels.representative
        folded = pack_list(self._scope, members, "i4")
        size = packed_size(len(surfels.representative))
        links = make_texture_array(self._scope, size, self._links.layers, 4, "u4")
        layer, shader = Target(self._scope, size, ["u4"]), bake_shader(self._scope, "group")
        shader.program.set(links=self._links, members=folded, count=len(surfels), groups=len(surfels.representative))
        for index in range(links.layers):
            shader.draw(layer, layer=index)
            copy_to_layer(layer, links, index)
        return links

    def spread(self, sent: Light) -> Light:
        """Find what each texel receives, (n, c) lux, when each sends out `sent`, (n, c) lux; c is at most 4."""
        return self._gather(self._links, sent, self._kinds)

    def _gather(self, links: TextureArray, sent: Light, kinds: "_Kinds") -> Light:
        """Average over the links of all that send what is sent out at their ends."""
        count, channels = sent.shape
        radiosity = np.zeros((count + ELSEWHERE, 4), np.float32)
        radiosity[:count, :channels] = sent
        radiosity[count:, :channels] = kinds.average(sent)

        folded = pack_list(self._scope, radiosity)
        received = Target(self._scope, packed_size(count), ["f4"])
        self._bounce.draw(received, links=links, radiosity=folded, layers=links.layers)
        light: Light = unpack_list(received.read(), count)[:, :channels].copy()
        return light

    def bounced(self, sent: Light, reflectance: NDArray[np.float32], bounces: int) -> Light:
        """Sum up what arrives by one bounce and more, (n, c) lux, when `sent`, (n, c) lux, leaves the surfaces first.

        `reflectance`: (n, c) or (n, 1). What comes after the first bounce is found group by group.
        """
        if bounces == 0:
            return np.zeros_like(sent)
        onward = reflectance * self._among(self._mean(sent), self._mean(reflectance), bounces - 1)[self._group]
        return self.spread(sent + onward)

    def _mean(self, values: Light) -> Light:
        """Average over the surfels of each group: from (n, c) to (g, c)."""
        sums = [np.bincount(self._group, channel) for channel in values.T]
        mean: Light = (np.column_stack(sums) / self._members).astype(np.float32)
        return mean

    def _among(self, sent: Light, reflectance: NDArray[np.float32], bounces: int) -> Light:
        """Sum up what groups receive, (g, c) lux, in a number of bounces, when `sent`, (g, c) lux, leaves them first.

        Ends once a bounce is below ENOUGH; the tail is added as a geometric series.
        """
        total = np.zeros_like(sent)
        all_sent = float(sent.mean())
        for _ in range(bounces):
            received = self._gather(self._group_links, sent, self._group_kinds)
            total += received
            before, sent = float(sent.mean()), reflectance * received
            all_sent += float(sent.mean())
            if sent.mean() <= ENOUGH * all_sent:
                ratio = float(sent.mean()) / max(before, 1e-30)
                return total + received * np.float32(ratio / (1 - min(ratio, 0.95)))
        return total


class _Kinds:
    """Which surfels (n,) look sideways, down and up, by the upward part of their normals, and their areas."""

    def __init__(self, upward: NDArray[np.float32], area: NDArray[np.float32]) -> None:
        masks = (abs(upward) <= STEEP, upward < -STEEP, upward > STEEP)
        shares = np.stack([mask * area for mask in masks])
        self._shares = shares / np.maximum(shares.sum(1, keepdims=True), 1)

    def average(self, light: Light) -> Light:
        """What those of each kind have on average, (3, c), of light (n, c); none is 0."""
        average: Light = self._shares @ light
        return average
