"""Coats of structures: the material of the cells around as the paint of a thing."""

from liminal.settings.surface import SurfaceSettings
from liminal.thing.finish import Finish, Paint
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
