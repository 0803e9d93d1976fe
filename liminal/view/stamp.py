"""The date that a camera burns into its pictures: seven strokes of light to a digit, drawn here."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from liminal.settings.clock import Clock

Floats = NDArray[np.float32]

HEIGHT = 96  # texels that a digit is high: more than any picture shows of it
WIDTH = 0.56  # of a digit, against its height
ADVANCE = 0.84  # from digit to digit
STROKE = 0.062  # half the width of a stroke
SLANT = 0.10  # how far a digit leans to the right
HALO = 0.045  # standard deviation of the light that spreads in the film
MARGIN = 0.3  # dark texels all round, so that the light fades out within the picture of the date

# Strokes from point to point, y downwards; names as on every data sheet: a is the top, then clockwise, g the middle.
_STROKES = {
    "a": ((0.0, 0.0), (1.0, 0.0)),
    "b": ((1.0, 0.0), (1.0, 0.5)),
    "c": ((1.0, 0.5), (1.0, 1.0)),
    "d": ((0.0, 1.0), (1.0, 1.0)),
    "e": ((0.0, 0.5), (0.0, 1.0)),
    "f": ((0.0, 0.0), (0.0, 0.5)),
    "g": ((0.0, 0.5), (1.0, 0.5)),
    "'": ((0.75, 0.0), (0.7, 0.17)),
    "upper dot": ((0.5, 0.27), (0.5, 0.33)),
    "lower dot": ((0.5, 0.67), (0.5, 0.73)),
}
_DIGITS: dict[str, Iterable[str]] = dict(
    zip(
        "0123456789'- ",
        ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgcde", "abc", "abcdefg", "abcdfg", "'", "g", ""],
        strict=True,
    )
) | {":": ("upper dot", "lower dot")}
_GAP = 0.14  # of a stroke's length, left dark where strokes meet


def date_text(clock: Clock) -> str:
    """Return the date as date backs write it: year, month, day, each two places wide. Else the time of day, or text."""
    if clock.date is not None:
        return f"'{clock.date.year % 100:02d} {clock.date.month:2d} {clock.date.day:2d}"
    return f"{clock.time.hour:2d}:{clock.time.minute:02d}" if clock.time is not None else clock.text


def draw_text(text: str) -> Floats:
    """Draw a text in `STAMP_LETTERS` as light: (h, w) float32, 0 dark to 1, top row first."""
    rows = round(HEIGHT * (1 + 2 * MARGIN))
    columns = round(HEIGHT * ((len(text) - 1) * ADVANCE + WIDTH + SLANT + 2 * MARGIN))
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    y = (y + 0.5) / HEIGHT - np.float32(MARGIN)
    x = (x + 0.5) / HEIGHT - np.float32(MARGIN) - SLANT * (1 - y)

    # Distance from every texel to the nearest stroke; then a core with an edge of a texel, and a halo around it.
    nearest = np.full(y.shape, np.inf, np.float32)
    for place, character in enumerate(text):
        for name in _DIGITS[character]:
            nearest = np.minimum(nearest, _distance(x - place * ADVANCE, y, *_STROKES[name]))
    core = np.clip((STROKE - nearest) * HEIGHT + 0.5, 0, 1)
    halo = np.exp(-0.5 * (np.maximum(nearest - STROKE / 2, 0) / HALO) ** 2)
    light: Floats = np.maximum(core, 0.45 * halo).astype(np.float32)
    return light


def _distance(x: Floats, y: Floats, start: tuple[float, float], end: tuple[float, float]) -> Floats:
    """Distance of points to a stroke, which ends a little before its corners."""
    a, b = (np.array([point[0] * WIDTH, point[1]]) for point in (start, end))
    along = b - a
    length = float(np.hypot(*along))
    reach = max(length / 2 - _GAP * WIDTH, 0.01)
    middle, direction = (a + b) / 2, along / length
    t = np.clip((x - middle[0]) * direction[0] + (y - middle[1]) * direction[1], -reach, reach)
    distance: Floats = np.hypot(x - middle[0] - t * direction[0], y - middle[1] - t * direction[1])
    return distance
