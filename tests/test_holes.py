"""No holes: what GL draws from the mesh is what rays meet among the heights, pixel for pixel."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from places import X0, Z0, hall, rooms, rubble
from raycast import Hits, cast, pixel_rays

from liminal.gl import Context, GpuMesh, Program, Target
from liminal.piece.chart import lay_out
from liminal.piece.cut import whole
from liminal.piece.mesh import Mesh, assemble, build
from liminal.piece.shell import ceilings, floors, walls
from liminal.piece.visibility import cells_in_picture, visible_cells
from liminal.settings.preset import Preset
from liminal.view.framing import viewpoint
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.window import Window

WIDTH, HEIGHT = 160, 120

# Vertices are rounded to 1/256 pixel, so a pixel may show whatever lies this close to its centre.
ROUNDING = 1 / 64  # pixels
DEPTH_TOLERANCE = 1e-3  # of the distance


@pytest.fixture(scope="module")
def context() -> Iterator[Context]:
    with Context() as opened:
        yield opened


def poses(window: Window, seed: int, count: int) -> list[Pose]:
    """Eyes somewhere in the air, looking anywhere."""
    random = np.random.default_rng(seed)
    cells = np.argwhere(window.open)
    found = []
    for z, x in cells[random.choice(len(cells), count)]:
        low, high = window.floor[z, x], window.ceiling[z, x]
        inside = random.uniform(0.1, 0.9, 3)
        found.append(
            Pose(
                x=float((window.x0 + x + inside[0]) * CELL),
                y=float(low + (high - low) * inside[1]),
                z=float((window.z0 + z + inside[2]) * CELL),
                yaw=float(random.uniform(0, 360)),
                pitch=float(random.uniform(-25, 25)),
                roll=float(random.uniform(-8, 8)),
                fov=float(random.uniform(40, 80)),
            )
        )
    return found


def local_eye(window: Window, pose: Pose) -> tuple[float, float, float]:
    """The eye in window-local metres."""
    return pose.x - window.origin[0], pose.y, pose.z - window.origin[1]


def draw(context: Context, mesh: Mesh, window: Window, pose: Pose) -> NDArray[np.float32]:
    """Draw what is where (HEIGHT * WIDTH, 5): normal, distance, material; 0 where nothing is; bottom row first."""
    program = Program(context, "view_identity.vert", "view_identity.frag")
    drawable = GpuMesh(context, program, mesh.vertices, mesh.indices)
    target = Target(context, (WIDTH, HEIGHT), ["f4", "f4"], depth=True)
    clip = clip_from_view(pose.fov, WIDTH / HEIGHT, near=0.004, far=100) @ view_from_world(pose, window.origin)
    program.set(clip_from_local=clip, eye=local_eye(window, pose))
    target.clear()
    with context.state(depth=True, cull=True):
        drawable.draw(target)
    picture = np.concatenate([target.read(0), target.read(1)[..., :1]], axis=-1).reshape(-1, 5)
    for thing in (drawable, target, program):
        thing.release()
    return picture


def plain_mesh(window: Window) -> Mesh:
    """Floors, ceilings and walls alone."""
    charts = lay_out(window, 1)
    patches = np.concatenate([floors(window), ceilings(window), walls(whole(window), charts)])
    return assemble(patches, patches[:0], charts)


def agrees(picture: NDArray[np.float32], hits: Hits) -> NDArray[np.bool_]:
    """Where the picture shows the very face that the rays meet: same normal, same material, as far away."""
    same: NDArray[np.bool_] = (picture[:, :3] == hits.normal).all(1) & (picture[:, 4] == hits.material)
    same &= np.abs(picture[:, 3] - hits.distance) <= DEPTH_TOLERANCE * hits.distance
    return same


def wrong_pixels(picture: NDArray[np.float32], window: Window, pose: Pose) -> tuple[NDArray[np.intp], float]:
    """The pixels that show what no ray within the rounding of their centre meets, and the share looked at twice."""
    eye = local_eye(window, pose)
    doubtful = np.flatnonzero(~agrees(picture, cast(window, eye, pixel_rays(pose, WIDTH, HEIGHT))))
    wrong = doubtful
    for angle in np.arange(8) * np.pi / 4:
        shift = (ROUNDING * np.cos(angle), ROUNDING * np.sin(angle))
        rays = pixel_rays(pose, WIDTH, HEIGHT, shift)[wrong]
        wrong = wrong[~agrees(picture[wrong], cast(window, eye, rays))]
    return wrong, len(doubtful) / len(picture)


def check(context: Context, window: Window, mesh: Mesh, looks: list[Pose]) -> None:
    """Compare the pictures from all poses with rays; none may show background, or what no ray meets."""
    for pose in looks:
        picture = draw(context, mesh, window, pose)
        wrong, doubtful = wrong_pixels(picture, window, pose)
        assert (picture[:, 3] > 0).all(), f"a hole, from {pose}"
        assert not len(wrong), f"{len(wrong)} wrong pixels from {pose}, the first at {divmod(int(wrong[0]), WIDTH)}"
        assert doubtful < 0.01


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("place", [rubble, rooms])
def test_every_pixel_shows_what_rays_meet(context: Context, place: Callable[[int], Window], seed: int) -> None:
    window = place(seed)
    check(context, window, plain_mesh(window), poses(window, seed, 3))


@pytest.mark.parametrize("seed", [1, 7, 9])
def test_the_world_itself_has_no_holes(context: Context, seed: int) -> None:
    window = CellGrid(seed, Preset()).window(128 * seed + 3, -59, 256, 256)  # its border cuts through lamps
    bare = replace(window, lamps=window.lamps[:0])
    looks = poses(window, seed, 4)
    check(context, bare, plain_mesh(bare), looks)

    # With lamps, boards, outlets and vents there is still no background, and nothing is far from where the rays end.
    mesh = build(window, lay_out(window, 1))
    for pose in looks:
        picture = draw(context, mesh, window, pose)
        assert (picture[:, 3] > 0).all(), f"a hole, from {pose}"
        hits = cast(window, local_eye(window, pose), pixel_rays(pose, WIDTH, HEIGHT))
        assert np.median(np.abs(picture[:, 3] - hits.distance)) < 1e-3


@pytest.mark.parametrize("seed", [1, 7, 9, 12])
def test_what_is_built_for_one_place_shows_no_hole_from_there(context: Context, seed: int) -> None:
    window = CellGrid(seed, Preset()).window(128 * seed + 3, -59, 256, 256)
    charts = lay_out(window, 1)
    for pose in poses(window, seed, 4):
        visible = visible_cells(window, [viewpoint(pose, window, WIDTH / HEIGHT)])
        part = build(window, charts, cells_in_picture(window, visible))
        picture, everything = (draw(context, mesh, window, pose) for mesh in (part, build(window, charts)))
        assert (picture[:, 3] > 0).all(), f"a hole, from {pose}"
        assert (np.abs(picture[:, 3] - everything[:, 3]) < 1e-3).mean() > 0.998


def test_a_missing_lintel_is_noticed(context: Context) -> None:
    room = hall(20, 30)
    room.floor[10], room.ceiling[10] = 0, 0
    room.ceiling[10, 12:18] = 2.1336
    pose = Pose((X0 + 15) * CELL, 1.6, (Z0 + 18) * CELL, pitch=20)
    patches = np.concatenate([floors(room), ceilings(room), walls(whole(room), lay_out(room, 1))])
    lintel = (patches["corner"][..., 1].min(1) > 2) & (patches["normal"] == (0, 0, 1)).all(1)
    assert lintel.sum() == 1
    sound, torn = (assemble(some, patches[:0], lay_out(room, 1)) for some in (patches, patches[~lintel]))
    assert not len(wrong_pixels(draw(context, sound, room, pose), room, pose)[0])
    assert len(wrong_pixels(draw(context, torn, room, pose), room, pose)[0]) > 100
