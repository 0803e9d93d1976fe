"""Surfaces on no grid: a slope, a round column and a turned box, lit as by a path tracer, drawn without holes.

The reference (`tests/oracle/make_solids.py`) has Mitsuba's own cylinder and cubes; ours are meshes, lit at corners.
"""

from dataclasses import dataclass

import numpy as np
import pytest
import reference
import solids
from raycast import pixel_rays

from liminal.colour import luminance
from liminal.gl import Context, GpuMesh, Program, Target
from liminal.light.bake import bake, lamp_colour
from liminal.piece.mesh import VERTEX, build
from liminal.piece.occluder import trace
from liminal.piece.piece import Piece, make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.sampling import pixel_offsets
from liminal.view.scene import Scene
from liminal.view.surface import Surfaces
from liminal.world.grid import CELL

POSE = solids.POSE
ASPECT = reference.SIZE[0] / reference.SIZE[1]
MEAN = 0.03  # relative error of luminance


@dataclass(frozen=True)
class Shown:
    """`light`: (120, 160, 3), cd/m2, top row first. `piece`: what was lit and drawn."""

    light: np.ndarray
    piece: Piece


@pytest.fixture(scope="module")
def shown(context: Context) -> Shown:
    """The room with its solids, each surface of one colour."""
    preset, window = reference.plain(), solids.room()
    surfaces = Surfaces(context, preset.surface)
    visible = visible_cells(window, [Viewpoint(POSE.x, POSE.z, 0.0, np.pi)])
    piece = make_piece(window, preset.light.density, visible, surfaces.reflectance, solids.solids())
    lightmap = bake(context, piece, preset.light)
    scene = Scene(context, piece, build(window, piece.charts), lightmap, surfaces, lamp_colour(preset.light))
    target = Target(context, reference.SIZE, ["f4"], depth=True)
    total = np.zeros((reference.SIZE[1], reference.SIZE[0], 3))
    for offset in pixel_offsets(reference.SAMPLES):
        jitter = tuple(2 * offset / reference.SIZE)
        clip = clip_from_view(POSE.fov, ASPECT, jitter=jitter) @ view_from_world(POSE)
        scene.draw(target, clip, reference.FLATTEN)
        total += target.read()[::-1, :, :3]
    return Shown(total / reference.SAMPLES, piece)


def met(piece: Piece) -> np.ndarray:
    """What the middle of each pixel shows, (120, 160), top row first: -1 the room, else the number of a box."""
    rays = pixel_rays(POSE, *reference.SIZE)
    eye = np.array([POSE.x, POSE.y, POSE.z]) / CELL
    return trace(piece.occluder, np.tile(eye, (len(rays), 1)), rays).box.reshape(reference.SIZE[::-1])[::-1]


def test_solids_are_lit_as_by_a_path_tracer(shown: Shown) -> None:
    """Mean error of the whole view, and of each of the three by itself."""
    truth = reference.stored("solids")
    kept, box = truth > 0, met(shown.piece)
    error = luminance(shown.light)[kept] / truth[kept] - 1
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
