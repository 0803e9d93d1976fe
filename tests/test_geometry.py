"""The mesh as a solid: closed, of the right volume, cut and merged where it should be."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from places import hall, lamps_at, rooms, rubble

from liminal.piece import shell, troffer
from liminal.piece.chart import COLUMN_BITS, SIDES, lay_out
from liminal.piece.cut import cut, whole
from liminal.piece.mesh import VERTEX, Mesh, assemble, build
from liminal.piece.patch import BLOCK_CELLS, UPRIGHT, axes_of
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import Window

PLACES = [
    pytest.param(rubble(0), id="rubble-0"),
    pytest.param(rubble(1), id="rubble-1"),
    pytest.param(rooms(0), id="rooms"),
]


def enclosure(window: Window) -> Mesh:
    """All that bounds the air: floors, ceilings, walls, and the housings of lamps."""
    charts = lay_out(window, 2)
    part = whole(window)
    parts = [shell.floors(window), shell.ceilings(window), shell.walls(part, charts), troffer.collars(part)]
    return assemble(np.concatenate(parts), troffer.housings(part), charts)


def corners(mesh: Mesh) -> NDArray[np.float64]:
    """The triangles' corners (t, 3, 3)."""
    return mesh.vertices["position"][mesh.indices.reshape(-1, 3)].astype(np.float64)


def lit_hall() -> Window:
    """A room of three blocks' length with lamps: alone, side by side, and against a wall."""
    window = hall(48, 80)
    return replace(window, lamps=lamps_at(window, (1, 1), (3, 4), (3, 5), (4, 4), (0, 8), (5, 19)))


@pytest.mark.parametrize("window", [*PLACES, pytest.param(lit_hall(), id="lit-hall")])
def test_every_edge_is_met_by_its_reverse(window: Window) -> None:
    triangle = np.round(corners(enclosure(window)), 12)
    edges: Counter[tuple[bytes, bytes]] = Counter()
    for a, b in ((0, 1), (1, 2), (2, 0)):
        edges.update(zip((p.tobytes() for p in triangle[:, a]), (p.tobytes() for p in triangle[:, b]), strict=True))
    assert edges
    assert all(edges[b, a] == count for (a, b), count in edges.items())


@pytest.mark.parametrize("window", PLACES)
def test_it_encloses_exactly_the_air(window: Window) -> None:
    a, b, c = np.moveaxis(corners(enclosure(window)), 1, 0)
    volume = -(a * np.cross(b, c)).sum() / 6  # the fronts look inwards (divergence theorem)
    air = (window.ceiling - window.floor)[window.open].astype(np.float64).sum() * CELL**2
    assert volume == pytest.approx(air, rel=1e-5)


def wall_area(window: Window, side: int) -> float:
    """The area of the faces towards one side, cell by cell from the meaning of the two heights."""
    total = 0.0
    for z, x in np.argwhere(window.open):
        near_z, near_x = z + SIDES[side][0], x + SIDES[side][1]
        low, high = float(window.floor[z, x]), float(window.ceiling[z, x])
        there = 0 <= near_z < window.floor.shape[0] and 0 <= near_x < window.floor.shape[1]
        gap = 0.0
        if there and window.open[near_z, near_x]:
            gap = min(high, float(window.ceiling[near_z, near_x])) - max(low, float(window.floor[near_z, near_x]))
        total += (high - low - max(gap, 0.0)) * CELL
    return total


@pytest.mark.parametrize("window", PLACES)
def test_walls_have_the_area_of_their_cells(window: Window) -> None:
    walls = shell.walls(whole(window), lay_out(window, 1))
    for side in range(4):
        corner = walls["corner"][walls["lit"] == side].astype(np.float64)
        size = corner.max(1) - corner.min(1)
        assert (size[:, 1] * (size[:, 0] + size[:, 2])).sum() == pytest.approx(wall_area(window, side), rel=1e-5)


@pytest.mark.parametrize("window", PLACES)
@pytest.mark.parametrize(
    ("patches_of", "height", "material"),
    [(shell.floors, "floor", "floor_material"), (shell.ceilings, "ceiling", "ceiling_material")],
)
def test_every_open_cell_is_covered_once(patches_of, height: str, material: str, window: Window) -> None:  # type: ignore[no-untyped-def]
    covered = np.zeros(window.floor.shape, int)
    for patch in patches_of(window):
        (x0, y, z0), (x1, _, z1) = patch["corner"].min(0), patch["corner"].max(0)
        z0, x0, z1, x1 = (round(float(value) / CELL) for value in (z0, x0, z1, x1))
        covered[z0:z1, x0:x1] += 1
        assert (getattr(window, height)[z0:z1, x0:x1] == y).all()
        assert (getattr(window, material)[z0:z1, x0:x1] == patch["material"]).all()
    assert (covered == window.open).all()


def test_an_empty_room_is_six_patches_and_twelve_triangles() -> None:
    window = hall(20, 30)
    assert len(shell.floors(window)) == len(shell.ceilings(window)) == 1
    assert len(shell.walls(whole(window), lay_out(window, 1))) == 4
    assert len(enclosure(window).indices) == 12 * 3


def test_only_shown_walls_are_built_and_none_where_the_place_goes_on() -> None:
    window = hall(10, 80)
    shown = window.open.copy()
    shown[:, 20:] = False
    part = cut(window, shown)

    # One block is built. Of its walls 20 cells are shown on either long side, and the 10 of the near end.
    corner = shell.walls(part, lay_out(window, 1))["corner"]
    size = corner.max(1) - corner.min(1)
    assert sorted(np.rint((size[:, 0] + size[:, 2]) / CELL)) == [10, 20, 20]
    assert shell.floors(part.window)["corner"].max() == pytest.approx(BLOCK_CELLS * CELL)


def test_a_wall_between_what_is_shown_and_a_block_that_is_not_stays() -> None:
    window = hall(10, 80)
    solid = np.zeros(window.floor.shape, bool)
    solid[:, BLOCK_CELLS] = True  # a wall that lies in the second block
    window = replace(window, ceiling=np.where(solid, window.floor, window.ceiling))
    shown = window.open.copy()
    shown[:, BLOCK_CELLS:] = False
    assert len(shell.walls(cut(window, shown), lay_out(window, 1))) == 4


@pytest.mark.parametrize("window", [*PLACES, pytest.param(lit_hall(), id="lit-hall")])
def test_faces_look_where_they_say(window: Window) -> None:
    window = replace(window, wall_material=np.zeros_like(window.wall_material))  # paper everywhere: boards everywhere
    mesh = build(window, lay_out(window, 2))
    a, b, c = np.moveaxis(corners(mesh), 1, 0)
    normal = np.cross(b - a, c - a)
    area = np.linalg.norm(normal, axis=1)
    assert (area > 1e-9).all()
    told = mesh.vertices["normal"][mesh.indices.reshape(-1, 3)]
    np.testing.assert_allclose(told, np.repeat((normal / area[:, None])[:, None], 3, axis=1), atol=2e-3)


@pytest.mark.parametrize("window", PLACES)
def test_blocks_hold_all_triangles_and_none_reaches_far_beyond(window: Window) -> None:
    mesh = build(window, lay_out(window, 2))
    assert mesh.vertices.dtype == VERTEX
    first, count = mesh.blocks["first"].astype(int), mesh.blocks["count"].astype(int)
    assert first[0] == 0
    assert (first[1:] == (first + count)[:-1]).all()
    assert first[-1] + count[-1] == len(mesh.indices)
    for block in mesh.blocks:
        inside = mesh.vertices["position"][mesh.indices[block["first"] : block["first"] + block["count"]]]
        np.testing.assert_array_equal(inside.min(0), block["low"])
        np.testing.assert_array_equal(inside.max(0), block["high"])
    assert (mesh.blocks["high"] - mesh.blocks["low"])[:, (0, 2)].max() < BLOCK_CELLS * CELL + 0.03


@pytest.mark.parametrize("window", PLACES)
def test_a_merged_wall_wears_the_light_of_each_of_its_cells(window: Window) -> None:
    charts = lay_out(window, 3)
    walls = shell.walls(whole(window), charts)
    for patch in walls[:: max(1, len(walls) // 300)]:
        side, z, x = int(patch["lit"]), int(patch["cell_z"]), int(patch["cell_x"])
        axis = 2 if side < 2 else 0
        along = patch["corner"][:, axis]
        for step in range(round(float(np.ptp(along)) / CELL)):
            cell = (z + step, x) if side < 2 else (z, x + step)
            address = int(charts.column(*cell, side))
            start = along.min() + np.float32(step * CELL)
            u, v = charts.wall_uv(np.array([z]), np.array([x]), side, start, window.floor[cell])[0]
            assert (u, v) == pytest.approx((address & ((1 << COLUMN_BITS) - 1), address >> COLUMN_BITS), abs=1e-2)


def test_a_diffuser_knows_its_lamp_and_sits_inside_its_rim() -> None:
    window = lit_hall()
    mesh = build(window, lay_out(window, 2))
    diffuser = mesh.vertices[mesh.vertices["material"] == Material.DIFFUSER]
    assert sorted(set(diffuser["lamp"].tolist())) == list(range(len(window.lamps)))
    for index, lamp in enumerate(window.lamps):
        place = diffuser["position"][diffuser["lamp"] == index]
        centre = (lamp["cell_x"] - window.x0 + 2) * CELL, (lamp["cell_z"] - window.z0 + 4) * CELL
        np.testing.assert_allclose(place.mean(0)[[0, 2]], centre, atol=1e-5)
        np.testing.assert_allclose(np.ptp(place, 0), (4 * CELL - 0.05, 0, 8 * CELL - 0.05), atol=1e-5)
        assert place[0, 1] == pytest.approx(lamp["y"] + 0.002, abs=1e-6)  # 6 mm down, 8 mm up


def test_the_light_and_the_surface_of_a_floor_follow_the_plan() -> None:
    window = hall(12, 16)
    vertices = enclosure(window).vertices
    floor = vertices[vertices["normal"][:, 1] > 0.99]
    np.testing.assert_allclose(floor["surface"], floor["position"][:, (0, 2)])
    np.testing.assert_allclose(floor["light"], floor["position"][:, (0, 2)] / CELL * 2, rtol=1e-6)


def test_right_and_up_span_the_nearest_face_of_a_box() -> None:
    normal = np.random.default_rng(1).normal(size=(1000, 3))
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    right, up = axes_of(normal)
    along = abs(normal) * np.where(abs(normal[:, 1:2]) > UPRIGHT, (0, 1, 0), (1, 0, 1))
    nearest = np.sign(normal) * (along == along.max(1, keepdims=True))
    np.testing.assert_array_equal(np.cross(right, up), nearest)
    np.testing.assert_array_equal(up[:, 1], nearest[:, 1] == 0)  # on walls, up is up


@pytest.mark.parametrize(
    ("normal", "right"), [((1, 0, 0), (0, -1)), ((-1, 0, 0), (0, 1)), ((0, 0, 1), (1, 0)), ((0, 0, -1), (-1, 0))]
)
def test_surface_coordinates_of_a_wall_grow_to_the_right_and_up(
    normal: tuple[int, int, int], right: tuple[int, int]
) -> None:
    vertices = enclosure(hall(12, 16)).vertices
    wall = vertices[vertices["normal"] @ normal > 0.99]
    np.testing.assert_allclose(wall["surface"][:, 0], wall["position"][:, (0, 2)] @ right, atol=1e-6)
    np.testing.assert_array_equal(wall["surface"][:, 1], wall["position"][:, 1])
