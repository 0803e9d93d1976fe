"""A smile in the dark: shining eyes above sharp teeth, and a head that one does not see."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import ellipsoid, union
from liminal.body.making_pose import making_places
from liminal.body.moulded import moulded
from liminal.body.skin_part import SkinPart
from liminal.random import mix, unit_of
from liminal.thing.finish import Finish
from liminal.thing.surface_mesh import SurfaceMesh, grid_triangles

Floats = NDArray[np.float64]

CELLS = (0.010, 0.016, 0.024)  # m
_EYE, _EYE_RADIUS = np.array([0.040, 1.672, 0.078]), np.array([0.0120, 0.0078, 0.008])  # m: of the left one
# Against white paper: a cat's eye sends light back that many times as bright; enamel, wet, mirrors a part of it.
_BACK, _ENAMEL = (26.0, 25.0, 17.0), (0.75, 0.70, 0.58)
_EYES_GLOW, _TEETH_GLOW = 18.0, 2.4  # cd/m2
_WIDE, _DEEP, _MOUTH, _UP, _CROOKED = 0.086, 0.050, 1.566, 0.013, 0.009  # m: half the mouth's width, its arch, its
# height, how far its corners are up, and one more than the other
_TEETH, _LONG, _GAP = 19, (0.016, 0.034), 0.003  # of a row; m
_BESIDE = 5  # corners across a tooth


def smile_parts(level: int) -> list[SkinPart]:
    """Return the parts of a smile; `level`: 0 is the finest."""
    names = list(making_places())
    bounds = (-0.20, 1.40, -0.22), (0.20, 1.90, 0.20)
    head = moulded(_head, None, bounds, CELLS[level], ("head",), Finish.GLIMMER, np.zeros_like)
    parts = [replace(head, mesh=replace(head.mesh, surface=np.zeros_like(head.mesh.surface)))]
    for mesh, back, glow in ((_eyes(), _BACK, _EYES_GLOW), (_teeth(), _ENAMEL, _TEETH_GLOW)):
        weights = np.zeros((len(mesh.position), len(names)))
        weights[:, names.index("head")] = 1.0
        shining = replace(mesh, surface=np.full_like(mesh.surface, glow))
        parts.append(SkinPart(shining, Finish.GLIMMER, np.array(back), weights))
    return parts


def _head(points: Floats) -> Floats:
    """Distances to a head that is seen as a want of light, without an outline."""
    return union(
        [
            ellipsoid(points, (0, 1.67, -0.02), (0.095, 0.120, 0.100)),
            ellipsoid(points, (0, 1.58, 0.0), (0.085, 0.085, 0.082)),
        ],
        0.06,
    )


def _eyes() -> SurfaceMesh:
    """Two caps that look ahead, a little towards one another."""
    off, turn = np.meshgrid(np.linspace(0.0, 1.25, 7), 2 * np.pi * np.arange(18) / 18, indexing="ij")
    normal = np.stack([np.sin(off) * np.cos(turn), np.sin(off) * np.sin(turn), np.cos(off)], -1).reshape(-1, 3)
    ring = np.arange(off.size).reshape(off.shape)
    triangles = grid_triangles(np.column_stack([ring, ring[:, 0]]))
    caps = []
    for side in (1.0, -1.0):
        # The inner corners are lower.
        slant = np.array([[np.cos(0.22), -side * np.sin(0.22), 0], [side * np.sin(0.22), np.cos(0.22), 0], [0, 0, 1]])
        position = _EYE * (side, 1.0, 1.0) + (_EYE_RADIUS * normal) @ slant.T
        caps.append(SurfaceMesh(position, normal, position[:, :2], triangles).facing_outward())
    return SurfaceMesh.joined(caps)


def _teeth() -> SurfaceMesh:
    """Two rows of blades on an arch that rises to its ends, the lower ones between the upper ones."""
    blades = []
    for row, down in enumerate((1.0, -1.0)):
        count = _TEETH - row
        for number in range(count):
            lots = [unit_of(mix(number, row, each)) for each in range(4)]
            share = (number - (count - 1) / 2) / (_TEETH / 2)
            blades.append(_blade(share, down, lots))
    return SurfaceMesh.joined(blades)


def _blade(share: float, down: float, lots: list[float]) -> SurfaceMesh:
    """A tooth: `share` of the way to the end of the mouth, -1 to 1; `down`: 1 for one of the upper row, else -1."""
    turn = 1.25 * share + 0.05 * (lots[0] - 0.5)
    root = np.array([_WIDE * np.sin(turn), _MOUTH + _UP * share**2 + _CROOKED * share, 0.040 + _DEEP * np.cos(turn)])
    outward = np.array([np.sin(turn), 0.0, np.cos(turn)])
    across = np.array([np.cos(turn), 0.0, -np.sin(turn)])
    long = (_LONG[0] + (_LONG[1] - _LONG[0]) * lots[1]) * (1.0 - 0.45 * share**2)
    wide = 0.0034 * (1.0 - 0.35 * share**2) * (0.85 + 0.3 * lots[2])
    along, beside = np.meshgrid(np.linspace(0.0, 1.0, 5), np.linspace(-1.0, 1.0, _BESIDE), indexing="ij")
    half = wide * (1.0 - along**1.4)
    lean = 0.25 * (lots[3] - 0.5) * long
    height = -down * (along * long - 0.5 * long - _GAP)
    bulge = 0.0035 * (1.0 - beside**2) * (1.0 - 0.6 * along)
    position = (
        root
        + (half * beside + lean * along**2)[..., None] * across
        + height[..., None] * np.array([0.0, 1.0, 0.0])
        + bulge[..., None] * outward
    )
    normal = outward + (0.55 * beside)[..., None] * across
    normal = (normal / np.linalg.norm(normal, axis=-1, keepdims=True)).reshape(-1, 3)
    position = position.reshape(-1, 3)
    number = np.arange(len(position)).reshape(along.shape)
    return SurfaceMesh(position, normal, position[:, :2], grid_triangles(number)).facing_outward()
