"""Chairs of steel and plastic."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.pressed import channel, lines, shell
from liminal.thing.spline import cubic
from liminal.thing.swept import bent
from liminal.thing.turning import turned, upright_along

Floats = NDArray[np.float64]

BEIGE_ENAMEL = paint(Finish.PAINTED_STEEL, "#b3a48a")
GREY_ENAMEL = paint(Finish.PAINTED_STEEL, "#6e6f6e")
ORANGE = paint(Finish.PLASTIC, "#935a3d")
RESIN = paint(Finish.PLASTIC, "#c6c5be")
ZINC = paint(Finish.CHROME, "#9c9a94")
FOOT = paint(Finish.RUBBER, "#3a3835")


def folding_chair(b: Builder) -> None:
    """A steel folding chair of the 1970s to 1990s: two bent tubes, a pressed seat and back, all in one enamel.

    0.47 wide, 0.79 high, seat 0.44 m: as sold to schools and halls.
    """
    tube, half, lean = 0.0111, 0.222, np.array([0.0, 0.765, -0.40])
    foot = np.array([0.0, 0.0105, 0.222])
    across = np.array([half, 0.0, 0.0])

    # The front legs go up and back to the top of the back.
    top = foot + lean
    b.tube([foot - across, top - across, top + across, foot + across], tube, BEIGE_ENAMEL, bend=0.05, sides=10)

    # The rear legs cross them inside, where a rivet holds both, and end flattened at a pin in the seat's flange.
    inner = across - (2 * tube + 0.003, 0, 0)
    rear, pin = np.array([0.0, 0.0105, -0.228]), np.array([0.0, 0.424, 0.125])
    rise = (pin - rear) / np.linalg.norm(pin - rear)
    share = (foot[2] - rear[2]) / (rise[2] / rise[1] - lean[2] / lean[1]) / (pin[1] - rear[1])
    for side in (-1, 1):
        leg_end = pin - 0.028 * rise
        b.tube([rear + side * inner, leg_end + side * inner], tube, BEIGE_ENAMEL, sides=10)
        _tip(b, foot + side * across, lean, 0.0145)
        _tip(b, rear + side * inner, rise, 0.0145)
        if b.near:
            tongue = pin - 0.015 * rise + side * (inner - (0.006, 0, 0))
            tilt = turned("x", np.degrees(np.arctan2(rise[2], rise[1])))
            b.box((0.006, 0.062, 0.022), tongue, BEIGE_ENAMEL, tilt, bevel=0.002, hollow=True)
            _rivet(b, pin + side * (inner - (0.003, 0, 0)), 0.003 * side)
            _rivet(b, rear + share * (pin - rear) + side * across, (tube - 0.0005) * side)
            pivot = _on_frame(foot, lean, 0.428) + side * across
            _rivet(b, pivot, (tube - 0.0005) * side)
            b.tube([pivot - np.array([0.04 * side, 0, 0]), pivot], 0.006, ZINC, sides=6, hollow=True)
    for height, depth, reach in ((0.11, foot[2] - 0.052, half), (0.10, -0.152, inner[0])):
        b.tube([(-reach, height, depth), (reach, height, depth)], 0.006, BEIGE_ENAMEL, sides=6)

    # The seat is hollowed, and its rim turned down.
    def seat(x: Floats, y: Floats) -> Floats:
        hollow = 0.009 * (1 - (x / 0.184) ** 2).clip(0) * np.sin(np.pi * (y / 0.39 + 0.5).clip(0, 1))
        front = 0.02 * ((y - 0.12) / 0.075).clip(0) ** 2
        return np.stack([x, 0.447 - hollow - front, y + 0.022], -1)

    x, y = (
        lines(0.184, 0.012, (-0.157, -0.07, 0, 0.07, 0.157)),
        lines(0.195, 0.012, (-0.168, -0.09, 0, 0.09, 0.135, 0.168)),
    )
    shell(b, seat, x, y, 0.04, (0.012, 0.024), 0.003, BEIGE_ENAMEL)
    places = np.meshgrid(np.array([-0.177, -0.06, 0.06, 0.177]), np.array([-0.188, -0.07, 0.06, 0.186]))
    b.proxy_sheet(seat(*places), 0.003)

    # The back is curved and welded to the front of the tubes.
    def back(x: Floats, y: Floats) -> Floats:
        place = _on_frame(foot, lean, 0.655 - y[..., None])
        place[..., 0] = x
        place[..., 2] += 0.004 - 0.02 * (1 - (x / half) ** 2)
        return place

    x, y = lines(half, 0.01, (-0.14, -0.05, 0.05, 0.14)), lines(0.085, 0.01, (-0.04, 0, 0.04))
    shell(b, back, x, y, 0.018, (0.01, 0.009), 0.003, BEIGE_ENAMEL)
    places = np.meshgrid(np.array([-0.215, -0.1, 0.0, 0.1, 0.215]), np.array([-0.083, 0.083]))
    b.proxy_sheet(back(*places), 0.003)


def stacking_chair(b: Builder) -> None:
    """A polypropylene shell on a steel frame that stacks, after the school and canteen chairs sold from 1963 on.

    0.50 wide, 0.52 deep, 0.82 high; seat 0.44 m.
    """
    # The shell follows one line from its front edge to its top: height and depth by the way along the line.
    seat = [(0.424, 0.232), (0.443, 0.185), (0.437, 0.07), (0.424, -0.06), (0.437, -0.146)]
    line = np.array([*seat, (0.500, -0.184), (0.600, -0.204), (0.720, -0.226), (0.817, -0.246)])
    way = np.concatenate([[0], np.linalg.norm(np.diff(line, axis=0), axis=1).cumsum()])
    profile, half = cubic(way, line), 0.225

    def form(x: Floats, y: Floats) -> Floats:
        share = (y + way[-1] / 2) / way[-1]
        height, depth = np.moveaxis(profile((share * way[-1]).clip(0, way[-1])), -1, 0)
        rise, run = np.moveaxis(profile((share * way[-1]).clip(0, way[-1]), 1), -1, 0)
        across = -x * (1 - 0.05 * np.sin(np.pi * share) ** 2 - 0.09 * share**3)
        dish = (0.016 + 0.022 * share) * (x / half) ** 2
        return np.stack([across, height - dish * run, depth + dish * rise], -1)

    x = lines(half, 0.016, (-0.188, -0.165, -0.08, 0, 0.08, 0.165, 0.188))
    rows = (-0.362, -0.335, -0.29, -0.2, -0.12, -0.06, -0.02, 0.02, 0.06, 0.13, 0.22, 0.30, 0.335, 0.362)
    shell(b, form, x, lines(way[-1] / 2, 0.016, rows), 0.085, (0.016, 0.02), 0.005, ORANGE)
    places = np.meshgrid(np.array([-0.2, -0.1, 0.0, 0.1, 0.2]), np.array([-0.37, -0.22, -0.08, -0.02, 0.04, 0.1, 0.37]))
    b.proxy_sheet(form(*places), 0.004)

    # Two hoops of tube carry it on bosses; each leg splays, so that the next chair's frame goes over it.
    for ahead, height, foot in ((0.15, 0.416, 0.2405), (-0.10, 0.411, -0.2405)):
        corner = np.array([0.165, height, ahead])
        ground = np.array([0.2345, 0.008, foot])
        mirror = np.array([-1.0, 1.0, 1.0])
        b.tube([ground, corner, corner * mirror, ground * mirror], 0.011, GREY_ENAMEL, bend=0.035, sides=10)
        for side in (1, -1):
            turn = mirror if side < 0 else 1.0
            _tip(b, ground * turn, (corner - ground) * turn, 0.0145)
            above = form(np.full(50, 0.12), np.linspace(-0.36, 0.0, 50))[::-1]
            boss = float(np.interp(ahead, above[:, 2], above[:, 1]))
            b.lathe([(0.014, height), (0.018, boss)], (0.12 * side, 0, ahead), ORANGE, sides=10, hollow=True)
    for side in (-1, 1):
        b.tube([(0.15 * side, 0.413, 0.15), (0.15 * side, 0.408, -0.10)], 0.007, GREY_ENAMEL, sides=6, hollow=True)


def garden_chair(b: Builder) -> None:
    """A stacking garden chair moulded in one piece of polypropylene (the monobloc of the 1980s), with slats.

    0.57 wide, 0.59 deep, 0.80 high; seat 0.43, arms 0.64 m.
    """
    thickness = 0.004

    # One channel each side is the front leg and, bent over, the arm; another is the rear leg.
    for side in (-1, 1):
        mirror = np.array([side, 1.0, 1.0])
        arm = bent(np.array([[0.262, 0.0035, 0.28], [0.252, 0.638, 0.20], [0.219, 0.654, -0.20]]) * mirror, 0.075, 5)
        arm = np.insert(arm, 1, (arm[:1] + np.array([[0.35], [0.75]]) * (arm[1] - arm[0])), axis=0)
        out = np.linspace((0, 0.1, 1), (0, 1, 0.1), len(arm))
        out[:3], out[-1] = (0.25 * side, 0, 1), (0, 1, 0)
        channel(b, arm, out, np.interp(arm[:, 1], [0, 0.45, 0.64], [0.044, 0.062, 0.058]), 0.03, thickness, RESIN)
        leg = np.linspace((0.262, 0.009, -0.257), (0.228, 0.386, -0.174), 4) * mirror
        channel(b, leg, (0.7 * side, 0, -1), np.linspace(0.042, 0.062, 4), 0.032, thickness, RESIN)
        rail = np.linspace((0.232, 0.418, 0.20), (0.224, 0.397, -0.205), 3) * mirror
        channel(b, rail, (0, 1, 0), 0.034, 0.028, thickness, RESIN)

    # The seat: an apron in front, a rail behind, slats between.
    apron = np.array([[x, 0.424 - 0.012 * (1 - (x / 0.24) ** 2), 0.204] for x in np.linspace(-0.244, 0.244, 7)])
    channel(b, apron, (0, 1, 0.55), 0.05, 0.03, thickness, RESIN)
    rear = np.linspace((-0.212, 0.394, -0.185), (0.212, 0.394, -0.185), 3)
    channel(b, rear, (0, 1, 0), 0.04, 0.025, thickness, RESIN)
    depth = np.linspace(0.19, -0.18, 5)
    for middle in np.linspace(-0.184, 0.184, 7):
        x, z = np.meshgrid(middle + np.array([-0.0235, 0, 0.0235]), depth)
        y = 0.420 - 0.022 * (0.19 - z) / 0.37 - 0.011 * (1 - (x / 0.24) ** 2) * (1 + np.sin(np.pi * (0.19 - z) / 0.37))
        b.sheet(np.stack([x, y, z], -1), thickness, RESIN, hollow=True)
    b.proxy((0.43, 0.006, 0.37), (0, 0.394, 0.005), turned("x", -3.4))

    # The back leans and is hollow across: a hoop, a low rail, slats between.
    def back(x: Floats, height: Floats) -> Floats:
        return np.stack([x, height, -0.152 - 0.26 * (height - 0.40) - 0.03 * (1 - (x / 0.22) ** 2)], -1)

    front = np.array([0, 0.26, 1.0])
    angle = np.linspace(0, np.pi, 13)
    hoop = np.column_stack([0.215 * np.cos(angle), 0.685 + 0.095 * np.sin(angle) ** 0.8])
    hoop = np.vstack([[[0.216, 0.375], [0.214, 0.54]], hoop, [[-0.214, 0.54], [-0.216, 0.375]]])
    channel(b, back(hoop[:, 0], hoop[:, 1]), front, 0.044, 0.016, thickness, RESIN)
    across = np.linspace(-0.2, 0.2, 5)
    channel(b, back(across, np.full(5, 0.475)), front, 0.036, 0.012, thickness, RESIN)
    for middle in np.linspace(-0.144, 0.144, 5):
        top = 0.685 + 0.095 * (1 - (middle / 0.215) ** 2) ** 0.4
        x, height = np.meshgrid(middle + np.array([-0.022, 0, 0.022]), np.linspace(0.475, top - 0.004, 4))
        b.sheet(back(x, height), thickness, RESIN, hollow=True)
    b.proxy_sheet(back(*np.meshgrid(np.array([-0.17, -0.06, 0.06, 0.17]), np.array([0.48, 0.75]))), thickness)


def _on_frame(foot: Floats, lean: Floats, height: Floats | float) -> Floats:
    """The point of a leaning leg at some height."""
    point: Floats = foot + lean * (height - foot[1]) / lean[1]
    return point


def _tip(b: Builder, end: Floats, rise: Floats, radius: float) -> None:
    """A rubber tip over the lower end of a leg that rises in some direction."""
    if b.near:
        profile = [(0, -0.008), (0.7 * radius, -0.0055), (radius, 0), (radius, 0.024), (0.75 * radius, 0.026)]
        b.lathe(profile, end, FOOT, upright_along(rise), sides=8, hollow=True)
    else:
        b.tube([end - 0.002 * rise, end + 0.024 * rise / np.linalg.norm(rise)], radius, FOOT, hollow=True)


def _rivet(b: Builder, at: Floats, out: float) -> None:
    """A rivet's domed head on the side of a part, `out` m from its middle along x."""
    head = [(0.0075, 0), (0.006, 0.003), (0, 0.0042)]
    with b.within(at + np.array([out, 0, 0]), turned("z", -90 if out > 0 else 90)):
        b.lathe(head, (0, 0, 0), ZINC, sides=8, hollow=True)
