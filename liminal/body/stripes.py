"""Stripes: a part of a skin cut along their edges, so that these are lines and not as ragged as its mesh."""

import numpy as np
from numpy.typing import NDArray

from liminal.body.skin_part import SkinPart
from liminal.motion import quaternion
from liminal.thing.surface_mesh import SurfaceMesh

Floats = NDArray[np.float64]


def striped(part: SkinPart, side: Floats, tones: tuple[Floats, Floats]) -> SkinPart:
    """Return a part in two colours, cut where a number (v,) of its corners changes its sign.

    `side`: about linear over a triangle near 0. `tones`: (3,) each, where it is below 0, and where it is not.
    """
    mesh, over = part.mesh, side >= 0.0
    triangles = mesh.triangles
    mixed = over[triangles].any(1) != over[triangles].all(1)
    # Each triangle that is cut begins with the corner that is alone on its side.
    cut = triangles[mixed]
    alone = over[cut].sum(1) == 1
    first = (over[cut] == alone[:, None]).argmax(1)
    cut = np.take_along_axis(cut, (first[:, None] + np.arange(3)) % 3, 1)
    edges = np.sort(np.concatenate([cut[:, [0, 1]], cut[:, [0, 2]]]), axis=1)
    edges, number = np.unique(edges, axis=0, return_inverse=True)
    begin, end = edges.T
    share = (side[begin] / (side[begin] - side[end]))[:, None]

    def between(values: Floats) -> Floats:
        middle: Floats = values[begin] + share * (values[end] - values[begin])
        return np.concatenate([values, middle, middle])

    count, places = len(mesh.position), number.ravel().reshape(2, -1)
    # The corners on an edge stand twice: below, and not below.
    below, above = count + places, count + len(edges) + places
    own, other = (np.where(alone, above, below), np.where(alone, below, above))
    apex, second, third = cut.T
    found = np.concatenate(
        [
            triangles[~mixed],
            np.column_stack([apex, own[0], own[1]]),
            np.column_stack([other[0], second, third]),
            np.column_stack([other[0], third, other[1]]),
        ]
    )
    on = np.concatenate([over, np.zeros(len(edges), bool), np.ones(len(edges), bool)])
    whole = SurfaceMesh(
        between(mesh.position), quaternion.normalised(between(mesh.normal)), between(mesh.surface), found
    )
    overhead = None if part.overhead is None else between(part.overhead[:, None])[:, 0]
    return SkinPart(whole, part.finish, np.where(on[:, None], tones[1], tones[0]), between(part.weights), overhead)
