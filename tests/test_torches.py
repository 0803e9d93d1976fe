"""Torches in hands: candela to lux, the beam's edge, and the shadows of pillars and of bodies, against closed forms."""

import math
from dataclasses import replace

import numpy as np
import places
import pytest
from numpy.typing import NDArray

from liminal.body.carried import torch_at
from liminal.body.figure import Figure
from liminal.colour import luminance
from liminal.gl import Context, Target
from liminal.light.bake import bake
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.light import LightSettings
from liminal.settings.surface import SurfaceSettings
from liminal.view import torches
from liminal.view.figure_drawing import probes_of_figures
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.scene import Scene
from liminal.view.spot_lamp import KINDS
from liminal.view.stage_events import StageEvents
from liminal.view.surface import Surfaces
from liminal.world.grid import CELL

SIZE = (240, 180)
WALL = 8 * CELL  # m along z: what they point at
PAPER = 0.5
FLAT = SurfaceSettings(
    paper=(PAPER,) * 3, wear=0.0, drop_tone=0.0, print_strength=0.0, seam_mismatch=0.0, texture_size=128
)
CANDELA = KINDS["torch"].intensity
# From the side, so that the bearer does not stand before what is lit.
LOOK = Pose(42 * CELL, 2.3, 34 * CELL, yaw=-32.0, pitch=-14.0, fov=70.0)

Floats = NDArray[np.float64]
BEARER = Figure("worker", 1.78, 30 * CELL, 8 * CELL + 3.5, 0.0, 0.0, -1.0, math.inf, 0.3, carries="torch")


def shown(context: Context, surfaces: Surfaces, figures: tuple[Figure, ...], pillar: bool = False) -> Floats:
    """The luminance of each pixel, (H, W), bottom row first, by torches alone, without what walls throw back."""
    air = np.zeros((60, 60), bool)
    air[8:-1, 1:-1] = True
    if pillar:
        air[16:20, 27:34] = False
    window = places.troffer_room(air, 18 * CELL)
    piece = make_piece(
        window,
        2,
        visible_cells(window, [Viewpoint(LOOK.x, LOOK.z, 0.0, 1.0)]),
        surfaces.reflectance,
        probes=probes_of_figures(figures, (0.0, 0.0)),
    )
    lightmap = bake(context, piece, LightSettings(rays=4), figures=figures)
    mesh, events = build(window, piece.charts), StageEvents(figures=figures)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(torches, "with_bounces", lambda lamps, **_: lamps)
        scene = Scene(context, piece, mesh, lightmap, surfaces, np.ones(3, np.float32), stage_events=events)
        target = Target(context, SIZE, ["f4"], depth=True)
        scene.place(0.0)
        scene.draw(target, clip_from_view(LOOK.fov, SIZE[0] / SIZE[1]) @ view_from_world(LOOK))
    return np.asarray(luminance(target.read()[..., :3].astype(np.float64)))


def pixel(place: Floats) -> tuple[int, int]:
    """The row and column that show a place, m."""
    clip = clip_from_view(LOOK.fov, SIZE[0] / SIZE[1]) @ view_from_world(LOOK) @ np.append(place, 1.0)
    x, y = (clip[:2] / clip[3] * 0.5 + 0.5) * SIZE
    return int(y), int(x)


@pytest.fixture(scope="module")
def surfaces(context: Context) -> Surfaces:
    return Surfaces(context, FLAT, 128)


@pytest.fixture(scope="module")
def lit(context: Context, surfaces: Surfaces) -> Floats:
    return shown(context, surfaces, (BEARER,))


def beam() -> tuple[Floats, Floats]:
    return torch_at(BEARER.body, BEARER.frames_at(0.0))


def on_wall(axis: Floats, degrees: float = 0.0) -> tuple[Floats, float, float]:
    """Where a ray so far above the axis of the torch meets the wall, how far that is, m, and the cosine there."""
    lens, _ = beam()
    across = np.cross(axis, (0.0, 1.0, 0.0))
    up = np.cross(across / np.linalg.norm(across), axis)
    way = axis * math.cos(math.radians(degrees)) + up * math.sin(math.radians(degrees))
    far = (WALL - lens[2]) / way[2]
    return lens + far * way, float(far), float(-way[2])


def test_the_wall_gets_inverse_square_and_cosine(lit: Floats) -> None:
    """Some 3 m away in the middle of the beam: I cos / d^2, of which paper of reflectance a shows a / pi."""
    place, far, cosine = on_wall(beam()[1])
    assert 2.6 < far < 3.4
    row, column = pixel(place)
    assert lit[row - 1 : row + 2, column - 1 : column + 2].max() == pytest.approx(
        PAPER * CANDELA * cosine / far**2 / np.pi, rel=0.02
    )


@pytest.mark.parametrize(("degrees", "share"), [(4.5, 0.5), (15.0, 0.035), (50.0, 0.0)])
def test_the_beam_falls_off(lit: Floats, degrees: float, share: float) -> None:
    """Half of the hot centre 4.5 degrees off its axis, with the spill besides; nothing beyond 44."""
    place, far, cosine = on_wall(beam()[1], degrees)
    row, column = pixel(place)
    spill = 0.035 if degrees < 24 else 0.0
    whole = spill + (1 - spill) * 0.5 ** (math.tan(math.radians(degrees)) / math.tan(math.radians(4.5))) ** 2
    assert whole == pytest.approx(share, abs=0.03)
    expected = PAPER * CANDELA * cosine / far**2 / np.pi * (whole if degrees < 44 else 0.0)
    assert lit[row, column] == pytest.approx(expected, rel=0.08, abs=1e-6)


def test_a_pillar_throws_its_shadow(context: Context, surfaces: Surfaces, lit: Floats) -> None:
    row, column = pixel(on_wall(beam()[1], 8.0)[0])
    assert lit[row, column] > 1.0
    behind = shown(context, surfaces, (BEARER,), pillar=True)
    assert behind[row, column] == 0.0


def test_a_body_throws_its_shadow(context: Context, surfaces: Surfaces, lit: Floats) -> None:
    """One who stands half-way in the beam is lit, and the wall behind is dark as far as the trunk reaches."""
    lens, axis = beam()
    at = lens + 0.5 * axis / abs(axis[2]) * (lens[2] - WALL)
    other = replace(BEARER, dress="man", x=float(at[0]), z=float(at[2]), carries=None)
    dark = shown(context, surfaces, (BEARER, other))
    row, column = pixel(on_wall(axis, 8.0)[0])
    assert lit[row, column] > 1.0
    assert dark[row, column] == 0.0
    aside = on_wall(axis)[0] + (0.9, 0.0, 0.0)
    row, column = pixel(aside)
    assert dark[row, column] == pytest.approx(lit[row, column], rel=0.01)
