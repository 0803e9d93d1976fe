"""Notices: sheets of paper taped to a wall, typed and photocopied, or lettered with a marker."""

from dataclasses import replace

import numpy as np
from scipy.ndimage import gaussian_filter

from liminal.inscription.alphabet import Stroke
from liminal.inscription.coating import Coating, Field, dye, film, nearness, noise, sampled
from liminal.inscription.handwriting import TYPED, Hand, extent, hand_of, written
from liminal.inscription.pen import INKS, Page
from liminal.random import Dice

SHEET = (0.216, 0.279)  # m: US letter, 8 1/2 x 11 in
MARGIN = 0.022  # m: of the sheet, left without text
# White, aged white, goldenrod, pink.
PAPERS = ((0.79, 0.79, 0.75), (0.75, 0.72, 0.61), (0.74, 0.68, 0.40), (0.68, 0.55, 0.52))

TONER = (2.9, 2.9, 2.8)  # absorbance
TAPES = ((0.45, 0.36, 0.22), (0.50, 0.44, 0.30))  # masking tape, yellowed cellophane: reflectance
TAPE = (0.019, 0.05)  # m: 3/4 in wide, and so long


def notice(page: Page, text: str, dice: Dice) -> Coating:
    """A sheet with a text on it in the middle of a page; the first line is its heading."""
    tilt = np.radians(2.2 * (dice.unit() - 0.5))
    x, y = _sheet_places(page, tilt)
    half = np.array(SHEET) / 2
    loose = dice.pick((None, None, (-1, -1), (1, -1), (1, 1)))  # the corner whose tape has let go: right, up

    # The sheet: its own tone, a fold or two, and the bow of a corner that hangs free.
    inside = _inside(x, y, half, page.texel)
    tone = 1 + 0.012 * noise(page.shape, 7, page.lot, 11) + 0.012 * noise(page.shape, 45, page.lot, 12)
    if dice.chance(0.6):
        tone = tone * (1 + _fold(y - SHEET[1] / 6, dice)) * (1 + _fold(y + SHEET[1] / 6, dice))
    lift = np.zeros(page.shape)
    if loose is not None:
        depth = (loose[0] * x / half[0] + loose[1] * y / half[1] - 1.1).clip(0) / 0.9
        lift = depth**2
        tone = tone * (1 - 0.30 * lift * (1 if loose[1] < 0 else -0.4))
    sheet = film(inside, dice.pick(PAPERS), page.texel)
    sheet = Coating(sheet.transmittance, sheet.reflectance * tone[..., None].astype(np.float32), page.texel)
    printed = _lettered(page, text, tilt, dice) if dice.chance(0.35) else _typed(page, text, tilt, dice)
    on_sheet = Coating(
        np.where(inside[..., None] > 0.5, printed.transmittance, 1).astype(np.float32), printed.reflectance, page.texel
    )

    # Its shadow on the wall, which the lamps above throw down, broader where it stands off.
    fallen = gaussian_filter(np.roll(inside, max(1, round(0.0015 / page.texel)), 0), 0.0018 / page.texel)
    away = gaussian_filter(np.roll(inside * lift, round(0.008 / page.texel), 0), 0.006 / page.texel)
    shade = (1 - (0.34 * fallen + 0.5 * away).clip(0, 0.6))[..., None].repeat(3, 2).astype(np.float32)
    shadow = Coating(shade, np.zeros_like(shade), page.texel)
    return _tapes(page, x, y, loose, dice).over(on_sheet.over(sheet.over(shadow)))


def _sheet_places(page: Page, tilt: float) -> tuple[Field, Field]:
    """Where each texel lies on a sheet, m to the right of its middle and above it."""
    rows, columns = page.shape
    across = (np.arange(columns) + 0.5 - columns / 2)[None] * page.texel
    up = (rows / 2 - np.arange(rows) - 0.5)[:, None] * page.texel
    return (
        np.asarray(across * np.cos(tilt) + up * np.sin(tilt), np.float32),
        np.asarray(up * np.cos(tilt) - across * np.sin(tilt), np.float32),
    )


def _inside(x: Field, y: Field, half: np.ndarray, texel: float) -> Field:
    """Cover of texels by a rectangle about the origin."""
    depth = np.minimum(half[0] - abs(x), half[1] - abs(y)) / texel
    return np.asarray((depth + 0.5).clip(0, 1), np.float32)


def _fold(distance: Field, dice: Dice) -> Field:
    """The change of tone around a crease, m from it: one side leans up to the lamps, the other away."""
    side = dice.pick((-1, 1))
    return np.asarray(0.05 * side * np.sign(distance) * np.exp(-abs(distance) / 0.012), np.float32)


def _placed(strokes: list[Stroke], page: Page, tilt: float) -> list[Stroke]:
    """Strokes about the middle of a sheet, m, as columns and rows of the page."""
    turn = np.array([(np.cos(tilt), np.sin(tilt)), (-np.sin(tilt), np.cos(tilt))])
    middle = np.array([page.shape[1], page.shape[0]]) / 2
    return [(stroke @ turn / page.texel) * (1, -1) + middle for stroke in strokes]


def _drawn(page: Page, strokes: list[Stroke], width: float, tilt: float) -> Field:
    """Cover of texels by strokes so wide, m."""
    sampled_points = [sampled(stroke, 0.6)[0] for stroke in _placed(strokes, page, tilt)]
    points = np.concatenate(sampled_points)
    inside = nearness(page.shape, points, np.full(len(points), 0.5 * width / page.texel), (0.0, 0.0))
    return np.asarray((inside + 0.5).clip(0, 1), np.float32)


def _centred(text: str, hand: Hand, dice: Dice, width: float, most: float) -> tuple[list[Stroke], float]:
    """The strokes of a text about x = 0 below y = 0, as wide as `width` at most; and the height of its capitals, m."""
    lines = [written(line, hand, dice) for line in text.split("\n") if line.strip()]
    wide = max(float(np.ptp([end[0] for end in extent(line)])) for line in lines)
    height = min(most, width / wide)
    strokes = []
    for number, line in enumerate(lines):
        low, high = extent(line)
        shift = -(low[0] + high[0]) / 2, -1 - 1.75 * number
        strokes += [height * (stroke + shift) for stroke in line]
    return strokes, height


def _typed(page: Page, text: str, tilt: float, dice: Dice) -> Coating:
    """A text as a photocopier leaves it: a heading, lines below it, a dark edge, specks of dust on the glass."""
    heading, _, body = text.partition("\n")
    room = SHEET[0] - 2 * MARGIN
    top, large = _centred(heading, TYPED, dice, room, 0.032)
    start = SHEET[1] / 2 - MARGIN - 0.01
    cover = _drawn(page, [np.add(stroke, (0, start)) for stroke in top], 0.17 * large, tilt)
    if body:
        lines, small = _centred(body, TYPED, dice, room, 0.013)
        start -= 2.4 * large
        cover = np.maximum(cover, _drawn(page, [np.add(stroke, (0, start)) for stroke in lines], 0.15 * small, tilt))
    worn = (0.92 + 0.10 * noise(page.shape, 1.5, page.lot, 13) + 0.08 * noise(page.shape, 60, page.lot, 14)).clip(0.4)
    specks = (noise(page.shape, 1.3, page.lot, 15) > 4.0).astype(np.float32)
    x, _ = _sheet_places(page, tilt)
    rim = 0.28 * np.exp(-((SHEET[0] / 2 - dice.pick((-1, 1)) * x) / 0.0035).clip(0)) * dice.pick((0, 0, 1))
    return dye((cover * worn + 0.7 * specks + rim).astype(np.float32), TONER, page.texel)


def _lettered(page: Page, text: str, tilt: float, dice: Dice) -> Coating:
    """A text lettered with a marker, as large as the sheet allows."""
    hand = replace(hand_of(dice), gap=0.27)  # a blunt tip: letters keep apart
    lines, height = _centred(text, hand, dice, SHEET[0] - 2 * MARGIN, 0.030)
    rows = len([line for line in text.split("\n") if line.strip()])
    shrunk = min(1.0, (SHEET[1] - 2 * MARGIN) / (1.75 * rows * height))
    start = shrunk * 1.75 * rows * height / 2 + 0.01
    cover = _drawn(page, [shrunk * stroke + (0, start) for stroke in lines], min(0.0042, 0.15 * height), tilt)
    uneven = (0.95 + 0.08 * noise(page.shape, 3, page.lot, 16)).clip(0)
    return dye((cover * uneven).astype(np.float32), INKS[dice.pick(("black", "blue", "red"))], page.texel)


def _tapes(page: Page, x: Field, y: Field, loose: tuple[int, int] | None, dice: Dice) -> Coating:
    """Strips of tape across the corners of a sheet, but for the one that is loose."""
    colour, thin = dice.pick(TAPES), dice.chance(0.5)
    cover = np.zeros(page.shape, np.float32)
    for corner in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        turn = np.radians(45 * corner[0] * corner[1] + 24 * (dice.unit() - 0.5))
        length = TAPE[1] * (0.8 + 0.5 * dice.unit())
        if corner == loose:
            continue
        right = x - corner[0] * (SHEET[0] / 2 - 0.006)
        up = y - corner[1] * (SHEET[1] / 2 - 0.006)
        along = np.cos(turn) * right - np.sin(turn) * up
        across = np.sin(turn) * right + np.cos(turn) * up
        torn = 0.0008 * noise(page.shape, 3, page.lot, 17)
        depth = np.minimum(length / 2 - abs(along) + torn, TAPE[0] / 2 - abs(across)) / page.texel
        cover = np.maximum(cover, (depth + 0.5).clip(0, 1))
    wrinkled = (1 + 0.05 * noise(page.shape, 9, page.lot, 18)) * cover
    return film(((0.45 if thin else 0.9) * wrinkled).clip(0, 1).astype(np.float32), colour, page.texel)
