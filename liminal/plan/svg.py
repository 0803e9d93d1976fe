"""The floor plan as an SVG: the same drawing as `layout.draw_plan`, in lines that stay sharp at any size."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from liminal.plan.floor_plan import INK, LAMP_GLOW, PALETTE, PAPER, Extent, Tone, tones
from liminal.plan.landmarks import DOT, LETTERS, Landmark, named_in
from liminal.plan.layout import FADED, HERE, MARK, Layout, bar_metres, caption
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.landmark_part import landmark_parts
from liminal.world.window import Window

RADIUS_MOST_SVG = 200.0  # m: about 10 MB of text

_FONT = "Helvetica Neue, Helvetica, Arial, sans-serif"


def plan_svg(world: CellGrid, area: Extent, title: str) -> str:
    """Return the plan of `area` as the text of an SVG file, one unit to a cell."""
    window = world.window(area.x0, area.z0, area.cells, area.cells)
    page = Layout.around(area.cells)
    width, height = page.size
    shapes = "\n".join(_plan(window))
    ink, middle = _hex(INK), area.cells / 2
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">
<title>{escape(title)}, {escape(caption(area, world.seed))}</title>
<defs>
<clipPath id="sheet"><rect width="{area.cells}" height="{area.cells}"/></clipPath>
<pattern id="hatch" width="0.5" height="0.5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="0.5" height="0.5" fill="{_hex(PALETTE[Tone.LOW_WALL])}"/>
<rect width="0.15" height="0.5" fill="{ink}"/>
</pattern>
</defs>
<rect width="100%" height="100%" fill="{_hex(PAPER)}"/>
<g transform="translate({page.margin:g} {page.margin:g})">
<rect width="{area.cells}" height="{area.cells}" fill="{_hex(PALETTE[Tone.FLOOR])}"/>
<g clip-path="url(#sheet)">
{shapes}
</g>
<rect width="{area.cells}" height="{area.cells}" fill="none" stroke="{ink}" stroke-width="{area.cells / 600:.3f}"/>
{_landmarks(named_in(world, landmark_parts(window), area), area)}
<circle cx="{middle:g}" cy="{middle:g}" r="{area.cells * 0.0062:.2f}" fill="{_hex(HERE)}" \
stroke="white" stroke-width="{area.cells * 0.0023:.2f}"/>
</g>
{_foot(page, world.seed, area, title)}
</svg>
"""


def _landmarks(landmarks: list[Landmark], area: Extent) -> str:
    """A dot for each landmark and model, and its name to the right of it, or to the left near the east edge."""
    colour, reach, size = _hex(MARK), DOT * area.cells, LETTERS * area.cells
    parts = [f'<g font-family="{_FONT}" stroke="{_hex(PAPER)}" stroke-width="{reach:.2f}" paint-order="stroke">']
    for landmark in landmarks:
        x, z = (area.cells * share for share in area.share(landmark.x, landmark.z))
        parts.append(f'<circle cx="{x:.2f}" cy="{z:.2f}" r="{reach:.2f}" fill="{colour}" stroke="none"/>')
        fits = x + 2 * reach + 0.6 * size * len(landmark.name) < area.cells
        beside, anchor = (x + 2 * reach, "start") if fits else (x - 2 * reach, "end")
        parts.append(_text(beside, z + 0.35 * size, size, colour, landmark.name, anchor))
    return "\n".join([*parts, "</g>"])


def _plan(window: Window) -> list[str]:
    """Return the shapes of a window: tints, then lamps, then lines, and walls over all."""
    tone = tones(window)
    shapes = [_area(tone == kind, _hex(PALETTE[kind])) for kind in Tone if kind not in _ON_TOP]

    for lit, style in (
        (True, f'fill="{_hex(LAMP_GLOW)}" stroke="{_hex(PALETTE[Tone.LAMP])}"'),
        (False, f'fill="none" stroke="{_hex(PALETTE[Tone.DEAD])}"'),
    ):
        lamps = window.lamps[(window.lamps["luminance"] > 0) == lit]
        path = "".join(
            f"M{x - window.x0 + 0.4:g} {z - window.z0 + 0.4:g}h{TILE_X - 0.8:g}v{TILE_Z - 0.8:g}h{0.8 - TILE_X:g}z"
            for x, z in zip(lamps["cell_x"].tolist(), lamps["cell_z"].tolist(), strict=True)
        )
        shapes.append(f'<path {style} stroke-width="0.15" d="{path}"/>' if path else "")

    flat = np.isin(tone, (Tone.SOLID, Tone.LOW_WALL, Tone.LINTEL), invert=True)
    shapes.append(_edges(window.ceiling, flat, 'stroke="#cec0a4" stroke-width="0.2" stroke-dasharray="0.8 0.8"'))
    shapes.append(_edges(window.floor, flat, 'stroke="#b09e84" stroke-width="0.15"'))
    shapes.append(_area(tone == Tone.LINTEL, _hex(PALETTE[Tone.LINTEL])))
    shapes.append(_area(tone == Tone.LOW_WALL, "url(#hatch)"))
    shapes.append(_area(tone == Tone.SOLID, _hex(INK)))
    return [shape for shape in shapes if shape]


_ON_TOP = (Tone.FLOOR, Tone.LINTEL, Tone.LOW_WALL, Tone.SOLID, Tone.LAMP, Tone.DEAD)


def _area(mask: NDArray[np.bool_], fill: str) -> str:
    """Return one path that covers the cells of `mask`: runs along rows, and equal runs in successive rows as one."""
    z, start, stop = _runs(mask)
    order = np.lexsort((z, stop, start))
    z, start, stop = z[order], start[order], stop[order]
    fresh = np.ones(len(z), bool)
    fresh[1:] = (start[1:] != start[:-1]) | (stop[1:] != stop[:-1]) | (z[1:] != z[:-1] + 1)
    first = np.flatnonzero(fresh)
    tall = np.diff(np.append(first, len(z)))
    path = "".join(
        f"M{x} {y}h{w}v{h}h{-w}z"
        for x, y, w, h in np.column_stack([start[first], z[first], (stop - start)[first], tall]).tolist()
    )
    # A hair of outline closes the seams that anti-aliasing leaves between neighbouring shapes.
    return f'<path fill="{fill}" stroke="{fill}" stroke-width="0.05" d="{path}"/>' if path else ""


def _edges(heights: NDArray[np.float32], among: NDArray[np.bool_], style: str) -> str:
    """Return one path along the edges between cells `among` whose heights differ."""
    path = ""
    level = (heights[1:] != heights[:-1]) & among[1:] & among[:-1]
    upright = (heights[:, 1:] != heights[:, :-1]) & among[:, 1:] & among[:, :-1]
    for z, start, stop in np.column_stack(_runs(level)).tolist():
        path += f"M{start} {z + 1}H{stop}"
    for x, start, stop in np.column_stack(_runs(upright.T)).tolist():
        path += f"M{x + 1} {start}V{stop}"
    return f'<path fill="none" {style} d="{path}"/>' if path else ""


def _runs(mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return row, start and stop of each run of set cells along the rows."""
    change = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(change == 1)
    return row, start, np.nonzero(change == -1)[1]


def _foot(page: Layout, seed: int, area: Extent, title: str) -> str:
    """Return title, caption, scale bar and north."""
    unit = page.foot / 10
    top = page.edge + page.margin + 2.6 * unit
    ink, faded, hair = _hex(INK), _hex(FADED), f"{unit / 9:.2f}"
    parts = [
        _text(page.margin, top + 2.4 * unit, 3.0 * unit, ink, title.upper()),
        _text(page.margin, top + 5.3 * unit, 1.55 * unit, faded, caption(area, seed)),
    ]

    # The bar has five parts, ink and paper by turns.
    metres = bar_metres(area)
    length = metres / CELL
    right = page.size[0] - page.margin - 6 * unit
    line = top + 2.4 * unit
    for part in range(5):
        fill = _hex(PAPER if part % 2 else INK)
        left = right - length + length * part / 5
        parts.append(
            f'<rect x="{left:.2f}" y="{line:.2f}" width="{length / 5:.2f}" height="{0.7 * unit:.2f}" fill="{fill}" '
            f'stroke="{ink}" stroke-width="{hair}"/>'
        )
    parts.append(_text(right - length, line + 2.6 * unit, 1.55 * unit, faded, "0"))
    parts.append(_text(right, line + 2.6 * unit, 1.55 * unit, faded, f"{metres:g} m", "end"))

    # North is -z: up the page. One half of the needle is ink, the other its outline.
    x, y = page.size[0] - page.margin - 1.6 * unit, top + 0.4 * unit
    for half, fill in ((unit, ink), (-unit, "none")):
        needle = f"M{x:.2f} {y:.2f}l{half:.2f} {3.4 * unit:.2f}l{-half:.2f} {-0.8 * unit:.2f}z"
        parts.append(f'<path d="{needle}" fill="{fill}" stroke="{ink}" stroke-width="{hair}"/>')
    parts.append(_text(x, y + 5.2 * unit, 1.55 * unit, ink, "N", "middle"))
    return f'<g font-family="{_FONT}">\n' + "\n".join(parts) + "\n</g>"


def _text(x: float, y: float, size: float, fill: str, words: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}" fill="{fill}" text-anchor="{anchor}" '
        f'xml:space="preserve">{escape(words)}</text>'
    )


def _hex(colour: tuple[int, int, int] | NDArray[np.uint8]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*(int(part) for part in colour))
