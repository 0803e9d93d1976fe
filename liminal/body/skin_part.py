"""Parts of a skin: surfaces with a finish and a colour at each corner, and the joints that move them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.body.mesh_walk import crease_openness
from liminal.body.skin_weights import strongest, weights_of_nearest
from liminal.body.skinned_body import SkinMesh
from liminal.thing.finish import Finish, paint
from liminal.thing.surface_mesh import SurfaceMesh
from liminal.thing.thing import CORNER

Floats = NDArray[np.float64]

_ABOVE = (
    0.5  # of the light from all around, what comes from above: ceilings are lit less than walls, but lamps are there
)


def colour(encoded: str) -> Floats:
    """Return the reflectance (3,), linear Rec. 709, of a colour on an sRGB screen: "#8a8f8c"."""
    return np.array(paint(Finish.FABRIC, encoded).colour)


def mixed(tone: Floats, other: Floats, share: Floats) -> Floats:
    """Return reflectances (n, 3) of which a share (n,) is another's: (n, 3) or (3,)."""
    found: Floats = tone + share[:, None] * (other - tone)
    return found


@dataclass(frozen=True, eq=False)
class SkinPart:
    """A surface. `colour`: (v, 3) or (3,), reflectance, linear Rec. 709. `weights`: (v, n), of n joints.

    `overhead`: (v,), the share of the light from above that it leaves itself; None: all of it.
    """

    mesh: SurfaceMesh
    finish: Finish
    colour: Floats
    weights: Floats
    overhead: Floats | None = None


def laid_on(under: SkinPart, mesh: SurfaceMesh, finish: Finish, tone: Floats) -> SkinPart:
    """Return a surface that lies on a part, and moves as that does there; `tone`: its colour."""
    return SkinPart(mesh, finish, tone, weights_of_nearest(under.mesh.position, under.weights, mesh.position))


def skin_of(parts: Sequence[SkinPart]) -> SkinMesh:
    """Return all parts as one skin."""
    mesh = SurfaceMesh.joined([part.mesh for part in parts])
    corners = np.zeros(len(mesh.position), CORNER)
    corners["position"], corners["normal"], corners["surface"] = mesh.position, mesh.normal, mesh.surface
    corners["finish"] = np.repeat([part.finish for part in parts], [len(part.weights) for part in parts])
    corners["colour"] = np.concatenate([np.broadcast_to(part.colour, part.mesh.position.shape) for part in parts])
    joints, weights = strongest(np.concatenate([part.weights for part in parts]))
    above = np.concatenate([np.ones(len(part.weights)) if part.overhead is None else part.overhead for part in parts])
    openness = crease_openness(mesh.position, mesh.normal, mesh.triangles) * (1.0 - _ABOVE * (1.0 - above))
    return SkinMesh(corners, mesh.triangles, joints, weights, openness.astype(np.float32), above.astype(np.float32))
