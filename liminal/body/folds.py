"""Folds of cloth and coated fabric, as heights over the surface that they lie on, m."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_WAVES = 7  # sines in a pattern, of directions and lengths spread by the golden ratio
_GOLDEN = 0.6180339887
_PINCH = 0.17  # of a fold: the width of its ridge
_SHARP = 0.008  # of a wave's height, squared: how round the bottom of a crease is


def bump(value: Floats, middle: float, width: float) -> Floats:
    """Return a bell of height 1 about a middle."""
    bell: Floats = np.exp(-(((value - middle) / width) ** 2))
    return bell


def rise(value: Floats, begin: float, end: float) -> Floats:
    """Return 0 before `begin` and 1 after `end` (which may come first), with a smooth step between."""
    share = np.clip((value - begin) / (end - begin), 0.0, 1.0)
    step: Floats = share * share * (3 - 2 * share)
    return step


def pillowed(phase: Floats) -> Floats:
    """Return folds across a phase, one for each whole number: round above, with a crease between two, -1 to 1."""
    height: Floats = 2.0 * np.sqrt(np.sin(np.pi * phase) ** 2 + _SHARP) - 1.0
    return height


def pinched(phase: Floats) -> Floats:
    """Return folds across a phase, one for each whole number: narrow ridges, flat cloth between, about -0.4 to 1."""
    off = phase - np.rint(phase)
    height: Floats = 1.4 * np.exp(-((off / _PINCH) ** 2)) - 0.4
    return height


def wandering(points: Floats, lengths: ArrayLike, number: int) -> Floats:
    """Return a smooth pattern of about -1 to 1 over points (n, 3); `lengths`: of its waves along x, y and z, m.

    `number`: which of many patterns.
    """
    scaled = points * (2 * np.pi / np.asarray(lengths, float))
    total = np.zeros(len(points))
    for wave in range(_WAVES):
        lot = (np.arange(5) + 1.0 + 5 * wave + 37 * number) * _GOLDEN % 1.0
        height = 2.0 * lot[0] - 1.0
        turn = 2 * np.pi * ((wave + lot[1]) * _GOLDEN % 1.0)
        flat = np.sqrt(1.0 - height * height)
        direction = np.array([flat * np.cos(turn), height, flat * np.sin(turn)]) * (0.6 + 0.8 * lot[2])
        total += np.sin(scaled @ direction + 2 * np.pi * lot[3])
    pattern: Floats = total / np.sqrt(_WAVES)
    return pattern


def creased(points: Floats, lengths: ArrayLike, number: int) -> Floats:
    """Return crumpled cloth over points (n, 3): facets that meet at soft ridges and creases, about -1 to 1.

    `lengths`, `number`: as of `wandering`.
    """
    bent = points + 0.25 * np.asarray(lengths, float) * np.column_stack(
        [wandering(points, 1.7 * np.asarray(lengths, float), number + each) for each in (11, 12, 13)]
    )
    first, second = (wandering(bent, lengths, number + each) for each in (0, 1))
    ridge = 1.0 - np.sqrt(first**2 + _SHARP) - 0.6 * np.sqrt(second**2 + _SHARP)
    height: Floats = np.clip(ridge, -1.0, 1.0)
    return height


def buckled(far: Floats, turn: Floats, length: float, wobble: Floats) -> Floats:
    """Return the diamonds that a stiff sleeve buckles into (Y. Yoshimura, 1951), -1 to 1.

    `far`, `turn`: along it, m, and around it, rad. `length`: of a diamond, m. `wobble`: how far all is out of order, in
    diamonds.
    """
    up, round_ = far / length + wobble, turn / np.pi
    first, second = pillowed(up + round_), pillowed(up - round_ + 0.37 + 0.6 * wobble)
    height: Floats = np.minimum(first, second)
    return height


def radiating(points: Floats, centre: Floats, front: Floats, folds: float, reach: float, wobble: Floats) -> Floats:
    """Return folds that go out from a point at which cloth is held or bends, about -0.4 to 1, less further off.

    `centre`: (3,), m. `front`: (3,), unit length, off the cloth there. `folds`: around it, about. `reach`: m. `wobble`:
    how far each is out of its place, in folds.
    """
    off = points - centre
    height = np.sqrt(np.einsum("ni,ni->n", off, off))
    up = np.array([0.0, 1.0, 0.0]) - front[1] * front
    aside = np.cross(up, front)
    turn = np.arctan2(off @ aside, off @ up)
    near = rise(height, 0.015, 0.05) * np.exp(-((height / reach) ** 2)) * rise(off @ front, -0.10, -0.03)
    ridges: Floats = near * pinched(folds * turn / (2 * np.pi) + wobble)
    return ridges
