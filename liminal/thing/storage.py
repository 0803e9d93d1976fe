"""Cabinets, shelves and racks."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.hardware import ZINC, glide
from liminal.thing.turning import turned

PUTTY = paint(Finish.PAINTED_STEEL, "#a39a86")
PUTTY_FRONT = paint(Finish.PAINTED_STEEL, "#a89f8b")
GAP = paint(Finish.PAINTED_STEEL, "#38342d")
PLATED = paint(Finish.CHROME, "#86847c")
CARD = paint(Finish.PAPER, "#d3c8a8")
INK = paint(Finish.PAPER, "#57503f")

OAK = paint(Finish.VENEER, "#866747")
OAK_EDGE = paint(Finish.VENEER, "#795b3e")
HARDBOARD = paint(Finish.PAPER, "#6e5640")
HOLE = paint(Finish.VENEER, "#33261a")

UPRIGHT = paint(Finish.PAINTED_STEEL, "#4f6070")
BEAM = paint(Finish.PAINTED_STEEL, "#9b6544")
CHIPBOARD = paint(Finish.CARDBOARD, "#a08a66")
PUNCHED = paint(Finish.PAINTED_STEEL, "#22272c")
FOOT_PLATE = 0.135  # m: depth of what a post stands on


def filing_cabinet(b: Builder) -> None:
    """A vertical steel filing cabinet, four drawers, legal width: 18 1/2 x 24 1/2 x 52 1/2 in, 0.47 x 0.62 x 1.33 m."""
    width, height, foot, wall = 0.47, 1.33, 0.012, 0.014
    rear, front = -0.31, 0.278
    depth, middle = front - rear, (front + rear) / 2
    inside = width - 2 * wall

    # The shell is bent from sheet; its edges frame the drawers, and the gaps show a dark plane behind.
    if b.near:
        for side in (-1, 1):
            at = side * (width - wall) / 2, (height + foot) / 2, middle
            b.box((wall, height - foot, depth), at, PUTTY, bevel=0.003, hollow=True)
        b.box((inside, 0.030, depth), (0, height - 0.0152, middle), PUTTY, hollow=True)
        b.box((inside, 0.055, 0.02), (0, foot + 0.0275, front - 0.012), PUTTY, hollow=True)
        b.patch((inside, height - 0.04), (0, height / 2 - 0.014, rear + 0.003), PUTTY, turned("y", 180))
        b.patch((inside, depth - 0.03), (0, foot + 0.004, middle), GAP, turned("x", 90))
        b.patch((inside, height - 0.06), (0, height / 2, front - 0.012), GAP, spacing=1.0)
        _lock(b, (0.185, height - 0.016, front))
    else:
        shell = width, height - foot, depth - 0.004
        b.box(shell, (0, (height + foot) / 2, middle - 0.002), PUTTY, spacing=0.25, hollow=True)
    for x in (-0.2, 0.2):
        for z in (rear + 0.03, front - 0.03):
            glide(b, x, z, foot)
    b.proxy((width, height - foot, depth), (0, (height + foot) / 2, middle))

    # The drawers are not quite flush; the third stands 9 mm out.
    bottom, pitch = foot + 0.058, 0.3068
    for number, out in enumerate((0.001, 0.000, 0.009, 0.002)):
        at = 0.001 * (number % 2), bottom + (number + 0.5) * pitch, front + out - 0.008
        _file_drawer(b, at, inside - 0.007, pitch - 0.006)


def _file_drawer(b: Builder, at: tuple[float, float, float], width: float, height: float) -> None:
    """The front of a file drawer with its pull, label holder and latch."""
    face = 0.009
    with b.within(at):
        b.box((width, height, 2 * face), (0, 0, 0), PUTTY_FRONT, bevel=0.004, spacing=0.15, hollow=True)
        if not b.near:
            b.box((0.11, 0.027, 0.02), (0, 0.025, face + 0.010), PLATED, hollow=True)
            return
        bow = [(-0.010, 0.022), (-0.003, 0.0235), (0.006, 0.022), (0.013, 0.014), (0.017, 0.002)]
        b.sheet([[(x, 0.022 + y, face + z) for x in (-0.055, 0.055)] for y, z in bow], 0.002, PLATED, hollow=True)
        for side in (-1, 1):
            edge = [(side * 0.0555, 0.022 + y, face + z) for y, z in bow]
            b.surface([[(x, y, face), (x, y, z)][::-side] for x, y, z in edge], PLATED)
        b.box((0.086, 0.046, 0.003), (0, 0.088, face + 0.001), PLATED, bevel=0.001, hollow=True)
        b.patch((0.072, 0.032), (0, 0.089, face + 0.0035), CARD)
        b.patch((0.034, 0.003), (-0.012, 0.092, face + 0.0042), INK)
        b.box((0.020, 0.026, 0.007), (0.083, 0.022, face + 0.003), PLATED, bevel=0.002, hollow=True)
        b.patch((0.014, 0.002), (0.083, 0.030, face + 0.0075), GAP)


def _lock(b: Builder, at: tuple[float, float, float]) -> None:
    """A cylinder lock."""
    with b.within(at, turned("x", 90)):
        b.lathe([(0.0105, 0), (0.0105, 0.003), (0.009, 0.0045), (0, 0.0045)], (0, 0, 0), PLATED, sides=12, hollow=True)
    with b.within(at):
        b.patch((0.0018, 0.009), (0, 0, 0.0053), GAP)


def bookshelf(b: Builder) -> None:
    """An empty bookcase of oak-veneered chipboard, flat-packed, 36 x 12 x 72 in: 0.914 x 0.305 x 1.83 m."""
    width, depth, height, board = 0.914, 0.305, 1.83, 0.019
    clear = width - 2 * board
    for side in (-1, 1):
        b.box((board, height, depth), (side * (width - board) / 2, height / 2, 0), OAK, bevel=0.001, spacing=0.08)
    for level in (height - board / 2, 0.075 + board / 2):
        b.box((clear, board, depth - 0.006), (0, level, 0.0005), OAK, bevel=0.001, spacing=0.1)
    b.box((clear, 0.072, board), (0, 0.037, depth / 2 - 0.025), OAK_EDGE, bevel=0.001, spacing=0.3)

    # The back is hardboard, joined behind the shelves: its corners lie where the light of a compartment ends.
    ends = [0.094, *(y for level in (0.405, 0.700, 0.957, 1.215, 1.515) for y in (level - 0.009, level + 0.009)), 1.811]
    for low, high in zip(ends[::2], ends[1::2], strict=True) if b.near else ((0.08, 1.82),):
        b.patch((clear, high - low), (0, (low + high) / 2, -depth / 2 + 0.010), HARDBOARD, spacing=0.07)
    behind = 0, height / 2 + 0.04, -depth / 2 + 0.006
    b.patch((clear, height - 0.1), behind, HARDBOARD, turned("y", 180), spacing=0.4)
    b.proxy((clear, height - 0.08, 0.004), (0, height / 2 + 0.04, -depth / 2 + 0.008))

    # Shelves on pins, each sagged under load; the middle one is fixed and straight.
    for level, sag in ((0.405, 0.006), (0.700, 0.004), (1.215, 0.007), (1.515, 0.003)):
        u, v = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(0, 1, 4))
        grid = np.stack([(clear / 2 - 0.001) * u, level - sag * (1 - u**2), 0.146 - 0.285 * v], -1)
        b.sheet(grid[::-1], 0.018, OAK)
    b.box((clear, board, 0.285), (0, 0.957, 0.004), OAK, bevel=0.001, spacing=0.1)
    if not b.near:
        return
    for side in (-1, 1):
        for z in (0.105, -0.095):
            for level in (0.405, 0.700, 1.215, 1.515):
                with b.within((side * (clear / 2 - 0.0005), level - 0.010, z), turned("y", -90 * side)):
                    for number in (-3, -2, -1, 1, 2, 3):
                        b.patch((0.005, 0.005), (0, 0.032 * number, 0), HOLE)


def metal_rack(b: Builder) -> None:
    """One bay of pallet racking, 8 ft wide, 43 in deep and 8 ft high: 2.4 x 1.1 x 2.4 m, three levels of chipboard."""
    width, depth, height, post = 2.40, 1.10, 2.40, 0.076
    reach, across = (width - post) / 2, (depth - FOOT_PLATE) / 2
    for side in (-1, 1):
        with b.within((side * reach, 0, 0), turned("y", 90 - 90 * side)):
            _rack_frame(b, across, height, post)

    # Beams hang in the posts by angles; boards lie on them.
    span, stretch = width - 2 * post, 0.35 if b.near else 0.6
    for level in (0.16, 1.06, 1.98):
        for end in (-1, 1):
            b.box((span, 0.10, 0.04), (0, level, end * (across + 0.008)), BEAM, bevel=0.004, spacing=stretch)
            if b.near:
                for side in (-1, 1):
                    with b.within((side * reach, level - 0.025, end * across), turned("y", 90 - 90 * end)):
                        _beam_end(b, post, -side * end)
        if not b.near:
            b.box((span, 0.018, 2 * across - 0.04), (0, level + 0.059, 0), CHIPBOARD, spacing=0.6)
            continue
        for number, x in enumerate((-0.7485, 0, 0.7485)):
            place = x, level + 0.059 + 0.002 * (number == 1), 0.004 * (number - 1)
            b.box((0.745, 0.018, 2 * across - 0.04), place, CHIPBOARD, bevel=0.001, spacing=0.3)


def _beam_end(b: Builder, post: float, inner: int) -> None:
    """The angle at the end of a beam, at the middle of a post's width; `inner`: on which side the beam is, 1 or -1."""
    b.box((0.055, 0.19, 0.005), (inner * 0.0135, 0, 0.0375), BEAM, bevel=0.001, hollow=True)
    b.box((0.005, 0.19, 0.06), (inner * (post / 2 + 0.0025), 0, 0.01), BEAM, bevel=0.001, hollow=True)
    for step in (-0.066, 0.0, 0.066):
        b.patch((0.012, 0.022), (inner * 0.006, step, 0.041), PUNCHED)


def _rack_frame(b: Builder, across: float, height: float, post: float) -> None:
    """An upright frame of a rack, its outside towards +x: two punched posts on foot plates, lattice between them."""
    for end in (-1, 1):
        stretch = 0.35 if b.near else 0.6
        b.box((post, height, 0.07), (0, height / 2, end * across), UPRIGHT, bevel=0.006, spacing=stretch)
        if b.near:
            plate = 0.125, 0.006, FOOT_PLATE
            b.box(plate, (post / 2 - 0.0625, 0.003, end * across), UPRIGHT, bevel=0.001, hollow=True)
            b.box((0.02, 0.014, 0.02), (-0.064, 0.012, end * (across + 0.045)), ZINC, bevel=0.004, hollow=True)
            with b.within((0, 0.10, end * (across + 0.036)), turned("y", 90 - 90 * end)):
                for number in range(23):
                    for side in (-1, 1):
                        b.patch((0.011, 0.026), (side * 0.019, number * 0.1016, 0), PUNCHED, turned("z", 12 * side))

    # The lattice is welded zigzag between rungs.
    rungs = (0.12, 0.84, 1.56, 2.28)
    for level in rungs:
        b.box((0.03, 0.04, 2 * across - 0.07), (0, level, 0), UPRIGHT, spacing=0.6)
    for low, high, way in zip(rungs[:-1], rungs[1:], (1, -1, 1), strict=True):
        rise, run = high - low - 0.05, 2 * across - 0.09
        lean = turned("x", -way * np.degrees(np.arctan2(rise, run)))
        b.box((0.028, 0.036, float(np.hypot(rise, run))), (0, (low + high) / 2, 0), UPRIGHT, lean, spacing=0.6)
