"""Relief: the light vector of a lamp against its integral, and tiles whose joints and edges catch the light."""

from dataclasses import replace

import numpy as np
import pytest
import reference
from numpy.typing import NDArray
from places import hall, piece_of

from liminal.gl import Context
from liminal.light.bake import bake
from liminal.light.light_vector import PITCH, LightVectors, light_vectors
from liminal.piece.mesh import build
from liminal.settings.surface import SurfaceSettings
from liminal.view.pose import Pose
from liminal.view.scene import Scene
from liminal.view.surface import Surfaces
from liminal.view.surface_relief import light_vector_table
from liminal.world.grid import CELL
from liminal.world.lamp_kind import LampKind
from liminal.world.material import Material
from liminal.world.window import LAMP, Window, enclosed

HEIGHT = 18 * CELL  # m, of the room
LUMINANCE = 3000.0  # cd/m2
WIDE, LONG = 1.2, 1.8  # m: of the lamp, along x and z
LAMP_AT = np.array([24 * CELL, HEIGHT - 0.02, 47 * CELL])  # m
PILLAR = np.s_[40:44, 20:24]  # cells (z, x)
SHARP = 0.25  # pixels that a sample stands for


def room(*solid: tuple[slice, slice]) -> Window:
    """A tiled room of 48 x 56 cells with a panel in its ceiling."""
    bare = hall(56, 48, HEIGHT)
    ceiling = bare.ceiling.copy()
    for part in solid:
        ceiling[part] = 0.0
    window = enclosed(replace(bare, ceiling=ceiling))
    lamp = np.zeros(1, LAMP)
    lamp["x"], lamp["z"], lamp["y"] = window.origin[0] + LAMP_AT[0], window.origin[1] + LAMP_AT[2], LAMP_AT[1]
    lamp["size_x"], lamp["size_z"] = WIDE, LONG
    lamp["luminance"], lamp["kind"], lamp["colour"] = LUMINANCE, LampKind.PANEL, 1.0
    tiled = np.full_like(window.floor_material, Material.POOL_TILE)
    return replace(window, lamps=lamp, floor_material=tiled, wall_material=tiled, ceiling_material=tiled)


def points(field: LightVectors) -> NDArray[np.float64]:
    """Where the points of a grid lie, window-local metres: (levels, rows, columns, 3)."""
    y, z, x = np.indices(field.known.shape) * PITCH + np.array(field.corner)[[1, 2, 0], None, None, None]
    return np.stack([x, y, z], -1) * CELL


def vector_of_lamp(place: NDArray[np.float64]) -> NDArray[np.float64]:
    """The light vector of the lamp at places (n, 3), m, by the sum over its parts: (n, 3), lux."""
    count = 40
    part = (np.arange(count) + 0.5) / count - 0.5
    x, z = np.meshgrid(part * WIDE, part * LONG)
    source = LAMP_AT + np.stack([x.ravel(), 0 * x.ravel(), z.ravel()], -1)
    away = source - place[:, None]
    square = (away**2).sum(-1, keepdims=True)
    return (LUMINANCE * WIDE * LONG / count**2 * away[..., 1:2] / square**2 * away).sum(1)


def test_the_light_vector_is_the_sum_over_the_lamp() -> None:
    field = light_vectors(piece_of(room()))
    place = points(field)
    far = field.known & (LAMP_AT[1] - place[..., 1] > 1.2)
    wanted, found = vector_of_lamp(place[far]), field.vector[far]
    error = np.linalg.norm(found - wanted, axis=1) / np.linalg.norm(wanted, axis=1)
    assert far.sum() > 25
    assert error.mean() < 0.07
    assert error[np.linalg.norm(LAMP_AT - place[far], axis=1) > 3.0].mean() < 0.05


def test_no_light_comes_through_a_wall() -> None:
    field = light_vectors(piece_of(room(np.s_[12:15, :])))
    behind = field.known & (points(field)[..., 2] < 11 * CELL)
    assert behind.any()
    assert not field.vector[behind].any()
    assert field.vector[field.known & (points(field)[..., 2] > 17 * CELL)].any(-1).mean() > 0.5


@pytest.fixture(scope="module")
def drawn(context: Context) -> dict[tuple[str, float], NDArray[np.float64]]:
    """The luminance of a wall and of a pillar's edge, each with relief and without, cd/m2, (120, 160)."""
    poses = {
        "wall": Pose(3.66, 1.4, 55 * CELL - 0.8, yaw=180.0, pitch=0.0, fov=16.0),
        "edge": Pose(24 * CELL + 0.25, 1.4, 44 * CELL + 0.6, yaw=-18.0, pitch=0.0, fov=9.0),
    }
    window, light = room(PILLAR), reference.plain().light
    piece, found = piece_of(window, reflectance=np.full((len(Material), 3), 0.7, np.float32)), {}
    with context.scope() as scope:
        lightmap = bake(scope, piece, light)
        lightmap.dim(np.zeros(0, np.float32), time=0.0)
        for relief in (0.0, 1.0):
            surfaces = Surfaces(scope, SurfaceSettings(wear=0.0, relief=relief, texture_size=1024))
            mesh = build(window, piece.charts)
            scene = Scene(scope, piece, mesh, lightmap, surfaces, np.ones(3, np.float32))
            for name, pose in poses.items():
                found[name, relief] = reference.picture(context, scene, pose, (0.0, 0.0), footprint=SHARP)
    return found


def test_tiles_are_brighter_where_they_face_the_lamp_and_the_wall_is_not(
    drawn: dict[tuple[str, float], NDArray[np.float64]],
) -> None:
    flat, raised = drawn["wall", 0.0], drawn["wall", 1.0]
    ratio = raised / flat
    assert raised.mean() / flat.mean() == pytest.approx(1.0, abs=0.01)

    # Where a tile ends below it faces the floor, and where the next begins the lamp: rows go down.
    rows = np.median(ratio, 1)
    below, next_ = rows.argmin(), rows.argmax()
    assert rows[below] < 0.9 < 1.1 < rows[next_]
    joints = np.flatnonzero(rows < 0.93)
    assert any(rows[each : each + 12].max() > 1.07 for each in joints)


def test_a_tile_has_no_joint_at_an_outer_edge(drawn: dict[tuple[str, float], NDArray[np.float64]]) -> None:
    row = {relief: drawn["edge", relief][56:64].mean(0) for relief in (0.0, 1.0)}
    # A side of the pillar that the lamp lights ends in its darker front, wherever that begins within two pixels.
    edge = int(np.diff(row[0.0]).argmin())
    near, face = np.s_[edge - 1 : edge + 1], np.s_[:8]
    assert row[0.0][near].min() < 0.85 * np.median(row[0.0][face])
    assert row[1.0][near].min() > 0.95 * np.median(row[1.0][face])


def test_beside_a_strong_lamp_the_light_vector_keeps_its_direction() -> None:
    """Half floats hold no more than 65,504 lux."""
    vector = np.array([[[[9e4, -3e5, 0.0], [3.0, -4.0, 0.0]]]], np.float32)
    field = LightVectors(vector, np.ones((1, 1, 2), bool), (0, 0, 0))
    with np.errstate(over="raise"):
        table = light_vector_table(field).astype(float)
    assert np.isfinite(table).all()
    strong = table[0, 0, 0, :3]
    assert strong / np.linalg.norm(strong) == pytest.approx(vector[0, 0, 0] / np.linalg.norm(vector[0, 0, 0]), abs=1e-3)
    assert table[0, 0, 1] == pytest.approx([3, -4, 0, 1])
