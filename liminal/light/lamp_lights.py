"""The light of each lamp apart: of it what is a share to be seen becomes its light group, the rest is fixed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.colour import LUMINANCE
from liminal.light.block8 import squares_seen, squares_touched
from liminal.light.lamp_colour import alike
from liminal.light.light_group import LightGroup
from liminal.piece.surfel import Surfels

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux

GROUP_FLOOR = 0.008  # of all light on a texel: less is left in the fixed light


@dataclass(frozen=True)
class LampDirect:
    """The direct `irradiance` from one lamp, float32 (k,), lux, of those `surfels` of a list (k,) that are near it."""

    surfels: NDArray[np.intp]
    irradiance: NDArray[np.float32]

    def listed(self, count: int) -> NDArray[np.float32]:
        """The direct irradiance of all `count` surfels of the list, lux."""
        whole = np.zeros(count, np.float32)
        whole[self.surfels] = self.irradiance
        return whole


@dataclass(frozen=True)
class LampLights:
    """The light of m lamps on n surfels, each lamp's apart.

    `direct`: of each lamp, of its colour in `colours` (m, 3), of luminance 1; water leaves `left` of it, (n, 3) or
    (1, 1). `share`: float32 (n, m), each lamp's share of the indirect light of all of them, `bounced` (n, 3), lux.
    """

    colours: NDArray[np.float32]
    direct: list[LampDirect]
    left: NDArray[np.float32]
    bounced: Light
    share: NDArray[np.float32]

    def of(self, lamp: int, direct: NDArray[np.float32], surfels: NDArray[np.intp]) -> tuple[Light, Light]:
        """The light of one lamp on some surfels (k,): direct and bounced, (k, 3) each. `direct`: on all, (n,), lux."""
        left = self.left[surfels] if len(self.left) > 1 else self.left
        own = direct[surfels, None] * self.colours[lamp] * left
        return own, self.share[surfels, lamp, None] * self.bounced[surfels]


def split(surfels: Surfels, sharp: Light, smoothed: Light, lights: LampLights) -> list[LightGroup]:
    """Keep each lamp's light where it is a share to be seen; the rest is added to `sharp` and `smoothed`, (n, 3)."""
    weights = LUMINANCE.astype(np.float32)
    others, bounced = (sharp + smoothed) @ weights, lights.bounced @ weights
    left_share, groups, seen = np.zeros(len(others), np.float32), list[LightGroup](), squares_seen(surfels)
    for colour, those in alike(lights.colours):
        left_direct = np.zeros(len(others), np.float32)
        for lamp in those.tolist():
            direct, share = lights.direct[lamp].listed(len(others)), lights.share[:, lamp]
            own = direct + share * bounced
            kept = own > np.float32(GROUP_FLOOR) * (own + others)
            taken = np.flatnonzero(kept)
            groups.append(LightGroup(taken, *lights.of(lamp, direct, taken), squares_touched(surfels, kept, seen)))
            for total, part in ((others, own), (left_direct, direct), (left_share, share)):
                np.add(total, part, out=total, where=~kept)
        sharp += left_direct[:, None] * colour * lights.left
    smoothed += left_share[:, None] * lights.bounced
    order = np.concatenate([those for _, those in alike(lights.colours)])
    return [groups[place] for place in np.argsort(order)]


def kept_apart(surfels: Surfels, sharp: Light, smoothed: Light, direct: Light, bounced: Light) -> LightGroup:
    """Keep the light of one thing, (n, 3) each, where it is to be seen; the rest is added to the fixed light."""
    weights = LUMINANCE.astype(np.float32)
    own = (direct + bounced) @ weights
    kept = own > np.float32(GROUP_FLOOR) * (own + (sharp + smoothed) @ weights)
    sharp += np.where(kept[:, None], np.float32(0), direct)
    smoothed += np.where(kept[:, None], np.float32(0), bounced)
    taken = np.flatnonzero(kept)
    return LightGroup(taken, direct[taken], bounced[taken], squares_touched(surfels, kept, squares_seen(surfels)))
