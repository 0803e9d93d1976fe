"""Doors with leaves: a flush door, its leaf alone, one that swings, a school's double door; frames and hardware."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.hardware import TO_FRONT, bolt
from liminal.thing.pane import PANE_THICKNESS, dusty_pane
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

# Pressed-steel frames (ANSI/SDI A250.8): face 2 in, stop 5/8 in, a rebate of 1 15/16 in for a leaf of 1 3/4 in.
FACE, STOP, REBATE, DEPTH = 0.051, 0.016, 0.049, 0.16  # m
WIDTH, HEIGHT, THICKNESS = 0.914, 2.134, 0.044  # m: 3 x 7 ft
GAP, UNDERCUT = 0.003, 0.008  # m: beside and over a leaf, and under it
HANDLE_HEIGHT = 1.02  # m
HINGE = 0.114  # m
KICK_PLATE = 0.254  # m: 10 in high
HINGED = frozenset({"hung-door"})  # things of the catalogue that turn about their hinges
BARREL = 0.004  # m: the axis of hinges lies so far before the face of a frame

# A leaf and its frame made to measure for a doorway of 36 x 84 in, on whose walls the frame laps; its faces stand proud
# of their skirting.
LAP, HUNG_DEPTH = 0.012, 0.18  # m
HUNG_CLEAR, HUNG_TOP = 0.9144 + 2 * (LAP - FACE), 2.1336 + LAP - FACE  # m: between the rebates, and under the head's
HUNG_WIDTH, HUNG_HEIGHT = HUNG_CLEAR - 2 * GAP, HUNG_TOP - UNDERCUT - GAP  # m
HUNG_HINGE = np.array([(GAP - HUNG_CLEAR) / 2, UNDERCUT, HUNG_DEPTH / 2 + BARREL])  # foot of its axis, from the frame's
# The middle of the lever on the back of that leaf, from the foot of its hinges' axis.
HUNG_LEVER = np.array([HUNG_WIDTH + GAP / 2 - 0.122, HANDLE_HEIGHT - UNDERCUT, -BARREL - 0.001 - THICKNESS - 0.056])

OAK = paint(Finish.VENEER, "#a08865")
TAUPE = paint(Finish.PAINTED_STEEL, "#797062")
SATIN_CHROME = paint(Finish.CHROME, "#918f88")
STAINLESS = paint(Finish.CHROME, "#8d8c87")
GREY_GREEN = paint(Finish.PAINTED_STEEL, "#7f8982")
DARK_GREEN = paint(Finish.PAINTED_STEEL, "#565d59")
WIRE = paint(Finish.CHROME, "#6f706c")
SEAM = paint(Finish.RUBBER, "#2b2926")
HANDLED = 0.012  # reflectance of the dust and the marks of hands on a door's pane


def door(b: Builder) -> None:
    """A flush veneered door in a steel frame, closed: it opens towards +z. Offices, schools and hotels from 1960 on."""
    clear, top = WIDTH + 2 * GAP, UNDERCUT + HEIGHT + GAP
    leaf_depth = DEPTH / 2 - 0.001 - THICKNESS / 2
    _frame(b, clear, top, TAUPE)
    with b.within((0, UNDERCUT, leaf_depth)):
        _flush_leaf(b, WIDTH, HEIGHT)
    if b.near:
        for low in _hinge_heights(top):
            _hinge(b, (-clear / 2 + GAP / 2, low + HINGE / 2, DEPTH / 2 + BARREL))
        _strike(b, clear)


def door_frame(b: Builder) -> None:
    """A steel frame without a door, for a doorway of 36 x 84 in."""
    _frame(b, HUNG_CLEAR, HUNG_TOP, TAUPE, HUNG_DEPTH)

    # A gasket in the gap about the leaf, which would let a bright thread of the room behind it through.
    front = HUNG_DEPTH / 2
    gasket = [(0.0, front - 0.018), (0.9 * GAP, front - 0.018), (0.9 * GAP, front - 0.006), (0.0, front - 0.006)]
    path = [(HUNG_CLEAR / 2, 0), (HUNG_CLEAR / 2, HUNG_TOP), (-HUNG_CLEAR / 2, HUNG_TOP), (-HUNG_CLEAR / 2, 0)]
    b.moulding(gasket, path, (0, 0, 0), SEAM, spacing=0.5)
    if b.near:
        _strike(b, HUNG_CLEAR, HUNG_DEPTH)


def hung_door(b: Builder) -> None:
    """The leaf of a flush door that fits `door_frame`, with the barrels of its hinges: their axis is x = z = 0."""
    with b.within(((HUNG_WIDTH + GAP) / 2, 0, -BARREL - 0.001 - THICKNESS / 2)):
        _flush_leaf(b, HUNG_WIDTH, HUNG_HEIGHT)
    if b.near:
        for low in _hinge_heights(HUNG_TOP):
            _hinge(b, (0, low + HINGE / 2 - UNDERCUT, 0))


def _hinge_heights(top: float) -> tuple[float, float, float]:
    """The lower ends of the three hinges of a leaf in a frame as high as `top`, m above the floor."""
    return 0.254, (0.254 + top - 0.241) / 2, top - 0.241


def _strike(b: Builder, clear: float, depth: float = DEPTH) -> None:
    """The lip of the strike, over which the latch slides."""
    b.box((0.012, 0.07, 0.0015), (clear / 2 + 0.004, HANDLE_HEIGHT, depth / 2), SATIN_CHROME, hollow=True)


def door_leaf(b: Builder) -> None:
    """A flush veneered door off its hinges, their halves still on it; it stands upright."""
    _flush_leaf(b, WIDTH, HEIGHT)
    if not b.near:
        return
    for low in (0.246, 1.0, 1.77):
        b.box((0.002, HINGE, 0.038), (-WIDTH / 2, low + HINGE / 2, 0.003), SATIN_CHROME, hollow=True)
        for knuckle in (0.2, 0.6):
            at = np.array([-WIDTH / 2, low + HINGE * knuckle, THICKNESS / 2 + 0.004])
            b.tube([at, at + np.array([0, 0.2 * HINGE, 0])], 0.0064, SATIN_CHROME, hollow=True)
    edge = (WIDTH / 2, HANDLE_HEIGHT - UNDERCUT, 0)
    b.box((0.002, 0.057, 0.029), edge, SATIN_CHROME, hollow=True)
    b.box((0.024, 0.018, 0.014), edge, SATIN_CHROME, bevel=0.004, hollow=True)


def double_door(b: Builder) -> None:
    """A school's pair of hollow-metal doors with wired glass, crossbars and vertical rods; pushed open towards -z."""
    clear, top = 2 * WIDTH + 3 * GAP, UNDERCUT + HEIGHT + GAP
    _frame(b, clear, top, DARK_GREEN)
    for side in (-1, 1):
        with b.within((side * (WIDTH + GAP) / 2, UNDERCUT, THICKNESS / 2 + 0.001 - DEPTH / 2)):
            _school_leaf(b, side)
        for low in _hinge_heights(top) if b.near else ():
            _hinge(b, (side * (clear - GAP) / 2, low + HINGE / 2, -DEPTH / 2 - 0.004), 180)

    # An astragal on one leaf covers the gap between the two.
    b.box((0.05, HEIGHT, 0.003), (0.012, UNDERCUT + HEIGHT / 2, -DEPTH / 2 - 0.0005), DARK_GREEN)


def _frame(b: Builder, clear: float, top: float, colour: Paint, depth: float = DEPTH) -> None:
    """A welded double-rebate frame about an opening of some width and height between its rebates."""
    bend = 0.002 if b.near else 0.0
    half, stop = depth / 2, depth / 2 - REBATE
    profile = [(-FACE, -half), (-bend, -half), (0, bend - half), (0, -stop), (STOP - bend, -stop), (STOP, bend - stop)]
    profile += [(u, -v) for u, v in reversed(profile)]
    path = [(clear / 2, 0), (clear / 2, top), (-clear / 2, top), (-clear / 2, 0)]
    outline = list(dict.fromkeys(profile))
    b.moulding([*outline, outline[0]], path, (0, 0, 0), colour, spacing=0.4)
    for side in (-1, 1):
        b.proxy((FACE, top, depth), (side * (clear + FACE) / 2, top / 2, 0))
        b.proxy((STOP, top, 2 * stop), (side * (clear - STOP) / 2, top / 2, 0))
    b.proxy((clear + 2 * FACE, FACE, depth), (0, top + FACE / 2, 0))
    b.proxy((clear, STOP, 2 * stop), (0, top - STOP / 2, 0))
    if b.near:
        for side in (-1, 1):
            for turn in (0, 180):
                seam = [(side * clear / 2, top), (side * (clear / 2 + FACE), top + FACE)]
                b.line(seam, 0.0012, turned("y", turn) @ (0, 0, half + 0.0003), SEAM, turned("y", turn))


def _flush_leaf(b: Builder, width: float, height: float) -> None:
    """A veneered leaf that stands on y = 0, hinged on the left, with levers and kick plates on both its faces."""
    b.box((width, height, THICKNESS), (0, height / 2, 0), OAK, bevel=0.0015, spacing=0.18)
    for side, turn in ((1, 0), (-1, 180)):
        with b.within(rotation=turned("y", turn)):
            _lever(b, (side * (width / 2 - 0.07), HANDLE_HEIGHT - UNDERCUT, THICKNESS / 2), side < 0)
            _kick_plate(b, width, 0.016)


def _kick_plate(b: Builder, leaf: float, above: float) -> None:
    """A screwed plate of stainless steel, two inches narrower than the leaf whose front it protects."""
    width = leaf - 0.05
    b.box(
        (width, KICK_PLATE, 0.0013),
        (0, above + KICK_PLATE / 2, THICKNESS / 2 + 0.0006),
        STAINLESS,
        bevel=0.0006,
        spacing=0.25,
        hollow=True,
    )
    if b.near:
        for x in np.linspace(-0.5, 0.5, 5) * (width - 0.03):
            for y in (above + 0.015, above + KICK_PLATE - 0.015):
                bolt(b, 0.004, (x, y, THICKNESS / 2 + 0.0013), SATIN_CHROME)


def _lever(b: Builder, at: tuple[float, float, float], to_right: bool) -> None:
    """A lever with its rose and lock on the front of a leaf."""
    towards = 1 if to_right else -1
    rose = [(0.0335, 0), (0.0335, 0.005), (0.031, 0.009), (0.012, 0.0105)] if b.near else [(0.0335, 0), (0, 0.01)]
    with b.within(at):
        b.lathe(rose, (0, 0, 0), SATIN_CHROME, TO_FRONT, hollow=True)
        path = [(-towards * 0.012, 0, 0.056), (towards * 0.115, 0, 0.056), (towards * 0.118, 0, 0.030)]
        b.tube(path, 0.0095, SATIN_CHROME, bend=0.018, sides=10)
        if b.near:
            b.tube([(0, 0, 0.01), (0, 0, 0.052)], 0.012, SATIN_CHROME, sides=12)
            b.tube([(0, 0, 0.060), (0, 0, 0.0668)], 0.009, STAINLESS, sides=12, hollow=True)
            b.line([(0, -0.005), (0, 0.005)], 0.0022, (0, 0, 0.0671), SEAM)


def _hinge(b: Builder, middle: tuple[float, float, float], turn: float = 0.0) -> None:
    """The barrel of a butt hinge of 4 1/2 in, of five knuckles, seen from the front or after a turn."""
    half, radius = HINGE / 2, 0.0064
    with b.within(middle, turned("y", turn)):
        b.tube([(0, -half, 0), (0, half, 0)], radius, SATIN_CHROME, sides=10, hollow=True)
        for share in (-0.3, -0.1, 0.1, 0.3):
            b.line([(-0.0045, share * HINGE), (0.0045, share * HINGE)], 0.0012, (0, 0, radius), SEAM)


def _school_leaf(b: Builder, side: int) -> None:
    """A hollow-metal leaf whose middle stands on the origin, hinged on a side; the crossbar is on its front."""
    lite, low, from_edge = np.array([0.10, 0.64]), 1.12, 0.13
    x = -side * (WIDTH / 2 - from_edge - lite[0] / 2)  # of the pane, near the leaf's free edge

    # The leaf about its pane: strips whose corners meet; its edges show as dark gaps only.
    columns = np.array([-WIDTH / 2, x - lite[0] / 2, x + lite[0] / 2, WIDTH / 2])
    rows = [0.0, low, low + lite[1], HEIGHT]
    for turn in (0, 180):
        with b.within(rotation=turned("y", turn)):
            for number, (left, right) in enumerate(pairwise(-columns[::-1] if turn else columns)):
                strip = np.linspace(-left, -right, 1 + int(np.ceil((right - left) / 0.25)))
                for begin, end in pairwise(rows):
                    if (number, begin) != (1, low):
                        profile = np.column_stack([strip, 0 * strip])
                        b.moulding(profile, [(0, begin), (0, end)], (0, 0, THICKNESS / 2), GREY_GREEN)
    rim = [(WIDTH / 2, 0), (WIDTH / 2, HEIGHT), (-WIDTH / 2, HEIGHT), (-WIDTH / 2, 0)]
    b.moulding([(0, THICKNESS / 2), (0, -THICKNESS / 2)], rim, (0, 0, 0), SEAM, closed=True, spacing=0.5)
    for left, right, begin, end in (
        (columns[0], columns[1], 0, 3),
        (columns[2], columns[3], 0, 3),
        (columns[1], columns[2], 0, 1),
        (columns[1], columns[2], 2, 3),
    ):
        extent, middle = rows[end] - rows[begin], (rows[end] + rows[begin]) / 2
        b.proxy((right - left, extent, THICKNESS), ((left + right) / 2, middle, 0))
    with b.within((x, low + lite[1] / 2, 0)):
        _wired_pane(b, lite)
    _kick_plate(b, WIDTH, 0.02)
    with b.within((0, 0, THICKNESS / 2)):
        _crossbar(b, side)

    # A pull and the cylinder of the lock on the outside.
    pull = np.array([(0, 0.127, 0), (0, 0.127, 0.06), (0, -0.127, 0.06), (0, -0.127, 0)])
    with b.within((-side * (WIDTH / 2 - 0.07), 1.07, -THICKNESS / 2), turned("y", 180)):
        b.tube(pull, 0.0095, STAINLESS, bend=0.025, sides=7)
        if b.near:
            b.tube([(0, 0.2, 0), (0, 0.2, 0.006)], 0.02, SATIN_CHROME, sides=14, hollow=True)


def _wired_pane(b: Builder, lite: Floats) -> None:
    """Wired glass in a steel surround; its wires lie half an inch apart."""
    b.pane((*lite, PANE_THICKNESS), (0, 0, 0), dusty_pane(HANDLED))
    outline = np.array([(1, -1), (1, 1), (-1, 1), (-1, -1)]) * lite / 2
    trim = [(0.004, -THICKNESS / 2), (0.004, 0.009), (-0.018, 0.009), (-0.021, 0.0)]
    for turn in (0, 180):
        with b.within(rotation=turned("y", turn)):
            b.moulding(trim if b.near else trim[:3], outline, (0, 0, THICKNESS / 2), GREY_GREEN, closed=True)
            if b.near:
                for k in np.arange(-3, 4):
                    b.line([(k * 0.0127, -lite[1] / 2), (k * 0.0127, lite[1] / 2)], 0.0008, (0, 0, 0), WIRE)
                for k in np.arange(-25, 26):
                    b.line([(-lite[0] / 2, k * 0.0127), (lite[0] / 2, k * 0.0127)], 0.0008, (0, 0, 0), WIRE)


def _crossbar(b: Builder, side: int) -> None:
    """A panic bolt of the 1970s: a bar between two cases, and rods from one of them to the leaf's top and bottom."""
    height, reach = 0.98, WIDTH / 2 - 0.075
    for x in (-reach, reach):
        b.box((0.052, 0.20, 0.042), (x, height, 0.021), SATIN_CHROME, bevel=0.008)
        if b.near:
            arm = [(x, height + 0.03, 0.035), (x, height + 0.012, 0.075), (x, height - 0.02, 0.098)]
            b.tube(arm, 0.012, SATIN_CHROME, hollow=True)
    ends = [(x, height - 0.02, 0.098) for x in (-reach - 0.02, reach + 0.02)]
    b.tube(ends, 0.0145, SATIN_CHROME, sides=10)
    rod = -side * reach
    for y, case in ((HEIGHT - 0.06, 0.11), (0.05, 0.08)):
        b.tube([(rod, y, 0.018), (rod, height + 0.09 * np.sign(y - height), 0.018)], 0.0065, SATIN_CHROME, sides=6)
        if b.near:
            b.box((0.042, case, 0.034), (rod, y, 0.017), SATIN_CHROME, bevel=0.006)
            b.box((0.03, 0.014, 0.028), (rod, (y + height) / 2, 0.014), SATIN_CHROME, hollow=True)
