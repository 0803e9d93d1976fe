"""How light goes from surface to surface: linear, found once for a place, and applied as often as there are bounces."""

import numpy as np
from numpy.typing import NDArray

from liminal.geometry.chart import FACING_DOWN, FACING_UP, Charts
from liminal.gl import (
    Context,
    FullScreen,
    Target,
    Texture,
    TextureArray,
    copy_to_layer,
    make_texture,
    make_texture_array,
)
from liminal.light.fold import fold, folded_size, unfold
from liminal.light.held import Held
from liminal.light.texel import Texels

Light = NDArray[np.float32]  # (n, c), lux: linear Rec. 709, or up to four lights at once that have no colour

RAYS_A_LAYER = 4
ENOUGH = 0.01  # of all light sent out so far: bounces end when the next would add less
ELSEWHERE = 3  # entries behind the list: walls, ceilings and floors whose own light is not found


class Transport:
    """The links of one list of texels: which texels the rays of each meet.

    Surfaces outside the list are taken to send out what listed ones of their kind (wall, ceiling, floor) do on average,
    each by the area it stands for.
    """

    def __init__(self, context: Context, cells: Texture, charts: Charts, texels: Texels, held: Held, rays: int) -> None:
        self._context = context
        self._facing = texels.facing
        self._area = texels.stride.astype(np.float32) ** 2
        rows, columns = charts.window.floor.shape
        self._columns = make_texture(context, (columns, rows), 4, "i4", charts.column)
        self._tracer = FullScreen(context, "bake_links.frag")
        self._tracer.program.set(cells=cells, columns=self._columns, places=held.places)
        self._tracer.program.set(density=charts.density, plan_size=charts.plan_size, count=len(texels))
        self._bounce = FullScreen(context, "bake_bounce.frag")
        self._links = self._cast(held.texels, len(texels), rays)
        self._received = Target(context, folded_size(len(texels)), ["f4"])

    def _cast(self, listed: Texture, count: int, rays: int) -> TextureArray:
        """Cast the rays of `count` points and keep what they meet. `listed`: as `texels` of `bake_texel.glsl`."""
        size = folded_size(count)
        links = make_texture_array(self._context, size, rays // RAYS_A_LAYER, 4, "u4")
        layer = Target(self._context, size, ["u4"])
        for index in range(links.layers):
            self._tracer.draw(layer, texels=listed, first_ray=index * RAYS_A_LAYER)
            copy_to_layer(self._context, layer, links, index)
        layer.release()
        return links

    def spread(self, sent: Light) -> Light:
        """Find what each texel receives, (n, c) lux, when each sends out `sent`, (n, c) lux; c is at most 4."""
        return self._gather(self._links, self._received, sent, len(sent))

    def arriving(self, points: NDArray[np.float32], sent: Light, rays: int) -> Light:
        """Find what points in the air receive, (m, c) lux, when the texels send out `sent`, (n, c) lux.

        `points`: (m, 4), each with a way to face, as `Texels.packed` gives them. `rays`: from each, a multiple of 4.
        """
        listed = fold(self._context, points)
        links = self._cast(listed, len(points), rays)
        received = Target(self._context, folded_size(len(points)), ["f4"])
        light = self._gather(links, received, sent, len(points))
        for used in (listed, links, received):
            used.release()
        return light

    def _gather(self, links: TextureArray, received: Target, sent: Light, count: int) -> Light:
        """Average over the links of `count` points what the texels at their ends send out."""
        channels = sent.shape[1]
        radiosity = np.zeros((len(sent) + ELSEWHERE, 4), np.float32)
        radiosity[: len(sent), :channels] = sent
        kinds = (self._facing < FACING_DOWN, self._facing == FACING_DOWN, self._facing == FACING_UP)
        for entry, kind in enumerate(kinds):
            if kind.any():
                radiosity[len(sent) + entry, :channels] = np.average(sent[kind], axis=0, weights=self._area[kind])

        folded = fold(self._context, radiosity)
        self._bounce.draw(received, links=links, radiosity=folded, layers=links.layers)
        folded.release()
        light: Light = unfold(received.read(), count)[:, :channels].copy()
        return light

    def bounced(self, sent: Light, reflectance: NDArray[np.float32], bounces: int) -> Light:
        """Sum up what arrives by one bounce and more, (n, c) lux, when `sent`, (n, c) lux, leaves the surfaces first.

        `reflectance`: (n, c) or (n, 1). Ends once a bounce is below ENOUGH; the tail is added as a geometric series.
        """
        total = np.zeros_like(sent)
        all_sent = float(sent.mean())
        for _ in range(bounces):
            received = self.spread(sent)
            total += received
            before, sent = float(sent.mean()), reflectance * received
            all_sent += float(sent.mean())
            if sent.mean() <= ENOUGH * all_sent:
                ratio = float(sent.mean()) / max(before, 1e-30)
                return total + received * np.float32(ratio / (1 - min(ratio, 0.95)))
        return total

    def release(self) -> None:
        """Free the links, and what casts and follows them."""
        for used in (self._links, self._received, self._bounce, self._tracer, self._columns):
            used.release()
