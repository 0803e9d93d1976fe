"""Surfaces on no grid: a slope, a round column and a turned box, lit as by a path tracer, drawn without holes.

The reference (`tests/oracle/make_solids.py`) has Mitsuba's own cylinder and cubes; ours are meshes, lit at corners.
"""

from dataclasses import dataclass

import numpy as np
import pytest
import reference
import solids
from raycast import pixel_rays

from liminal.gl import Context, GpuMesh, Program, Target
from liminal.piece.chart import lay_out
from liminal.piece.mesh import VERTEX
from liminal.piece.occluder import inside, trace
from liminal.piece.piece import NO_PROBES, Piece, make_piece
from liminal.piece.standing import stand
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.thing.thing import BOX
from liminal.view.projection import clip_from_view, view_from_world
from liminal.world.grid import CELL
from liminal.world.material import mean_reflectance

POSE = solids.POSE
ASPECT = reference.SIZE[0] / reference.SIZE[1]
MEAN = 0.03  # relative error of luminance


@dataclass(frozen=True)
class Shown:
    """`light`: (120, 160), luminance, cd/m2, top row first. `piece`: what was lit and drawn."""

    light: np.ndarray
    piece: Piece


@pytest.fixture(scope="module")
def shown(context: Context) -> Shown:
    """The room with its solids, each surface of one colour."""
    return Shown(*reference.draw_room(context, solids.room(), solids.solids(), POSE))


def test_solids_are_lit_as_by_a_path_tracer(shown: Shown) -> None:
    """Mean error of the whole view, and of each of the three by itself."""
    truth = reference.stored("solids")
    kept, box = truth > 0, reference.met(shown.piece, POSE)[0]
    error = shown.light[kept] / truth[kept] - 1
    print(
        f"\nall: mean {abs(error).mean():.1%}, 95th percentile {np.quantile(abs(error), 0.95):.1%}, {error.mean():+.1%}"
    )
    assert abs(error).mean() < MEAN
    for name, number in (("box", box == 0), ("column", (box > 0) & (box <= 12)), ("slope", box == 13)):
        part = number[kept]
        print(f"{name}: mean {abs(error[part]).mean():.1%}, bias {error[part].mean():+.1%}")
        assert part.sum() > 400
        assert abs(error[part]).mean() < MEAN


def test_solids_are_drawn_without_holes(context: Context, shown: Shown) -> None:
    """Mesh by mesh: where rays meet a box there is a face as far away, and nowhere else one before the room."""
    size = (reference.SIZE[0] * 2, reference.SIZE[1] * 2)
    program = Program(context, "view_identity.vert", "view_identity.frag")
    target = Target(context, size, ["f4"], depth=True)
    target.clear()
    clip = clip_from_view(POSE.fov, ASPECT) @ view_from_world(POSE)
    with context.state(depth=True, cull=True):
        for placement in shown.piece.standing.placements:
            local = clip @ placement.matrix
            eye = np.linalg.inv(placement.matrix) @ [POSE.x, POSE.y, POSE.z, 1.0]
            program.set(clip_from_local=local, eye=eye[:3])
            vertices = np.zeros(len(placement.thing.corners), VERTEX)
            vertices["position"] = placement.thing.corners["position"]
            drawing = GpuMesh(context, program, vertices, placement.thing.triangles)
            drawing.draw(target)
            drawing.release()
    drawn = target.read()[..., 3].reshape(-1)
    program.release()
    target.release()

    rays = pixel_rays(POSE, *size)
    eye = np.array([POSE.x, POSE.y, POSE.z]) / CELL
    hits = trace(shown.piece.occluder, np.tile(eye, (len(rays), 1)), rays)
    distance = hits.distance * CELL
    boxed = hits.box >= 0
    assert boxed.mean() > 0.2
    same = abs(drawn - distance) < 0.02
    assert same[boxed].mean() > 0.99  # but for outlines, through the middle of pixels
    assert (drawn[boxed] > 0).mean() > 0.998
    before = (drawn > 0) & (drawn < distance - 0.02)
    assert before[~boxed].mean() < 0.002


def test_what_a_thing_covers_is_not_smoothed_into_view(shown: Shown) -> None:
    """Surfels of the floor under the box belong to no surface, and those beside it do."""
    surfels = shown.piece.surfels
    place = surfels.position * CELL
    floor = (surfels.normal[:, 1] == 1) & (place[:, 1] == 0)
    away = np.hypot(place[:, 0] - solids.BOX_AT[0], place[:, 2] - solids.BOX_AT[2])
    assert not surfels.surface[floor & (away < 0.25)].any()
    assert surfels.surface[floor & (away > 0.75) & (away < 0.8)].all()


def test_a_gap_behind_a_thing_is_not_smoothed_into_view() -> None:
    """Of a wall 3 cm behind a box, only what lies just behind the box's outline belongs to no surface."""
    width, height = 1.2, 1.6
    middle = 2.5, height / 2, CELL + 0.03 + 0.2
    window, box = solids.room(), solids.Placement(solids.cuboid((width, height, 0.4)), solids.at(middle))
    visible = visible_cells(window, [Viewpoint(POSE.x, POSE.z, 0.0, np.pi)])
    reflectance = mean_reflectance(reference.plain().surface)
    surfels = make_piece(window, 2, visible, reflectance, [box]).surfels
    place = surfels.position * CELL
    wall = (surfels.normal[:, 2] == 1) & (abs(place[:, 2] - CELL) < 1e-3) & (place[:, 1] > 0.2)
    inwards = np.minimum(width / 2 - abs(place[:, 0] - middle[0]), height - place[:, 1])
    outline = (inwards > 0.005) & (inwards < CELL / 2)
    assert (wall & outline).sum() > 20
    assert not surfels.surface[wall & outline].any()
    assert surfels.surface[wall & (inwards > CELL)].all()
    assert surfels.surface[wall & (inwards < -0.005)].all()


def test_a_way_meets_the_boxes_that_a_fine_row_of_points_lies_in() -> None:
    dice = np.random.default_rng(3)
    boxes = np.zeros(12, BOX)
    boxes["centre"], boxes["half"] = dice.uniform(-1, 1, (12, 3)), dice.uniform(0.02, 0.4, (12, 3))
    boxes["axes"] = [solids.rotation(axis % 3, 37.0 * axis) for axis in range(12)]
    place, normal = dice.uniform(-1, 1, (400, 3)), dice.normal(size=(400, 3))
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    points = place[:, None] + normal[:, None] * np.linspace(0, 0.3, 601)[:, None]
    expected = inside(boxes, points.reshape(-1, 3), 0.01).reshape(400, -1).any(1)
    found = inside(boxes, place, 0.01, normal, 0.3)
    assert 40 < expected.sum() < 360
    assert (found != expected).sum() <= 2  # a corner that is hardly touched


def test_two_faces_of_a_board_share_no_light() -> None:
    """Corners of large parts of a thing that lie 2 cm apart and look the same way are lit each by itself."""
    low, high = (solids.sheet(np.array([0.0, y, 0.0]), np.array([1.0, 0, 0]), np.array([0, 0.5, 0])) for y in (0, 0.52))
    parted = solids.joined([low, high], np.zeros(0, BOX))
    placements = [solids.Placement(parted, solids.at((2.0, 0.5, 3.0)), spacing=0.04)]
    standing, _ = stand(placements, NO_PROBES, solids.room(), lay_out(solids.room(), 2))
    below, above = standing.surfel[0][: len(low[0])], standing.surfel[0][len(low[0]) :]
    assert not set(below.tolist()) & set(above.tolist())
