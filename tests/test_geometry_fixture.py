"""Outlets and vents, where they are screwed on."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import ArrayLike
from places import X0, Z0, hall

from liminal.piece.chart import WALL_NORMALS
from liminal.piece.fixture import PLATE, fixtures
from liminal.piece.patch import FLOOR_TO_CEILING, leaning_share
from liminal.world.fixture import FixtureKind
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import FIXTURE, Window

# An outlet in the middle of each wall of a hall of 20 x 30 cells (z, x), by side (+x, -x, +z, -z): (x, z) in cells.
WALLS = ((30, 10.5), (0, 10.5), (15.5, 20), (15.5, 0))


def fitted(kind: FixtureKind, normal: ArrayLike, x: float, y: float, z: float) -> Window:
    """A hall with one fixture at window-local cells (x, z) and height y in metres."""
    fixture = np.zeros(1, FIXTURE)
    fixture["kind"], fixture["normal"], fixture["y"] = kind, normal, y
    fixture["x"], fixture["z"] = (X0 + x) * CELL, (Z0 + z) * CELL
    return replace(hall(20, 30), fixtures=fixture)


@pytest.mark.parametrize("side", range(4))
def test_an_outlet_is_a_plate_on_its_wall(side: int) -> None:
    (x, z), outward = WALLS[side], WALL_NORMALS[side]
    patches = fixtures(fitted(FixtureKind.OUTLET, outward, x, 0.3, z))
    corner = patches["corner"].astype(np.float64)
    place = np.array([x * CELL, 0.3, z * CELL])

    # It has the size of a plate, touches the wall, and stands 5 mm before it; what is on it, 3 mm more at most.
    out = (corner - place) @ outward.astype(np.float64)
    assert out.min() == pytest.approx(0, abs=1e-5)
    assert 0.005 < out.max() < 0.008
    size = np.ptp(corner.reshape(-1, 3), axis=0)
    assert size[1] == pytest.approx(PLATE[1], abs=1e-5)
    assert size[2 if side < 2 else 0] == pytest.approx(PLATE[0], abs=1e-5)
    np.testing.assert_allclose((corner.min((0, 1)) + corner.max((0, 1)))[1] / 2, 0.3, atol=1e-6)

    # All of it looks into the room, wears the wall's light, and belongs to the cell before the wall.
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    assert (normal @ outward > 0).all()
    assert (patches["normal"] == outward).all()
    assert set(patches["lit"]) == {side}
    cell = min(int(x), 29), min(int(z), 19)
    assert {(int(p["cell_x"]), int(p["cell_z"])) for p in patches} == {cell}


def test_a_face_that_leans_takes_the_light_of_what_it_sees() -> None:
    up, down = leaning_share(1), leaning_share(-1)
    assert leaning_share(0) == pytest.approx(1)
    assert up + down == pytest.approx(2)  # together they see what a wall sees on both its sides
    assert down / up == pytest.approx(FLOOR_TO_CEILING)


def test_the_slots_of_an_outlet_are_dark_and_its_upper_edge_is_bright() -> None:
    patches = fixtures(fitted(FixtureKind.OUTLET, (1, 0, 0), 0, 0.3, 10.5))
    height = patches["corner"][..., 1].max(1)
    assert patches["share"][height > 0.3 + 0.999 * PLATE[1] / 2].max() > 1.4
    assert (patches["share"] < 0.1).sum() == 6  # three to a socket


def test_an_outlet_far_from_the_origin_still_lies_on_its_wall() -> None:
    far = 3_000_001  # cells: 457 km, where single precision counts in 3 cm
    window = replace(fitted(FixtureKind.OUTLET, (1, 0, 0), 0, 0.3, 10.5), x0=far)
    window.fixtures["x"] = far * CELL
    assert abs(float(window.fixtures["x"][0]) - far * CELL) > 1e-3
    assert fixtures(window)["corner"][..., 0].min() == pytest.approx(0, abs=1e-6)


def test_a_vent_hangs_in_its_half_tile() -> None:
    patches = fixtures(fitted(FixtureKind.VENT, (0, -1, 0), 10, 2.7432, 10))
    corner = patches["corner"].reshape(-1, 3) / (CELL, 1, CELL)
    np.testing.assert_allclose(corner.min(0), (8, 2.7372, 8), atol=1e-4)
    np.testing.assert_allclose(corner.max(0), (12, 2.7432, 12), atol=1e-4)
    grille = patches[patches["material"] == Material.GRILLE]
    assert len(grille) == 1
    assert (np.cross(*(grille["corner"][0, k] - grille["corner"][0, 0] for k in (1, 2))) @ (0, -1, 0)) > 0
    assert 2.7372 < grille["corner"][0, 0, 1] < 2.7432
