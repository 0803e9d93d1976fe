"""Things: every article of the catalogue is whole, and the solids they are made of agree with closed forms."""

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.colour import luminance
from liminal.errors import LiminalError
from liminal.piece.standing import corner_surfels
from liminal.thing import solid, stand_in, swept
from liminal.thing.builder import Builder, Detail
from liminal.thing.catalogue import CATALOGUE, make
from liminal.thing.finish import Finish, paint
from liminal.thing.surface_mesh import SurfaceMesh
from liminal.thing.thing import Thing
from liminal.thing.turning import turned, upright_along

GREY = paint(Finish.PLASTIC, "#808080")
BOTH = [pytest.param(name, detail, id=f"{name}-{detail.name.lower()}") for name in CATALOGUE for detail in Detail]


def box_bounds(thing: Thing) -> tuple[NDArray, NDArray]:
    """The lowest and the highest of the coordinates of a thing's boxes, (3,) each."""
    boxes = thing.boxes
    reach = (abs(boxes["axes"]) * boxes["half"][:, :, None]).sum(1)
    return (boxes["centre"] - reach).min(0), (boxes["centre"] + reach).max(0)


def fronts(position: NDArray, triangles: NDArray) -> NDArray:
    """Twice the area of each triangle, as a vector towards its front: (t, 3)."""
    a, b, c = (position[triangles[:, k]].astype(float) for k in range(3))
    return np.cross(b - a, c - a)


def volume(mesh: SurfaceMesh) -> float:
    """What a closed mesh encloses, by the divergence theorem: positive where its fronts look outwards."""
    middle = mesh.position[mesh.triangles].mean(1)
    return float((middle * fronts(mesh.position, mesh.triangles)).sum() / 6)


def is_closed(mesh: SurfaceMesh) -> bool:
    """Whether every edge of its triangles is met from both sides, corners in one place being one."""
    place = np.unique(np.rint(mesh.position * 1e6).astype(np.int64), axis=0, return_inverse=True)[1].ravel()
    corners = place[mesh.triangles]
    corners = corners[(corners != np.roll(corners, 1, 1)).all(1)]
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    there, back = (np.unique(each, axis=0, return_counts=True) for each in (edges, edges[:, ::-1]))
    return np.array_equal(there[0], back[0]) and np.array_equal(there[1], back[1])


@pytest.mark.parametrize(("name", "detail"), BOTH)
def test_a_thing_is_finite_and_its_parts_are_in_range(name: str, detail: Detail) -> None:
    thing = make(name, detail)
    for values in (thing.corners, thing.boxes):
        for field in values.dtype.names or ():
            assert np.isfinite(values[field]).all(), field
    assert thing.triangles.min() >= 0
    assert thing.triangles.max() < len(thing.corners)
    assert set(np.unique(thing.corners["finish"])) <= set(Finish)
    assert thing.corners["glow"].min() >= 0


@pytest.mark.parametrize(("name", "detail"), BOTH)
def test_normals_have_unit_length_and_look_where_triangles_do(name: str, detail: Detail) -> None:
    thing = make(name, detail)
    normal = thing.corners["normal"].astype(float)
    assert abs(np.linalg.norm(normal, axis=1) - 1).max() < 1e-4
    front = fronts(thing.corners["position"], thing.triangles)
    area = np.linalg.norm(front, axis=1)
    behind = (front * normal[thing.triangles].sum(1)).sum(1) <= 0
    assert area[behind].max(initial=0.0) < 1e-12


@pytest.mark.parametrize(("name", "detail"), BOTH)
def test_a_thing_stands_on_the_floor(name: str, detail: Detail) -> None:
    assert abs(make(name, detail).bounds[0][1]) < 0.003


@pytest.mark.parametrize(("name", "detail"), BOTH)
def test_what_rays_meet_lies_within_what_is_seen(name: str, detail: Detail) -> None:
    thing = make(name, detail)
    assert len(thing.boxes) > 0
    low, high = thing.bounds
    box_low, box_high = box_bounds(thing)
    assert (box_low > low - 0.005).all()
    assert (box_high < high + 0.005).all()
    axes = thing.boxes["axes"].astype(float)
    assert abs(axes @ axes.transpose(0, 2, 1) - np.eye(3)).max() < 1e-5
    assert np.linalg.det(axes).min() > 0
    assert thing.boxes["half"].min() > 0


@pytest.mark.parametrize("name", CATALOGUE)
def test_from_afar_a_thing_is_simpler_and_as_large(name: str) -> None:
    near, far = make(name, Detail.NEAR), make(name, Detail.FAR)
    assert len(far.corners) <= max(len(near.corners) / 2, 300)
    size, far_size = (high - low for low, high in (near.bounds, far.bounds))
    assert abs(size - far_size).max() < 0.02 + 0.1 * np.linalg.norm(size)


@pytest.mark.parametrize(("name", "detail"), BOTH)
def test_colours_are_those_of_real_materials(name: str, detail: Detail) -> None:
    reflects = luminance(make(name, detail).corners["colour"])
    assert reflects.min() >= 0.004  # as black velvet; fresh snow has 0.9
    assert reflects.max() <= 0.85


@pytest.mark.parametrize(("name", "detail"), BOTH)
def test_a_thing_is_built_the_same_each_time(name: str, detail: Detail) -> None:
    builder = Builder(detail)
    CATALOGUE[name].build(builder)
    again, first = builder.build(), make(name, detail)
    for field in ("corners", "triangles"):
        assert getattr(again, field).tobytes() == getattr(first, field).tobytes()


@pytest.mark.parametrize("name", CATALOGUE)
def test_to_rays_and_as_lamps_things_are_the_same_near_and_far(name: str) -> None:
    near, far = make(name, Detail.NEAR), make(name, Detail.FAR)
    assert near.boxes.tobytes() == far.boxes.tobytes()
    assert near.emitters.tobytes() == far.emitters.tobytes()


def test_articles_have_a_mass_and_a_friction() -> None:
    for article in CATALOGUE.values():
        assert article.mass > 0
        assert 0 < article.friction <= 1


def test_a_thing_that_is_not_there_is_named_with_its_neighbour() -> None:
    with pytest.raises(LiminalError, match="folding-chair"):
        make("folding-chiar")


def test_a_box_has_its_volume() -> None:
    assert volume(solid.bevelled_box((0.3, 0.5, 0.7), 0.0, 0.1)) == pytest.approx(0.3 * 0.5 * 0.7)

    # Each of its 12 edges loses half a square of the cut along what is flat, and the corners some cubes of it.
    size, cut = np.array([0.3, 0.5, 0.7]), 0.01
    bevelled = volume(solid.bevelled_box(size, cut, 0.1))
    lost = 4 * (size - 2 * cut).sum() * cut**2 / 2
    assert 0 < np.prod(size) - bevelled - lost < 8 * cut**3


def test_a_cushion_has_its_volume() -> None:
    """A box, slabs on its faces, quarter cylinders along its edges, and a ball in all at its corners (Steiner)."""
    size, radius = np.array([0.5, 0.2, 0.4]), 0.05
    core = size - 2 * radius
    faces = 2 * radius * (core[0] * core[1] + core[1] * core[2] + core[2] * core[0])
    known = np.prod(core) + faces + np.pi * radius**2 * core.sum() + 4 / 3 * np.pi * radius**3
    assert volume(solid.rounded_box(size, radius, 0.1, 0.0, 8)) == pytest.approx(known, rel=0.002)

    # A face that swells by s (1 - u^2)(1 - v^2), u and v from -1 to 1, gains 4/9 of s and its area.
    swell = 0.02
    gained = 8 / 9 * swell * (size[0] * size[1] + size[1] * size[2] + size[2] * size[0])
    grown = volume(solid.rounded_box(size, radius, 0.02, swell, 8))
    assert grown - known == pytest.approx(gained, rel=0.1)


def test_a_plate_has_its_volume() -> None:
    outline = [(0.0, 0.0), (0.4, 0.0), (0.5, 0.2), (0.1, 0.3)]
    assert volume(solid.extruded(outline, 0.02)) == pytest.approx(0.02 * 0.105)
    assert volume(solid.extruded(outline[::-1], 0.02)) == pytest.approx(0.02 * 0.105)


def test_a_tube_has_its_volume() -> None:
    """Straight: a prism under a regular polygon. Bent to a ring: by Pappus, its area times the way of its middle."""
    sides, radius = 12, 0.03
    area = sides / 2 * radius**2 * np.sin(2 * np.pi / sides)
    assert volume(swept.tube([(0, 0, 0), (0.1, 0.2, 0.4), (0.2, 0.4, 0.8)], radius, sides)) == pytest.approx(
        area * np.sqrt(0.84)
    )
    angle = 2 * np.pi * np.arange(200) / 200
    ring = np.column_stack([np.cos(angle), np.zeros(200), np.sin(angle)])
    assert volume(swept.tube(ring, radius, sides, closed=True)) == pytest.approx(area * 2 * np.pi, rel=0.001)


def test_a_lathed_body_has_its_volume() -> None:
    """A cone, a ball, and a vessel whose profile comes back down its inside."""
    sides = 48
    share = sides / (2 * np.pi) * np.sin(2 * np.pi / sides)  # of a circle: a polygon within it
    cone = swept.lathed([(0, 0), (0.3, 0), (0, 0.5)], sides)
    assert volume(cone) == pytest.approx(share * np.pi * 0.09 * 0.5 / 3)
    latitude = np.linspace(-np.pi / 2, np.pi / 2, 97)
    ball = swept.lathed(np.column_stack([np.cos(latitude), np.sin(latitude)]).tolist(), sides)
    assert volume(ball) == pytest.approx(share * 4 / 3 * np.pi, rel=0.001)
    vessel = swept.lathed([(0, 0), (0.2, 0), (0.2, 0.4), (0.19, 0.4), (0.19, 0.01), (0, 0.01)], sides)
    assert volume(vessel) == pytest.approx(share * np.pi * (0.04 * 0.4 - 0.0361 * 0.39))


def test_a_sheet_has_its_volume() -> None:
    u, v = np.meshgrid(np.linspace(0, 0.6, 4), np.linspace(0, 0.5, 5))
    flat = np.stack([u, 0 * u, v], -1)
    assert volume(swept.sheet(flat, 0.01)) == pytest.approx(0.6 * 0.5 * 0.01)
    assert len(swept.sheet(flat, 0.01, rimmed=False).position) == 2 * u.size


def test_a_loft_has_its_volume() -> None:
    """An elliptical column, whichever way its rings run and are numbered; its normals are those of the ellipse."""
    path = np.column_stack([0.1 * np.arange(5), np.zeros(5), np.zeros(5)])
    rings = swept.rings_along(path, (0.03, 0.05), (0, 1, 0), 40)
    known = 40 / 2 * np.sin(2 * np.pi / 40) * 0.03 * 0.05 * 0.4
    for each in (rings, rings[::-1], rings[:, ::-1]):
        mesh = swept.smooth_loft(each)
        assert volume(mesh) == pytest.approx(known)
        assert is_closed(mesh)
    side = mesh.position[: 5 * 41] / (1, 0.03**2, 0.05**2) * (0, 1, 1)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    assert (side * mesh.normal[: 5 * 41]).sum(1).min() > 0.999


@pytest.mark.parametrize(
    "mesh",
    [
        pytest.param(solid.bevelled_box((0.3, 0.5, 0.7), 0.01, 0.1), id="box"),
        pytest.param(solid.rounded_box((0.3, 0.5, 0.7), 0.04, 0.1, 0.02), id="cushion"),
        pytest.param(solid.extruded([(0, 0), (0.4, 0), (0.5, 0.2), (0.1, 0.3)], 0.02, 0.002), id="plate"),
        pytest.param(swept.tube(swept.bent([(0, 0, 0), (0, 1, 0), (1, 1, 1)], 0.2), 0.03), id="tube"),
        pytest.param(swept.lathed([(0, 0), (0.2, 0), (0.3, 0.4), (0, 0.5)]), id="lathe"),
        pytest.param(swept.sheet(np.stack(np.meshgrid([0, 1, 2], [0.0], [0, 1, 2])[::1], -1)[0], 0.1), id="sheet"),
    ],
)
def test_a_solid_is_closed_and_its_fronts_look_outwards(mesh: SurfaceMesh) -> None:
    assert is_closed(mesh)
    assert volume(mesh) > 0


def test_a_skin_has_a_sphere_s_normals() -> None:
    latitude, longitude = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-0.05, 1.05, 23), indexing="ij")
    grid = np.stack([np.cos(latitude) * np.sin(longitude), np.sin(latitude), np.cos(latitude) * np.cos(longitude)], -1)
    mesh = swept.skin(grid)
    assert len(mesh.position) == 41 * 21
    assert (mesh.position * mesh.normal).sum(1).min() > 0.998


def test_a_bent_path_is_shorter_by_its_corners() -> None:
    """A corner of a right angle loses 2 r and gains a quarter of a circle; a closed path loses four."""
    radius, gain = 0.1, np.pi / 2 * 0.1 - 0.2

    def length(path: NDArray) -> float:
        return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())

    corner = [(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 0.0, 2.0)]
    assert length(swept.bent(corner, radius, 64)) == pytest.approx(3 + gain, rel=1e-4)
    square = [(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 1.0, 0.0), (0.0, 1.0, 0.0)]
    ring = swept.bent(square, radius, 64, closed=True)
    assert length(np.vstack([ring, ring[:1]])) == pytest.approx(4 + 4 * gain, rel=1e-4)
    assert length(swept.bent([(0, 0, 0), (1, 0, 0), (3, 0, 0)], radius)) == pytest.approx(3)


def test_a_smoothed_path_goes_through_its_points() -> None:
    points = np.random.default_rng(3).normal(size=(6, 3))
    assert swept.smoothed(points, 5)[::5] == pytest.approx(points)
    ring = swept.smoothed(points, 5, closed=True)
    assert len(ring) == 30
    assert ring[::5] == pytest.approx(points)
    line = np.outer(np.arange(4), (1.0, 2.0, 3.0))
    assert swept.smoothed(line, 2)[1] == pytest.approx((0.5, 1.0, 1.5))


def test_boxes_of_round_bodies_lie_inside_them() -> None:
    for radius in (0.005, 0.03, 0.2):
        length, width, _ = stand_in.polygon(radius)
        assert np.hypot(length, width) == pytest.approx(radius)
    circle = np.column_stack([np.cos(np.arange(24) * np.pi / 12), np.zeros(24), np.sin(np.arange(24) * np.pi / 12)])
    tilt = turned("x", 20) @ turned("z", 30)
    rings = [(circle * (0.3, 1, 0.1) + (0, y, 0)) @ tilt.T for y in (0.0, 0.5)]
    for size, middle, rotation in stand_in.ring_boxes(*rings):
        signs = np.array(list(np.ndindex(2, 2, 2))) * 2 - 1
        corners = (middle + signs * size / 2 @ rotation.T) @ tilt
        assert ((corners[:, 0] / 0.3) ** 2 + (corners[:, 2] / 0.1) ** 2).max() < 1.001
        assert corners[:, 1].max() == pytest.approx(0.5)


def test_a_vessel_stays_open() -> None:
    """From above, its floor is met and not a lid; its walls stand in the wall."""
    builder = Builder()
    profile = [(0.0, 0.0), (0.15, 0.0), (0.2, 0.6), (0.19, 0.6), (0.14, 0.01), (0.0, 0.01)]
    builder.lathe(profile, (0, 0, 0), GREY, sides=32, vessel=True)
    boxes = builder.build().boxes
    inside = np.array([0.1, 0.3, 0.0])
    off = np.einsum("bij,bj->bi", boxes["axes"], inside - boxes["centre"])
    assert not (abs(off) < boxes["half"]).all(1).any()
    wall = np.linalg.norm(boxes["centre"][:-1][:, [0, 2]], axis=1)
    assert abs(wall - 0.17).max() < 0.006


def test_within_turns_and_then_moves() -> None:
    builder = Builder()
    with builder.within((1, 2, 3), turned("y", 90)), builder.within((0, 0, 1)):
        builder.box((0.2, 0.4, 0.6), (0, 0, 0), GREY)
    builder.box((0.1, 0.1, 0.1), (0, 0, 0), GREY)
    thing = builder.build()
    assert thing.boxes["centre"][0] == pytest.approx((2, 2, 3))
    assert thing.bounds[1] == pytest.approx((2.3, 2.2, 3.1))
    assert thing.boxes["centre"][1] == pytest.approx((0, 0, 0))


def test_a_shade_is_brightest_beside_its_bulb() -> None:
    lamp = paint(Finish.FABRIC, "#c0c0c0", glow=(100.0, 90.0, 50.0))
    builder = Builder()
    with builder.lit_from((0, 0.2, 0)):
        builder.lathe([(0.1, 0.0), (0.1, 0.2), (0.1, 0.6)], (0, 0, 0), lamp)
    builder.box((0.1, 0.1, 0.1), (0, 1, 0), lamp)
    corners = builder.build().corners
    height, glow = corners["position"][:, 1], corners["glow"]
    assert glow[height == np.float32(0.2)] == pytest.approx(np.tile((100, 90, 50), (21, 1)))
    assert (glow[height == np.float32(0.6), 0] < 40).all()
    assert (glow[height > 0.9, 0] == 100).all()


def test_rotations_follow_the_right_hand() -> None:
    assert turned("x", 90) @ (0, 1, 0) == pytest.approx((0, 0, 1))
    assert turned("y", 90) @ (0, 0, 1) == pytest.approx((1, 0, 0))
    assert turned("z", 90) @ (1, 0, 0) == pytest.approx((0, 1, 0))
    for direction in ((0, 3, 0), (0, 0, -2), (1, 2, 3)):
        turn = upright_along(direction)
        assert turn @ (0, 1, 0) == pytest.approx(np.array(direction) / np.linalg.norm(direction))
        assert np.linalg.det(turn) == pytest.approx(1)


def test_boards_share_light_only_where_none_is_seen() -> None:
    """However far apart the light of a thing is found, as of a very large model."""
    builder = Builder()
    for height in (0.0, 0.1):
        builder.box((2.0, 0.02, 2.0), (0.0, height, 0.0), GREY)
    thing = builder.build()
    lower = thing.corners["position"][:, 1] < 0.05
    for coarse in (False, True):
        surfel = corner_surfels(thing, 0.5, blended=True, coarse=coarse)[-1]
        assert bool(set(surfel[lower]) & set(surfel[~lower])) == coarse
