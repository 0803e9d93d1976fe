"""A thing: a triangle mesh, and boxes that stand for it where rays and collisions are concerned."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

# A corner of a triangle. `position`: metres. `normal`: unit length, outward. `surface`: where it lies on its finish,
# metres. `finish`: a Finish. `colour`: reflectance, linear Rec. 709. `glow`: luminance of its own, cd/m2 by channel.
CORNER = np.dtype(
    [
        ("position", np.float32, 3),
        ("normal", np.float32, 3),
        ("surface", np.float32, 2),
        ("finish", np.uint8),
        ("colour", np.float32, 3),
        ("glow", np.float32, 3),
    ]
)

# A box that lies anyhow. `centre`: metres. `axes`: rows are its three directions, unit length, right-handed. `half`:
# half its size along each, metres.
BOX = np.dtype([("centre", np.float32, 3), ("axes", np.float32, (3, 3)), ("half", np.float32, 3)])


# A rectangle that shines: it stands for glowing faces where their light on others is concerned. `centre`: metres.
# `axes`: rows are right, up and the direction that it shines in, unit length, right-handed. `half`: half its width and
# height, metres. `glow`: mean luminance, cd/m2 by channel.
EMITTER = np.dtype(
    [("centre", np.float32, 3), ("axes", np.float32, (3, 3)), ("half", np.float32, 2), ("glow", np.float32, 3)]
)
NO_EMITTERS, NO_PANES = np.zeros(0, EMITTER), np.zeros(0, BOX)


@dataclass(frozen=True)
class Thing:
    """A mesh with counter-clockwise fronts and its proxies, in metres, +Y up; it stands on y = 0 and looks towards +z.

    `corners`: (v,) CORNER; their spacing is how finely its light is found. `triangles`: intp (t, 3). `boxes`: (b,) BOX,
    which rays meet in place of the mesh, so their faces must not lie outside it by more than a few millimetres.
    `emitters`: (e,) EMITTER, all the light that it gives; with none, each corner gives what it glows with.
    `panes`: (p,) BOX, sheets of glass, which stop bodies and sound but no light; their corners have Finish.PANE.
    """

    corners: NDArray[np.void]
    triangles: NDArray[np.intp]
    boxes: NDArray[np.void]
    emitters: NDArray[np.void] = field(default_factory=NO_EMITTERS.copy)
    panes: NDArray[np.void] = field(default_factory=NO_PANES.copy)

    @property
    def bounds(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The lowest and the highest of its coordinates, (3,) each, metres."""
        position = self.corners["position"]
        return position.min(0), position.max(0)


@dataclass(frozen=True)
class Placement:
    """A thing that stands somewhere. `matrix`: (4, 4), `parent_from_thing`, a rotation and a shift (metres).

    `spacing`: corners closer than this share their light, m. `blended`: they do so even if their colours differ;
    the mean of these counts. `coarse`: so do its parts, and corners whose normals are up to 60 degrees apart.
    `prop`: the prop that it is, () PROP, if it is one.
    """

    thing: Thing
    matrix: NDArray[np.float32]
    spacing: float = 0.03
    blended: bool = False
    coarse: bool = False
    prop: np.void | None = None


def placed(placement: Placement) -> Thing:
    """The thing in its parent's space."""
    thing, turn, shift = placement.thing, placement.matrix[:3, :3], placement.matrix[:3, 3]
    corners, boxes, emitters, panes = (
        each.copy() for each in (thing.corners, thing.boxes, thing.emitters, thing.panes)
    )
    corners["position"] = corners["position"] @ turn.T + shift
    corners["normal"] = corners["normal"] @ turn.T
    for each in (boxes, emitters, panes):
        each["centre"] = each["centre"] @ turn.T + shift
        each["axes"] = each["axes"] @ turn.T
    return replace(thing, corners=corners, boxes=boxes, emitters=emitters, panes=panes)


def joined(things: list[Thing]) -> Thing:
    """Several things of one space as one."""
    first = np.cumsum([0, *(len(thing.corners) for thing in things)])
    triangles = [thing.triangles + begin for thing, begin in zip(things, first, strict=False)]
    corners, boxes, emitters, panes = (
        np.concatenate([getattr(thing, name) for thing in things]) for name in ("corners", "boxes", "emitters", "panes")
    )
    return Thing(corners, np.concatenate(triangles).astype(np.intp), boxes, emitters, panes)
