"""Panes: what they mirror and let through against Fresnel's equations, and what stops at them."""

from dataclasses import replace

import glazed_room
import numpy as np
import pytest
import reference
from places import hall

from liminal.export.gltf_material import paint_material
from liminal.export.obj import _paint
from liminal.gl import Context
from liminal.piece.occluder import occluder_of, unobstructed
from liminal.sound.propagation import Propagation
from liminal.thing.builder import Builder
from liminal.thing.catalogue import make
from liminal.thing.finish import Finish, Paint
from liminal.thing.movable import Movable
from liminal.thing.pane import dusty_pane, mortar
from liminal.thing.rigid_body import Launch, solve
from liminal.thing.surroundings import surroundings
from liminal.thing.thing import Placement, placed
from liminal.thing.turning import moved
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.lamp_kind import LampKind
from liminal.world.prop import NO_PROPS, prop
from liminal.world.window import LAMP, Window, enclosed

HEIGHT, LEVEL = 18 * CELL, 1.0  # m: of the ceiling, and of the pane
X, Z = 24 * CELL, 58 * CELL  # m: the middle of the pane
LUMINANCE, GLOW = 3000.0, 500.0  # cd/m2: of the lamp, and of what lies under the pane
INDEX, THICKNESS, ABSORPTION = 1.52, 0.006, np.array([8.0, 4.0, 5.5])
WEIGHTS = np.array([0.2126, 0.7152, 0.0722])  # of luminance
FACING_UP = np.array([(1.0, 0, 0), (0, 0, 1), (0, -1, 0)])  # a rotation of what looks to +z
ANGLES = [0.0, 45.0, 70.0]  # degrees from the normal


def slab(angle: float, thickness: float = THICKNESS) -> tuple[float, float]:
    """What a slab mirrors and lets through, of luminance: rays traced to and fro within it until nothing is left."""
    outside = np.radians(angle)
    inside = np.arcsin(np.sin(outside) / INDEX)
    if angle:
        across = np.sin(outside - inside) ** 2 / np.sin(outside + inside) ** 2
        along = np.tan(outside - inside) ** 2 / np.tan(outside + inside) ** 2
    else:
        across = along = ((INDEX - 1) / (INDEX + 1)) ** 2
    left = np.exp(-ABSORPTION * thickness / np.cos(inside))
    mirrored, passed = np.zeros(3), np.zeros(3)
    for face in (across, along):
        mirrored += face / 2
        light = (1 - face) * left / 2
        for way in range(20):
            (passed if way % 2 == 0 else mirrored)[:] += (1 - face) * light
            light = face * left * light
    return float(mirrored @ WEIGHTS), float(passed @ WEIGHTS)


def room(lamp: tuple[float, float] | None = None) -> Window:
    """A room of 72 x 48 cells, dark but for a square panel of 1.8 m in its ceiling over a place (x, z), m."""
    window = enclosed(hall(72, 48, HEIGHT))
    if lamp is None:
        return window
    lamps = np.zeros(1, LAMP)
    lamps["x"], lamps["z"] = window.origin[0] + lamp[0], window.origin[1] + lamp[1]
    lamps["y"], lamps["size_x"], lamps["size_z"] = HEIGHT - 0.02, 1.8, 1.8
    lamps["luminance"], lamps["kind"], lamps["colour"] = LUMINANCE, LampKind.PANEL, 1.0
    lamps["cell_x"], lamps["cell_z"] = (int(at / CELL) - 4 for at in lamp)
    return replace(window, lamps=lamps)


def table(pane: bool, glow: float, dust: float = 0.0) -> Placement:
    """A black slab, in whose middle 0.1 x 0.3 m may glow, with a level pane 1 cm above it, or without."""
    builder = Builder()
    builder.box((1.2, 0.04, 1.2), (0, LEVEL - 0.035, 0), Paint(Finish.PAPER, (0.004,) * 3), bevel=0)
    if glow:
        builder.patch((0.1, 0.3), (0, LEVEL - 0.014, 0), Paint(Finish.PAPER, (0.004,) * 3, (glow,) * 3), FACING_UP)
    if pane:
        builder.pane((1.2, 1.2, THICKNESS), (0, LEVEL, 0), dusty_pane(dust), FACING_UP)
    matrix = np.eye(4, dtype=np.float32)
    matrix[[0, 2], 3] = X, Z
    return Placement(builder.build(), matrix)


def seen(context: Context, angle: float, window: Window, placement: Placement) -> float:
    """The luminance of the middle of a table, seen so far from its normal, cd/m2."""
    turn = np.radians(angle)
    eye = Z + 0.9 * np.sin(turn), LEVEL + 0.003 + 0.9 * np.cos(turn)
    pose = Pose(X, float(eye[1]), float(eye[0]), yaw=0.0, pitch=angle - 90.0, fov=12)
    light, _ = reference.draw_room(context, window, (placement,), pose)
    return float(light[58:62, 76:84].mean())


@pytest.mark.parametrize("angle", ANGLES)
def test_a_pane_lets_through_what_fresnel_and_iron_leave(context: Context, angle: float) -> None:
    found, bare = (seen(context, angle, room(), table(pane, GLOW)) for pane in (True, False))
    assert bare == pytest.approx(GLOW, rel=0.01)
    assert found / bare == pytest.approx(slab(angle)[1], rel=0.01)


@pytest.mark.parametrize("angle", ANGLES)
def test_a_pane_mirrors_what_fresnel_says(context: Context, angle: float) -> None:
    window = room((X, Z - (HEIGHT - 0.02 - LEVEL) * float(np.tan(np.radians(angle)))))
    found, bare = (seen(context, angle, window, table(pane, 0.0)) for pane in (True, False))
    mirrored, passed = slab(angle)
    assert found - passed * bare == pytest.approx(mirrored * LUMINANCE, rel=0.01)


def test_dust_on_a_pane_throws_light_back_and_hides_what_is_behind(context: Context) -> None:
    """Seen straight on in a lit room, a thin layer of reflectance 0.05 adds 0.05 of what white paper sends."""
    window = room((X + 1.5, Z - 1.0))
    clean, dusty = (seen(context, 0.0, window, table(True, 0.0, dust)) for dust in (0.0, 0.05))
    paper = Builder()
    paper.box((1.2, LEVEL, 1.2), (0, LEVEL / 2, 0), Paint(Finish.PAPER, (0.8,) * 3), bevel=0)
    white = seen(context, 0.0, window, replace(table(False, 0.0), thing=paper.build()))
    assert dusty - clean == pytest.approx(0.05 * white / 0.8, rel=0.35)  # dust lies in clouds
    lit, hidden = (seen(context, 0.0, room(), table(True, GLOW, dust)) for dust in (0.0, 0.05))
    assert hidden / lit == pytest.approx(np.exp(-2 * 0.05), abs=0.04)


def test_a_glass_block_lets_through_what_its_two_walls_do(context: Context) -> None:
    pitch, depth, wall = 0.2032, 0.095, 0.009
    builder = Builder()
    builder.box((1.6, 0.04, 1.6), (0, LEVEL - 0.12, 0), Paint(Finish.PAPER, (0.004,) * 3, (GLOW,) * 3), bevel=0)
    bare = replace(table(False, 0.0), thing=builder.build())
    builder.pane((5 * pitch, 5 * pitch, depth), (0, LEVEL, 0), mortar(0.6), FACING_UP)
    walled = replace(bare, thing=builder.build())
    found = seen(context, 0.0, room(), walled) / seen(context, 0.0, room(), bare)
    _, passed = slab(0.0, wall)
    # Patterns are read at their mean: blocks of 190 mm between joints, which are nearly dark.
    share = (0.19 / pitch) ** 2
    assert found == pytest.approx(share * passed**2, rel=0.03)


def test_light_passes_a_window_and_a_body_does_not() -> None:
    window = room()
    row = int(Z / CELL)
    ceiling, floor = window.ceiling.copy(), window.floor.copy()
    floor[row], ceiling[row] = 6 * CELL, 14 * CELL  # a wall with a slit along all of it
    pane = prop("interior-window", window.origin[0] + X, 6 * CELL, window.origin[1] + (row + 0.5) * CELL, 180.0)
    window = replace(window, floor=floor, ceiling=ceiling, props=pane)
    before, ahead = np.array([[X + 0.5, 1.5, Z - 2.0]]), np.array([[0.0, 0.0, 3.0]])
    thing = make("interior-window")
    matrix = moved((X, 6 * CELL, (row + 0.5) * CELL), pane["rotation"][0]).astype(np.float32)
    boxes = placed(Placement(thing, matrix)).boxes
    assert unobstructed(occluder_of(window, boxes), before / CELL, ahead / CELL).all()
    ways = {}
    for glazed in (True, False):
        solids = surroundings(window if glazed else replace(window, props=NO_PROPS))
        launch = Launch(before[0], np.eye(3), np.array([0.0, 1.5, 7.0]), np.zeros(3))
        ways[glazed] = solve(Movable("ball"), launch, solids).positions[:, 2].max()
    assert ways[True] < (row + 0.5) * CELL < Z + 1.0 < ways[False]


class TwoRooms:
    """A world of two rooms with a wall of one cell between them, which has an opening that a window may fill."""

    def __init__(self, props: np.ndarray) -> None:
        self._props = props

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        """As a `CellGrid` has it."""
        found = hall(height, width, HEIGHT)
        floor = found.floor.copy()
        wall = -z0
        if 0 <= wall < height:
            floor[wall] = np.where(abs(np.arange(width) + x0 + 0.5) < 8, 6 * CELL, HEIGHT)
        return replace(found, x0=x0, z0=z0, floor=floor, props=self._props)


def test_a_pane_stops_sound_as_a_partition_does() -> None:
    ear, source = Pose(0.0, 1.5, -2.0), (np.array([0.0]), np.array([1.5]), np.array([2.0]))
    pane = prop("interior-window", 0.0, 6 * CELL, 0.5 * CELL, 0.0)
    open_, glazed = (Propagation(TwoRooms(props)).paths(ear, *source) for props in (NO_PROPS, pane))
    assert open_.walls[0] == 0
    assert glazed.walls[0] == 1
    assert glazed.gain(np.array([500.0]))[0, 0] < 0.1 * open_.gain(np.array([500.0]))[0, 0]


def test_an_exported_pane_lets_through_what_ours_does() -> None:
    pane = dusty_pane(0.01)
    extensions = paint_material(pane).extensions
    index = extensions["KHR_materials_ior"]["ior"]
    volume = extensions["KHR_materials_volume"]
    left = np.array(volume["attenuationColor"]) ** (volume["thicknessFactor"] / volume["attenuationDistance"])
    face = ((index - 1) / (index + 1)) ** 2
    passed = extensions["KHR_materials_transmission"]["transmissionFactor"] * (1 - face) ** 2 * left
    passed /= 1 - (face * left) ** 2
    assert passed @ WEIGHTS == pytest.approx(slab(0.0)[1], abs=1e-4)
    lines = dict(line.split(" ", 1) for line in _paint("glass", pane).split("\n") if " " in line)
    assert (1 - float(lines["d"])) ** 2 == pytest.approx(slab(0.0)[1], abs=1e-3)


def test_a_pane_between_two_rooms_is_as_a_path_tracer_shows_it(context: Context) -> None:
    """What is seen in it and through it, and the room around, which gets a little more of the other's light here.

    The reference's noise, 3 % at the median pixel, is most of it.
    """
    light, piece = reference.draw_room(context, glazed_room.room(), glazed_room.things(), glazed_room.POSE)
    truth = reference.stored("glass")
    place = reference.met(piece, glazed_room.POSE)[1]
    behind = place[..., 2] < glazed_room.AT[2] - CELL / 2
    error = np.where(truth > 0, light / np.maximum(truth, 1e-3) - 1, 0.0)
    for name, part in (("pane", behind & (truth > 0)), ("around", ~behind & (truth > 0))):
        print(f"{name}: mean {abs(error[part]).mean():.1%}, bias {error[part].mean():+.1%}, {part.sum()} pixels")
        assert abs(error[part]).mean() < 0.05
    assert (behind & (truth > 0)).sum() > 3000
