"""Tables and desks."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.lofted import rounded_grid
from liminal.thing.solid import inset
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

PUTTY = paint(Finish.PAINTED_STEEL, "#9b978b")
PUTTY_SHADE = paint(Finish.PAINTED_STEEL, "#4a4843")  # in the gaps between drawers
BROWN_ENAMEL = paint(Finish.PAINTED_STEEL, "#544a42")
ALUMINIUM = paint(Finish.CHROME, "#a3a29d")
GLIDE = paint(Finish.RUBBER, "#3a3835")
BLACK_EDGE = paint(Finish.VINYL, "#36332f")
BROWN_EDGE = paint(Finish.VINYL, "#4a3c32")
WALNUT_LAMINATE = paint(Finish.VENEER, "#6b5747")
OAK_LAMINATE = paint(Finish.VENEER, "#9c8462")
MAHOGANY, MAHOGANY_EDGE = paint(Finish.VENEER, "#5b3f33"), paint(Finish.VENEER, "#4a332a")


def desk(b: Builder) -> None:
    """A steel office desk of the 1970s and 1980s with two pedestals and a laminate top: 1.50 wide, 0.75 deep and high.

    Its drawers look towards +z.
    """
    with b.within((0, 0.735, 0)):
        _top(b, _rectangle(1.50, 0.75, 0.02), 0.03, WALNUT_LAMINATE, BLACK_EDGE)

    # End panels stand on glides and carry pedestals that end above the floor; a modesty panel is between.
    for side in (-1, 1):
        b.box((0.025, 0.70, 0.69), (0.7225 * side, 0.37, 0), PUTTY, bevel=0.004, spacing=0.12)
        b.proxy((0.36, 0.645, 0.62), (0.525 * side, 0.3975, -0.008))
        b.box((0.018, 0.645, 0.66), (0.331 * side, 0.3975, -0.005), PUTTY, bevel=0.003, spacing=0.12)
        case = PUTTY_SHADE if b.near else PUTTY
        b.box((0.37, 0.645, 0.62), (0.525 * side, 0.3975, -0.008), case, bevel=0, spacing=0.4, hollow=True)
        if b.near:
            b.box((0.37, 0.012, 0.655), (0.525 * side, 0.069, -0.006), PUTTY, spacing=0.3, hollow=True)
            b.box((0.37, 0.645, 0.012), (0.525 * side, 0.3975, -0.324), PUTTY, spacing=0.24, hollow=True)
        for z in (-0.31, 0.31):
            b.tube([(0.7225 * side, 0, z), (0.7225 * side, 0.021, z)], 0.014, GLIDE, hollow=True)

        # Two drawers and a deep one for files; one of them is not quite shut.
        bottom = 0.080
        for number, height in enumerate((0.311, 0.158, 0.158)):
            out = 0.005 if (side, number) == (1, 1) else 0.0
            _drawer_front(b, (0.362, height), (0.525 * side, bottom + height / 2, 0.311 + out))
            bottom += height + 0.0045
    b.box((0.65, 0.46, 0.018), (0, 0.485, -0.27), PUTTY, bevel=0.003, spacing=0.11)
    b.box((0.64, 0.075, 0.48), (0, 0.676, 0.055), PUTTY, bevel=0.002, spacing=0.22)
    _drawer_front(b, (0.632, 0.088), (0, 0.674, 0.305))
    if b.near:
        lock = [(0.009, 0), (0.009, 0.003), (0.006, 0.0045)]
        b.lathe(lock, (0.25, 0.685, 0.314), ALUMINIUM, turned("x", 90), sides=10, hollow=True)


def school_desk(b: Builder) -> None:
    """A pupil's desk of the 1970s to 1990s, a steel book box under a laminate top: 0.61 wide, 0.46 deep, 0.74 high.

    It is open towards +z, where the pupil sits.
    """
    with b.within((0, 0.731, 0)):
        _top(b, _rectangle(0.61, 0.46, 0.035), 0.018, OAK_LAMINATE, BLACK_EDGE)
    for side in (-1, 1):
        b.box((0.003, 0.112, 0.38), (0.272 * side, 0.664, -0.01), PUTTY, bevel=0.001)
        for ahead in (-1, 1):
            # Upper tubes are welded to the box; lower ones are pulled out to the height wanted, and bolted.
            x, z = 0.2565 * side, 0.165 * ahead - 0.01
            joint = np.array([x + 0.006 * side, 0.31, z + 0.014 * ahead])
            b.tube([joint + np.array([0, -0.01, 0]), np.array([x, 0.715, z])], 0.014, PUTTY, sides=10)
            low = joint + np.array([0.0042 * side, -0.295, 0.0098 * ahead])
            b.tube([low, joint], 0.0115, ALUMINIUM, sides=10)
            _glide(b, low * (1, 0, 1))
            if b.near:
                bolt, out = joint + np.array([0.014 * side, 0.02, 0]), turned("z", -90 * side)
                b.lathe([(0.006, 0), (0.006, 0.003), (0, 0.004)], bolt, ALUMINIUM, out, sides=6, hollow=True)
    b.box((0.547, 0.003, 0.38), (0, 0.609, -0.01), PUTTY, bevel=0.001)
    b.box((0.547, 0.112, 0.003), (0, 0.664, -0.199), PUTTY, bevel=0.001)
    b.tube([(-0.272, 0.611, 0.181), (0.272, 0.611, 0.181)], 0.005, PUTTY, sides=6, hollow=True)
    b.tube([(-0.26, 0.22, -0.187), (0.26, 0.22, -0.187)], 0.009, PUTTY, sides=8)


def folding_table(b: Builder) -> None:
    """A folding table of 6 feet by 30 inches with a wood-grain top, as in halls since the 1960s.

    1.83 wide, 0.76 deep, 0.74 high.
    """
    with b.within((0, 0.7305, 0)):
        _top(b, _rectangle(1.83, 0.76, 0.03), 0.019, WALNUT_LAMINATE, BROWN_EDGE)
    for side in (-1, 1):
        b.box((1.72, 0.036, 0.022), (0, 0.703, 0.345 * side), BROWN_ENAMEL, bevel=0.003, spacing=0.25)
        b.box((0.022, 0.036, 0.668), (0.849 * side, 0.703, 0), BROWN_ENAMEL, bevel=0.003, spacing=0.25)

        # The legs of an end are one hoop under a hinge; two struts with a lock hold it upright.
        x, foot = 0.70 * side, 0.012
        hoop = [(x, foot, -0.30), (x, 0.694, -0.30), (x, 0.694, 0.30), (x, foot, 0.30)]
        b.tube(hoop, 0.0127, BROWN_ENAMEL, bend=0.04, sides=10)
        b.tube([(x, 0.19, -0.30), (x, 0.19, 0.30)], 0.011, BROWN_ENAMEL, sides=8)
        joint, hinge = np.array([x - 0.17 * side, 0.53, 0.0]), np.array([x - 0.33 * side, 0.694, 0.0])
        for end in (-0.05, 0.05):
            b.tube([(x, 0.20, end), (joint[0], joint[1], 0.3 * end)], 0.007, BROWN_ENAMEL, sides=6)
        b.tube([joint + np.array([0.012 * side, -0.02, 0.0]), hinge], 0.009, BROWN_ENAMEL, sides=8)
        for z in (-0.30, 0.30):
            _glide(b, np.array([x, 0, z]))
        if b.near:
            b.box((0.05, 0.012, 0.13), (hinge[0], 0.713, 0), BROWN_ENAMEL, hollow=True)
            for z in (-0.216, 0.216):
                b.box((0.05, 0.016, 0.034), (x, 0.7125, z), BROWN_ENAMEL, bevel=0.003, hollow=True)
            slide, up = joint + np.array([-0.02 * side, 0.0205, 0.0]), turned("z", 45 * side)
            b.lathe([(0.0125, -0.022), (0.0125, 0.022)], slide, ALUMINIUM, up, sides=10, hollow=True)


def conference_table(b: Builder) -> None:
    """A boat-shaped boardroom table in mahogany veneer of the 1980s: 3.0 wide, 1.2 deep, 0.75 high."""
    u, v = np.meshgrid(np.linspace(-1, 1, 15 if b.near else 9), np.linspace(-1, 1, 7 if b.near else 5))
    with b.within((0, 0.731, 0)):
        _top(b, np.stack([1.5 * u * (1 - 0.02 * v**2), v * (0.60 - 0.15 * u**2)], -1), 0.038, MAHOGANY, MAHOGANY_EDGE)
    if b.near:
        b.box((0.002, 0.0012, 1.18), (0, 0.7501, 0), MAHOGANY_EDGE, bevel=0, spacing=0.25, hollow=True)

    # Slab pedestals on plinths, a beam between them.
    for side in (-1, 1):
        b.box((0.12, 0.632, 0.70), (0.92 * side, 0.396, 0), MAHOGANY, bevel=0.006, spacing=0.2)
        b.box((0.17, 0.075, 0.76), (0.92 * side, 0.0425, 0), MAHOGANY_EDGE, bevel=0.006, spacing=0.2)
        b.box((0.15, 0.006, 0.74), (0.92 * side, 0.003, 0), GLIDE, bevel=0, hollow=True)
    b.box((1.718, 0.30, 0.04), (0, 0.52, 0), MAHOGANY, bevel=0.004, spacing=0.25)


def _rectangle(width: float, depth: float, radius: float) -> Floats:
    """The grid of a rectangular top with round corners: (r, c, 2)."""
    axes = []
    for extent in (width, depth):
        half, count = extent / 2, 1 + max(1, round(extent / 0.2))
        corner = [half, half - 0.423 * radius]
        axes.append([-each for each in corner] + list(np.linspace(radius - half, half - radius, count)) + corner[::-1])
    return rounded_grid(axes[0], axes[1], radius)


def _top(b: Builder, grid: Floats, thickness: float, face: Paint, edge: Paint) -> None:
    """A table top about the origin, its outline that of a grid (r, c, 2; x, z), with an edging of its own."""
    low, high = grid.reshape(-1, 2).min(0), grid.reshape(-1, 2).max(0)
    level = np.stack([grid[..., 0], np.zeros(grid.shape[:2]), grid[..., 1]], -1)
    b.sheet(level, thickness, face, hollow=True)
    outline = np.concatenate([grid[0, :-1], grid[:-1, -1], grid[-1, :0:-1], grid[:0:-1, 0]])
    half, rings = thickness / 2 + 0.0004, []
    section = [(0.005, -half), (-0.001, 0.0025 - half), (-0.001, half - 0.0025), (0.005, half)]
    for inwards, height in section if b.near else [(-0.001, -half), (-0.001, half)]:
        moved = inset(outline, inwards)
        rings.append(np.column_stack([moved[:, 0], np.full(len(moved), height), moved[:, 1]]))
    b.loft(rings, edge, capped=False)
    step = (high[0] - low[0]) / 4
    for number in range(4):
        middle = low[0] + (number + 0.5) * step
        column = abs(grid[..., 0] - middle).argmin(1)
        width = float(np.ptp(grid[np.arange(len(grid)), column, 1]))
        b.proxy((step, thickness, width - 0.004), (middle, 0, (low[1] + high[1]) / 2))


def _glide(b: Builder, at: Floats) -> None:
    """A rubber cap on the foot of a tube, on the floor."""
    if b.near:
        b.lathe([(0.013, 0), (0.0165, 0.005), (0.016, 0.035), (0.0125, 0.036)], at, GLIDE, sides=9, hollow=True)
    else:
        b.tube([at, at + np.array([0, 0.035, 0])], 0.016, GLIDE, hollow=True)


def _drawer_front(b: Builder, size: ArrayLike, at: ArrayLike) -> None:
    """A steel drawer front (width, height) with a pull, about a place."""
    width, height = np.asarray(size, float)
    x, y, z = np.asarray(at, float)
    b.box((width, height, 0.018), at, PUTTY, bevel=0.003, spacing=0.1)
    if not b.near:
        return
    level, front = y + max(0.0, height / 2 - 0.04), z + 0.008
    pull = [
        (x - 0.048, level, front),
        (x - 0.048, level, front + 0.024),
        (x + 0.048, level, front + 0.024),
        (x + 0.048, level, front),
    ]
    b.tube(pull, 0.0045, ALUMINIUM, bend=0.012, sides=6, hollow=True)
