"""The light of what moves: on it and around it, against that of the same thing standing there, which is baked.

That is held against a path tracer in `test_things_light.py`. The table of all cases: pytest -s.
"""

from dataclasses import replace

import numpy as np
import pytest
import reference
import solids
from furnished_rooms import rooms
from numpy.typing import NDArray

from liminal.colour import LUMINANCE
from liminal.gl import Context
from liminal.light.bake import bake
from liminal.light.lightmap import Lightmap
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.preset import Preset
from liminal.thing.builder import Detail
from liminal.thing.catalogue import make
from liminal.thing.movable import Movable
from liminal.thing.mover import Mover
from liminal.thing.thing import Placement, placed
from liminal.thing.trajectory import Trajectory
from liminal.thing.turning import moved, turned
from liminal.view.furniture import SPACING, placement_of
from liminal.view.movers import probes_of
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.window import Window

ON, AROUND, BESIDE = 0.05, 0.02, 0.05  # mean relative error of luminance: on it, up to 1 m off, and up to 0.3 m off
LOOK = Pose(2.9, 1.6, 4.4, pitch=-20.0, fov=66.0)
FALLEN = turned("y", 70) @ turned("x", -90)

CORNER = clip_from_view(20.0, 1.0) @ view_from_world(Pose(2.5, 0.8, 4.5, yaw=-20.0))  # where a part of a shadow falls

Floats = NDArray[np.float64]


def resting(name: str, rotation: Floats, x: float, z: float, height: float = 0.0) -> tuple[str, Floats, Floats]:
    """A thing, its place and its rotation, so that its lowest point is so high above the floor, m."""
    low = (make(name, Detail.NEAR).corners["position"] @ rotation.T)[:, 1].min()
    return name, np.array([x, height - low, z]), rotation


CASES = {
    "stands": resting("folding-chair", turned("y", 30), 2.8, 1.8),
    "lies": resting("folding-chair", FALLEN, 2.6, 2.0),
    "flies": resting("folding-chair", turned("y", 50) @ turned("x", 40), 2.9, 2.0, 0.9),
    "at a wall": resting("cardboard-box", turned("y", 8), 2.4, 0.50),
}


def hall() -> Window:
    """A hall of 12 x 13 m with twenty lamps in rows, and a wide pillar."""
    room = solids.room()
    air = np.zeros((90, 82), bool)
    air[1:-1, 1:-1], air[40:44, 60:64] = True, False
    heights = [np.where(air, np.float32(height), np.float32(0)) for height in (0.0, solids.HEIGHT)]
    plain = [
        np.full(air.shape, each.flat[0], np.uint8)
        for each in (room.floor_material, room.wall_material, room.ceiling_material)
    ]
    z, x = (grid.ravel() for grid in np.mgrid[1:11:3, 2:19:4])
    lamps = np.repeat(room.lamps[:1], len(z))
    lamps["cell_z"], lamps["cell_x"] = z * TILE_Z, x * TILE_X
    lamps["x"], lamps["z"] = (x + 0.5) * TILE_X * CELL, (z + 0.5) * TILE_Z * CELL
    return Window(0, 0, *heights, *plain, lamps, room.fixtures)


def compared(
    context: Context,
    thing: tuple[str, Floats, Floats],
    others: list[Placement],
    pose: Pose,
    window: Window,
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_], Floats]:
    """A picture with a mover against that with the same thing standing there.

    For each pixel the relative error, whether the mover is there, whether no thing is, and how far off the mover is, m.
    """
    name, position, rotation = thing
    itself = Placement(make(name, Detail.NEAR), moved(position, rotation).astype(np.float32), SPACING)
    # With one sample it would be a thing that stands.
    still = Trajectory(np.array([-1.0, 0.0]), np.stack([position] * 2), np.stack([rotation] * 2), np.zeros(2))
    mover = Mover(Movable(name), still, -1.0)
    standing, piece = reference.draw_room(context, window, [itself, *others], pose)
    moving, _ = reference.draw_room(context, window, others, pose, (mover,))
    box, place = reference.met(piece, pose)
    low, high = placed(itself).bounds
    away = np.linalg.norm(np.maximum(np.maximum(low - place, place - high), 0), axis=-1)
    on = (box >= 0) & (box < len(itself.thing.boxes))
    assert on.sum() > 80
    return moving / standing - 1, on, box < 0, away


def errors(
    context: Context,
    thing: tuple[str, Floats, Floats],
    others: list[Placement],
    pose: Pose,
    window: Window,
) -> tuple[float, float, float]:
    """The mean relative errors on a mover, up to 1 m and up to 0.3 m beside it."""
    error, on, bare, away = compared(context, thing, others, pose, window)
    parts = (on, bare & (away < 1.0), bare & (away < 0.3))
    mean, around, beside = (float(abs(error)[part].mean()) if part.any() else 0.0 for part in parts)
    print(f"\n{thing[0]}: on it {mean:.1%}, up to 1 m {around:.1%}, up to 0.3 m {beside:.1%}")
    return mean, around, beside


@pytest.mark.parametrize("case", CASES)
def test_what_moves_is_lit_as_what_stands(context: Context, case: str) -> None:
    on, around, beside = errors(context, CASES[case], [], LOOK, solids.room())
    assert on < ON
    assert around < AROUND
    assert beside < BESIDE


def test_the_floor_at_a_foot(context: Context) -> None:
    """Right beside a crate, whose lowest face lies in the floor, that is as bright as beside one that stands."""
    crate = resting("crate", turned("y", 20), 2.6, 2.0)
    error, _, bare, away = compared(context, crate, [], LOOK, solids.room())
    foot = bare & (away < 0.03)
    assert foot.sum() > 100
    assert abs(error[foot].mean()) < 0.005


def test_among_other_things(context: Context) -> None:
    """A task chair at the desk, whose shadow falls on the desk, too."""
    office = rooms()[0]
    props = [placement_of(each, office.window) for each in office.window.props]
    matrix = props.pop(1).matrix.astype(np.float64)
    on, around, beside = errors(
        context, ("task-chair", matrix[:3, 3], matrix[:3, :3]), props, office.pose, solids.room()
    )
    assert on < ON
    assert around < AROUND
    assert beside < BESIDE


def test_among_many_lamps(context: Context) -> None:
    """Of twenty lamps only some are known one by one."""
    cabinet = resting("filing-cabinet", turned("y", 35), 6.2, 6.9)
    on, around, beside = errors(context, cabinet, [], Pose(6.2, 1.6, 9.5, pitch=-22.0, fov=60.0), hall())
    assert on < ON
    assert around < AROUND
    assert beside < BESIDE


def test_the_colour_of_a_lamp_is_that_of_its_light_on_what_moves(context: Context) -> None:
    """Lamps that have a colour of their own, and lamps of that colour as all of a preset have it."""
    colour = np.array([2.6, 0.6, 0.25]) / (np.array([2.6, 0.6, 0.25]) @ LUMINANCE)
    window = solids.room()
    window.lamps["colour"] = colour
    mover = shift(0.0)
    own, usual = (
        baked(context, mover, [], *each)
        for each in ((window, reference.plain()), (solids.room(), reference.plain(lamp_colour=tuple(colour))))
    )
    for each in (own, usual):
        each.dim(np.zeros(0, np.float32), time=0.5)
    found, expected = (each.movers[0].texture.read()[..., :3] for each in (own, usual))
    assert expected.max() > 100
    assert found == pytest.approx(expected, rel=1e-3, abs=0.1)


def baked(
    context: Context, mover: Mover, separate: list[int], window: Window | None = None, preset: Preset | None = None
) -> Lightmap:
    window, preset = window or solids.room(), preset or reference.plain()
    visible = visible_cells(window, [Viewpoint(LOOK.x, LOOK.z, 0.0, np.pi)])
    reflectance = np.full((32, 3), 0.5, np.float32)
    probes = probes_of((mover,), window.origin)
    piece = make_piece(window, preset.light.density, visible, reflectance, (), probes)
    return bake(context, piece, preset.light, np.array(separate, np.intp), movers=(mover,))


def shift(z: float) -> Mover:
    """A cabinet that is shifted for a second."""
    times = np.linspace(0, 1, 11)
    places = np.column_stack([np.full(11, 2.5), np.zeros(11), 2.0 + z * times])
    trajectory = Trajectory(times, places, np.tile(np.eye(3), (11, 1, 1)), np.zeros(11))
    return Mover(Movable("filing-cabinet"), trajectory, 0.0)


def test_a_shadow_leaves_nothing_behind(context: Context) -> None:
    """The light at a time is the same, whatever was asked for before; before the thing is there, all is as it was."""
    late = replace(shift(1.5), begin=0.5)
    always, other = np.ones(2, np.float32), np.array([0.25, 1.0], np.float32)
    first, second = (baked(context, late, [0, 1]) for _ in range(2))
    first.dim(always, time=0.0)
    empty = first.atlas.read()
    first.dim(always, time=0.7)
    shaded, own = first.atlas.read(), first.movers[0].texture.read()
    assert (shaded != empty).any()
    for time, dimmers in ((1.0, always), (0.6, other), (0.55, always), (0.7, always)):
        second.dim(dimmers, CORNER if time == 0.7 else None, time=time)
    assert (second.atlas.read() != shaded).any()
    second.dim(always, time=0.7)
    assert (second.atlas.read() == shaded).all()
    assert (second.movers[0].texture.read() == own).all()
    first.dim(always, time=0.2)
    assert (first.atlas.read() == empty).all()


def test_light_of_what_moves_is_linear_in_the_lamps(context: Context) -> None:
    """Each lamp alone, and both; on surfaces, too, but for the rounding of half floats."""
    lightmap = baked(context, shift(0.5), [0, 1])

    def lit(*dimmers: float) -> tuple[Floats, Floats]:
        lightmap.dim(np.array(dimmers, np.float32), time=0.5)
        return lightmap.movers[0].texture.read()[..., :3].astype(float), lightmap.atlas.read()[..., :3].astype(float)

    both, first, second, dark = lit(1, 1), lit(0.5, 0), lit(0, 0.25), lit(0, 0)
    for whole, one, other, none in zip(both, first, second, dark, strict=True):
        summed = none + 2 * (one - none) + 4 * (other - none)
        assert abs(summed - whole).max() < 0.01 * whole.max()
        assert none.max() < 0.02 * whole.max()
