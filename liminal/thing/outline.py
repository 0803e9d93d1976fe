"""Outlines (n, 2; x, y) of plates, rims and vessels, counter-clockwise about the origin, metres."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def circle(radius: float, sides: int) -> Floats:
    """A regular polygon on a circle, its first corner on +x."""
    angle = 2 * np.pi * np.arange(sides) / sides
    return radius * np.column_stack([np.cos(angle), np.sin(angle)])


def rounded_rectangle(width: float, height: float, radius: float, steps: int = 3) -> Floats:
    """A rectangle whose corners are arcs of so many steps, from the lower end of its right side on."""
    angle = np.radians(np.linspace(0, 90, steps + 1))
    arc = radius * np.column_stack([np.cos(angle), np.sin(angle)])
    reach = np.array([width, height]) / 2 - radius
    quarter = np.array([[0.0, -1.0], [1.0, 0.0]])  # a turn to the left
    corners = []
    for number, signs in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        corners.append(reach * signs + arc @ np.linalg.matrix_power(quarter, number).T)
    return np.concatenate([corners[3], *corners[:3]])
