"""Props: what stands in a window, by name and place; and the room that each of them takes."""

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL
from liminal.world.structure import FORMS, MOST_DIMENSIONS, solids

# A prop: the `name` of a thing, its `variant` where no two are alike, where its origin stands (m) and how it is turned:
# the columns of `rotation` are the directions of its own x, y and z. `landmark`: the module it belongs to, or "". Of a
# structure, `dimensions` are as its form lists them, and `variant` is its Material, or which of its colours it has.
PROP = np.dtype(
    [
        ("name", "U24"),
        ("variant", np.uint32),
        ("dimensions", np.float32, MOST_DIMENSIONS),
        ("x", np.float32),
        ("y", np.float32),
        ("z", np.float32),
        ("rotation", np.float32, (3, 3)),
        ("landmark", "U24"),
    ]
)
NO_PROPS = np.zeros(0, PROP)

GLAZED = ("interior-window", "glass-block-panel")  # things that fill an opening of a wall with panes

# Width, depth and height of what the generators place, and of what shines, m: tests hold the meshes to them.
SIZES: dict[str, tuple[float, float, float]] = {
    "folding-chair": (0.47, 0.47, 0.79),
    "stacking-chair": (0.50, 0.52, 0.82),
    "ladder-back-chair": (0.46, 0.46, 1.06),
    "garden-chair": (0.57, 0.59, 0.80),
    "lounger": (0.65, 1.92, 0.90),
    "task-chair": (0.60, 0.58, 1.05),
    "armchair": (0.94, 0.89, 0.87),
    "sofa": (2.06, 0.90, 0.87),
    "wheelchair": (0.65, 1.06, 0.93),
    "folding-chair-pile": (3.0, 2.4, 2.3),
    "ladder-back-chair-pile": (3.0, 2.4, 2.3),
    "folding-chair-jam": (1.80, 3.2, 2.3),
    "ladder-back-chair-jam": (1.80, 3.2, 2.3),
    "desk": (1.50, 0.75, 0.75),
    "folding-table": (1.83, 0.76, 0.74),
    "filing-cabinet": (0.47, 0.62, 1.33),
    "bookshelf": (0.91, 0.31, 1.83),
    "metal-rack": (2.40, 1.10, 2.40),
    "cubicle-panel": (1.52, 0.06, 1.50),
    "locker-row": (1.83, 0.33, 2.04),
    "hospital-bed": (0.97, 2.18, 1.02),
    "copier": (0.84, 0.68, 1.17),
    "water-cooler": (0.32, 0.32, 1.31),
    "vending-machine": (0.90, 0.80, 1.83),
    "television-on": (0.60, 0.48, 0.46),
    "exit-sign": (0.32, 0.10, 0.20),  # its back, not its middle, is where it stands
    "exit-sign-hanging": (0.32, 0.12, 0.24),
    "bulkhead": (0.21, 0.25, 0.21),  # these stand on their backs as well
    "bulkhead-dark": (0.21, 0.25, 0.21),
    "beacon": (0.14, 0.40, 0.24),
    "beacon-dark": (0.14, 0.40, 0.24),
    "sconce": (0.25, 0.27, 0.21),
    "sconce-dark": (0.25, 0.27, 0.21),
    "niche-lamp": (0.31, 0.05, 0.31),
    "table-lamp-on": (0.41, 0.41, 0.66),
    "floor-lamp-on": (0.47, 0.47, 1.57),
    "work-lamp-on": (0.90, 0.79, 1.90),
    "camcorder": (0.76, 0.85, 1.39),
    "cardboard-box": (0.46, 0.36, 0.31),
    "cardboard-box-open": (0.72, 0.64, 0.36),
    "wet-floor-sign": (0.31, 0.30, 0.63),
    "bin": (0.37, 0.26, 0.38),
    "waste-bin": (0.40, 0.40, 0.59),
    "ladder": (0.52, 1.04, 1.72),
    "potted-plant": (0.75, 0.63, 1.57),
    "mannequin": (0.52, 0.40, 1.80),
    "shoe": (0.11, 0.31, 0.10),
    "piano": (1.48, 0.58, 1.19),
    "crate": (1.01, 1.01, 0.80),
    "pallet": (1.20, 1.00, 0.15),
    "cable-drum": (0.75, 0.51, 0.75),
    "traffic-cone": (0.36, 0.36, 0.70),
    "roll-up-door": (3.28, 0.45, 3.43),
    "roll-up-door-lit": (3.28, 0.45, 3.43),
    "door": (1.02, 0.18, 2.20),
    "interior-window": (2.44, 0.17, 1.22),
    "glass-block-panel": (1.22, 0.11, 1.22),
    "ceiling-opening": (0.61, 1.22, 2.06),
    "broken-tile": (0.62, 1.03, 0.03),
    "hanging-rope": (0.08, 0.08, 5.20),
    "swim-ring": (0.78, 0.78, 0.20),
    "towel": (1.16, 0.68, 0.05),
}


def prop(
    name: str,
    x: float,
    y: float,
    z: float,
    bearing: float,
    variant: int = 0,
    rotation: NDArray[np.float32] | None = None,
) -> NDArray[np.void]:
    """One prop, (1,) PROP, whose front looks towards a compass bearing (degrees), unless a rotation (3, 3) is given."""
    row = np.zeros(1, PROP)
    row["name"], row["variant"] = name, variant
    row["x"], row["y"], row["z"] = x, y, z
    row["rotation"] = yawed(bearing) if rotation is None else rotation
    return row


def structure(
    name: str, x: float, y: float, z: float, bearing: float, variant: int | None = None, **dimensions: float
) -> NDArray[np.void]:
    """One structure, (1,) PROP, whose front looks towards a compass bearing, degrees.

    `dimensions`: those of its form, and the usual where they are unset; m.
    """
    form = FORMS[name]
    if unknown := set(dimensions) - set(form.usual):
        raise TypeError(f"{name} has no {', '.join(sorted(unknown))}")
    row = prop(name, x, y, z, bearing, form.variant if variant is None else variant)
    row["dimensions"][0, : len(form.usual)] = list((form.usual | dimensions).values())
    return row


def yawed(bearing: float) -> NDArray[np.float32]:
    """The rotation (3, 3) of a prop that stands upright and looks towards a bearing, degrees: 0 is -z, 90 is +x."""
    angle = np.radians(180.0 - bearing)
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([(cosine, 0, sine), (0, 1, 0), (-sine, 0, cosine)], np.float32)


def rolled(degrees: float) -> NDArray[np.float32]:
    """The rotation (3, 3) of a prop that leans to its own left by an angle, about the way its front looks."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([(cosine, -sine, 0), (sine, cosine, 0), (0, 0, 1)], np.float32)


def bearings(props: NDArray[np.void]) -> NDArray[np.float64]:
    """The compass bearings, 0 to 360 degrees, that the fronts of props look to: (n,). Leaning does not change them."""
    across, front = props["rotation"][:, :, 0], props["rotation"][:, :, 2]
    # Of one that lies, the axis that it leans about is level.
    lies = abs(front[:, 1]) > abs(across[:, 1])
    x, z = np.where(lies, -across[:, 2], front[:, 0]), np.where(lies, across[:, 0], front[:, 2])
    turned: NDArray[np.float64] = np.degrees(np.arctan2(x, -z)) % 360.0
    return turned


def size_of(prop: np.void) -> tuple[float, float, float]:
    """Width, depth and height of a prop, m."""
    name = str(prop["name"])
    if name not in FORMS:
        return SIZES[name]
    boxes = solids(name, prop["dimensions"])
    width, height, depth = (boxes[:, 1].max(0) - boxes[:, 0].min(0)).tolist()
    return width, depth, height


def is_underfoot(prop: np.void) -> bool:
    """Whether a prop is a structure that one walks on."""
    form = FORMS.get(str(prop["name"]))
    return form is not None and form.underfoot


def parts(prop: np.void) -> NDArray[np.float64]:
    """Boxes that hold a prop: (n, 2, 3), the lowest and the highest x, y, z of each in the world, m.

    A structure has several, between which one walks and sees; any other thing has one, of its SIZES.
    """
    name = str(prop["name"])
    if name in FORMS:
        low, high = solids(name, prop["dimensions"]).swapaxes(0, 1)
        half, middle = (high - low) / 2, (low + high) / 2
    else:
        width, depth, height = SIZES[name]
        half, middle = np.array([[width, height, depth]]) / 2, np.array([[0.0, height / 2, 0.0]])
    place = np.array([prop["x"], prop["y"], prop["z"]])
    middle, half = place + middle @ prop["rotation"].T, half @ abs(prop["rotation"]).T
    return np.stack([middle - half, middle + half], axis=1)


def bounds(prop: np.void) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The box around a prop: lowest and highest x, y, z in the world, (3,) each, m."""
    boxes = parts(prop)
    return boxes[:, 0].min(0), boxes[:, 1].max(0)


def glazed_cells(props: NDArray[np.void], x0: int, z0: int, width: int, height: int) -> NDArray[np.bool_]:
    """The cells in [x0, x0 + width) x [z0, z0 + height) whose middles panes of props stand over: (height, width)."""
    found = np.zeros((height, width), bool)
    for each in props[np.isin(props["name"], GLAZED)]:
        low, high = bounds(each)
        first, last = (np.rint(end[[2, 0]] / CELL).astype(int) - (z0, x0) for end in (low, high))
        found[max(first[0], 0) : max(last[0], 0), max(first[1], 0) : max(last[1], 0)] = True
    return found


def within(props: NDArray[np.void], x0: int, z0: int, width: int, height: int) -> NDArray[np.void]:
    """Those props (n,) PROP that stand in the cells [x0, x0 + width) x [z0, z0 + height)."""
    x, z = np.floor(props["x"] / CELL), np.floor(props["z"] / CELL)
    inside: NDArray[np.void] = props[(x >= x0) & (x < x0 + width) & (z >= z0) & (z < z0 + height)]
    return inside
