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


def smooth_normals(position: Floats, triangles: Triangles) -> Floats:
    """The unit normals (v, 3) of a smooth surface at its corners: of the faces beside each, by their areas."""
    a, b, c = (position[triangles[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    normal = np.zeros_like(position)
    for corner in range(3):
        np.add.at(normal, triangles[:, corner], face)
    unit: Floats = normal / np.linalg.norm(normal, axis=1, keepdims=True)
    return unit
