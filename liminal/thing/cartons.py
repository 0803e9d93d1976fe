"""Packing: cardboard boxes, a crate, a pallet."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.lettering import write
from liminal.thing.outline import circle
from liminal.thing.turning import Matrix, turned

Floats = NDArray[np.float64]

BOX = 0.457, 0.305, 0.356  # m: 18 x 12 x 14 in
BOARD = 0.004  # m: C flute
TAPE = 0.048  # m: 2 in wide
BATTEN = 0.020  # m: thickness of a crate's boards

CARDBOARD = paint(Finish.CARDBOARD, "#a38661")
CARDBOARD_INSIDE = paint(Finish.CARDBOARD, "#ab9069")
FOLD = paint(Finish.CARDBOARD, "#7d6445")
TAN_TAPE = paint(Finish.VINYL, "#8f6d42")
TAPE_CREASE = paint(Finish.VINYL, "#79592f")
INK = paint(Finish.CARDBOARD, "#4b3b2e")
GAP = paint(Finish.CARDBOARD, "#352a1e")
# Rough-sawn softwood: boards of one tree are not alike.
BOARDS = tuple(paint(Finish.VENEER, colour) for colour in ("#9c8768", "#8f7b5e", "#a59275", "#958060", "#877457"))
SHADE = paint(Finish.VENEER, "#3d3224")
NAIL = paint(Finish.CHROME, "#54504a")
STENCIL = paint(Finish.VENEER, "#37322c")


def cardboard_box(b: Builder) -> None:
    """A shipping box of 18 x 12 x 14 in, packed and taped shut, its upper flaps not quite flush."""
    width, height, depth = BOX
    body = height - 0.008
    b.cushion(
        (width, body - 0.002, depth), (0, body / 2 + 0.001, 0), CARDBOARD, radius=0.004, swell=0.002, spacing=0.12
    )
    _upper_flaps(b)
    with b.within((0, height - 0.0005, 0)):
        _tape(b)
    if not b.near:
        return
    _print_marks(b, depth / 2 + 0.0028, width)
    with b.within(rotation=turned("y", 90)):
        _print_marks(b, width / 2 + 0.0028, depth)

    # On the back: the maker's certificate, and the edge where the blank is glued.
    with b.within((0, 0, -depth / 2 - 0.0026), turned("y", 180)):
        for radius, line in ((0.024, 0.0014), (0.017, 0.0008)):
            b.line(np.add(circle(radius, 20), (-0.11, 0.06)), line, (0, 0, 0), INK, closed=True)
        for row in range(3):
            b.line([(-0.121, 0.066 - 0.006 * row), (-0.099, 0.066 - 0.006 * row)], 0.0022, (0, 0, 0), INK)
        b.line([(-width / 2 + 0.0045, 0.006), (-width / 2 + 0.0045, body - 0.004)], 0.0018, (0, 0, 0), FOLD)


def _upper_flaps(b: Builder) -> None:
    """The two flaps that meet in the middle of a packed box, one a little higher, as its contents press on them."""
    width, height, depth = BOX
    along, share = np.meshgrid(np.linspace(-1, 1, 5), np.linspace(0, 1, 4))
    for side, lift in ((1, 0.0), (-1, 0.0018)):
        rise = 0.0016 * np.sin(np.pi * share) + share * (0.003 + lift * (1 + side * along) / 2)
        z = side * (depth / 2 - 0.001 - share * (depth / 2 - 0.002))
        flap = np.stack([along * (width / 2 - 0.0005), height - 0.0075 + rise, z], -1)
        b.sheet(flap, BOARD, CARDBOARD, hollow=True)
    b.proxy((width - 0.002, 0.006, depth - 0.004), (0, height - 0.006, 0))
    if b.near:
        for side in (-1, 1):
            turn = turned("y", 90 * side)
            b.line(
                [(0.004 - depth / 2, 0), (depth / 2 - 0.004, 0)],
                0.002,
                turn @ (0, 0, width / 2 + 0.0006) + (0, height - 0.0095, 0),
                GAP,
                turn,
            )


def _tape(b: Builder) -> None:
    """Tape along the seam of a box whose top is y = 0, and a hand's breadth down both its ends."""
    half, down = BOX[0] / 2 + 0.0012, (0.082, 0.068)
    left = [(-half - 0.0014, -down[0]), (-half - 0.0014, -0.03), (-half - 0.0004, -0.005), (-half + 0.003, 0.0006)]
    right = [(half - 0.003, 0.0006), (half + 0.0004, -0.005), (half + 0.0014, -0.03), (half + 0.0014, -down[1])]
    top = [(x, 0.0012) for x in np.linspace(-0.18, 0.18, 4)]
    path = np.array([*left, *top, *right])
    grid = np.array([[(x, y, z) for x, y in path] for z in np.linspace(-0.5, 0.5, 3) * TAPE + 0.002])
    grid[1, 3:-3, 1] -= 0.0005
    b.sheet(grid, 0.0005, TAN_TAPE, hollow=True)
    if b.near:
        b.line([(-half + 0.004, 0), (half - 0.004, 0)], 0.0012, (0, 0.0017, -0.0015), TAPE_CREASE, turned("x", -90))


def _print_marks(b: Builder, front: float, width: float) -> None:
    """Two arrows over a bar, and words, on the side of a box that looks towards +z."""
    x = width / 2 - 0.085
    for side in (-1, 1):
        with b.within((x + 0.022 * side, 0.215, front)):
            b.line([(0, -0.03), (0, 0.012)], 0.008, (0, 0, 0), INK)
            b.line([(-0.016, 0.004), (0, 0.026), (0.016, 0.004)], 0.007, (0, 0, 0.0002), INK)
    b.line([(x - 0.045, 0.176), (x + 0.045, 0.176)], 0.006, (0, 0, front), INK)
    write(b, "THIS SIDE UP", 0.013, (x, 0.158, front), INK, weight=0.18)


def open_cardboard_box(b: Builder) -> None:
    """The same box, empty, its flaps folded out."""
    width, height, depth = BOX
    wall = height - 0.004
    for side in (-1, 1):
        for size, at in (
            ((width, wall, BOARD), (0, wall / 2, side * (depth - BOARD) / 2)),
            ((BOARD, wall, depth - 2 * BOARD), (side * (width - BOARD) / 2, wall / 2, 0)),
        ):
            b.box(size, at, CARDBOARD if size[2] == BOARD else CARDBOARD_INSIDE, bevel=0.001, spacing=0.12)
    b.box((width - 2 * BOARD, BOARD, depth - 2 * BOARD), (0, 0.004, 0), CARDBOARD_INSIDE, bevel=0.0, spacing=0.12)

    # Flaps hang at angles of their own; a flap bends a little under its weight.
    for turn, reach, across, angle in (
        (0, depth / 2, width, 128),
        (180, depth / 2, width, 104),
        (90, depth / 2, depth, 62),
        (-90, depth / 2, depth, 139),
    ):
        edge = (depth if across == width else width) / 2 - BOARD / 2
        u, v = np.meshgrid(np.linspace(-0.5, 0.5, 5), np.linspace(0, 1, 5))
        fall = np.radians(angle + 9 * v)
        out, up = reach * v * np.sin(fall), reach * v * np.cos(fall)
        with b.within(rotation=turned("y", turn)):
            b.sheet(np.stack([u * (across - 0.006), wall + up, edge + out], -1), BOARD * 0.8, CARDBOARD_INSIDE)
    if not b.near:
        return
    b.line([(-width / 2 + BOARD, 0), (width / 2 - BOARD, 0)], 0.002, (0, 0.0065, 0), GAP, turned("x", -90))
    _print_marks(b, depth / 2 + 0.0004, width)
    with b.within(rotation=turned("y", 90)):
        _print_marks(b, width / 2 + 0.0004, depth)


def crate(b: Builder) -> None:
    """A nailed case of rough boards on runners, 1.0 x 1.0 x 0.8 m, with battens, braces and stencils."""
    width, height, low, lid = 1.0, 0.8, 0.075, 0.020
    inner = width - 2 * BATTEN
    for number, x in enumerate((-0.40, 0.0, 0.40)):
        b.box((0.09, low, width - 0.02), (x, low / 2, 0), BOARDS[number], bevel=0.004, spacing=0.5)
    core = inner - 2 * BATTEN if b.near else inner
    walls = height - lid - low
    b.box(
        (core, walls - 0.004, core),
        (0, low + walls / 2, 0),
        SHADE if b.near else BOARDS[0],
        bevel=0.0,
        spacing=0.3,
        hollow=True,
    )
    b.proxy((inner, walls, inner), (0, low + walls / 2, 0))
    for turn in range(4):
        with b.within((0, low, 0), turned("y", 90 * turn)):
            (_crate_side if b.near else _far_crate_side)(b, turn, walls)
    for x in (-1, 1):
        for z in (-1, 1):
            corner = (width / 2 - 0.05) * np.array([x, 0, z]) + (0, low + walls / 2, 0)
            b.proxy((0.1, walls, 0.1), corner)
            if not b.near:
                b.box((0.1, walls, 0.1), corner, BOARDS[2], spacing=0.4, hollow=True)

    # The lid: boards of one length, more or less, and gaps between them.
    count = 7 if b.near else 1
    pitch = width / count
    for number in range(count):
        x, loose = (number - (count - 1) / 2) * pitch, number % 3
        size = pitch - 0.003 - 0.003 * loose, lid, width - 0.006 * (number % 2)
        b.box(
            size,
            (x, height - lid / 2, 0.003 * (loose - 1)),
            BOARDS[2 * number % 5],
            bevel=0.002,
            spacing=0.3,
            hollow=True,
        )
        if b.near:
            for z in (-1, 1):
                for dx in (-0.03, 0.035):
                    _nail(b, (x + dx, height + 0.0003, z * (width / 2 - 0.03)), turned("x", -90))
    b.proxy((width - 0.006, lid, width - 0.006), (0, height - lid / 2, 0))


def _crate_side(b: Builder, turn: int, walls: float) -> None:
    """One side of a crate that looks towards +z: level boards behind two uprights, two rails and a brace."""
    corners_over = turn % 2 == 0  # two sides cover the ends of the others
    reach = 0.5 if corners_over else 0.5 - BATTEN
    front, count = 0.5 - BATTEN, 5
    pitch = walls / count
    for number in range(count):
        length = 2 * (reach - BATTEN) - 0.004 * ((number + turn) % 2)
        size = length, pitch - 0.004 - 0.003 * ((number + turn) % 2), BATTEN
        at = 0, (number + 0.5) * pitch, front - BATTEN / 2
        b.box(size, at, BOARDS[(2 * number + turn) % 5], bevel=0.0015, spacing=0.32, hollow=True)
    middle = front + BATTEN / 2
    for side in (-1, 1):
        x = side * (reach - 0.05)
        b.box(
            (0.1, walls - 0.002, BATTEN), (x, walls / 2, middle), BOARDS[(turn + side) % 5], spacing=0.35, hollow=True
        )
        rail = 2 * reach - 0.202, 0.1, BATTEN
        y = walls / 2 + side * (walls / 2 - 0.052)
        b.box(rail, (0, y, middle), BOARDS[(turn + 2 * side + 3) % 5], spacing=0.35, hollow=True)
        for number in range(count):
            for dx, dy in ((-0.02, 0.03), (0.022, -0.028)):
                _nail(b, (x + dx, (number + 0.5) * pitch + dy, 0.5003))

    # The brace is cut to fit into two corners.
    w, h, half = reach - 0.101, walls / 2 - 0.103, 0.045
    length = float(np.hypot(w, h))
    across, up = half * length / h, half * length / w
    brace = np.array([(-w, -h), (across - w, -h), (w, h - up), (w, h), (w - across, h), (-w, up - h)])
    lean = np.degrees(np.arctan2(h, w))
    b.plate(
        brace @ turned("z", lean)[:2, :2],
        BATTEN - 0.001,
        (0, walls / 2, middle - 0.0005),
        BOARDS[(turn + 3) % 5],
        turned("z", lean),
        hollow=True,
    )
    if corners_over:
        write(b, "NO 41", 0.075, (-0.17, 3.5 * pitch, front + 0.0004), STENCIL, weight=0.16)
    else:
        write(b, "FRAGILE", 0.05, (0, walls - 0.052, 0.5004), STENCIL, weight=0.17)


def _far_crate_side(b: Builder, turn: int, walls: float) -> None:
    """The same from afar: gaps and battens are drawn on it."""
    for number in range(1, 5):
        y = number * walls / 5
        b.line([(-0.4, y), (0.4, y)], 0.006, (0, 0, 0.5 - BATTEN + 0.001), GAP)
    for y in (0.05, walls - 0.05):
        b.line([(-0.4, y), (0.4, y)], 0.1, (0, 0, 0.499), BOARDS[(turn + 1) % 5])
    b.line([(-0.37, 0.12), (0.37, walls - 0.12)], 0.09, (0, 0, 0.498), BOARDS[(turn + 3) % 5])


def _nail(b: Builder, at: ArrayLike, rotation: Matrix | None = None) -> None:
    """The head of a nail in what looks towards +z, or after a turn."""
    b.line([(0, -0.0035), (0, 0.0035)], 0.007, at, NAIL, rotation)


def pallet(b: Builder) -> None:
    """A block pallet of 1.2 x 1.0 m (ISO 6780), 0.15 m high: seven deck boards, nine blocks, three runners."""
    width, depth, thick, block = 1.2, 1.0, 0.024, 0.078
    wide, narrow = 0.145, 0.1
    columns = np.array([-1, 0, 1]) * (width - wide) / 2
    rows = ((-(depth - narrow) / 2, narrow), (0.0, wide), ((depth - narrow) / 2, narrow))
    for number, (z, across) in enumerate(rows):
        b.box((width, thick, across), (0, thick / 2, z), BOARDS[number], spacing=0.4)
        for x in columns:
            b.box((wide, block, across), (x, thick + block / 2, z), BOARDS[(number + int(9 * x)) % 5], bevel=0.003)
    top = 3 * thick + block
    if not b.near:
        b.box((width, 2 * thick, depth), (0, top - thick, 0), BOARDS[0], spacing=0.25)
    else:
        for x in columns:
            b.box((wide, thick, depth), (x, top - 1.5 * thick, 0), BOARDS[3], spacing=0.35)

    # Deck boards of two widths, each nailed twice to each board below; none lies quite straight.
    widths = (wide, narrow, narrow, wide, narrow, narrow, wide)
    gap = (depth - sum(widths)) / (len(widths) - 1)
    edge = -depth / 2
    for number, across in enumerate(widths):
        z = edge + across / 2
        edge += across + gap
        if not b.near:
            if number:
                b.line(
                    [(-width / 2, 0), (width / 2, 0)],
                    gap,
                    (0, top + 0.001, z - (across + gap) / 2),
                    GAP,
                    turned("x", -90),
                )
            continue
        slant = turned("y", (0.0, 0.25, -0.2, 0.1, -0.3, 0.15, 0.0)[number])
        shift = (0.0, 0.003, -0.002, 0.001, -0.004, 0.002, 0.0)[number]
        b.box(
            (width - 2 * abs(shift), thick, across),
            (shift, top - thick / 2, z),
            BOARDS[3 * number % 5],
            slant,
            bevel=0.0025,
            spacing=0.3,
        )
        for x in columns:
            for dx, dz in ((-0.04, 0.25), (0.035, -0.22)):
                _nail(b, (x + dx, top + 0.0003, z + dz * across), turned("x", -90))
