"""Number plates: engraved plastic beside a doorway, a dark face cut through to a light core."""

import numpy as np
from scipy.ndimage import gaussian_filter

from liminal.inscription.coating import Coating, film, nearness, noise, sampled
from liminal.inscription.handwriting import TYPED, extent, written
from liminal.inscription.pen import Page
from liminal.random import Dice

PLATE = (0.152, 0.102)  # m: 6 x 4 in
ROUNDED, BEVEL = 0.005, 0.0022  # m: radius of its corners, width of its bevelled edge
FIGURES = 0.040  # m: height of the figures; ADAAG (1991) 4.30.3 asks for 5/8 to 2 in
FACES = ((0.050, 0.032, 0.020), (0.028, 0.028, 0.030), (0.060, 0.050, 0.030))  # brown, black, bronze: reflectance
CORE = (0.62, 0.60, 0.54)  # reflectance


def number_plate(page: Page, text: str, dice: Dice) -> Coating:
    """A plate with a number in the middle of a page. `dice`: those of the building's plates, which are alike."""
    rows, columns = page.shape
    across = abs(np.arange(columns) + 0.5 - columns / 2)[None] * page.texel
    down = (np.arange(rows) + 0.5 - rows / 2)[:, None] * page.texel
    beyond = np.maximum(across - PLATE[0] / 2 + ROUNDED, 0), np.maximum(abs(down) - PLATE[1] / 2 + ROUNDED, 0)
    depth = ROUNDED - np.hypot(*beyond)  # m inside its outline
    straight = np.minimum(PLATE[0] / 2 - across, PLATE[1] / 2 - abs(down))
    depth = np.where((beyond[0] > 0) & (beyond[1] > 0), depth, straight)
    cover = (depth / page.texel + 0.5).clip(0, 1)

    # Bevels shine: the upper one towards the lamps, the lower one towards the floor.
    slope = (1 - depth / BEVEL).clip(0, 1)
    upright = np.where(abs(down) - PLATE[1] / 2 > across - PLATE[0] / 2, -np.sign(down), 0.0)
    gloss = 1 + slope * np.where(upright > 0, 1.6, np.where(upright < 0, -0.5, 0.25))
    worn = gloss * (1 + 0.03 * noise(page.shape, 40, page.lot, 21))
    face = film(cover.astype(np.float32), dice.pick(FACES), page.texel)
    face = Coating(face.transmittance, face.reflectance * worn[..., None].astype(np.float32), page.texel)

    strokes = written(text, TYPED, dice)
    low, high = extent(strokes)
    height = min(FIGURES, (PLATE[0] - 0.03) / max(float(high[0] - low[0]), 0.1))
    middle = np.array([columns, rows]) / 2
    points = [
        sampled((height * (stroke - (low + high) / 2) / page.texel) * (1, -1) + middle, 0.5)[0] for stroke in strokes
    ]
    cut = np.concatenate(points)
    inside = nearness(page.shape, cut, np.full(len(cut), 0.07 * height / page.texel), (0.0, 0.0))
    figures = film((inside + 0.5).clip(0, 1), CORE, page.texel)

    solid = (cover > 0.5).astype(np.float32)
    fallen = gaussian_filter(np.roll(solid, max(1, round(0.003 / page.texel)), 0), 0.0022 / page.texel)
    shade = (1 - 0.55 * fallen)[..., None].repeat(3, 2).astype(np.float32)
    return figures.over(face).over(Coating(shade, np.zeros_like(shade), page.texel))
