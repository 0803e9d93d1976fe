"""Beams, pipes, ducts, bollards and floor grates of halls and warehouses."""

from itertools import pairwise

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.hardware import ZINC
from liminal.thing.structure.laid import pieces
from liminal.thing.turning import turned

ALONG_X = turned("z", -90)  # turns a body of rotation from +y to +x

# By their variant: the colours of pipes and steelwork.
ENAMELS = (
    paint(Finish.PAINTED_STEEL, "#84837c"),
    paint(Finish.PAINTED_STEEL, "#b9b6aa"),
    paint(Finish.PAINTED_STEEL, "#94473a"),
    paint(Finish.PAINTED_STEEL, "#51605a"),
    paint(Finish.PAINTED_STEEL, "#a9852f"),
)
GALVANISED = paint(Finish.CHROME, "#8d918f")
YELLOW, BLACK = paint(Finish.PAINTED_STEEL, "#b8913a"), paint(Finish.PAINTED_STEEL, "#3a3a38")

CAST_IRON, SHAFT = paint(Finish.PAINTED_STEEL, "#57534d"), paint(Finish.RUBBER, "#141413")


def beam(b: Builder, coat: Paint, length: float, width: float, depth: float) -> None:
    """A beam of concrete along x whose top is y = 0, at the ceiling."""
    b.box((length, depth, width), (0, -depth / 2 + 0.001, 0), coat, bevel=0.012, spacing=0.25)


def i_beam(b: Builder, metal: Paint, length: float, width: float, depth: float) -> None:
    """A rolled steel beam along x whose top is y = 0: two flanges and a web."""
    thick, web = max(0.012, 0.055 * depth), max(0.008, 0.035 * depth)
    for y in (-thick / 2, -depth + thick / 2):
        b.box((length, thick, width), (0, y, 0), metal, bevel=0.003, spacing=0.3)
    b.box((length, depth - 2 * thick + 0.002, web), (0, -depth / 2, 0), metal, bevel=0, spacing=0.3)


def pipe_run(b: Builder, metal: Paint, length: float, diameter: float, count: float, drop: float) -> None:
    """Pipes side by side along x, hung from y = 0 by rods: their middles lie `drop` below it."""
    radius, apart = diameter / 2, diameter + 0.11
    places = apart * (np.arange(round(count)) - (round(count) - 1) / 2)
    hangers = np.linspace(-length / 2, length / 2, 1 + pieces(length, 2.4))
    hangers = (hangers[1:] + hangers[:-1]) / 2
    for z in places.tolist():
        path = np.linspace((-length / 2, -drop, z), (length / 2, -drop, z), 1 + pieces(length, 0.5 if b.near else 1.5))
        b.tube(path, radius, metal, sides=18)
        for x in np.arange(-length / 2 + 1.1, length / 2 - 0.2, 3.05).tolist():
            flange = [(radius, -0.02), (1.5 * radius, -0.02), (1.5 * radius, 0.02), (radius, 0.02)]
            b.lathe(flange, (x, -drop, z), metal, ALONG_X, sides=18, hollow=True)
        if b.near:
            for x in hangers.tolist():
                strap = [(radius + 0.004, -0.018), (radius + 0.004, 0.018)]
                b.lathe(strap, (x, -drop, z), GALVANISED, ALONG_X, sides=18, hollow=True)
    for x in hangers.tolist():
        reach = float(places[-1]) + radius + 0.05
        b.box((0.041, 0.041, 2 * reach), (x, -drop - radius - 0.0205, 0), GALVANISED, bevel=0.003)
        for side in (-1, 1):
            z = side * (reach - 0.02)
            b.tube([(x, -drop - radius - 0.05, z), (x, 0, z)], 0.006, ZINC, sides=6)


def duct(b: Builder, metal: Paint, length: float, width: float, depth: float) -> None:
    """A duct of folded sheet along x whose top is y = 0, with flanges where its sections join."""
    b.box((length, depth, width), (0, -depth / 2, 0), metal, bevel=0.004, spacing=0.3)
    for x in np.linspace(0.03 - length / 2, length / 2 - 0.03, 1 + pieces(length, 1.25)).tolist():
        b.box((0.05, depth + 0.05, width + 0.05), (x, -depth / 2 - 0.025, 0), metal, bevel=0.003, hollow=True)


def bollard(b: Builder, enamel: Paint, radius: float, height: float) -> None:
    """A steel post with a rounded head, yellow with two black bands."""
    dome = [(radius * np.cos(a), height - 0.6 * radius + 0.6 * radius * np.sin(a)) for a in np.radians([0, 30, 60, 90])]
    bands = [0.0, 0.42 * height, 0.52 * height, 0.66 * height, 0.76 * height, height - 0.6 * radius]
    for number, (low, high) in enumerate(pairwise(bands)):
        b.lathe([(radius, low), (radius, high)], (0, 0, 0), BLACK if number % 2 else enamel, sides=28, hollow=True)
    b.lathe(dome, (0, 0, 0), enamel, sides=28, hollow=True)
    b.proxy_round(radius, height - 0.3 * radius, (0, (height - 0.3 * radius) / 2, 0))


def floor_grate(b: Builder, iron: Paint, width: float, length: float) -> None:
    """A cast grate in a frame, let into a floor whose level is y = 0; the shaft below is dark."""
    rim, top = 0.035, 0.018
    b.box((width - rim, 0.004, length - rim), (0, 0.002, 0), SHAFT, bevel=0, hollow=True)
    for side in (-1, 1):
        b.box((rim, top, length), (side * (width - rim) / 2, top / 2, 0), iron, bevel=0.004, spacing=0.3)
        b.box((width - 2 * rim, top, rim), (0, top / 2, side * (length - rim) / 2), iron, bevel=0.004, spacing=0.3)
    for x in np.linspace(-width / 2 + rim, width / 2 - rim, 2 + round(width / 0.045))[1:-1].tolist():
        b.box((0.014, top - 0.003, length - 2 * rim), (x, top / 2, 0), iron, bevel=0.003 if b.near else 0, hollow=True)
    for z in np.linspace(-length / 2, length / 2, 2 + round(length / 0.3))[1:-1].tolist():
        b.box((width - 2 * rim, top - 0.005, 0.016), (0, top / 2, z), iron, bevel=0, hollow=True)
