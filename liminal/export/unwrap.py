"""Unwrapping: every flat patch of a mesh gets a rectangle of its own in one square picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from liminal.piece.mesh import VERTEX, Mesh
from liminal.piece.patch import axes_of

GUTTER = 4  # texels around each patch that continue it, so that filters and two mip levels stay inside
FILL = 0.9  # share of the picture that shelves can be expected to fill; less is tried when that was too much
SHRINK = 0.96  # of the texels per metre, at each further try

# A corner of a rectangle to draw: a vertex of the patch's plane, and where it goes, -1..1 of the picture.
WRAPPED = np.dtype([*VERTEX.descr, ("unwrapped", np.float32, 2)])


@dataclass(frozen=True)
class Unwrapped:
    """`place`: float32 (v, 2), where each vertex of the mesh lies, 0..1 of the picture from its lower left corner.

    `texels`: to a metre. `rectangles`: (n, 4) WRAPPED, each patch and the gutter around it; `triangles`: (2 n, 3) of
    their corners.
    """

    place: NDArray[np.float32]
    texels: float
    rectangles: NDArray[np.void]
    triangles: NDArray[np.intp]


def unwrap(mesh: Mesh, size: int, finest: float) -> Unwrapped:
    """Unwrap a mesh into a picture of `size` x `size` texels, with at most `finest` texels to a metre."""
    patch, across, flat = _flatten(mesh)
    count = int(patch.max()) + 1
    low = np.full((count, 2), np.inf)
    high = np.full((count, 2), -np.inf)
    np.minimum.at(low, patch, flat)
    np.maximum.at(high, patch, flat)

    # Find the finest scale at which all rectangles fit.
    area = float((high - low).prod(1).sum())
    texels = min(finest, size * (FILL / area) ** 0.5)
    while True:
        extent = np.ceil((high - low) * texels).astype(np.int64) + 2 * GUTTER
        corner = _shelve(extent, size)
        if corner is not None:
            break
        texels *= SHRINK

    place = (corner[patch] + GUTTER + (flat - low[patch]) * texels) / size
    ends = np.stack([corner, corner + extent], 1)[:, [[0, 0], [1, 0], [1, 1], [0, 1]], [0, 1]]  # (n, 4, 2) texels
    on_plane = low[:, None] + (ends - corner[:, None] - GUTTER) / texels
    rectangles = _extended(mesh, across, flat, on_plane)
    rectangles["unwrapped"] = 2 * ends / size - 1
    triangles = (np.arange(count)[:, None] * 4 + np.array([0, 1, 2, 0, 2, 3])).reshape(-1, 3)
    return Unwrapped(place.astype(np.float32), texels, rectangles, triangles)


def _flatten(mesh: Mesh) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """The patch of each vertex (v,), the widest triangle of each (n, 3), and places (v, 2) on its plane, metres."""
    triangles = mesh.indices.reshape(-1, 3).astype(np.intp)
    vertices = len(mesh.vertices)
    edges = np.concatenate([triangles[:, :2], triangles[:, 1:]])
    links = coo_array((np.ones(len(edges), bool), (edges[:, 0], edges[:, 1])), shape=(vertices, vertices))
    count, patch = connected_components(links, directed=False)

    # The widest triangle says how the patch lies.
    corner = mesh.vertices["position"][triangles].astype(np.float64)
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    width = np.linalg.norm(across, axis=1)
    widest = np.zeros(count, np.intp)
    order = np.argsort(width, kind="stable")
    widest[patch[triangles[order, 0]]] = order  # the last one written is the widest
    normal = across[widest] / width[widest, None]

    # Along the plane: to the right as one looks at it, and up.
    right = axes_of(mesh.vertices["normal"][triangles[widest, 0]])[0].astype(np.float64)
    right -= (right * normal).sum(1, keepdims=True) * normal
    right /= np.linalg.norm(right, axis=1, keepdims=True)
    up = np.cross(normal, right)
    position = mesh.vertices["position"].astype(np.float64)
    flat = np.column_stack([(position * right[patch]).sum(1), (position * up[patch]).sum(1)])
    return patch, triangles[widest], flat


def _shelve(extent: NDArray[np.int64], size: int) -> NDArray[np.int64] | None:
    """Lower left corners (n, 2) of rectangles, `extent` (n, 2) texels, in shelves of falling height; None: no room."""
    corner = np.zeros_like(extent)
    x = y = shelf = 0
    for index in np.lexsort((-extent[:, 0], -extent[:, 1])):
        width, height = extent[index]
        if x + width > size:
            x, y, shelf = 0, y + shelf, 0
        shelf = shelf or int(height)
        if width > size or y + shelf > size:
            return None
        corner[index] = x, y
        x += int(width)
    return corner


def _extended(
    mesh: Mesh, across: NDArray[np.intp], flat: NDArray[np.float64], on_plane: NDArray[np.float64]
) -> NDArray[np.void]:
    """Vertices (n, 4) at places `on_plane` (n, 4, 2) of each patch's plane, continued from its triangle `across`."""
    vertex = mesh.vertices[across]  # (n, 3)
    result = np.zeros(on_plane.shape[:2], WRAPPED)
    for name in ("material", "normal", "chart", "lamp", "share"):
        result[name] = vertex[name][:, :1]

    # All that varies on a patch varies evenly, so three corners tell it everywhere.
    edges = flat[across[:, 1:]] - flat[across[:, :1]]  # (n, 2, 2)
    steps = (on_plane - flat[across[:, :1]]) @ np.linalg.inv(edges)
    for name in ("position", "surface", "light"):
        known = vertex[name].astype(np.float64)
        result[name] = known[:, :1] + steps @ (known[:, 1:] - known[:, :1])
    return result
