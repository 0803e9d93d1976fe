"""Coats of structures: the material of the cells around as the paint of a thing."""

from liminal.settings.surface import SurfaceSettings
from liminal.thing.finish import Finish, Paint
from liminal.world.material import DESCRIPTIONS, Material

FINISHES = {
    Material.POOL_TILE: Finish.POOL_TILE,
    Material.CONCRETE: Finish.CONCRETE,
    Material.CONCRETE_FLOOR: Finish.CONCRETE,
    Material.WALLPAPER: Finish.PAPER,
    Material.LAMP_FRAME: Finish.PAINTED_STEEL,
}


def coat(variant: int) -> Paint:
    """The paint of a structure whose variant is a Material."""
    material = Material(variant)
    red, green, blue = getattr(SurfaceSettings(), DESCRIPTIONS[material].setting)
    return Paint(FINISHES[material], (red, green, blue))
