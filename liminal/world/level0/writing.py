"""Writing: what was left on the walls of Level 0, with markers, spray cans and pencils, or on sheets of paper."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream
from liminal.settings.wall_text import capitals
from liminal.settings.world import WorldSettings
from liminal.world.inscription import GROUPS, NO_INSCRIPTIONS, InscriptionKind, inscription
from liminal.world.level0.phrases import MEASURED, POSTED, SPRAYED, WRITTEN
from liminal.world.site import Site, WallStretch

Rows = NDArray[np.void]  # (n,) INSCRIPTION

SHARE = 0.10  # of chunks with something on a wall, at the usual amount
FREE = 1.1  # m of free floor before it
BEFORE = 0.3  # m of floor before it that are taken: no other text, and no plate, comes there
CLEAR = 0.1  # m that it keeps from the ends of its wall, and from the ceiling
LETTER = 0.7  # heights of a capital: its width with the gap after it, about
LINE = 1.7  # heights of a capital from line to line, about

# Of each kind: how high its capitals are at least and at most (m), and its middle above the floor (m).
SIZES = {
    InscriptionKind.MARKER: ((0.06, 0.14), (1.25, 1.60)),
    InscriptionKind.SPRAY: ((0.22, 0.45), (1.20, 1.50)),
    InscriptionKind.PENCIL: ((0.025, 0.045), (1.20, 1.55)),
    InscriptionKind.TALLY: ((0.05, 0.075), (1.05, 1.45)),
}
NOTICE = (0.31, 0.37)  # m: of wall, for a sheet and its tape
NOTICE_MIDDLE = 1.52  # m above the floor


def write(seed: int, settings: WorldSettings, cx: int, cz: int, site: Site) -> Rows:
    """The writing of a chunk, (n,) INSCRIPTION: seldom any."""
    dice = Dice(seed, Stream.INSCRIPTION, cx, cz)
    wanted = SHARE * settings.things
    found: list[Rows] = []
    for _ in range(int(wanted) + dice.chance(wanted - int(wanted))):
        throw = dice.unit()
        if throw < 0.28:
            found += posted(site, dice)
        elif throw < 0.38 and not settings.writings:
            found += marked(site, dice, InscriptionKind.TALLY, str(dice.between(3, 68)))
        else:
            found += marked(site, dice, *text_of(settings, dice))
    return np.concatenate(found) if found else NO_INSCRIPTIONS


def text_of(settings: WorldSettings, dice: Dice) -> tuple[InscriptionKind, str]:
    """A text, and what it is written with: one of the preset's own, if it has any."""
    kind = dice.pick((InscriptionKind.MARKER,) * 5 + (InscriptionKind.PENCIL,) * 2 + (InscriptionKind.SPRAY,) * 2)
    texts = {InscriptionKind.MARKER: WRITTEN, InscriptionKind.PENCIL: MEASURED, InscriptionKind.SPRAY: SPRAYED}
    return kind, dice.pick([capitals(text) for text in settings.writings] or texts[kind])


def marked(site: Site, dice: Dice, kind: InscriptionKind, text: str) -> list[Rows]:
    """A text on a stretch of even wall that is long enough."""
    (low, high), (lowest, highest) = SIZES[kind]
    capital = low + (high - low) * dice.unit()
    width, height = room_of(kind, text, capital)
    stretch = site.wall(dice, width + 2 * CLEAR, FREE)
    if stretch is None:
        return []
    return on_wall(site, stretch, kind, text, dice, (width, height), 0.0, lowest + (highest - lowest) * dice.unit())


def room_of(kind: InscriptionKind, text: str, capital: float) -> tuple[float, float]:
    """Width and height (m) of the rectangle of wall that a text takes, its capitals so high, m."""
    if kind == InscriptionKind.TALLY:
        groups = -(-int(text) // 5)
        return capital * (1.9 * min(groups, GROUPS) + 1.0) + 0.06, capital * 1.5 * -(-groups // GROUPS) + 0.08
    lines = text.replace("~", "").split("\n")
    arrows = max(sum(line.count(arrow) for arrow in "\N{LEFTWARDS ARROW}\N{RIGHTWARDS ARROW}") for line in lines)
    margin = 0.12 if kind == InscriptionKind.SPRAY else 0.04
    longest = LETTER * max(map(len, lines)) + 1.2 * arrows + 0.3
    # A can drips, so the wall below is its own too.
    return capital * longest + 2 * margin, capital * (LINE * len(lines) + 0.2) + (4 if margin > 0.1 else 2) * margin


def posted(site: Site, dice: Dice) -> list[Rows]:
    """A notice on a wall; now and then the same one twice, side by side."""
    copies = 1 + dice.chance(0.12)
    stretch = site.wall(dice, copies * NOTICE[0] + 2 * CLEAR, FREE)
    if stretch is None:
        return []
    text, middle = dice.pick(POSTED), NOTICE_MIDDLE + 0.1 * (dice.unit() - 0.5)
    rows = []
    for number in range(copies):
        along = NOTICE[0] * (number - (copies - 1) / 2)
        rows += on_wall(site, stretch, InscriptionKind.NOTICE, text, dice, NOTICE, along, middle + 0.02 * dice.unit())
    return rows


def on_wall(
    site: Site,
    stretch: WallStretch,
    kind: InscriptionKind,
    text: str,
    dice: Dice,
    size: tuple[float, float],
    along: float,
    middle: float,
) -> list[Rows]:
    """An inscription on a stretch of wall, so far to the right of its middle and above its floor, m.

    The floor before it is taken. None under a ceiling that is too low for it.
    """
    if middle + size[1] / 2 + CLEAR > stretch.ceiling - stretch.floor:
        return []
    x, z = stretch.at(along, 0.0)
    site.take(*stretch.at(along, BEFORE / 2), size[0], BEFORE, stretch.bearing)
    lot = dice.between(0, 2**32 - 1)
    return [inscription(kind, text, lot, stretch.bearing, (x, stretch.floor + middle, z), size)]
