"""Coats of structures: the material of the cells around as the paint of a thing."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.settings.surface import SurfaceSettings
from liminal.thing.finish import Finish, Paint
from liminal.thing.thing import Thing
from liminal.world.material import DESCRIPTIONS, Material

FINISHES = {
    Material.POOL_TILE: Finish.POOL_TILE,
    Material.CONCRETE: Finish.CONCRETE,
    Material.CONCRETE_FLOOR: Finish.CONCRETE,
}


def coat(material: Material) -> Paint:
    """A material as a paint, in its usual colour."""
    red, green, blue = getattr(SurfaceSettings(), DESCRIPTIONS[material].setting)
    return Paint(FINISHES.get(material, Finish.PAPER), (red, green, blue))


COATS = tuple(map(coat, Material))  # of structures whose variant is a Material


def recoated(thing: Thing, reflectance: NDArray[np.float32]) -> Thing:
    """A structure in the colours that materials have in a place: `reflectance`, (materials, 3), by `Material`."""
    corners = thing.corners
    for material, finish in FINISHES.items():
        usual = np.array(COATS[material].colour, np.float32)
        if (usual == reflectance[material]).all():
            continue
        coated = (thing.corners["finish"] == finish) & (thing.corners["colour"] == usual).all(1)
        if coated.any():
            corners = corners.copy()
            corners["colour"][coated] = reflectance[material]
    return thing if corners is thing.corners else replace(thing, corners=corners)
