"""Chairs and other things to sit on."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint

BEIGE_ENAMEL = paint(Finish.PAINTED_STEEL, "#b3a48a")
FOOT = paint(Finish.RUBBER, "#3a3835")


def folding_chair(b: Builder) -> None:
    """A steel folding chair of the 1970s to 1990s: two bent tubes, a pressed seat and back, all in one enamel."""
    tube, half, lean = 0.0111, 0.205, np.array([0.0, 0.765, -0.40])
    foot = np.array([0.0, 0.012, 0.215])
    across = np.array([half, 0.0, 0.0])

    # The front legs go up and back to the top of the back; the rear legs are shorter and cross them under the seat.
    top = foot + lean
    b.tube([foot - across, top - across, top + across, foot + across], tube, BEIGE_ENAMEL, bend=0.05)
    inner = across - (0.03, 0, 0)
    rear, pivot = np.array([0.0, 0.012, -0.235]), np.array([0.0, 0.425, 0.105])
    for side in (-1, 1):
        b.tube([rear + side * inner, pivot + side * inner], tube, BEIGE_ENAMEL)
        for end in (foot + side * across, rear + side * inner):
            b.lathe([(0, -0.012), (0.014, -0.012), (0.015, 0.022), (0, 0.022)], end, FOOT, sides=10, hollow=True)
    for height, depth in ((0.11, foot[2] - 0.052), (0.10, -0.166)):
        reach = half if depth > 0 else half - 0.03
        b.tube([(-reach, height, depth), (reach, height, depth)], 0.006, BEIGE_ENAMEL, sides=6)

    # Seat and back are pressed from sheet, bent down at the front and hollowed.
    u, v = np.meshgrid(np.linspace(-1, 1, 7), np.linspace(0, 1, 7))
    drop = 0.012 * (1 - u**2) * np.sin(np.pi * v) + 0.03 * np.clip(v - 0.8, 0, 1) ** 2 / 0.04
    b.sheet(np.stack([0.185 * u, 0.447 - drop, -0.165 + 0.385 * v], -1), 0.006, BEIGE_ENAMEL)
    u, v = np.meshgrid(np.linspace(-1, 1, 7), np.linspace(0, 1, 4))
    height = 0.565 + 0.155 * v
    depth = foot[2] + lean[2] * (height - foot[1]) / lean[1] - 0.016 * (1 - u**2) + 0.004
    b.sheet(np.stack([0.198 * u, height, depth], -1), 0.005, BEIGE_ENAMEL)
