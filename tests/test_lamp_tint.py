"""Zones of tinted lamps: as large a share as asked for, in one colour each, and nothing else of a place changes."""

from functools import cache

import numpy as np
import pytest
from scipy.spatial import cKDTree

from liminal.colour import LUMINANCE
from liminal.settings.load import load_preset
from liminal.world.cell_grid import CellGrid
from liminal.world.lamp_tint import SLEEVES
from liminal.world.place_generator import PLACES

FAR = 3000, -2000  # cells: away from the origin, where the field keeps to its middle
SIZE = 1600  # cells


@cache
def lamps(share: float) -> np.ndarray:
    return CellGrid(5, load_preset("level-0", [f"light.tint={share}"])).window(*FAR, SIZE, SIZE).lamps


def test_zones_take_the_share_that_is_asked_for_and_grow_with_it() -> None:
    tinted = {share: lamps(share)["colour"].any(1) for share in (0.0, 0.1, 0.3, 1.0)}
    assert not tinted[0.0].any()
    assert tinted[1.0].all()
    for share in (0.1, 0.3):
        assert tinted[share].mean() == pytest.approx(share, abs=0.35 * share)
    assert (tinted[0.3] | ~tinted[0.1]).all()


def test_neighbours_are_alike() -> None:
    found = lamps(0.3)
    place = np.column_stack([found["x"], found["z"]])
    _, near = cKDTree(place).query(place, k=2)
    colour = found["colour"]
    assert (colour.any(1)[near[:, 1]] == colour.any(1)).mean() > 0.9
    both = colour.any(1) & colour.any(1)[near[:, 1]]
    assert (colour[both] == colour[near[both, 1]]).all(1).mean() > 0.97
    assert len(np.unique(colour[colour.any(1)], axis=0)) == len(SLEEVES)


def test_sleeves_take_light_away() -> None:
    plain, tinted = lamps(0.0), lamps(1.0)
    own = np.array(load_preset("level-0").light.lamp_colour)
    own = own / (own @ LUMINANCE)
    lit = plain["luminance"] > 0
    sent = tinted["colour"][lit] * tinted["luminance"][lit, None]
    passed = sent / (plain["luminance"][lit, None] * own)
    assert np.abs(passed[:, None] - SLEEVES).max(2).min(1).max() < 0.01
    assert tinted["colour"] @ LUMINANCE == pytest.approx(np.ones(len(tinted)), abs=1e-3)
    assert (tinted["luminance"][~lit] == 0).all()


@pytest.mark.parametrize("place", PLACES)
def test_only_the_light_of_lamps_differs(place: str) -> None:
    plain, tinted = (CellGrid(5, load_preset(place, changes)).chunk(9, -7) for changes in ((), ["light.tint=1"]))
    for name, values in vars(plain).items():
        if name != "lamps":
            np.testing.assert_array_equal(vars(tinted)[name], values)
    for name in ("x", "y", "z", "size_x", "size_z", "cell_x", "cell_z", "kind"):
        np.testing.assert_array_equal(tinted.lamps[name], plain.lamps[name])


def test_a_place_without_tint_keeps_its_recipe() -> None:
    light = load_preset("level-0").model_dump(mode="json")["light"]
    assert not {"tint", "intermittent"} & set(light)
    assert load_preset("level-0", ["light.tint=0.2"]).model_dump(mode="json")["light"]["tint"] == 0.2
