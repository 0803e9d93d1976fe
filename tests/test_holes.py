"""No holes: what GL draws from the mesh is what rays meet among the heights, pixel for pixel."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from places import rooms, rubble
from raycast import Hits, cast, pixel_rays

from liminal.geometry.chart import lay_out
from liminal.geometry.mesh import Mesh, assemble
from liminal.geometry.shell import ceilings, floors, walls
from liminal.gl import Context, Program, Target
from liminal.gl import Mesh as Drawable
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
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
    """Draw the identity picture (HEIGHT * WIDTH, 4): facing + 1, material, distance, 1; bottom row first."""
    program = Program(context, "view_identity.vert", "view_identity.frag")
    drawable = Drawable(context, program, mesh.vertices, mesh.indices)
    target = Target(context, (WIDTH, HEIGHT), ["f4"], depth=True)
    clip = clip_from_view(pose.fov, WIDTH / HEIGHT, near=0.004, far=100) @ view_from_world(pose, window.origin)
    program.set(clip_from_local=clip, eye=local_eye(window, pose))
    target.clear()
    with context.state(depth=True, cull=True):
        drawable.draw(target)
    picture = target.read().reshape(-1, 4)
    for thing in (drawable, target, program):
        thing.release()
    return picture


def plain_mesh(window: Window) -> Mesh:
    """Floors, ceilings and walls alone."""
    charts = lay_out(window, 1)
    patches = np.concatenate([floors(window), ceilings(window), walls(window, charts)])
    return assemble(patches, patches[:0], charts)


def agrees(picture: NDArray[np.float32], hits: Hits) -> NDArray[np.bool_]:
    """Where the picture shows the very face that the rays meet: same facing, same material, as far away."""
    same = (picture[:, 0] == hits.facing + 1) & (picture[:, 1] == hits.material)
    return same & (np.abs(picture[:, 2] - hits.distance) <= DEPTH_TOLERANCE * hits.distance)


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


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("place", [rubble, rooms])
def test_every_pixel_shows_what_rays_meet(context: Context, place, seed: int) -> None:
    window = place(seed)
    mesh = plain_mesh(window)
    for pose in poses(window, seed, 3):
        picture = draw(context, mesh, window, pose)
        wrong, doubtful = wrong_pixels(picture, window, pose)
        print(len(wrong), doubtful, (picture[:, 0] == 0).sum())
        assert (picture[:, 0] > 0).all(), "a hole"
        assert not len(wrong), f"{len(wrong)} wrong pixels from {pose}, the first {divmod(int(wrong[0]), WIDTH)}"
