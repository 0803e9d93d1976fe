"""Fixed parts of buildings: an interior window, a railing, a handrail."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.hardware import TO_FRONT, bolt
from liminal.thing.pane import BLOCK_DEPTH, BLOCK_PITCH, PANE_THICKNESS, dusty_pane, mortar
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

PIPE = 0.0241  # m: radius of 1 1/2 in pipe
DUST = 0.006  # reflectance of that on a pane that is cleaned now and then
BOLT_UP = np.eye(3)  # a bolt's head looks up

TAUPE = paint(Finish.PAINTED_STEEL, "#797062")
PUTTY = paint(Finish.RUBBER, "#4a4640")
ZINC = paint(Finish.CHROME, "#85837d")
YELLOW_ENAMEL = paint(Finish.PAINTED_STEEL, "#aa8c4a")
ALUMINIUM = paint(Finish.CHROME, "#8f8e88")
OAK = paint(Finish.VENEER, "#8a6844")
BRONZE = paint(Finish.PAINTED_STEEL, "#5b5144")
SEAM = paint(Finish.RUBBER, "#2b2926")


def interior_window(b: Builder) -> None:
    """An office's borrowed light: a pressed-steel frame of 8 x 4 ft with a mullion, its sill usually at 0.90 m.

    The frame's depth is centred on z = 0; it stands 9 mm proud of a wall one cell thick.
    """
    width, height, face, depth = 2.44, 1.22, 0.051, 0.17
    half, bend = np.array([width, height]) / 2, 0.002 if b.near else 0.0
    profile = [(-bend, -depth / 2), (0, bend - depth / 2), (0, depth / 2 - bend), (-bend, depth / 2)]
    profile = list(dict.fromkeys(profile))
    profile = [*profile, (-face, depth / 2), (-face, -depth / 2), profile[0]]
    corners = np.array([(1, -1), (1, 1), (-1, 1), (-1, -1)])
    with b.within((0, half[1], 0)):
        b.moulding(profile, corners * (half - face), (0, 0, 0), TAUPE, closed=True, spacing=0.3)
        b.box((face, height - 2 * face, depth), (0, 0, 0), TAUPE, bevel=bend, spacing=0.3)
        for side in (-1, 1):
            b.proxy((width, face, depth), (0, side * (half[1] - face / 2), 0))
            b.proxy((face, height, depth), (side * (half[0] - face / 2), 0, 0))

        # Each light has a stop, the slot of its glass, and beads that are screwed on.
        light = np.array([(width - 3 * face) / 4, half[1] - face])
        for side in (-1, 1):
            with b.within((side * (light[0] + face / 2), 0, 0)):
                b.pane((*(2 * light), PANE_THICKNESS), (0, 0, 0), dusty_pane(DUST))
                for begin, end in ((-0.035, -0.004), (0.004, 0.020)) if b.near else ((-0.035, 0.020),):
                    bead = [(0.0, begin), (0.016, begin), (0.016, end), (0.0, end)]
                    b.moulding(bead, corners * light, (0, 0, 0), TAUPE, closed=True, spacing=0.3)
                if b.near:
                    b.moulding([(0.001, -0.004), (0.001, 0.004)], corners * light, (0, 0, 0), PUTTY, closed=True)
                    _bead_screws(b, light)
        if b.near:
            for x, y in corners:
                for turn in (0, 180):
                    seam = np.array([half - face, half]) * (x, y)
                    b.line(seam, 0.0012, turned("y", turn) @ (0, 0, depth / 2 + 0.0003), SEAM, turned("y", turn))


def glass_block_panel(b: Builder) -> None:
    """Six by six glass blocks, 1.22 m square, in a flat frame of aluminium; its depth is centred on z = 0."""
    edge, rim = 6 * BLOCK_PITCH, 0.008
    with b.within((0, edge / 2, 0)):
        b.pane((edge, edge, BLOCK_DEPTH), (0, 0, 0), mortar(0.6))
        for turn in (0, 90, 180, 270):
            with b.within(rotation=turned("z", turn)):
                size = edge, rim, BLOCK_DEPTH + 0.012
                b.box(size, (0, (rim - edge) / 2, 0), ALUMINIUM, bevel=0.001, spacing=0.3)


def _bead_screws(b: Builder, light: Floats) -> None:
    """Screws on the beads of a pane of half a width and height, towards the pane."""
    for x in np.linspace(-0.8, 0.8, 4) * light[0]:
        for side in (-1, 1):
            at = x, side * (light[1] - 0.016), 0.012
            bolt(b, 0.0035, at, ZINC, turned("x", 90 + 90 * side))


def railing(b: Builder) -> None:
    """A guard rail of welded pipe, 2.4 m long, its top at 1.07 m (42 in): two rails, three posts on flanges."""
    half, high, middle = 1.14, 1.07 - PIPE, 0.545
    ends = [(x, y, 0) for x, y in ((-half, 0.008), (-half, middle), (-half, high), (-half / 2, high))]
    ends = [*ends, (0, high, 0), *[(-x, y, z) for x, y, z in reversed(ends)]]
    b.tube(ends, PIPE, YELLOW_ENAMEL, bend=0.12, sides=12)
    b.tube(np.linspace((0, 0.008, 0), (0, high - 0.6 * PIPE, 0), 5), PIPE, YELLOW_ENAMEL, sides=12)
    for begin, end in ((-half, 0), (0, half)):
        path = np.linspace((begin + 0.8 * PIPE, middle, 0), (end - 0.8 * PIPE, middle, 0), 5)
        b.tube(path, PIPE, YELLOW_ENAMEL, sides=12)

    # Each post stands on a flange with four bolts; welds thicken the joints.
    for x in (-half, 0, half):
        b.box((0.12, 0.009, 0.12), (x, 0.0045, 0), YELLOW_ENAMEL)
        if b.near:
            b.lathe([(PIPE + 0.005, 0.009), (PIPE + 0.0005, 0.014)], (x, 0, 0), YELLOW_ENAMEL, sides=12, hollow=True)
            for dx, dz in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
                bolt(b, 0.010, (x + 0.045 * dx, 0.009, 0.045 * dz), ZINC, BOLT_UP)


def handrail(b: Builder) -> None:
    """A round oak handrail, 2.4 m long, on three brackets, its ends returned; its top is usually at 0.90 m."""
    radius, out, half, level = 0.022, 0.078, 1.178, 0.076
    along = np.linspace((-half, level, out), (half, level, out), 11)
    b.tube([(-half, level, 0.001), *along, (half, level, 0.001)], radius, OAK, bend=0.04, sides=12)
    for x in (-0.95, 0.0, 0.95):
        arm = [(x, 0.034, 0.006), (x, 0.026, 0.05), (x, 0.032, out), (x, level - radius, out)]
        b.tube(arm, 0.008, BRONZE, bend=0.02)
        rose = [(0.034, 0), (0.034, 0.003), (0.026, 0.008), (0, 0.009)]
        b.lathe(rose if b.near else rose[::3], (x, 0.034, 0), BRONZE, TO_FRONT, sides=16, hollow=True)
        if b.near:
            b.box((0.07, 0.004, 0.022), (x, level - radius + 0.001, out), BRONZE, hollow=True)
