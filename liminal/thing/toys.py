"""What children play with: a ball, a balloon, a tricycle."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.swept import rings_along, smoothed
from liminal.thing.turning import turned

BALL_RED = paint(Finish.RUBBER, "#96433a")
VALVE = paint(Finish.RUBBER, "#5f2f2a")
LATEX = paint(Finish.RUBBER, "#9c4a41")
RIBBON = paint(Finish.FABRIC, "#b9b4a8")
FOIL = paint(Finish.CHROME, "#8b8c94")
FRAME_RED = paint(Finish.PAINTED_STEEL, "#8c372f")
TYRE = paint(Finish.RUBBER, "#3b3937")
RIM = paint(Finish.PAINTED_STEEL, "#c6bfae")
CHROME = paint(Finish.CHROME, "#a3a39f")
GRIP = paint(Finish.PLASTIC, "#cfc7b4")
SADDLE = paint(Finish.VINYL, "#c5bba6")


def ball(b: Builder) -> None:
    """A rubber playground ball 0.22 m (8.5 in) wide, of the 1970s to 1990s, with two moulded ribs and a valve."""
    radius, rib = 0.11, 23.0
    latitudes = np.arange(-90.0, 91, 10 if b.near else 20)
    radii = np.full(len(latitudes), radius)
    if b.near:
        flank = np.array([-2.4, -1.6, -0.8, 0.8, 1.6, 2.4])
        latitudes = np.concatenate([latitudes, flank - rib, flank + rib])
        radii = np.append(radii, radius + np.tile([0, 0, 0.001, 0.001, 0, 0], 2))
    order = np.argsort(latitudes)
    angle, radii = np.radians(latitudes[order]), radii[order]
    profile = np.column_stack([abs(radii * np.cos(angle)), radii * np.sin(angle)]).tolist()
    with b.within((0, radius, 0), turned("y", 20) @ turned("z", 30)):
        b.lathe(profile, (0, 0, 0), BALL_RED, sides=40)
        if b.near:
            b.lathe([(0.007, -0.002), (0.006, 0.0004), (0.002, 0.0)], (0, radius, 0), VALVE, sides=10, hollow=True)


def party_balloon(b: Builder) -> None:
    """A latex balloon 0.28 m wide, full of helium, 1.55 m up on a ribbon that a weight in foil holds down."""
    steps = 12 if b.near else 8
    angle = np.linspace(0, np.pi, steps + 1)
    radius = 0.14 * np.sin(angle) * (1 - 0.12 * np.cos(angle))
    height = -0.165 * np.cos(angle) + 0.02 * np.sin(angle) ** 2
    body = [(max(float(r), 0.004 if y < 0 else 0.0), float(y)) for r, y in zip(radius, height, strict=True)]
    with b.within((0.022, 1.385, 0.014), turned("z", -4) @ turned("x", 3)):
        b.lathe(body, (0, 0, 0), LATEX, sides=32)
        if b.near:
            neck = [(0.009, -0.19), (0.004, -0.181), (0.0055, -0.176), (0.0035, -0.17), (0.006, -0.162)]
            b.lathe(neck, (0, 0, 0), LATEX, sides=8, hollow=True)

    # The ribbon hangs nearly straight, and turns about itself where it was curled.
    bends = np.array(
        [(0, 0.04, 0), (0.012, 0.35, -0.01), (-0.006, 0.75, 0.006), (0.012, 1.05, 0.004), (0.015, 1.21, 0.01)]
    )
    path = smoothed(bends, 6 if b.near else 2)
    turn = np.linspace(0, 5.2, len(path)) + 0.7 * np.sin(np.linspace(0, 9, len(path)))
    across = 0.0028 * np.column_stack([np.cos(turn), np.zeros_like(turn), np.sin(turn)])
    for sign in (1, -1):
        b.skin(np.stack([path + sign * share * across for share in (-2, -1, 1, 2)], axis=1), RIBBON)
    b.cushion((0.055, 0.042, 0.055), (0, 0.021, 0), FOIL, turned("y", 25), radius=0.008, swell=0.004, spacing=0.06)
    if b.near:
        for number in range(5):
            spin = turned("y", 72 * number + 11)
            leaf = np.array([(0.004, 0.04, 0), (0.02, 0.058, 0), (0.036, 0.062 - 0.004 * number, 0.004)])
            leaf = np.stack([leaf + np.array([0, 0, side]) for side in (-0.012, 0.012)]) @ spin.T
            b.sheet(leaf, 0.001, FOIL, hollow=True)


def _wheel(b: Builder, radius: float, spokes: int) -> None:
    """A wheel that stands on the origin and turns about the x axis: a solid tyre, a rim, wire spokes, a hub."""
    tyre, count = 0.014, 24 if b.near else 12
    inner = radius - 2 * tyre
    angle = 2 * np.pi * np.arange(count) / count
    ring = np.column_stack([np.cos(angle), np.zeros(count), np.sin(angle)])
    with b.within((0, radius, 0), turned("z", 90)):
        b.tube((radius - tyre) * ring, tyre, TYRE, closed=True, sides=7, hollow=True)
        if b.near:
            b.tube((inner - 0.001) * ring, 0.0065, RIM, closed=True, sides=5, hollow=True)
            hub = [(0.0, -0.024), (0.015, -0.024), (0.012, -0.016), (0.012, 0.016), (0.015, 0.024), (0.0, 0.024)]
            b.lathe(hub, (0, 0, 0), CHROME, sides=8, hollow=True)
        for number in range(spokes if b.near else 0):
            spin = turned("y", 360 * number / spokes)
            begin = spin @ (0.012, 0.012 * (-1) ** number, 0.0)
            b.tube([begin, spin @ (inner, 0.0, 0.0)], 0.0022, CHROME, sides=4, hollow=True)

        # The tyre in boxes, a chord each.
        chord = 2 * (radius - tyre) * float(np.tan(np.pi / 12))
        for number in range(12):
            spin = turned("y", 30 * number)
            b.proxy((1.5 * tyre, 1.8 * tyre, chord), spin @ (radius - 1.15 * tyre, 0, 0), spin)


def _saddle(b: Builder) -> None:
    """A padded child's saddle: broad behind, a nose ahead, on a post."""
    y, z = (0.366, 0.362, 0.352, 0.348, 0.346, 0.343, 0.338), (-0.195, -0.188, -0.15, -0.10, -0.05, 0.0, 0.028)
    path = np.column_stack([np.zeros(7), y, z])
    width, thick = (0.020, 0.078, 0.092, 0.080, 0.046, 0.027, 0.012), (0.010, 0.020, 0.024, 0.022, 0.018, 0.016, 0.008)
    half = np.column_stack([width, thick])
    b.smooth_loft(rings_along(path, half, (1, 0, 0), 12), SADDLE)
    b.tube([(0, 0.20, -0.055), (0, 0.34, -0.12)], 0.011, FRAME_RED)


def _steered(b: Builder, hub: float) -> None:
    """What turns with the bar of a tricycle: the fork about its wheel at z = `hub`, a mudguard, pedals, the bar."""
    with b.within((0, 0, hub)):
        _wheel(b, 0.15, 12)
        angle = np.radians(np.linspace(35, 135, 7))
        arch = np.stack([np.zeros(7), np.sin(angle), np.cos(angle)], -1)[:, None] * np.array([[0.163], [0.17], [0.163]])
        b.sheet(arch + np.array([(-0.028, 0.15, 0), (0, 0.15, 0), (0.028, 0.15, 0)]), 0.002, FRAME_RED, hollow=True)
    b.tube([(0, 0.325, 0.142), (0, 0.435, 0.107)], 0.017, FRAME_RED, sides=10)
    b.tube([(0, 0.43, 0.109), (0, 0.505, 0.085)], 0.010, CHROME)
    blade = np.array([(0.036, 0.15, hub), (0.036, 0.29, hub - 0.045), (0.012, 0.335, hub - 0.062)])
    half_bar = np.array([(0, 0.5, 0.088), (0.06, 0.51, 0.086), (0.15, 0.565, 0.06), (0.205, 0.55, -0.01)])
    for side in (-1, 1):
        mirror = np.array([side, 1, 1])
        b.tube(blade * mirror, 0.008, FRAME_RED, bend=0.04)
        b.tube(half_bar * mirror, 0.0085, CHROME, bend=0.05)
        grip = half_bar[-1] - np.outer((-0.06, 0.9), half_bar[-1] - half_bar[-2])
        b.tube(grip * mirror, 0.0125, GRIP)

        # One crank points up, the other down.
        y, z = 0.15 + side * 0.055, hub + side * 0.045
        crank = np.array([(0.02, 0.15, hub), (0.052, 0.15, hub), (0.052, y, z), (0.122, y, z)]) * mirror
        b.tube(crank, 0.005, CHROME, bend=0.008, sides=6, hollow=True)
        b.box((0.062, 0.022, 0.04), (crank[2] + 1.3 * crank[3]) / 2.3, GRIP, bevel=0.005)


def tricycle(b: Builder) -> None:
    """A child's steel tricycle of the 1970s, 0.70 m long, its front wheel 0.30 m wide, pedals on that wheel's axle."""
    behind, track = -0.25, 0.19
    for x in (-track, track):
        with b.within((x, 0, behind)):
            _wheel(b, 0.095, 8)
    b.tube([(-track, 0.095, behind), (track, 0.095, behind)], 0.008, CHROME)
    b.box((0.30, 0.012, 0.115), (0, 0.118, behind - 0.01), FRAME_RED, bevel=0.003)
    b.tube([(0, 0.395, 0.118), (0, 0.31, 0.05), (0, 0.17, -0.12), (0, 0.122, -0.23)], 0.014, FRAME_RED, bend=0.12)
    _saddle(b)
    axis = np.array([0, 0.40, 0.118])
    with b.within(axis, turned("y", 14)), b.within(-axis):
        _steered(b, 0.20)
