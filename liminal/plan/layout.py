"""The layout of a floor plan on paper: a margin, a frame, and below it title, scale bar and north."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from liminal.plan.floor_plan import INK, PAPER, Extent, Picture, draw_furnished
from liminal.plan.landmarks import DOT, LETTERS, named_in
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

FADED = (150, 134, 112)
HERE = (196, 58, 42)
MARK = (38, 92, 98)  # of landmarks


@dataclass(frozen=True)
class Layout:
    """Lengths on the page, in the unit of `edge`: pixels, or cells in an SVG."""

    edge: float  # of the plan
    margin: float
    foot: float  # height of the strip below the plan

    @classmethod
    def around(cls, edge: float) -> "Layout":
        """Lay out a page around a plan of this edge."""
        return cls(edge, round(edge * 0.045), round(edge * 0.10))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page."""
        return self.edge + 2 * self.margin, self.edge + self.margin + self.foot


def draw_plan(world: CellGrid, area: Extent, title: str) -> Picture:
    """Return the plan of `area` on paper, with title, seed, scale bar and north: uint8 (H, W, 3), sRGB."""
    plan, parts = draw_furnished(world, area)
    page = Layout.around(max(plan.shape[1], 480))
    width, height = (round(length) for length in page.size)
    image = Image.new("RGB", (width, height), PAPER)
    left, top = round((width - plan.shape[1]) / 2), round(page.margin)
    image.paste(Image.fromarray(plan), (left, top))

    draw = ImageDraw.Draw(image)
    hair = max(1, round(page.edge / 900))
    gap = 3 * hair
    right, bottom = left + plan.shape[1], top + plan.shape[0]
    draw.rectangle((left - hair, top - hair, right + hair - 1, bottom + hair - 1), outline=INK, width=hair)
    draw.rectangle(
        (left - hair - gap, top - hair - gap, right + gap + hair, bottom + gap + hair),
        outline=FADED,
        width=max(1, hair // 2),
    )
    for landmark in named_in(world, parts, area):
        across, down = (plan.shape[1] * share for share in area.share(landmark.x, landmark.z))
        _draw_landmark(draw, landmark.name, (left + across, top + down), right, page)
    _draw_here(draw, (left + right) / 2, (top + bottom) / 2, page)
    _draw_foot(draw, page, world.seed, area, title, bottom)
    return np.asarray(image)


def caption(area: Extent, seed: int) -> str:
    """Return the small line under the title."""
    middle = area.cells / 2
    x, z = (area.x0 + middle) * CELL, (area.z0 + middle) * CELL
    return f"seed {seed}   ·   x {x:.0f} m, z {z:.0f} m   ·   {area.cells * CELL:.0f} m square"


def bar_metres(area: Extent) -> float:
    """Return the length of the scale bar, m: the greatest round number up to a fifth of the plan."""
    fifth = area.cells * CELL / 5
    return max((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if step <= fifth), default=1)


def _draw_landmark(
    draw: ImageDraw.ImageDraw, name: str, place: tuple[float, float], right: float, page: Layout
) -> None:
    """Mark a landmark with a dot and its name beside it, on the side where the plan has room up to its `right`."""
    x, y = place
    reach = max(1.5, DOT * page.edge)
    letters = ImageFont.load_default(max(9.0, LETTERS * page.edge))
    draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=MARK)
    fits = x + 2 * reach + draw.textlength(name, letters) < right
    words = x + 2 * reach if fits else x - 2 * reach, y
    halo = max(1, round(reach / 2))
    draw.text(words, name, MARK, letters, "lm" if fits else "rm", stroke_width=halo, stroke_fill=PAPER)


def _draw_here(draw: ImageDraw.ImageDraw, x: float, y: float, page: Layout) -> None:
    """Mark the middle with a dot."""
    for radius, colour in ((0.0085, (255, 255, 255)), (0.0062, HERE)):
        reach = max(3, radius * page.edge)
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)


def _draw_foot(draw: ImageDraw.ImageDraw, page: Layout, seed: int, area: Extent, title: str, bottom: int) -> None:
    """Draw title and caption at the left, the scale bar and north at the right."""
    unit = page.foot / 10
    head, small = ImageFont.load_default(3.0 * unit), ImageFont.load_default(1.55 * unit)
    top = bottom + 2.6 * unit
    draw.text((page.margin, top), title.upper(), INK, head)
    draw.text((page.margin, top + 3.9 * unit), caption(area, seed), FADED, small)

    # The bar has five parts, ink and paper by turns.
    metres = bar_metres(area)
    length = metres / (area.cells * CELL) * page.edge
    right = page.size[0] - page.margin - 6 * unit
    line = top + 2.4 * unit
    for part in range(5):
        box = (right - length + length * part / 5, line, right - length + length * (part + 1) / 5, line + 0.7 * unit)
        draw.rectangle(box, fill=PAPER if part % 2 else INK, outline=INK, width=max(1, round(unit / 9)))
    draw.text((right - length, line + 1.3 * unit), "0", FADED, small)
    draw.text((right, line + 1.3 * unit), f"{metres:g} m", FADED, small, anchor="ra")

    # North is -z: up the page.
    x, y = page.size[0] - page.margin - 1.6 * unit, top + 0.4 * unit
    draw.polygon([(x, y), (x + 1.0 * unit, y + 3.4 * unit), (x, y + 2.6 * unit)], fill=INK)
    draw.polygon([(x, y), (x - 1.0 * unit, y + 3.4 * unit), (x, y + 2.6 * unit)], outline=INK)
    draw.text((x, y + 3.7 * unit), "N", INK, small, anchor="ma")
