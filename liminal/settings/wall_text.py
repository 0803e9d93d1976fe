"""Texts on walls: the characters that can be written there, and how a text of one's own is read."""

from typing import Annotated

from pydantic import AfterValidator

CHARACTERS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-+=/!?'\"()# ~\n"
    "\N{LEFTWARDS ARROW}\N{RIGHTWARDS ARROW}\N{UPWARDS ARROW}\N{DOWNWARDS ARROW}"
)
LONGEST, MOST_LINES = 80, 4  # characters, lines
MOST_TEXTS = 500
ARROWS = (("<-", "\N{LEFTWARDS ARROW}"), ("->", "\N{RIGHTWARDS ARROW}"))


def capitals(text: str) -> str:
    """A text as it is written: in capitals, "->" and "<-" as arrows."""
    for typed, arrow in ARROWS:
        text = text.replace(typed, arrow)
    return text.upper()


def _check(text: str) -> str:
    """Return a text that can be written. Raises ValueError for any other."""
    unknown = sorted(set(capitals(text)) - CHARACTERS)
    if unknown:
        raise ValueError(
            f'"{text}" has {unknown[0]!r}, which no hand here writes; letters A to Z, figures, '
            ". , : - + = / ! ? ' \" ( ) #, arrows (-> <-) and ~ around what is crossed out can be written"
        )
    if not capitals(text).strip(" ~\n"):
        raise ValueError(f"{text!r} has nothing to write in it; give it a letter or a figure")
    if len(text) > LONGEST or text.count("\n") >= MOST_LINES:
        raise ValueError(f'"{text[:20]}..." is too long; up to {LONGEST} characters on up to {MOST_LINES} lines fit')
    return text


WallText = Annotated[str, AfterValidator(_check)]
