"""Moulded parts: the surface of a solid, dyed, and hung on the bones that move it."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.body.isosurface import SLACK, Field, isosurface
from liminal.body.making_pose import SIDES, limb_axes, making_places
from liminal.body.relief_shade import overhead
from liminal.body.skin_part import SkinPart
from liminal.body.skin_weights import Bone, bone_weights
from liminal.thing.finish import Finish
from liminal.thing.surface_mesh import SurfaceMesh

Floats = NDArray[np.float64]

SHARP = 0.009  # m: slack of solids that are blended over narrow edges only, as faces and hands are
TRUNK = ("hips", "spine", "chest", "upper_chest")
LEGS = tuple(f"{side}_{name}" for side, _ in SIDES for name in ("upper_leg", "lower_leg"))
ARMS = tuple(f"{side}_{name}" for side, _ in SIDES for name in ("shoulder", "upper_arm", "lower_arm"))
HAND = ("lower_arm", "hand", "middle_proximal", "middle_intermediate", "thumb_proximal")
FOOT = ("lower_leg", "foot", "toes")


def moulded(
    distance: Field,
    relief: Field | None,
    bounds: tuple[ArrayLike, ArrayLike],
    cell: float,
    joints: Sequence[str],
    finish: Finish,
    dye: Callable[[Floats], Floats],
    slack: float = SLACK,
    above: Field | None = None,
) -> SkinPart:
    """Return the surface of a solid as a part of a skin.

    `distance`, `relief`, `bounds`, `cell` and `slack`: see `isosurface`. `joints`: those that move it. `dye`: points
    (n, 3), m, to reflectances (n, 3). `above`: to the solid that shades it from above; None: to itself.
    """
    position, normal, triangles = isosurface(distance, relief, *bounds, cell, slack)
    bones = _bones()
    weights = bone_weights(position, triangles, [bones[joint] for joint in joints], len(making_places()))
    x, y, z = position.T
    # A finish is laid on along the axis that its surface turns to least, and up.
    place = np.column_stack([x + 0.8 * z, y + 0.3 * (z - x)])
    shaded = overhead(above or distance, position, normal)
    return SkinPart(SurfaceMesh(position, normal, place, triangles), finish, dye(position), weights, shaded)


@lru_cache(maxsize=1)
def _bones() -> dict[str, Bone]:
    """The bones that parts hang on, by the joint that moves each, in the pose that skins are made in."""
    places, limbs = making_places(), limb_axes()
    ends: dict[str, tuple[ArrayLike, ArrayLike, float, float]] = {
        "hips": ((0, 0.88, -0.01), (0, 0.96, -0.01), 0.19, 0.19),
        "spine": ((0, 1.01, -0.02), (0, 1.10, -0.02), 0.19, 0.19),
        "chest": ((0, 1.13, -0.05), (0, 1.24, -0.05), 0.20, 0.20),
        "upper_chest": ((0, 1.28, -0.05), (0, 1.44, -0.05), 0.20, 0.20),
        "neck": ((0, 1.48, -0.03), (0, 1.52, -0.025), 0.06, 0.06),
        "head": ((0, 1.58, 0.02), (0, 1.72, 0.0), 0.13, 0.13),
    }
    for side, sign in SIDES:
        of = {name.removeprefix(f"{side}_"): place for name, place in places.items() if name.startswith(f"{side}_")}
        arm, leg, ankle = limbs[f"{side}_arm"], limbs[f"{side}_leg"], of["foot"]
        own: dict[str, tuple[ArrayLike, ArrayLike, float, float]] = {
            "upper_leg": (leg.at(0.09), of["lower_leg"], 0.115, 0.100),
            "lower_leg": (of["lower_leg"], ankle, 0.100, 0.085),
            "foot": (ankle + np.array([0, -0.02, -0.03]), ankle + np.array([0, -0.03, 0.10]), 0.07, 0.07),
            "toes": (ankle + np.array([0, -0.03, 0.15]), ankle + np.array([0, -0.03, 0.20]), 0.07, 0.07),
            "shoulder": ((0.09 * sign, 1.41, -0.03), (0.14 * sign, 1.42, -0.03), 0.10, 0.10),
            "upper_arm": (arm.at(0.09), of["lower_arm"], 0.085, 0.08),
            "lower_arm": (of["lower_arm"], of["hand"], 0.080, 0.036),
            "hand": (of["hand"], of["middle_proximal"], 0.036, 0.025),
            "middle_proximal": (of["middle_proximal"], of["middle_intermediate"], 0.025, 0.02),
            "middle_intermediate": (of["middle_intermediate"], of["middle end"], 0.02, 0.02),
            "thumb_proximal": (of["thumb_proximal"], of["thumb end"], 0.014, 0.013),
        }
        ends |= {f"{side}_{name}": each for name, each in own.items()}
    order = list(places)
    return {
        joint: Bone(order.index(joint), np.asarray(begin, float), np.asarray(end, float), first, last)
        for joint, (begin, end, first, last) in ends.items()
    }
