"""Handwriting: the strokes of a text as one hand writes them, no two letters alike."""

from dataclasses import dataclass

import numpy as np

from liminal.inscription.alphabet import Stroke, letter, rounded
from liminal.random import Dice, Stream
from liminal.world.inscription import GROUPS

SPACE = 0.55  # heights of a capital: a gap between words
LEADING = 1.6  # heights from one line to the next
CROSSED = "~"  # a text between two of these is crossed out


@dataclass(frozen=True)
class Hand:
    """How a hand writes. All lengths in heights of a capital.

    `slant`: to the right for each height. `width`: of letters, of the usual. `gap`: between letters. `drift`: how far
    the base line rises with each height to the right. `wobble`: how far points stray from letter to letter. `habit`:
    how far they lie from where the alphabet has them, each letter in a way of this hand's own, drawn from `lot`.
    """

    slant: float = 0.0
    width: float = 1.0
    gap: float = 0.2
    drift: float = 0.0
    wobble: float = 0.0
    habit: float = 0.0
    lot: int = 0


TYPED = Hand(width=0.9)


def hand_of(dice: Dice) -> Hand:
    """Draw the hand of a writer."""
    return Hand(
        slant=0.34 * dice.unit() - 0.10,
        width=0.70 + 0.45 * dice.unit(),
        gap=0.12 + 0.18 * dice.unit(),
        drift=0.08 * (dice.unit() - 0.5),
        wobble=0.010 + 0.022 * dice.unit(),
        habit=0.03 + 0.05 * dice.unit(),
        lot=dice.between(0, 2**32 - 1),
    )


def written(text: str, hand: Hand, dice: Dice) -> list[Stroke]:
    """The strokes of a text, line below line, in heights of a capital; the base line of the first is y = 0."""
    strokes = []
    for number, line in enumerate(text.split("\n")):
        start = (12 * hand.wobble * dice.unit(), -LEADING * number)
        strokes += [np.add(stroke, start) for stroke in _line(line, hand, dice)]
    return strokes


def tally(count: int, hand: Hand, dice: Dice) -> list[Stroke]:
    """Tally marks: groups of four upright strokes and one across, GROUPS to a line."""
    strokes, stray = [], np.zeros(2)
    for number in range(count):
        group, mark = divmod(number, 5)
        x, y = 1.9 * (group % GROUPS), -1.5 * (group // GROUPS)
        points = np.array([(-0.2, 0.2), (1.2, 0.75)]) if mark == 4 else np.array([(0.3 * mark, 1.0), (0.3 * mark, 0.0)])
        if mark == 0:
            stray = 10 * hand.wobble * _shake(1, dice)[0]  # of the whole group
        shaky = points + 3 * hand.wobble * _shake(len(points), dice)
        strokes.append(np.add(_slanted(shaky, hand), np.add(stray, (x, y + hand.drift * x))))
    return strokes


def extent(strokes: list[Stroke]) -> tuple[Stroke, Stroke]:
    """The lowest and the highest x and y of strokes, (2,) each."""
    points = np.concatenate(strokes)
    return points.min(0), points.max(0)


def _line(text: str, hand: Hand, dice: Dice) -> list[Stroke]:
    """The strokes of one line."""
    strokes, pen, struck = [], 0.0, None
    for name in text:
        if name == CROSSED:
            if struck is not None:
                strokes += _crossing(struck, pen - hand.gap, hand, dice)
            struck = pen if struck is None else None
            continue
        if name == " ":
            pen += SPACE * hand.width
            continue
        size, rise = 1 + 7 * hand.wobble * (dice.unit() - 0.5), hand.drift * pen + 5 * hand.wobble * (dice.unit() - 0.5)
        drawn = [size * points * (hand.width, 1) for points in _letter(name, hand, dice)]
        strokes += [np.add(_slanted(points, hand), (pen, rise)) for points in drawn]
        pen += max(float(points[:, 0].max()) for points in drawn) + hand.gap * (
            1 + 6 * hand.wobble * (dice.unit() - 0.5)
        )
    return strokes


def _letter(name: str, hand: Hand, dice: Dice) -> list[Stroke]:
    """The strokes of one letter as a hand draws it this time."""
    habit, strokes = Dice(hand.lot, Stream.HANDWRITING, ord(name)), []
    for points in letter(name):
        if len(points) == 2:
            points = np.insert(points, 1, points.mean(0), 0)  # straight strokes bow a little
        strays = hand.habit * _shake(len(points), habit) + hand.wobble * _shake(len(points), dice)
        # A corner, given twice, stays one.
        again = np.flatnonzero((np.diff(points, axis=0) == 0).all(1)) + 1
        strays[again] = strays[again - 1]
        strokes.append(rounded(points + strays))
    return strokes


def _crossing(start: float, end: float, hand: Hand, dice: Dice) -> list[Stroke]:
    """Two quick lines through a text."""
    low, high = np.array([start - 0.15, 0.35]), np.array([end + 0.2, 0.6])
    lines = []
    for height in (0.0, 0.12 + 0.1 * dice.unit()):
        ends = np.add([low, (low + high) / 2 + (0, 0.06), high], (0, height))
        shaky = ends + 3 * hand.wobble * _shake(3, dice)
        lines.append(np.add(_slanted(shaky, hand), (0, hand.drift * start)))
    return lines


def _shake(count: int, dice: Dice) -> Stroke:
    """Offsets (n, 2) between -1 and 1."""
    return np.array([(2 * dice.unit() - 1, 2 * dice.unit() - 1) for _ in range(count)])


def _slanted(points: Stroke, hand: Hand) -> Stroke:
    """Points as a hand leans them."""
    leaned: Stroke = points + points[:, 1:] * (hand.slant, 0)
    return leaned
