"""A surface mesh: positions, normals and surface coordinates of triangles, without a finish."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Triangles = NDArray[np.intp]


@dataclass(frozen=True)
class SurfaceMesh:
    """`position`: (v, 3), m. `normal`: (v, 3), unit length. `surface`: (v, 2), m. `triangles`: (t, 3)."""

    position: Floats
    normal: Floats
    surface: Floats
    triangles: Triangles

    @staticmethod
    def joined(parts: "Sequence[SurfaceMesh]") -> "SurfaceMesh":
        """Several as one."""
        first = np.cumsum([0, *(len(part.position) for part in parts)])
        triangles = [part.triangles + begin for part, begin in zip(parts, first, strict=False)]
        position, normal, surface = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("position", "normal", "surface")
        )
        return SurfaceMesh(position, normal, surface, np.concatenate(triangles))

    def facing_outward(self) -> "SurfaceMesh":
        """The same, each triangle turned so that its front is on the side of its corners' normals."""
        outward = _twice_area(self.position, self.triangles) * self.normal[self.triangles].sum(1)
        behind = outward.sum(1) < 0
        return replace(self, triangles=np.where(behind[:, None], self.triangles[:, ::-1], self.triangles))

    def moved(self, matrix: Floats) -> "SurfaceMesh":
        """The same after a rigid motion (4, 4)."""
        turn, shift = matrix[:3, :3], matrix[:3, 3]
        return replace(self, position=self.position @ turn.T + shift, normal=self.normal @ turn.T)


def grid_triangles(number: NDArray[np.intp]) -> Triangles:
    """The triangles between corners on a grid, by their numbers (r, c): (2 (r - 1) (c - 1), 3)."""
    triangles = np.empty((2, *np.subtract(number.shape, 1), 3), np.intp)
    triangles[..., 0] = number[:-1, :-1]
    triangles[0, ..., 1] = number[1:, :-1]
    triangles[0, ..., 2] = triangles[1, ..., 1] = number[1:, 1:]
    triangles[1, ..., 2] = number[:-1, 1:]
    return triangles.reshape(-1, 3)


def _twice_area(position: Floats, triangles: Triangles) -> Floats:
    """The normals (t, 3) of triangles, as long as twice their area.

    Spelt out: `numpy.cross` takes some 50 us to look at its arguments, and parts of things are a thousand small meshes.
    """
    first = position[triangles[:, 0]]
    (ax, ay, az), (bx, by, bz) = (position[triangles[:, 1]] - first).T, (position[triangles[:, 2]] - first).T
    normal = np.empty_like(first)
    normal[:, 0], normal[:, 1], normal[:, 2] = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    return normal


def spread_points(corners: Floats, density: float) -> tuple[Floats, NDArray[np.intp]]:
    """Points (p, 3) spread evenly over triangles, corners (t, 3, 3), and the triangle (p,) that each lies on.

    `density`: points to a square of the unit's edge; a triangle with any area gets at least one. They lie on a lattice
    of powers of 1 / 1.3247, the plastic number (M. Roberts, "The unreasonable effectiveness of quasirandom sequences",
    2018).
    """
    a, b, c = np.moveaxis(corners, 1, 0)
    count = np.ceil(density * np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2).astype(np.intp)
    owner = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    u, v = (0.5 + number * 0.7548776662) % 1, (0.5 + number * 0.5698402910) % 1

    # The half of the square beyond the triangle's long side is folded back into it.
    folded = u + v > 1
    u, v = np.where(folded, 1 - u, u), np.where(folded, 1 - v, v)
    points: Floats = a[owner] + u[:, None] * (b - a)[owner] + v[:, None] * (c - a)[owner]
    return points, owner


def smooth_normals(position: Floats, triangles: Triangles) -> Floats:
    """The unit normals (v, 3) of a smooth surface at its corners: of the faces beside each, by their areas."""
    face = _twice_area(position, triangles)
    normal = np.zeros_like(position)
    for corner in range(3):
        np.add.at(normal, triangles[:, corner], face)
    unit: Floats = normal / np.linalg.norm(normal, axis=1, keepdims=True)
    return unit
