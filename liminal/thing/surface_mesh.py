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
        a, b, c = (self.position[self.triangles[:, k]] for k in range(3))
        behind = (np.cross(b - a, c - a) * self.normal[self.triangles].sum(1)).sum(1) < 0
        triangles = self.triangles.copy()
        triangles[behind] = triangles[behind][:, ::-1]
        return replace(self, triangles=triangles)

    def moved(self, matrix: Floats) -> "SurfaceMesh":
        """The same after a rigid motion (4, 4)."""
        turn, shift = matrix[:3, :3], matrix[:3, 3]
        return replace(self, position=self.position @ turn.T + shift, normal=self.normal @ turn.T)


def grid_triangles(number: Triangles) -> Triangles:
    """The triangles between corners on a grid, by their numbers (r, c): (2 (r - 1) (c - 1), 3)."""
    a, b, c, d = number[:-1, :-1].ravel(), number[1:, :-1].ravel(), number[1:, 1:].ravel(), number[:-1, 1:].ravel()
    return np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])


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
    a, b, c = (position[triangles[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    normal = np.zeros_like(position)
    for corner in range(3):
        np.add.at(normal, triangles[:, corner], face)
    unit: Floats = normal / np.linalg.norm(normal, axis=1, keepdims=True)
    return unit
