"""What boxes stand for tubes and round bodies: inside them, so that they shade no corner of the surface."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.turning import turned

Floats = NDArray[np.float64]

WALL = 0.002  # m: how thick the boxes of a vessel are
INSIDE = 0.95  # of an ellipse: the part that is taken of a ring, which may be flatter


def polygon(radius: float) -> tuple[float, float, list[float]]:
    """Crossed boxes that make a regular polygon in a circle: half their length and width, m; their turns, degrees.

    The larger the circle, the more corners it takes: 4, 6 or 8.
    """
    count = 2 if radius < 0.012 else 3 if radius < 0.04 else 4
    step = np.pi / (2 * count)
    turns = [180.0 * number / count for number in range(count)]
    return radius * float(np.cos(step)), radius * float(np.sin(step)), turns[:1] if count == 2 else turns


def vessel_boxes(profile: Floats) -> list[tuple[Floats, Floats, Floats]]:
    """Walls and floor of an open vessel, its profile (n, 2) outside and then inside: size, middle, rotation of each."""
    low, high = profile[:, 1].min(), profile[:, 1].max()
    top = int(np.argmax(profile[:, 1]))
    sides = [side for side in (profile[: top + 1], profile[top + 1 :]) if len(side)]
    bottom, brim = (
        float(np.mean([side[abs(side[:, 1] - level(side[:, 1])) < 1e-6, 0].max() for side in sides]))
        for level in (np.min, np.max)
    )

    # Each wall lies half before and half behind the round one.
    mean, lean = (bottom + brim) / 2, float(np.degrees(np.arctan2(brim - bottom, high - low)))
    count = 12 if mean < 0.1 else 16
    size = np.array([WALL, high - low, 2 * mean * np.tan(np.pi / count)])
    reach, middle = mean * (1 + np.cos(np.pi / count)) / 2, (low + high) / 2
    spins = [turned("y", 360 * (number + 0.5) / count) for number in range(count)]
    walls = [(size, spin @ (reach, middle, 0), spin @ turned("z", -lean)) for spin in spins]
    floor = np.array([1.4 * bottom, WALL, 1.4 * bottom]), np.array([0, low + WALL / 2, 0]), np.eye(3)
    return [*walls, floor]


def ring_boxes(first: Floats, last: Floats) -> list[tuple[Floats, Floats, Floats]]:
    """Boxes in the body between two rings of points (n, 3), taken for ellipses: size, middle, rotation of each."""
    rings, onward = (first, last), last.mean(0) - first.mean(0)
    y = sum(np.cross(ring - ring.mean(0), np.roll(ring, -1, 0) - ring.mean(0)).sum(0) for ring in rings)
    y = y * np.sign(y @ onward) / np.linalg.norm(y)

    # Along the longest width of the first ring, no wider than the narrower of the two.
    flat = first - first.mean(0)
    flat = flat - np.outer(flat @ y, y)
    x = np.linalg.eigh(flat.T @ flat)[1][:, 2]
    rotation = np.column_stack([x, y, np.cross(x, y)])
    low, high = (np.array([bound(ring @ rotation, axis=0) for ring in rings]) for bound in (np.min, np.max))
    half = INSIDE * ((high - low) / 2).min(0)
    middle = rotation @ ((high + low) / 2).mean(0)
    length = float(onward @ y)
    steps = np.radians([45.0] if half.max() < 0.02 else [30.0, 60.0])
    return [
        (np.array([2 * half[0] * np.cos(step), length, 2 * half[2] * np.sin(step)]), middle, rotation) for step in steps
    ]


def straights(path: Floats, stray: float) -> list[tuple[Floats, Floats]]:
    """Cut a path (n, 3) into stretches that stray from straight lines by no more than this, m (Douglas and Peucker)."""
    if len(path) < 3:
        return [(path[0], path[-1])]
    line = path[-1] - path[0]
    length = float(np.linalg.norm(line))
    off = path - path[0]
    if length > 1e-9:
        off = off - np.outer(off @ line, line) / length**2
    distance = np.linalg.norm(off, axis=1)
    worst = int(distance.argmax())
    if distance[worst] <= stray:
        return [(path[0], path[-1])]
    worst = min(max(worst, 1), len(path) - 2)
    return straights(path[: worst + 1], stray) + straights(path[worst:], stray)


def slices(height: Floats, radius: Floats) -> list[tuple[float, float]]:
    """Slices of a body of rotation within which its radius changes by at most a quarter: lowest and highest y, m."""
    slices, begin = [], 0
    for end in range(1, len(height)):
        span = radius[begin : end + 1]
        if end == len(height) - 1 or abs(radius[end + 1] - span).max() > 0.25 * radius.max():
            if height[end] - height[begin] > 1e-4:
                slices.append((float(height[begin]), float(height[end])))
            begin = end
    return slices
