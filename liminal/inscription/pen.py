"""Pens: what a felt marker, a spray can and a pencil leave on wallpaper along the strokes of a text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from liminal.inscription.alphabet import Stroke
from liminal.inscription.coating import Coating, Field, dye, film, nearness, noise, sampled
from liminal.random import Dice

Colour = tuple[float, float, float]

# Absorbance of inks (to the base e, where a pen went once) and reflectance of paints, linear Rec. 709; by eye.
INKS: dict[str, Colour] = {
    "black": (2.6, 2.7, 2.5),
    "faded black": (1.5, 1.75, 1.7),
    "blue": (2.4, 1.7, 0.7),
    "red": (0.35, 2.2, 2.0),
}
PAINTS: dict[str, Colour] = {"black": (0.022, 0.021, 0.020), "red": (0.32, 0.028, 0.022), "brown": (0.11, 0.052, 0.026)}
GRAPHITE: Colour = (1.25, 1.25, 1.2)


@dataclass(frozen=True)
class Page:
    """The rectangle that is written on: `shape` (rows, columns), the size of a `texel` (m), the `lot` of its noise."""

    shape: tuple[int, int]
    texel: float
    lot: int

    def texels(self, stroke: Stroke) -> Stroke:
        """Points (n, 2) in metres from the lower left corner, as columns and rows from the upper left."""
        return np.column_stack([stroke[:, 0], self.shape[0] * self.texel - stroke[:, 1]]) / self.texel


def marker(page: Page, strokes: list[Stroke], dice: Dice, width: float) -> Coating:
    """Strokes of a felt marker whose tip is so wide, m: darker where they cross, and where the pen rested."""
    ink = INKS[dice.pick(tuple(INKS))]
    nib = (dice.pick((0.0, 0.15, 0.55)), 0.7)
    ragged = 0.35 * noise(page.shape, 2.0, page.lot, 1) + 0.3 * noise(page.shape, 5.0, page.lot, 2)
    density = np.zeros(page.shape, np.float32)
    for stroke in strokes:
        points, share = sampled(page.texels(stroke), 0.7)
        # The tip rests where it is set down, and is light where it leaves.
        pressure = 1 + 0.16 * np.exp(-share / 0.06) - 0.22 * share**3
        radius = 0.5 * width / page.texel * pressure
        part, inside = _inside(page, points, radius, nib)
        density[part] += _edge(inside + ragged[part], 0.9)
    # The second time over, paper takes less; the pile of the emboss takes less than the ground.
    density = np.minimum(density, 1 + 0.35 * np.maximum(density - 1, 0))
    density = density * (0.92 + 0.09 * noise(page.shape, 2.2, page.lot, 3) + 0.07 * noise(page.shape, 30, page.lot, 4))
    # Solvent carries a little of the ink on, as a faint halo.
    halo = 0.07 * gaussian_filter(density, 2.2)
    return dye(np.maximum(density, halo).clip(0), ink, page.texel)


def pencil(page: Page, strokes: list[Stroke], dice: Dice, width: float) -> Coating:
    """Strokes of a soft pencil so wide, m: graphite stays on the high threads of the paper and skips the low."""
    inside = np.full(page.shape, -3.0, np.float32)
    for stroke in strokes:
        points, share = sampled(page.texels(stroke), 0.5)
        radius = 0.5 * width / page.texel * (1.15 - 0.45 * share) * (0.8 + 0.4 * dice.unit())
        part, near = _inside(page, points, radius)
        inside[part] = np.maximum(inside[part], near)
    grain = noise(page.shape, 1.6, page.lot, 5)
    density = _edge(inside, 1.2) * (0.72 + 0.3 * grain).clip(0.1, 1.2)
    return dye(density.astype(np.float32), GRAPHITE, page.texel)


def spray(page: Page, strokes: list[Stroke], dice: Dice, width: float) -> Coating:
    """Strokes of a spray can whose cone is so wide on the wall, m: soft edges, overspray, runs where it lingered."""
    paint = PAINTS[dice.pick(tuple(PAINTS))]
    flow = np.zeros(page.shape, np.float32)
    core = 0.5 * width / page.texel
    ends = []
    for stroke in strokes:
        points, share = sampled(page.texels(stroke), 0.18 * core)
        # The hand is slow where it begins and turns.
        dwell = 1 + 0.8 * np.exp(-share / 0.05) + 0.35 * np.exp(-(1 - share) / 0.05)
        columns, rows = points.T
        inside = (rows >= 0) & (rows < page.shape[0] - 1) & (columns >= 0) & (columns < page.shape[1] - 1)
        np.add.at(flow, (rows[inside].astype(int), columns[inside].astype(int)), dwell[inside].astype(np.float32))
        ends.append(points[0])
    step = 0.18 * core
    line = step * core * 2.5066 / 2  # makes the middle of an even stroke 1
    wet = gaussian_filter(flow, 0.5 * core) * line
    mist = gaussian_filter(flow, 1.7 * core) * line * 3.4
    # Fine droplets everywhere, coarse ones in the mist.
    speckle = np.exp(0.16 * noise(page.shape, 1.0, page.lot, 6))
    spots = (noise(page.shape, 1.6, page.lot, 7) > 2.4 - 2.0 * mist.clip(0, 0.7)).astype(np.float32) * (mist > 0.02)
    amount = 2.6 * wet * speckle + 0.16 * mist * speckle + 0.4 * gaussian_filter(spots, 0.5) * mist.clip(0, 1)
    amount = amount + _runs(page, wet, ends, dice)
    # A margin without mist, so that no edge of the rectangle shows.
    return film((1 - np.exp(-amount)) * _vignette(page.shape), paint, page.texel)


def _runs(page: Page, wet: Field, ends: list[Stroke], dice: Dice) -> Field:
    """Paint that runs down from where strokes begin: thin lines that end in a drop."""
    found = np.zeros(page.shape, np.float32)
    for column, row in ends:
        at = min(int(row), page.shape[0] - 1), min(int(column), page.shape[1] - 1)
        if min(at) < 0 or wet[at] < 0.9 or not dice.chance(0.45):
            continue
        length = (0.03 + 0.16 * dice.unit() ** 2) / page.texel
        length = min(length, page.shape[0] - row - 0.03 / page.texel)
        if length < 4:
            continue
        sway = np.cumsum([dice.unit() - 0.5 for _ in range(8)]) * 0.6
        down = np.linspace(0, length, 8)
        points, share = sampled(np.column_stack([column + sway + 3 * (dice.unit() - 0.5), row + down]), 0.7)
        radius = (0.0024 * (1 - 0.4 * share) + 0.0014 * np.exp(-(1 - share) / 0.05)) / page.texel
        part, inside = _inside(page, points, radius)
        found[part] = np.maximum(found[part], 2.2 * _edge(inside, 1.3))
    return found


def _vignette(shape: tuple[int, int]) -> Field:
    """1, but for a soft fall to 0 over the outermost tenth of the shorter side."""
    rim = 0.1 * min(shape)
    near = [np.minimum(np.arange(extent) + 0.5, extent - np.arange(extent) - 0.5) / rim for extent in shape]
    rows, columns = (np.clip(each, 0, 1) for each in near)
    both = rows[:, None] * columns[None]
    return np.asarray(both * both * (3 - 2 * both), np.float32)


def _edge(inside: Field, soft: float) -> Field:
    """Cover of texels so far inside a shape, texels, whose edge is so soft, texels."""
    share = (inside / soft + 0.5).clip(0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def _inside(
    page: Page, points: Stroke, radius: NDArray[np.float64], nib: tuple[float, float] = (0.0, 0.0)
) -> tuple[tuple[slice, slice], Field]:
    """The part of a page around a stroke, and how far each of its texels lies inside that: see `coating.nearness`."""
    margin = radius.max() + 4
    low = np.floor(points.min(0) - margin).astype(int).clip(0)
    high = np.minimum(np.ceil(points.max(0) + margin).astype(int) + 1, page.shape[::-1])
    part = slice(low[1], max(low[1], high[1])), slice(low[0], max(low[0], high[0]))
    shape = part[0].stop - part[0].start, part[1].stop - part[1].start
    return part, nearness(shape, points - low, radius, nib)
