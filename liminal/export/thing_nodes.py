"""Things of a model: each prop of a part as an object of its own, its triangles sorted by paint."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.colour import encode_srgb
from liminal.thing.finish import Finish, Paint
from liminal.thing.thing import Placement, Thing

GROUP = "things"
FLAT = 1e-12  # m2: triangles of no more area, the tips of cones, are left out

# Perceptual roughness, as artists set it.
ROUGHNESS = {
    Finish.PAINTED_STEEL: 0.45,
    Finish.VENEER: 0.5,
    Finish.PLASTIC: 0.4,
    Finish.FABRIC: 1.0,
    Finish.CHROME: 0.15,
    Finish.CARDBOARD: 0.95,
    Finish.GLASS: 0.05,
    Finish.PAPER: 0.9,
    Finish.RUBBER: 0.85,
    Finish.VINYL: 0.4,
    Finish.SCREEN: 0.1,
}
METALS = (Finish.CHROME,)
MATTE = (Finish.FABRIC, Finish.CARDBOARD, Finish.PAPER, Finish.RUBBER)  # without any gloss


@dataclass(frozen=True)
class Coat:
    """The triangles of a thing in one paint.

    `corners`: intp (v,), numbers of corners of the thing. `triangles`: uint32 (t, 3) into `corners`, counter-clockwise.
    """

    paint: Paint
    corners: NDArray[np.intp]
    triangles: NDArray[np.uint32]


@dataclass(frozen=True)
class ThingNode:
    """A named thing that stands at a place `at` (m, relative to the model's origin), turned by `rotation` (3, 3).

    `kind`: equal kinds have equal meshes. `shown`: float32 (v, 3), how its corners look in our light, developed, linear
    Rec. 709; None without lightmaps.
    """

    name: str
    kind: str
    at: tuple[float, float, float]
    rotation: NDArray[np.float32]
    thing: Thing
    coats: tuple[Coat, ...]
    shown: NDArray[np.float32] | None


def thing_nodes(
    props: NDArray[np.void],
    placements: Sequence[Placement],
    offset: NDArray[np.float64],
    shown: Sequence[NDArray[np.float32]] | None,
) -> tuple[ThingNode, ...]:
    """The nodes of props, (n,) PROP, and of their `placements` in a space at `offset` (3,), m, in the model's.

    `shown`: of each of them how its corners look in our light, if that is wanted.
    """
    counts: Counter[str] = Counter()
    coats: dict[str, tuple[Coat, ...]] = {}
    nodes = []
    for number, (prop, placement) in enumerate(zip(props, placements, strict=True)):
        name = str(prop["name"])
        counts[name] += 1
        kind = f"{name} {prop['variant']}" if prop["variant"] else name
        if kind not in coats:
            coats[kind] = coats_of(placement.thing)
        x, y, z = (placement.matrix[:3, 3] + offset).tolist()
        seen = None if shown is None else shown[number]
        turn = placement.matrix[:3, :3]
        nodes.append(ThingNode(f"{name} {counts[name]}", kind, (x, y, z), turn, placement.thing, coats[kind], seen))
    return tuple(nodes)


def coats_of(thing: Thing) -> tuple[Coat, ...]:
    """The triangles of a thing by paint, in the order in which the paints first occur."""
    corner = thing.corners["position"][thing.triangles].astype(np.float64)
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    triangles = thing.triangles[np.linalg.norm(across, axis=1) > 2 * FLAT]
    painted = thing.corners[triangles[:, 0]]
    looks = np.column_stack([painted["finish"], painted["colour"], painted["glow"]])
    _, first, look = np.unique(looks, axis=0, return_index=True, return_inverse=True)
    coats = []
    for number in np.argsort(first):
        used, index = np.unique(triangles[look.ravel() == number], return_inverse=True)
        coats.append(Coat(_paint_of(painted[first[number]]), used, index.reshape(-1, 3).astype(np.uint32)))
    return tuple(coats)


def paint_name(paint: Paint) -> str:
    """The name of a material: its finish, and its colour on a screen, which tells those of one finish apart."""
    shade = "".join(f"{round(255 * float(encode_srgb(channel))):02x}" for channel in paint.colour)
    return f"{paint.finish.name.lower().replace('_', ' ')} {shade}{' glowing' if any(paint.glow) else ''}"


def _paint_of(corner: np.void) -> Paint:
    """The paint of a corner (CORNER)."""
    colour, glow = ((float(r), float(g), float(b)) for r, g, b in (corner["colour"], corner["glow"]))
    return Paint(Finish(int(corner["finish"])), colour, glow)
