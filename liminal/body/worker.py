"""A worker in a hazmat suit: the suit itself, visor, boots, gloves, and tape over the cuffs."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.body.bare_hand import glove, hand_bounds
from liminal.body.distance_field import vector
from liminal.body.folds import creased, rise, wandering
from liminal.body.footwear import boot, sole
from liminal.body.limb_axis import LimbAxis
from liminal.body.making_pose import SIDES, limb_axes, making_places
from liminal.body.moulded import ARMS, FOOT, HAND, LEGS, TRUNK, moulded
from liminal.body.skin_part import SkinPart, colour, laid_on
from liminal.body.suit import suit, suit_folds
from liminal.thing.finish import Finish
from liminal.thing.lofted import rounded_grid, rounded_rectangle
from liminal.thing.surface_mesh import SurfaceMesh
from liminal.thing.swept import surface, tube

Floats = NDArray[np.float64]
Places = Mapping[str, Floats]

# Encoded sRGB of the coated fabric, by the names of suits.
SUITS = {"yellow": "#d0b53c", "green": "#6d7d5c", "white": "#cfcdc2"}
RUBBER, SOLE_RUBBER, GLOVE_RUBBER, TAPE, GLASS, GASKET = (
    "#26272a",
    "#3a3833",
    "#24302b",
    "#8d8f8c",
    "#12171a",
    "#1b1c1d",
)
DIRT = "#5d5240"

CELLS = ((0.0130, 0.0115, 0.0078), (0.0190, 0.0190, 0.0120), (0.036, 0.028, 0.019))  # m: of suit, boots, gloves

# The visor, m: its middle's height, its width and height, and how far it stands off the hood.
_VISOR = (1.658, 0.232, 0.168)
_RAISED, _GASKET = 0.004, 0.0062
_TAPE = (0.052, 0.020)  # m above a wrist: the ends of the tape
_REACH = 0.35  # m before the hood: from where rays look for it


# Seams under tape: along which limb, where around it, rad, and from where to where, m.
SEAMS = (
    ("left_leg", -0.15, 0.02, 0.66),
    ("right_leg", -0.15, 0.02, 0.66),
    ("left_arm", -2.2, 0.10, 0.49),
    ("right_arm", -2.2, 0.10, 0.49),
)
SEAM_TONE, _SEAM, _SEAM_RAISED = 0.86, 0.021, 0.0022  # against the fabric's reflectance; m wide; m over it


def stained(tone: Floats, dirty: Floats) -> Floats:
    """Return reflectances (n, 3) under dirt that covers a share (n,)."""
    found: Floats = tone + dirty[:, None] * (0.9 * colour(DIRT) - tone)
    return found


def worker_parts(suit_colour: str, level: int) -> list[SkinPart]:
    """Return the parts of a worker; `suit_colour`: one of SUITS. `level`: 0 is the finest."""
    places, limbs = making_places(), limb_axes()
    cells, near = CELLS[level], level < len(CELLS) - 1
    whole = _suit_part(places, limbs, colour(SUITS[suit_colour]), cells[0])
    parts = [whole]
    for side, _ in SIDES:
        parts += _boots(places, side, cells[1])
        parts.append(_glove(places, side, cells[2]))
        parts.append(laid_on(whole, _tape(limbs[f"{side}_arm"], near), Finish.PLASTIC, colour(TAPE)))
    if near:
        for limb, turn, begin, end in SEAMS:
            strip = _seam(
                lambda points: suit(points, places) - suit_folds(points, limbs), limbs[limb], turn, begin, end
            )
            parts.append(laid_on(whole, strip, Finish.VINYL, SEAM_TONE * colour(SUITS[suit_colour])))
    glass, gasket = _visor(lambda points: suit(points, places), near)
    parts.append(laid_on(whole, glass, Finish.GLASS, colour(GLASS)))
    parts.append(laid_on(whole, gasket, Finish.RUBBER, colour(GASKET)))
    return parts


def _suit_part(places: Places, limbs: Mapping[str, LimbAxis], tone: Floats, cell: float) -> SkinPart:
    def dye(points: Floats) -> Floats:
        # Dust from the floor and black from hands: from the knees down, a little everywhere.
        dirty = 0.50 * rise(points[:, 1], 0.55, 0.12) + 0.10
        patches = wandering(points, (0.12, 0.10, 0.12), 41) + 0.5 * wandering(points, (0.035, 0.03, 0.035), 43)
        worn = tone * (1.0 - 0.05 * rise(creased(points, (0.2, 0.2, 0.2), 47), 0.2, 1.0))[:, None]
        return stained(worn, dirty * rise(patches, -1.1, 1.3))

    return moulded(
        lambda points: suit(points, places),
        lambda points: suit_folds(points, limbs),
        ((-0.80, 0.06, -0.40), (0.80, 1.90, 0.30)),
        cell,
        (*TRUNK, "head", *LEGS, *ARMS),
        Finish.VINYL,
        dye,
    )


def _boots(places: Places, side: str, cell: float) -> list[SkinPart]:
    ankle = places[f"{side}_foot"]
    leg = (places[f"{side}_lower_leg"] - ankle) / np.linalg.norm(places[f"{side}_lower_leg"] - ankle)
    bounds = ankle + vector(-0.14, -0.10, -0.14), ankle + vector(0.14, 0.30, 0.28)
    joints = [f"{side}_{name}" for name in FOOT]

    def dye(points: Floats, encoded: str) -> Floats:
        patches = rise(wandering(points, (0.05, 0.04, 0.05), 53), -1.0, 1.2)
        dirty = 0.75 * rise(points[:, 1] - ankle[1], 0.10, -0.06) * patches
        return stained(np.tile(colour(encoded), (len(points), 1)), dirty)

    return [
        moulded(
            lambda points: boot(points, ankle, leg),
            lambda points: 0.0025 * creased(points, (0.07, 0.05, 0.07), 51),
            bounds,
            cell,
            joints,
            Finish.RUBBER,
            lambda points: dye(points, RUBBER),
        ),
        moulded(
            lambda points: sole(points, ankle),
            None,
            bounds,
            cell,
            joints,
            Finish.RUBBER,
            lambda points: dye(points, SOLE_RUBBER),
        ),
    ]


def _glove(places: Places, side: str, cell: float) -> SkinPart:
    return moulded(
        lambda points: glove(points, places, side),
        lambda points: 0.0016 * creased(points, (0.05, 0.05, 0.05), 55),
        hand_bounds(places, side),
        cell,
        [f"{side}_{name}" for name in HAND],
        Finish.RUBBER,
        lambda points: np.tile(colour(GLOVE_RUBBER), (len(points), 1)),
    )


def _tape(arm: LimbAxis, near: bool) -> SurfaceMesh:
    """Tape wound over the end of a sleeve and the cuff of the glove in it."""
    turn = np.linspace(0, 2 * np.pi, 32 if near else 10, endpoint=False)
    ends = arm.length - np.array([_TAPE[0] + 0.022, _TAPE[0] + 0.020, _TAPE[1], _TAPE[1] - 0.006])
    radius = np.array([0.0700, 0.0735, 0.0680, 0.0600])
    crumpled = 1.0 + 0.02 * np.sin(3 * turn + 0.5) + 0.012 * np.sin(7 * turn)
    rings = arm.ring(ends[:, None] + 0.004 * np.sin(2 * turn + 1.0), turn, radius[:, None] * crumpled)
    return _outward(surface(rings, ring=True), arm)


def _seam(fabric: Callable[[Floats], Floats], limb: LimbAxis, turn: float, begin: float, end: float) -> SurfaceMesh:
    """A strip along a limb, on its fabric."""
    far = np.arange(begin, end, 0.012)[:, None]
    aside = turn + np.linspace(-0.5, 0.5, 3) * _SEAM / 0.1
    radius = np.full((len(far), 3), 0.16)
    for _ in range(14):
        points = limb.ring(far, aside, radius)
        radius -= 0.8 * (fabric(points.reshape(-1, 3)).reshape(radius.shape) - _SEAM_RAISED)
    radius[:, ::2] -= 0.002
    return _outward(surface(limb.ring(far, aside, radius)), limb)


def _outward(mesh: SurfaceMesh, limb: LimbAxis) -> SurfaceMesh:
    """A surface around a limb, its front away from it."""
    off = mesh.position - limb.root
    off = off - np.outer(off @ limb.axes[0], limb.axes[0])
    if (mesh.normal * off).sum() > 0:
        return mesh
    return replace(mesh, normal=-mesh.normal, triangles=mesh.triangles[:, ::-1])


def _visor(hood: Callable[[Floats], Floats], near: bool) -> tuple[SurfaceMesh, SurfaceMesh]:
    """The glass before the face and the gasket around it, laid on a hood."""
    _, width, height = _VISOR
    columns, rows = (17, 13) if near else (7, 5)
    flat = rounded_grid(np.linspace(-width / 2, width / 2, columns), np.linspace(-height / 2, height / 2, rows), 0.045)
    outline = rounded_rectangle((width, height), 0.045, 4 if near else 2, (4, 3) if near else (1, 1))
    glass = _before(hood, flat, _RAISED)
    ring = _before(hood, outline, _RAISED)
    return surface(glass), tube(ring, _GASKET, 8 if near else 4, closed=True)


def _before(hood: Callable[[Floats], Floats], flat: Floats, raised: float) -> Floats:
    """The points of a hood (..., 3) behind places about the visor's middle (..., 2; x, y), m, and so far before it."""
    points = np.concatenate([flat + np.array([0.0, _VISOR[0]]), np.full((*flat.shape[:-1], 1), _REACH)], -1).reshape(
        -1, 3
    )
    for _ in range(24):
        points[:, 2] -= 0.9 * (hood(points) - raised)
    return points.reshape(*flat.shape[:-1], 3)
