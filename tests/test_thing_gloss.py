"""What metal, glass and glaze on things mirror, against closed forms: a lamp seen in a slab that lies under it."""

from dataclasses import replace

import numpy as np
import pytest
import reference
from places import hall

from liminal.gl import Context
from liminal.thing.builder import Builder, Detail
from liminal.thing.finish import Finish, Paint
from liminal.thing.thing import Placement
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.lamp_kind import LampKind
from liminal.world.material import Material
from liminal.world.window import LAMP, Window, enclosed

HEIGHT, TOP = 18 * CELL, 0.3  # m: of the ceiling, and of the slab
LUMINANCE = 3000.0  # cd/m2
METAL = (0.55, 0.55, 0.55)  # reflectance
POLISH = 0.75  # of the light that metal throws back, as in `shaders/view_thing.frag`


def room() -> Window:
    """A dark tiled room of 48 x 48 cells with one square panel of 1.8 m in the middle of its ceiling."""
    window = enclosed(hall(48, 48, HEIGHT))
    lamp = np.zeros(1, LAMP)
    lamp["x"], lamp["z"] = window.origin[0] + 24 * CELL, window.origin[1] + 24 * CELL
    lamp["y"], lamp["size_x"], lamp["size_z"] = HEIGHT - 0.02, 1.8, 1.8
    lamp["luminance"], lamp["kind"], lamp["colour"] = LUMINANCE, LampKind.PANEL, 1.0
    lamp["cell_x"], lamp["cell_z"] = window.x0 + 22, window.z0 + 20
    tiled = np.full_like(window.floor_material, Material.POOL_TILE)
    return replace(window, lamps=lamp, floor_material=tiled)


def slab(finish: Finish) -> Placement:
    """A slab of a finish, 2 m square, in the middle of the room's floor."""
    builder = Builder(Detail.NEAR)
    builder.box((2.0, TOP, 2.0), (0, TOP / 2, 0), Paint(finish, METAL), bevel=0)
    matrix = np.eye(4, dtype=np.float32)
    matrix[[0, 2], 3] = 24 * CELL
    return Placement(builder.build(), matrix)


def seen(context: Context, finish: Finish, matt: bool) -> tuple[float, float]:
    """The luminance of the slab where it mirrors the middle of the lamp, cd/m2, and the cosine of the angle there."""
    away, up = 1.2, 1.3  # m: of the eye from the middle of the slab, and above it
    spot = away - up * away / (up + HEIGHT - 0.02 - TOP)  # of the mirror's point, from the middle
    pose = Pose(
        24 * CELL, TOP + up, 24 * CELL + away, yaw=0.0, pitch=-float(np.degrees(np.arctan2(up, away - spot))), fov=20
    )
    light, _ = reference.draw_room(context, room(), (slab(finish),), pose, matt=matt)
    cosine = up / np.hypot(up, away - spot)
    return float(light[57:63, 77:83].mean()), float(cosine)


def schlick(f0: float, cosine: float) -> float:
    return f0 + (1 - f0) * (1 - cosine) ** 5


@pytest.mark.parametrize("finish", [Finish.CHROME, Finish.POOL_TILE, Finish.GLASS, Finish.SCREEN])
def test_a_lamp_is_mirrored_by_schlick(context: Context, finish: Finish) -> None:
    matt_slab, cosine = seen(context, Finish.PAPER, matt=False)
    found, _ = seen(context, finish, matt=False)
    metal = finish is Finish.CHROME
    share = POLISH * schlick(METAL[0], cosine) if metal else schlick(0.04, cosine)
    scattered = (1 - POLISH) * matt_slab if metal else (1 - share) * matt_slab
    assert found == pytest.approx(share * LUMINANCE + scattered, rel=0.06)


def test_on_tape_glaze_is_matt_and_metal_and_glass_are_not(context: Context) -> None:
    matt_slab, _ = seen(context, Finish.PAPER, matt=True)
    glaze, _ = seen(context, Finish.POOL_TILE, matt=True)
    metal, _ = seen(context, Finish.CHROME, matt=True)
    assert glaze == pytest.approx(matt_slab, rel=0.06)
    assert metal > 3 * matt_slab
    glass, cosine = seen(context, Finish.GLASS, matt=True)
    share = schlick(0.04, cosine)
    assert glass == pytest.approx(share * LUMINANCE + (1 - share) * matt_slab, rel=0.06)
