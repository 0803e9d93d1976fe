"""Artwork: an inscription of a window, painted."""

import numpy as np

from liminal.inscription.alphabet import Stroke
from liminal.inscription.coating import Coating
from liminal.inscription.handwriting import extent, hand_of, tally, written
from liminal.inscription.notice import notice
from liminal.inscription.number_plate import number_plate
from liminal.inscription.pen import Page, marker, pencil, spray
from liminal.inscription.stencil import stencil
from liminal.random import Dice, Stream
from liminal.world.inscription import InscriptionKind

TEXELS = {  # m
    InscriptionKind.MARKER: 0.001,
    InscriptionKind.SPRAY: 0.002,
    InscriptionKind.PENCIL: 0.0006,
    InscriptionKind.TALLY: 0.001,
    InscriptionKind.NOTICE: 0.0006,
    InscriptionKind.PLATE: 0.0007,
    InscriptionKind.STENCIL: 0.0016,
}
MARGIN = 0.03  # m of a rectangle that stay free of strokes, of a spray can more
SPRAY_MARGIN = 0.10
LARGE_TALLY = 0.066  # m: higher marks are a marker's, lower ones a pencil's


def painted(kind: InscriptionKind, text: str, lot: int, width: float, height: float) -> Coating:
    """Paint an inscription within a rectangle, m: the same texels for the same arguments."""
    texel = TEXELS[kind]
    page = Page((max(1, round(height / texel)), max(1, round(width / texel))), texel, lot)
    dice = Dice(lot, Stream.HANDWRITING)
    if kind == InscriptionKind.NOTICE:
        return notice(page, text, dice)
    if kind == InscriptionKind.PLATE:
        return number_plate(page, text, dice)
    if kind == InscriptionKind.STENCIL:
        return stencil(page, text, dice)
    hand = hand_of(dice)
    if kind == InscriptionKind.TALLY:
        strokes, size = _fitted(tally(int(text), hand, dice), width, height, MARGIN)
        return marker(page, strokes, dice, 0.007) if size > LARGE_TALLY else pencil(page, strokes, dice, 0.0018)
    if kind == InscriptionKind.SPRAY:
        strokes, size = _fitted(written(text, hand, dice), width, height, SPRAY_MARGIN)
        return spray(page, strokes, dice, min(0.032, 0.19 * size))
    strokes, size = _fitted(written(text, hand, dice), width, height, MARGIN)
    if kind == InscriptionKind.PENCIL:
        return pencil(page, strokes, dice, 0.0014)
    tip = max(dice.pick((0.007, 0.009, 0.012)), 0.06 * size)
    return marker(page, strokes, dice, min(tip, 0.15 * size))


def _fitted(strokes: list[Stroke], width: float, height: float, margin: float) -> tuple[list[Stroke], float]:
    """Strokes in the middle of a rectangle, m from its lower left corner; and how high their capitals became, m."""
    low, high = extent(strokes)
    size = float(min((np.array([width, height]) - 2 * margin) / np.maximum(high - low, 0.3)))
    shift = np.array([width, height]) / 2 - size * (low + high) / 2
    return [size * stroke + shift for stroke in strokes], size
