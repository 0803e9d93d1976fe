"""Lettering: capitals and figures of one stroke width with round turns, as on machines of the 1970s to 1990s."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing import swept
from liminal.thing.builder import Builder
from liminal.thing.finish import Paint
from liminal.thing.turning import Matrix

Floats = NDArray[np.float64]

ROUND = 0.24  # of the height: the radius of the turns of a stroke, from the middle of its width
SPACE = 0.22  # of the height: between letters, from middle to middle of their outer strokes

# The middles of the strokes of each letter, of height 1: points "x,y" in quarters of the height, strokes apart by "/".
GLYPHS = {
    "A": "0,0 0,4 2.4,4 2.4,0 / 0,1.8 2.4,1.8",
    "B": "0,0 0,4 2.3,4 2.3,2.1 0,2.1 / 0,2.1 2.4,2.1 2.4,0 0,0",
    "C": "2.4,1.1 2.4,0 0,0 0,4 2.4,4 2.4,2.9",
    "D": "0,0 0,4 / 0,4 2.5,4 2.5,0 0,0",
    "E": "2.1,4 0,4 0,0 2.1,0 / 0,2.1 1.8,2.1",
    "F": "2.1,4 0,4 0,0 / 0,2.1 1.8,2.1",
    "G": "2.4,3.1 2.4,4 0,4 0,0 2.4,0 2.4,1.9 1.4,1.9",
    "H": "0,0 0,4 / 2.4,0 2.4,4 / 0,2.1 2.4,2.1",
    "I": "0,0 0,4",
    "J": "1.8,4 1.8,0 0,0 0,1",
    "K": "0,0 0,4 / 2.3,4 0.3,1.9 / 0.8,2.4 2.4,0",
    "L": "0,4 0,0 2,0",
    "M": "0,0 0,4 / 0,4 1.5,1.2 / 1.5,1.2 3,4 / 3,4 3,0",
    "N": "0,0 0,4 / 0,4 2.4,0 / 2.4,0 2.4,4",
    "O": "0,2 0,0 2.4,0 2.4,4 0,4 0,2",
    "P": "0,0 0,4 / 0,4 2.4,4 2.4,1.9 0,1.9",
    "Q": "0,2 0,0 2.4,0 2.4,4 0,4 0,2 / 1.5,0.9 2.6,-0.3",
    "R": "0,0 0,4 / 0,4 2.4,4 2.4,1.9 0,1.9 / 1.3,1.9 2.4,0",
    "S": "2.3,3.1 2.3,4 0,4 0,2.1 2.4,2.1 2.4,0 0,0 0,0.9",
    "T": "0,4 2.4,4 / 1.2,4 1.2,0",
    "U": "0,4 0,0 2.4,0 2.4,4",
    "V": "0,4 1.3,0 / 1.3,0 2.6,4",
    "W": "0,4 0.9,0 / 0.9,0 1.8,3.4 / 1.8,3.4 2.7,0 / 2.7,0 3.6,4",
    "X": "0,0 2.4,4 / 0,4 2.4,0",
    "Y": "0,4 1.2,1.9 / 1.2,1.9 2.4,4 / 1.2,1.9 1.2,0",
    "Z": "0,4 2.3,4 / 2.3,4 0,0 / 0,0 2.3,0",
    "0": "0,2 0,0 2.2,0 2.2,4 0,4 0,2",
    "1": "0,3.1 1,4 / 1,4 1,0",
    "2": "0,3.1 0,4 2.2,4 2.2,2.4 0,0.6 / 0,0.4 0,0 / 0,0 2.3,0",
    "3": "0,3.2 0,4 2.1,4 2.1,2.1 0.9,2.1 / 0.9,2.1 2.2,2.1 2.2,0 0,0 0,0.8",
    "4": "1.8,0 1.8,4 / 1.8,4 0,1.1 / 0,1.1 2.5,1.1",
    "5": "2.1,4 0.2,4 / 0.2,4 0,2.2 / 0,2.4 2.2,2.4 2.2,0 0,0 0,0.8",
    "6": "2.1,3.2 2.1,4 0,4 0,0 2.2,0 2.2,2.3 0,2.3",
    "7": "0,4 2.2,4 / 2.2,4 0.7,0",
    "8": "1.1,2.1 0.1,2.1 0.1,4 2.1,4 2.1,2.1 1.1,2.1 / 1.1,2.1 0,2.1 0,0 2.2,0 2.2,2.1 1.1,2.1",
    "9": "2.2,1.7 0,1.7 0,4 2.2,4 2.2,0 0.1,0 0.1,0.8",
    "*": "1.2,0.8 1.2,3.2 / 0.2,1.4 2.2,2.6 / 0.2,2.6 2.2,1.4",
    "#": "0.7,0.4 0.7,3.6 / 1.7,0.4 1.7,3.6 / 0,1.4 2.4,1.4 / 0,2.6 2.4,2.6",
}


def write(
    b: Builder,
    text: str,
    height: float,
    at: ArrayLike,
    paint: Paint,
    rotation: Matrix | None = None,
    *,
    weight: float = 0.17,
) -> None:
    """Write capitals, figures, spaces, "*" and "#" flat on what looks towards +z, about a place.

    `height`: of a letter, m. `weight`: width of its strokes, of the height.
    """
    # Strokes of all the letters, side by side from the left, in heights between the middles of strokes.
    strokes, pen = [], 0.0
    for letter in text:
        if letter == " ":
            pen += 0.45
            continue
        drawn = [
            np.array([point.split(",") for point in part.split()], float) / 4 for part in GLYPHS[letter].split("/")
        ]
        strokes += [np.add(points, (pen, 0)) for points in drawn]
        pen += max(points[:, 0].max() for points in drawn) + SPACE + weight
    shift = np.array([(pen - SPACE - weight) / 2, 0.5])
    with b.within(at, rotation):
        for points in strokes:
            path = _lengthened((points - shift) * (1 - weight), weight / 2)
            b.surface(height * _ribbon(swept.bent(path, ROUND, 3 if b.near else 1), weight), paint)


def _lengthened(points: Floats, by: float) -> Floats:
    """A path (n, 2) that goes on at both its ends, as a path in the plane z = 0: (n, 3)."""
    path = np.column_stack([points, np.zeros(len(points))])
    for end, beside in ((0, 1), (-1, -2)):
        along = path[end] - path[beside]
        path[end] += by * along / np.linalg.norm(along)
    return path


def _ribbon(path: Floats, width: float) -> Floats:
    """A flat stroke along a path (n, 3) in the plane z = 0: a grid (2, n, 3)."""
    along = np.gradient(path, axis=0)
    left = np.cross((0, 0, 1), along / np.linalg.norm(along, axis=1, keepdims=True))
    return np.stack([path - width / 2 * left, path + width / 2 * left])
