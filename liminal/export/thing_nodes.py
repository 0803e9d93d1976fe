"""Things of a model: each prop of a part as an object of its own, its triangles sorted by paint."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liminal.colour import encode_srgb
from liminal.thing.finish import Finish, Paint
from liminal.thing.thing import Thing
from liminal.view.furniture import FurnishedThing

GROUP = "things"
MOST_PAINTS = 64  # of one thing that are materials each
DYES = 6  # steps of a channel from black to white between colours that are told apart
DIM = 0.01  # cd/m2: less is no glow
WHITE, DARK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
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
    Finish.POOL_TILE: 0.28,
    Finish.CONCRETE: 0.9,
    Finish.PANE: 0.0,
    Finish.CLEAR_BLOCK: 0.3,
}
METALS = (Finish.CHROME,)
MATTE = (Finish.FABRIC, Finish.CARDBOARD, Finish.PAPER, Finish.RUBBER, Finish.CONCRETE)  # without any gloss


@dataclass(frozen=True)
class Coat:
    """The triangles of a thing in one paint.

    `corners`: intp (v,), numbers of corners of the thing. `triangles`: uint32 (t, 3) into `corners`, counter-clockwise.
    `colours`: float32 (v, 3), reflectance of each corner, linear Rec. 709, where the paint has none of its own (it is
    white then); else None.
    """

    paint: Paint
    corners: NDArray[np.intp]
    triangles: NDArray[np.uint32]
    colours: NDArray[np.float32] | None = None


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
    standing: Sequence[FurnishedThing], offset: NDArray[np.float64], shown: Sequence[NDArray[np.float32]] | None
) -> tuple[ThingNode, ...]:
    """The nodes of things that are `standing` in a space at `offset` (3,), m, in the model's.

    `shown`: of each of them how its corners look in our light, if that is wanted.
    """
    counts: Counter[str] = Counter()
    coats: dict[str, tuple[Coat, ...]] = {}
    nodes = []
    for number, (name, kind, placement) in enumerate(standing):
        counts[name] += 1
        if kind not in coats:
            coats[kind] = coats_of(placement.thing)
        x, y, z = (placement.matrix[:3, 3] + offset).tolist()
        seen = None if shown is None else shown[number]
        turn = placement.matrix[:3, :3]
        nodes.append(ThingNode(f"{name} {counts[name]}", kind, (x, y, z), turn, placement.thing, coats[kind], seen))
    return tuple(nodes)


def coats_of(thing: Thing) -> tuple[Coat, ...]:
    """The triangles of a thing by paint, in the order in which the paints first occur.

    Those of models whose paints are more than MOST_PAINTS, as under a picture, or change within a triangle, have the
    colours of their corners, sorted by finish and by how they glow.
    """
    corner = thing.corners["position"][thing.triangles].astype(np.float64)
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    triangles = thing.triangles[np.linalg.norm(across, axis=1) > 2 * FLAT]
    looks = np.column_stack([thing.corners[name] for name in ("finish", "colour", "glow")])[triangles]
    even = (looks == looks[:, :1]).all(axis=(1, 2))
    paints, look = np.unique(looks[:, 0], axis=0, return_inverse=True)
    if even.all() and len(paints) <= MOST_PAINTS:
        return _sorted_coats(thing, triangles, look.ravel())

    glow = looks[..., 4:].astype(np.float64).mean(axis=1)
    level = np.rint(np.log2(np.maximum(glow.max(axis=1), DIM))) * (glow.max(axis=1) > DIM)
    _, look = np.unique(np.column_stack([looks[:, 0, 0], level]), axis=0, return_inverse=True)
    coats = []
    for coat in _sorted_coats(thing, triangles, look.ravel()):
        corners = thing.corners[coat.corners]
        red, green, blue = (float(channel) for channel in corners["glow"].astype(np.float64).mean(axis=0))
        paint = Paint(coat.paint.finish, WHITE, (red, green, blue) if max(red, green, blue) > DIM else DARK)
        coats.append(replace(coat, paint=paint, colours=np.ascontiguousarray(corners["colour"])))
    return tuple(coats)


def dyed(coat: Coat) -> tuple[Coat, ...]:
    """A coat with colours of its corners as coats of even colour, `DYES` steps of each channel's code apart.

    For files that know no colours of corners. A coat that has none is returned as it is.
    """
    if coat.colours is None:
        return (coat,)
    colour = coat.colours[coat.triangles].mean(axis=1)
    _, dye = np.unique(np.rint(DYES * encode_srgb(colour)), axis=0, return_inverse=True)
    coats = []
    for number in range(int(dye.max()) + 1):
        own = dye.ravel() == number
        red, green, blue = (float(channel) for channel in colour[own].mean(axis=0))
        used, index = np.unique(coat.triangles[own], return_inverse=True)
        paint = replace(coat.paint, colour=(red, green, blue))
        coats.append(Coat(paint, coat.corners[used], index.reshape(-1, 3).astype(np.uint32)))
    return tuple(coats)


def _sorted_coats(thing: Thing, triangles: NDArray[np.intp], look: NDArray[np.intp]) -> tuple[Coat, ...]:
    """The coats of triangles (t, 3) by the number of their look (t,); the paint is that of their first corner."""
    coats = []
    _, first = np.unique(look, return_index=True)
    for number in np.argsort(first):
        used, index = np.unique(triangles[look == number], return_inverse=True)
        paint = _paint_of(thing.corners[triangles[first[number], 0]])
        coats.append(Coat(paint, used, index.reshape(-1, 3).astype(np.uint32)))
    return tuple(coats)


def paint_name(paint: Paint) -> str:
    """The name of a material: its finish, and its colour on a screen, which tells those of one finish apart."""
    shade = "".join(f"{round(255 * float(encode_srgb(channel))):02x}" for channel in paint.colour)
    return f"{paint.finish.name.lower().replace('_', ' ')} {shade}{' glowing' if any(paint.glow) else ''}"


def _paint_of(corner: np.void) -> Paint:
    """The paint of a corner (CORNER)."""
    colour, glow = ((float(r), float(g), float(b)) for r, g, b in (corner["colour"], corner["glow"]))
    return Paint(Finish(int(corner["finish"])), colour, glow)
