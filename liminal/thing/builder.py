"""The builder: a thing put together from solids and swept surfaces, each with the boxes that stand for it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing import lofted, solid, stand_in, swept
from liminal.thing.finish import LAID, Paint
from liminal.thing.surface_mesh import SurfaceMesh
from liminal.thing.thing import BOX, CORNER, EMITTER, Thing
from liminal.thing.turning import Matrix, moved, turned, upright_along

Floats = NDArray[np.float64]

ORIGIN = (0.0, 0.0, 0.0)
ROUND = 0.886  # half the side of a square of the same area as a circle of radius 1: sqrt(pi) / 2
THIN = 0.008  # m: sheets up to this show no rim several metres away
SLENDER = 0.02  # m: nor do the ends of tubes up to this radius
PANE_SPACING = 0.3  # m: between corners of panes, on which little light shows
SCATTERED = 0.35  # of the light on a lamp shade where it is brightest: what comes from its own inside
APART = np.array([0.7549, 0.5698])  # m: from where one part lies on its finish to the next
ENDLESS = 8.0  # m: beyond, they begin anew
STRAIGHT = 0.6  # of a tube's radius: a path that strays less from a line is one box


class Detail(Enum):
    """How finely a thing is built: for a camera beside it, or several metres away, where bevels do not show."""

    NEAR = 0
    FAR = 1


class Builder:
    """Collects parts, in metres; `build` makes a thing of them. A `hollow` part has no box: rays pass through it."""

    def __init__(self, detail: Detail = Detail.NEAR) -> None:
        self.near = detail is Detail.NEAR
        self._frame: Matrix = np.eye(4)
        self._meshes: list[tuple[SurfaceMesh, Paint, Floats]] = []  # the last: of its glow, at each corner
        self._bulb: Floats | None = None
        self._boxes: list[tuple[Floats, Floats, Floats]] = []  # centre, rows of axes, half the size
        self._panes: list[tuple[Floats, Floats, Floats]] = []  # as `_boxes`
        self._emitters: list[tuple[Floats, Floats, Floats, Floats]] = []  # the fields of EMITTER

    @contextmanager
    def within(self, place: ArrayLike = ORIGIN, rotation: Matrix | None = None) -> Iterator[None]:
        """Parts added meanwhile are turned and then moved to a place, in the space so far."""
        outer = self._frame
        self._frame = outer @ moved(place, rotation)
        try:
            yield
        finally:
            self._frame = outer

    @contextmanager
    def lit_from(self, bulb: ArrayLike) -> Iterator[None]:
        """What glows meanwhile is lit from within, at a place: in full where that is nearest, and less far from it."""
        self._bulb = self._frame[:3, :3] @ np.asarray(bulb, float) + self._frame[:3, 3]
        try:
            yield
        finally:
            self._bulb = None

    def box(
        self,
        size: ArrayLike,
        at: ArrayLike,
        paint: Paint,
        rotation: Matrix | None = None,
        *,
        bevel: float = 0.002,
        spacing: float = 0.2,
        hollow: bool = False,
    ) -> None:
        """A box of a size about a place, its edges bevelled."""
        mesh = solid.bevelled_box(size, bevel if self.near else 0.0, spacing if self.near else 2 * spacing)
        self._add(mesh, paint, at, rotation)
        if not hollow:
            self.proxy(size, at, rotation)

    def cushion(
        self,
        size: ArrayLike,
        at: ArrayLike,
        paint: Paint,
        rotation: Matrix | None = None,
        *,
        radius: float = 0.03,
        swell: float = 0.0,
        spacing: float = 0.15,
        hollow: bool = False,
    ) -> None:
        """A box with round edges, whose faces swell."""
        arc = 3 if self.near else 1
        mesh = solid.rounded_box(size, radius, spacing if self.near else 2 * spacing, swell, arc)
        self._add(mesh, paint, at, rotation)
        if not hollow:
            extent = np.asarray(size, float)
            self.proxy(extent - 0.3 * min(radius, float(extent.min()) / 2), at, rotation)

    def plate(
        self,
        outline: ArrayLike,
        thickness: float,
        at: ArrayLike,
        paint: Paint,
        rotation: Matrix | None = None,
        *,
        bevel: float = 0.0015,
        hollow: bool = False,
    ) -> None:
        """A plate of some outline (n, 2; x, y), seen whole from its centroid, across its own z."""
        self._add(solid.extruded(outline, thickness, bevel if self.near else 0.0), paint, at, rotation)
        if not hollow:
            low, high = np.min(outline, axis=0), np.max(outline, axis=0)
            middle = np.append((low + high) / 2, 0.0)
            turn = np.eye(3) if rotation is None else rotation
            self.proxy((*(high - low), thickness), np.asarray(at) + turn @ middle, rotation)

    def tube(
        self,
        path: ArrayLike,
        radius: float,
        paint: Paint,
        *,
        bend: float = 0.0,
        closed: bool = False,
        sides: int = 8,
        hollow: bool = False,
    ) -> None:
        """A tube through some points (n, 3), rounded by arcs of radius `bend` where it turns."""
        path = np.asarray(path, float)
        if bend > 0:
            path = swept.bent(path, bend, 4 if self.near else 1, closed=closed)
        capped = self.near or radius > SLENDER
        self._add(swept.tube(path, radius, sides if self.near else min(sides, 4), closed=closed, capped=capped), paint)
        if hollow:
            return
        ends = np.vstack([path, path[:1]]) if closed else path
        for begin, end in stand_in.straights(ends, STRAIGHT * radius):
            length = float(np.linalg.norm(end - begin))
            if length > 1e-6:
                size = 2 * ROUND * radius, length, 2 * ROUND * radius
                self.proxy(size, (begin + end) / 2, upright_along(end - begin))

    def lathe(
        self,
        profile: Sequence[tuple[float, float]],
        at: ArrayLike,
        paint: Paint,
        rotation: Matrix | None = None,
        *,
        sides: int = 20,
        vessel: bool = False,
        hollow: bool = False,
    ) -> None:
        """A body of rotation about its own y: see `swept.lathed`. `vessel`: open; its wall and floor have boxes."""
        self._add(swept.lathed(profile, sides if self.near else max(6, sides // 2)), paint, at, rotation)
        if hollow:
            return
        with self.within(at, rotation):
            if not vessel:
                self._body_proxies(np.asarray(profile, float))
                return
            for box in stand_in.vessel_boxes(np.asarray(profile, float)):
                self.proxy(*box)

    def loft(self, rings: ArrayLike, paint: Paint, *, capped: bool = True) -> None:
        """The surface through closed rings of points (r, n, 3): see `lofted.lofted`. It has no boxes: give it some."""
        self._add(lofted.lofted(rings, capped=capped), paint)

    def sheet(self, grid: ArrayLike, thickness: float, paint: Paint, *, hollow: bool = False) -> None:
        """A bent sheet whose middle lies on a grid of points (r, c, 3)."""
        grid = np.asarray(grid, float)
        coarse = grid[_every(grid.shape[0], 2)][:, _every(grid.shape[1], 2)]
        rimmed = self.near or thickness > THIN
        self._add(swept.sheet(grid if self.near else coarse, thickness, rimmed=rimmed), paint)
        if not hollow:
            self.proxy_sheet(coarse, thickness)

    def surface(self, grid: ArrayLike, paint: Paint, *, ring: bool = False) -> None:
        """One side of a bent sheet on a grid of points (r, c, 3): see `swept.surface`. It has no boxes."""
        self._add(swept.surface(grid, ring=ring), paint)

    def patch(
        self, size: ArrayLike, at: ArrayLike, paint: Paint, rotation: Matrix | None = None, *, spacing: float = 0.2
    ) -> None:
        """A flat rectangle (x, y) that looks towards its own +z, without boxes: print, a gap between parts, a hole."""
        self._add(solid.rectangle(size, spacing if self.near else 2 * spacing), paint, at, rotation)

    def pane(self, size: ArrayLike, at: ArrayLike, paint: Paint, rotation: Matrix | None = None) -> None:
        """A sheet of glass of some size (x, y, z) about a place, of which one sees the two faces across its own z."""
        turn, (width, height, depth) = np.eye(3) if rotation is None else rotation, np.asarray(size, float).tolist()
        mesh = solid.rectangle((width, height), PANE_SPACING if self.near else 2 * PANE_SPACING)
        for side in (0, 180):
            facing = turn @ turned("y", side)
            self._add(mesh, paint, np.asarray(at) + facing[:, 2] * depth / 2, facing)
        self._panes.append(self._framed(size, at, turn))

    def screen(
        self, size: ArrayLike, bulge: float, at: ArrayLike, paint: Paint, rotation: Matrix | None = None
    ) -> None:
        """The face of a picture tube (x, y) that looks towards its own +z, its middle `bulge` (m) before its corners.

        Its surface coordinates go from 0 to 1, to the right and up. It has no boxes.
        """
        width, height = np.asarray(size, float)
        mesh = swept.surface(_bulged((width, height), bulge, height / (6 if self.near else 3)))
        unit = mesh.position[:, :2] / (width, height) + 0.5
        self._add(replace(mesh, surface=unit), paint, at, rotation)

    def moulding(
        self,
        profile: ArrayLike,
        path: ArrayLike,
        at: ArrayLike,
        paint: Paint,
        rotation: Matrix | None = None,
        *,
        closed: bool = False,
        spacing: float = 0.25,
    ) -> None:
        """A profile drawn along a path in its own x-y plane: see `swept.moulding`. It has no boxes of its own."""
        self._add(
            swept.moulding(profile, path, spacing if self.near else 2 * spacing, closed=closed), paint, at, rotation
        )

    def line(
        self,
        path: ArrayLike,
        width: float,
        at: ArrayLike,
        paint: Paint,
        rotation: Matrix | None = None,
        *,
        closed: bool = False,
        spacing: float = 1.0,
    ) -> None:
        """A flat line along a path (n, 2; x, y) that is seen from its own +z: a seam, a stroke of a letter."""
        self.moulding([(width / 2, 0), (-width / 2, 0)], path, at, paint, rotation, closed=closed, spacing=spacing)

    def smooth_loft(self, rings: ArrayLike, paint: Paint, *, hollow: bool = False) -> None:
        """A smooth body through rings of points (r, c, 3): see `swept.smooth_loft`."""
        rings = np.asarray(rings, float)
        coarse = rings[_every(rings.shape[0], 2)]
        self._add(swept.smooth_loft(rings if self.near else coarse[:, ::2]), paint)
        if not hollow:
            for first, last in pairwise(coarse):
                for box in stand_in.ring_boxes(first, last):
                    self.proxy(*box)

    def mesh(self, mesh: SurfaceMesh, paint: Paint, at: ArrayLike = ORIGIN, rotation: Matrix | None = None) -> None:
        """Any surface, as fine as it is, without boxes."""
        self._add(mesh, paint, at, rotation)

    def skin(self, grid: ArrayLike, paint: Paint) -> None:
        """One side of a smooth surface through points (r, c + 2, 3), without boxes: see `swept.skin`."""
        self._add(swept.skin(grid), paint)

    def proxy(self, size: ArrayLike, at: ArrayLike, rotation: Matrix | None = None) -> None:
        """A box that rays meet, and that is not drawn."""
        self._boxes.append(self._framed(size, at, np.eye(3) if rotation is None else rotation))

    def _framed(self, size: ArrayLike, at: ArrayLike, rotation: Matrix) -> tuple[Floats, Floats, Floats]:
        """The fields of a BOX."""
        turn = self._frame[:3, :3] @ rotation
        centre = self._frame[:3, :3] @ np.asarray(at, float) + self._frame[:3, 3]
        return centre, turn.T, np.asarray(size, float) / 2

    def proxy_sheet(self, grid: ArrayLike, thickness: float) -> None:
        """A box for each facet of a grid of points (r, c, 3): of a sheet that has none itself."""
        grid = np.asarray(grid, float)
        for row in range(grid.shape[0] - 1):
            for column in range(grid.shape[1] - 1):
                facet = grid[row : row + 2, column : column + 2]
                right = facet[:, 1].mean(0) - facet[:, 0].mean(0)
                down = facet[1].mean(0) - facet[0].mean(0)
                width, height = float(np.linalg.norm(right)), float(np.linalg.norm(down))
                if min(width, height) < 1e-6:
                    continue
                x = right / width
                z = np.cross(x, down / height)
                z /= np.linalg.norm(z)
                self.proxy((width, height, thickness), facet.mean((0, 1)), np.column_stack([x, np.cross(z, x), z]))

    def proxy_round(self, radius: float, length: float, at: ArrayLike, rotation: Matrix | None = None) -> None:
        """Four crossed boxes, an eight-cornered column within a round one about its own y."""
        size = 2 * radius * np.cos(np.pi / 8), length, 2 * radius * np.sin(np.pi / 8)
        with self.within(at, rotation):
            for turn in (0, 45, 90, 135):
                self.proxy(size, ORIGIN, turned("y", turn))

    def emitter(
        self,
        size: ArrayLike,
        at: ArrayLike,
        rotation: Matrix | None = None,
        *,
        share: ArrayLike = 1.0,
        glow: ArrayLike | None = None,
    ) -> None:
        """A rectangle (x, y) that shines towards its own +z; it must lie before the boxes that are behind it.

        `glow`: its mean luminance, cd/m2 by channel; unset: that of the part added last, on the side that looks its
        way. `share`: of this, one for all channels or three. Without light it is left out.
        """
        frame = self._frame @ moved(at, rotation)
        mean = np.asarray(self._mean_glow(frame[:3, 2]) if glow is None else glow) * np.asarray(share)
        if mean.any():
            self._emitters.append((frame[:3, 3], frame[:3, :3].T, np.asarray(size, float) / 2, mean))

    def _mean_glow(self, outward: Floats) -> Floats:
        """The mean luminance of the part added last as it is seen against a direction: (3,), cd/m2 by channel."""
        mesh, paint, lit = self._meshes[-1]
        corner = mesh.position[mesh.triangles]
        facing = np.maximum(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]) @ outward, 0.0)
        mean: Floats = (facing * lit[mesh.triangles].mean(1)).sum() / facing.sum() * np.array(paint.glow)
        return mean

    def build(self) -> Thing:
        """All of it as a thing."""
        mesh = SurfaceMesh.joined([part for part, *_ in self._meshes])
        corners = np.zeros(len(mesh.position), CORNER)
        corners["position"], corners["normal"], corners["surface"] = mesh.position, mesh.normal, mesh.surface
        counts = [len(part.position) for part, *_ in self._meshes]
        paints = [paint for _, paint, _ in self._meshes]
        for name in ("finish", "colour", "glow"):
            corners[name] = np.repeat([getattr(each, name) for each in paints], counts, axis=0)
        corners["glow"] *= np.concatenate([share for *_, share in self._meshes])[:, None]
        boxes, panes = (_boxes_of(each) for each in (self._boxes, self._panes))
        emitters = np.zeros(len(self._emitters), EMITTER)
        for emitter, values in zip(emitters, self._emitters, strict=True):
            emitter["centre"], emitter["axes"], emitter["half"], emitter["glow"] = values
        return Thing(corners, mesh.triangles, boxes, emitters, panes)

    def _add(self, mesh: SurfaceMesh, paint: Paint, at: ArrayLike = ORIGIN, rotation: Matrix | None = None) -> None:
        part = mesh.moved(self._frame @ moved(at, rotation))
        if paint.finish not in LAID:
            # Each part is cut from another place of its material: no two drawers have the same scuffs.
            part = replace(part, surface=part.surface + len(self._meshes) * APART % ENDLESS)
        share = np.ones(len(part.position))
        if self._bulb is not None:
            # A diffuse wall: the square of the distance and the angle of its light, and what the inside throws about.
            distance = np.linalg.norm(part.position - self._bulb, axis=1)
            share = SCATTERED + (1 - SCATTERED) * (distance.min() / distance) ** 3
        self._meshes.append((part, paint, share))

    def _body_proxies(self, profile: Floats) -> None:
        """Crossed boxes for each slice of a body of rotation, inside it."""
        order = np.argsort(profile[:, 1], kind="stable")
        radius, height = profile[order].T
        for low, high in stand_in.slices(height, radius):
            between = (height >= low - 1e-6) & (height <= high + 1e-6)
            least = float(radius[between].min())
            if least > 1e-3:
                length, width, turns = stand_in.polygon(least)
                for turn in turns:
                    self.proxy((2 * length, high - low, 2 * width), (0, (low + high) / 2, 0), turned("y", turn))


def _boxes_of(fields: Sequence[tuple[Floats, Floats, Floats]]) -> NDArray[np.void]:
    """Boxes (n,) BOX of their fields."""
    boxes = np.zeros(len(fields), BOX)
    for box, (centre, axes, half) in zip(boxes, fields, strict=True):
        box["centre"], box["axes"], box["half"] = centre, axes, half
    return boxes


def _bulged(size: ArrayLike, bulge: float, spacing: float) -> Floats:
    """Points (r, c, 3) over a rectangle (x, y) about the origin whose middle lies `bulge` before its corners, m."""
    half = np.asarray(size, float) / 2
    x, y = (np.linspace(-each, each, 1 + max(1, round(2 * each / spacing))) for each in half)
    x, y = np.meshgrid(x, y)
    z = bulge * (1 - ((x / half[0]) ** 2 + (y / half[1]) ** 2) / 2)
    return np.stack([x, y, z], -1)


def _every(count: int, step: int) -> list[int]:
    """Every so-manieth of so many numbers, and the last."""
    return sorted({*range(0, count, step), count - 1})
