"""Structures: parts of buildings on no grid. Rays meet what is seen, nothing is open behind them, one walks beneath."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from places import hall
from raycast import pixel_rays
from test_ray import RAYS, agree, on_gpu, rays

from liminal.gl import Context, GpuMesh, Program, Target
from liminal.piece.chart import lay_out
from liminal.piece.mesh import VERTEX, build
from liminal.piece.occluder import inside, occluder_of, trace
from liminal.settings.surface import SurfaceSettings
from liminal.thing.builder import Builder, Detail
from liminal.thing.catalogue import make, thing_of
from liminal.thing.structure.builders import build_structure
from liminal.thing.structure.coat import recoated
from liminal.thing.thing import Placement, Thing, placed
from liminal.thing.turning import moved
from liminal.view.furniture import placement_of
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.world.arc import Arc
from liminal.world.grid import CELL
from liminal.world.material import mean_reflectance
from liminal.world.prop import bounds, parts, structure
from liminal.world.structure import CROWN, FORMS
from liminal.world.walkable import hidden, occupied, standing
from liminal.world.window import Window, enclosed

BOTH = [pytest.param(name, detail, id=f"{name}-{detail.name.lower()}") for name in FORMS for detail in Detail]
HIGH = 16  # cells: the height of rooms here, 2.44 m
SOLID = ("round-column", "arch", "barrel-vault", "cove", "rounded-corner", "curved-wall")
HUNG = ("beam", "i-beam", "pipe-run", "duct")
FALLING = ("ramp", "stair-nosings", "stair-rail", "pool-ladder")
BEFORE, BEHIND = 0.008, 0.04  # m: how far boxes may lie before what is seen, and behind it
SLACK = 0.01  # m
WIDTH, HEIGHT = 160, 120  # pixels
LOOKS = {
    "arch": [Pose(3.4, 1.5, 5.4, yaw=0, pitch=5, fov=75), Pose(2.6, 1.0, 3.9, yaw=15, pitch=30, fov=80)],
    "barrel-vault": [Pose(3.0, 1.5, 6.0, yaw=0, pitch=5, fov=75), Pose(0.6, 1.0, 1.2, yaw=140, pitch=20, fov=80)],
    "cove": [Pose(2.0, 1.5, 2.0, yaw=-45, pitch=0, fov=75), Pose(0.9, 0.4, 1.2, yaw=-40, pitch=40, fov=70)],
    "rounded-corner": [Pose(5.4, 1.5, 5.6, yaw=-45, pitch=0, fov=75), Pose(4.4, 0.4, 4.6, yaw=-40, pitch=40, fov=70)],
}


def room(name: str) -> Window:
    """A closed room of 44 x 44 cells with one structure, where it belongs: arches in a wall, vaults all over."""
    window = enclosed(hall(44, 44, HIGH * CELL))
    floor, ceiling = window.floor.copy(), window.ceiling.copy()
    high = {"height": HIGH * CELL} if name in SOLID else {}
    place, y, measures = (22.0, 22.0), 0.0, {}
    if name == "arch":
        place, measures = (22.0, 22.5), {"width": 14 * CELL, "rise": 1.0, "depth": 3 * CELL}
        floor[21:24, :15] = ceiling[21:24, :15] = floor[21:24, 29:] = ceiling[21:24, 29:] = 0
    if name == "barrel-vault":
        measures = {"span": 42 * CELL, "rise": 1.4, "length": 42 * CELL}
    if name == "cove":
        place = 1.0, 1.0
    if name == "rounded-corner":
        floor[16:26, 16:26] = ceiling[16:26, 16:26] = 0
        floor[22:26, 22:26], ceiling[22:26, 22:26] = 0, HIGH * CELL
    if name in HUNG:
        y = HIGH * CELL
    if name in FALLING:
        y = 1.5
    if name == "water-slide":
        place, measures = (22.0, 14.0), {"height": 1.6, "length": 3.0}
    x0, z0 = window.origin
    prop = structure(name, x0 + place[0] * CELL, y, z0 + place[1] * CELL, 180.0, **high | measures)
    return replace(window, floor=floor, ceiling=ceiling, props=prop)


def aimed(window: Window, boxes: NDArray, count: int) -> tuple[NDArray, NDArray]:
    """Rays from the air of a window, three in four of them towards some boxes: origin and direction (n, 3), cells."""
    origin, direction = (each[:count].astype(float) for each in rays(window, 3, boxes))
    random = np.random.default_rng(4)
    box = boxes[random.integers(0, len(boxes), count)]
    share = random.uniform(-1.2, 1.2, (count, 3)) * box["half"]
    target = box["centre"] + np.einsum("nk,nkj->nj", share, box["axes"].astype(float))
    towards = target / CELL - origin
    towards /= np.linalg.norm(towards, axis=1, keepdims=True)
    direction[count // 4 :] = towards[count // 4 :]
    outside = ~inside(boxes, origin * CELL, 0.05)
    return origin[outside], direction[outside]


def met_by_mesh(thing: Thing, origin: NDArray, direction: NDArray) -> tuple[NDArray, NDArray]:
    """Where rays (n, 3) first come upon the front of a triangle, m, inf for nowhere: (n,); and its normals (n, 3).

    Each triangle for itself (T. Moeller and B. Trumbore, 1997).
    """
    corners = thing.corners["position"][thing.triangles].astype(float)
    distance, normal = np.full(len(origin), np.inf), np.zeros((len(origin), 3))
    for a, b, c in corners:
        u, v = b - a, c - a
        out = np.cross(u, v)
        if np.linalg.norm(out) < 1e-12:
            continue
        towards = -(direction @ out)
        front = np.flatnonzero(towards > 1e-12)
        off = origin[front] - a
        t = off @ out / towards[front]
        across = np.cross(off, direction[front])
        first, second = across @ v / towards[front], -(across @ u) / towards[front]
        met = (first >= -1e-6) & (second >= -1e-6) & (first + second <= 1 + 1e-6) & (t > 0) & (t < distance[front])
        distance[front[met]], normal[front[met]] = t[met], out / np.linalg.norm(out)
    return distance, normal


@pytest.mark.parametrize("name", [*SOLID, "beam", "duct", "bollard", "water-slide"])
def test_rays_meet_what_is_seen(name: str) -> None:
    """No box lies before the mesh by more than a few millimetres; those of solid bodies not far behind it either."""
    window = room(name)
    thing = placed(placement_of(window.props[0], window))
    origin, direction = aimed(window, thing.boxes, 1200)
    occluder, bare = occluder_of(window, thing.boxes), occluder_of(window)
    hits, walls = trace(occluder, origin, direction), trace(bare, origin, direction).distance * CELL
    seen, normal = met_by_mesh(thing, origin * CELL, direction)
    seen = np.minimum(seen, walls)
    boxed = hits.box >= 0
    assert boxed.sum() > 20

    # Along the box's normal, of what the ray goes too short.
    before = (seen - hits.distance * CELL) * -(direction * hits.normal).sum(1)
    assert np.quantile(before[boxed], 0.99 if name in SOLID else 0.93) < BEFORE
    if name in SOLID:
        met = (seen < walls) & (-(direction * normal).sum(1) > 0.2)
        behind = (hits.distance * CELL - seen) * -(direction * normal).sum(1)
        assert np.quantile(behind[met], 0.96) < BEHIND  # but for rays that graze an edge


@pytest.mark.parametrize(("name", "detail"), BOTH)
def test_a_structure_is_sound(name: str, detail: Detail) -> None:
    """Finite, its normals of unit length and on the side of its fronts, its boxes right-handed and not many."""
    thing = make(name, detail)
    assert np.isfinite(thing.corners["position"]).all()
    normal = thing.corners["normal"].astype(float)
    assert abs(np.linalg.norm(normal, axis=1) - 1).max() < 1e-4
    corner = thing.corners["position"][thing.triangles].astype(float)
    front = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    behind = (front * normal[thing.triangles].sum(1)).sum(1) <= 0
    assert np.linalg.norm(front[behind], axis=1).max(initial=0.0) < 1e-9
    assert np.linalg.det(thing.boxes["axes"].astype(float)) == pytest.approx(1, abs=1e-4)
    occluder = occluder_of(room(name), placed(placement_of(room(name).props[0], room(name))).boxes)
    assert occluder.range[:, 1].max() < 48


@pytest.mark.parametrize("name", FORMS)
def test_the_layout_knows_how_much_room_a_structure_takes(name: str) -> None:
    """All corners of the mesh lie in its parts, or hardly outside; each part has some of it; they are all there is."""
    window = room(name)
    prop = window.props[0]
    corners = placed(Placement(thing_of(prop), moved((prop["x"], prop["y"], prop["z"]), prop["rotation"]))).corners
    place = corners["position"].astype(float)
    low, high = parts(prop)[:, :1], parts(prop)[:, 1:]
    within = ((place > low - SLACK) & (place < high + SLACK)).all(2)
    assert within.any(0).mean() > 0.995
    assert within.any(1).all()
    assert bounds(prop)[0] == pytest.approx(place.min(0), abs=0.08)
    assert bounds(prop)[1] == pytest.approx(place.max(0), abs=0.08)


def test_one_walks_beneath_an_arch_and_a_vault_and_around_a_column() -> None:
    arch, vault, column = room("arch"), room("barrel-vault"), room("round-column")
    assert standing(arch)[22, 17:27].all()
    assert standing(vault)[22, 12:32].all()
    assert occupied(vault)[22, 1]
    assert hidden(vault, 1.5)[22, 1]
    assert not hidden(arch, 1.5)[22, 16:28].any()
    assert occupied(column)[22, 22]
    assert not occupied(column)[20:25, 19].any()
    assert not standing(column)[22, 21:23].any()


@pytest.mark.parametrize("name", ["round-column", "arch", "barrel-vault"])
@pytest.mark.parametrize("size", [0.83, 1.0, 1.31])
def test_whole_tiles_reach_all_round(name: str, size: float) -> None:
    """Around a column, and from one springing of an arch to the other, joints lie at both ends."""
    usual = FORMS[name].usual
    first, *rest = usual.values()
    builder = Builder()
    round_ = [min(rest[1], first * size / 2)] if name != "round-column" else rest[1:]
    build_structure(builder, name, FORMS[name].variant, (first * size, rest[0], *round_, *rest[2:]))
    thing = builder.build()
    normal = abs(thing.corners["normal"])
    curved = ((normal[:, 0] > 0.01) | (name == "round-column")) & (normal[:, 2] < 0.5 + (name == "round-column"))
    across = thing.corners["surface"][curved, 0] / CELL
    assert np.ptp(across) == pytest.approx(round(float(np.ptp(across))), abs=1e-3)
    assert across.min() == pytest.approx(0, abs=1e-3)


def test_the_gpu_and_numpy_meet_the_same_vault(context: Context) -> None:
    window = room("barrel-vault")
    boxes = placed(placement_of(window.props[0], window)).boxes
    occluder = occluder_of(window, boxes)
    origin, direction = rays(window, 6, boxes)
    hits = trace(occluder, origin.astype(np.float64), direction.astype(np.float64))
    met, shown = on_gpu(context, occluder, origin, direction)
    assert len(origin) == RAYS
    assert (hits.box >= 0).mean() > 0.2
    agree(met[:, 0], hits.distance, 0.999)
    assert ((shown[:, 2] >= 0) == (hits.box >= 0)).mean() > 0.999


def test_no_light_gets_behind_a_vault_or_an_arch() -> None:
    """Of rays from the room, none reaches the ceiling above a vault, nor passes the corners of an arch."""
    for name in ("barrel-vault", "arch"):
        window = room(name)
        occluder = occluder_of(window, placed(placement_of(window.props[0], window)).boxes)
        random = np.random.default_rng(9)
        low, high = (2.0, 0.1, 25.0), (42.0, 5.0, 42.0)
        origin = random.uniform(low, high, (40_000, 3))
        direction = random.normal(size=origin.shape)
        if name == "arch":  # straight at the corners above its springing, from the front
            direction = np.column_stack([random.normal(0, 0.02, (40_000, 2)), np.full(40_000, -1.0)])
            origin[:, 0] = random.uniform(15.05, 28.95, 40_000)
            origin[:, 1] = random.uniform(9.5, 15.9, 40_000)
        hits = trace(occluder, origin, direction)
        end = origin + direction * hits.distance[:, None]
        if name == "barrel-vault":
            above = (end[:, 1] > HIGH - 1e-3) & (hits.box < 0)
            assert not above.any()
            continue
        arc = Arc(7 * CELL, 1.0)
        face = origin + direction * (origin[:, 2:] - 24.0)
        off = np.hypot((face[:, 0] - 22) * CELL, face[:, 1] * CELL - HIGH * CELL + CROWN + arc.radius)
        corner = off > arc.radius + 0.06
        assert corner.sum() > 5000
        assert not (corner & (end[:, 2] < 21)).any()


def test_structures_have_the_colours_of_the_walls_around() -> None:
    """Tiles of another colour are so on a column too; what is of no material of cells keeps its own."""
    reflectance = mean_reflectance(SurfaceSettings(pool_tile=(0.2, 0.4, 0.3)))
    column, ladder = recoated(make("round-column"), reflectance), recoated(make("pool-ladder"), reflectance)
    assert column.corners["colour"] == pytest.approx(np.tile((0.2, 0.4, 0.3), (len(column.corners), 1)))
    assert ladder is make("pool-ladder")


@pytest.mark.parametrize("name", ["arch", "barrel-vault", "cove", "rounded-corner"])
def test_no_background_shows_beside_a_structure(context: Context, name: str) -> None:
    """Each pixel shows the structure or the cells, about as far away as rays have it."""
    window = room(name)
    placement = placement_of(window.props[0], window)
    occluder = occluder_of(window, placed(placement).boxes)
    program = Program(context, "view_identity.vert", "view_identity.frag")
    mesh = build(window, lay_out(window, 1))
    vertices = np.zeros(len(placement.thing.corners), VERTEX)
    vertices["position"] = placement.thing.corners["position"] @ placement.matrix[:3, :3].T + placement.matrix[:3, 3]
    parts = [
        GpuMesh(context, program, mesh.vertices, mesh.indices.reshape(-1, 3)),
        GpuMesh(context, program, vertices, placement.thing.triangles),
    ]
    target = Target(context, (WIDTH, HEIGHT), ["f4", "f4"], depth=True)
    for pose in LOOKS[name]:
        eye = np.array([pose.x, pose.y, pose.z])
        program.set(clip_from_local=clip_from_view(pose.fov, WIDTH / HEIGHT) @ view_from_world(pose), eye=eye)
        target.clear()
        with context.state(depth=True, cull=True):
            for part in parts:
                part.draw(target)
        drawn = target.read(0).reshape(-1, 4)[:, 3]
        assert (drawn > 0).all(), f"a hole, from {pose}"
        rays = pixel_rays(pose, WIDTH, HEIGHT)
        hits = trace(occluder, np.tile(eye / CELL, (len(rays), 1)), rays)
        away = abs(drawn - hits.distance * CELL)
        assert (hits.box >= 0).mean() > 0.05
        assert (away < 0.05).mean() > 0.97
    for each in (*parts, target, program):
        each.release()
