"""Other finishes of a place: they change what it is made of, and nothing else."""

import numpy as np
import pytest

from liminal.settings.load import load_preset
from liminal.world.cell_grid import CellGrid
from liminal.world.material import Material
from liminal.world.place_generator import PLACES

FINISHES = ("surface.floors=vct", "surface.walls=plaster", "surface.ceilings=painted-steel")


@pytest.mark.parametrize("place", PLACES)
def test_only_the_finishes_differ(place):
    built, other = (CellGrid(5, load_preset(place, changes)) for changes in ((), FINISHES))
    before, after = built.chunk(0, 0), other.chunk(0, 0)
    for layer in ("floor", "ceiling", "water", "lamps", "props", "fixtures"):
        np.testing.assert_array_equal(getattr(after, layer), getattr(before, layer))
    for layer, material in (
        ("floor_material", Material.VCT),
        ("wall_material", Material.PLASTER),
        ("ceiling_material", Material.PAINTED_STEEL),
    ):
        was, now = getattr(before, layer), getattr(after, layer)
        assert set(np.unique(now)) <= {material, Material.SKIRTING}
        np.testing.assert_array_equal(now == Material.SKIRTING, was == Material.SKIRTING)
        assert material in other.materials - built.materials


def test_a_place_as_built_keeps_its_recipe():
    surface = load_preset("level-0").model_dump(mode="json")["surface"]
    assert not {"floors", "walls", "ceilings", "vct", "wood"} & set(surface)
    assert load_preset("level-0", FINISHES).model_dump(mode="json")["surface"]["floors"] == "vct"
