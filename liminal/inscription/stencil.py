"""Stencils: letters and figures sprayed through cut card, with the bridges that hold the middles of closed ones."""

import numpy as np
from scipy.ndimage import gaussian_filter

from liminal.inscription.coating import Coating, film, nearness, noise, sampled
from liminal.inscription.handwriting import TYPED, extent, written
from liminal.inscription.pen import PAINTS, Page
from liminal.random import Dice

BRIDGED = frozenset("ABCDGOPQRS02345689")
# Of the height of a capital:
STROKE = 0.19  # width of strokes
BRIDGE = 0.075  # width of bridges
GAP = 0.16  # between letters
MARGIN = 0.04  # m of the page that stay free
CREEP = 0.004  # m: how far paint gets under the card


def stencil(page: Page, text: str, dice: Dice) -> Coating:
    """A text in one line in the middle of a page, worn where the concrete is rough."""
    letters = [written(name, TYPED, dice) for name in text]
    spans = [extent(strokes) for strokes in letters]
    widths = [float(high[0] - low[0]) + STROKE for low, high in spans]
    whole = sum(widths) + GAP * (len(letters) - 1)
    size = np.array(page.shape) * page.texel - 2 * MARGIN
    height = float(min(size[0] / (1 + STROKE), size[1] / whole))
    left = (page.shape[1] * page.texel - whole * height) / 2
    base = (page.shape[0] * page.texel - height) / 2

    cover = np.zeros(page.shape, np.float32)
    column = (np.arange(page.shape[1]) + 0.5) * page.texel
    for name, strokes, (low, _), width in zip(text, letters, spans, widths, strict=True):
        shift = np.array([left - height * (low[0] - STROKE / 2), base])
        points = np.concatenate([sampled(page.texels(height * stroke + shift), 0.5)[0] for stroke in strokes])
        radius = np.full(len(points), height * STROKE / 2 / page.texel)
        inside = (nearness(page.shape, points, radius, (0.0, 0.0)) + 0.5).clip(0, 1)
        if name in BRIDGED:
            from_middle = abs(column - left - height * width / 2) - height * BRIDGE / 2
            inside *= (from_middle / page.texel + 0.5).clip(0, 1)[None]
        cover = np.maximum(cover, inside)
        left += height * (width + GAP)

    # Paint creeps under the card, and has come off the sand grains and in patches.
    under = gaussian_filter(cover, CREEP / page.texel)
    worn = 0.86 + 0.10 * noise(page.shape, 2.0, page.lot, 31) + 0.13 * noise(page.shape, 26.0, page.lot, 32)
    return film((np.maximum(cover, 0.35 * under) * worn).clip(0, 0.94), PAINTS["black"], page.texel)
