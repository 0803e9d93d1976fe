"""How light goes from surface to surface: linear, found once for a place, and applied as often as there are bounces."""

import numpy as np
from numpy.typing import NDArray

from liminal.geometry.chart import FACING_DOWN, FACING_UP, Charts
from liminal.gl import Context, FullScreen, Target, Texture, copy_to_layer, make_texture, make_texture_array
from liminal.light.fold import fold, folded_size, unfold
from liminal.light.held import Held
from liminal.light.texel import Texels

Light = NDArray[np.float32]  # (n, c), lux: linear Rec. 709, or up to four lights at once that have no colour

RAYS_A_LAYER = 4
ENOUGH = 0.01  # of all light sent out so far: bounces end when the next would add less
ELSEWHERE = 3  # entries behind the list: walls, ceilings and floors whose own light is not found


class Transport:
    """The links of one list of texels: which texels the rays of each meet.

    Surfaces outside the list are taken to send out what listed ones of their kind (wall, ceiling, floor) do on average.
    """

    def __init__(self, context: Context, cells: Texture, charts: Charts, texels: Texels, held: Held, rays: int) -> None:
        self._context = context
        self._facing = texels.facing
        size = folded_size(len(texels))
        self._links = make_texture_array(context, size, rays // RAYS_A_LAYER, 4, "u4")
        self._received = Target(context, size, ["f4"])
        self._bounce = FullScreen(context, "bake_bounce.frag")
        self._trace(cells, charts, held)

    def _trace(self, cells: Texture, charts: Charts, held: Held) -> None:
        """Cast the rays of all texels and keep what they meet."""
        rows, columns = charts.window.floor.shape
        column = make_texture(self._context, (columns, rows), 4, "i4", charts.column)
        count = len(self._facing)
        layer = Target(self._context, folded_size(count), ["u4"])
        tracer = FullScreen(self._context, "bake_links.frag")
        tracer.program.set(cells=cells, texels=held.texels, columns=column, places=held.places)
        tracer.program.set(density=charts.density, plan_size=charts.plan_size, count=count)
        for index in range(self._links.layers):
            tracer.draw(layer, first_ray=index * RAYS_A_LAYER)
            copy_to_layer(self._context, layer, self._links, index)
        for used in (column, layer, tracer):
            used.release()

    def spread(self, sent: Light) -> Light:
        """Find what each texel receives, (n, c) lux, when each sends out `sent`, (n, c) lux; c is at most 4."""
        channels = sent.shape[1]
        radiosity = np.zeros((len(sent) + ELSEWHERE, 4), np.float32)
        radiosity[: len(sent), :channels] = sent
        kinds = (self._facing < FACING_DOWN, self._facing == FACING_DOWN, self._facing == FACING_UP)
        for entry, kind in enumerate(kinds):
            if kind.any():
                radiosity[len(sent) + entry, :channels] = sent[kind].mean(0)

        folded = fold(self._context, radiosity)
        self._bounce.draw(self._received, links=self._links, radiosity=folded, layers=self._links.layers)
        folded.release()
        received: Light = unfold(self._received.read(), len(sent))[:, :channels].copy()
        return received

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
        """Free the links."""
        for used in (self._links, self._received, self._bounce):
            used.release()
