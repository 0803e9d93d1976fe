"""Rays that pixels share in pictures of few samples: they show what a ray for each pixel does."""

from dataclasses import replace

import numpy as np
import pool
import pytest
from numpy.typing import NDArray

from liminal.colour import luminance
from liminal.gl import Context, Target
from liminal.settings.water import WaterSettings
from liminal.view.mirror import EVERY_SAMPLE, Mirrors
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.scene import Scene
from liminal.world.material import Material
from liminal.world.window import Window

SIZE = 480, 360
OWN = replace(EVERY_SAMPLE)  # the same in all but that no ray is shared
LIMIT = 2000.0  # cd/m2: lamps are shown as this


def shown(context: Context, scene: Scene, number: int, mirrors: Mirrors) -> NDArray[np.float64]:
    """The luminance of one sample, cd/m2: means of squares of 4 x 4 pixels, within which shared rays are blended."""
    pose, target = pool.POSES[number], Target(context, SIZE, ["f4"], depth=True)
    clip = clip_from_view(pose.fov, SIZE[0] / SIZE[1]) @ view_from_world(pose, (0.0, 0.0))
    scene.draw(target, clip, limit=LIMIT, mirrors=mirrors)
    light = np.asarray(luminance(target.read()[..., :3].astype(np.float64)))
    target.release()
    return light.reshape(SIZE[1] // 4, 4, SIZE[0] // 4, 4).mean((1, 3))


def chequered(floor: Material) -> Window:
    """The room with the pool, on a floor of this material; squares of 0.6 m lie on the pool's bottom."""
    room = pool.room()
    material = np.full_like(room.floor_material, floor)
    z, x = np.indices(material.shape) // 4
    material[(room.floor < 0) & ((z + x) % 2 == 0)] = Material.CARPET
    return replace(room, floor_material=material)


@pytest.mark.parametrize(
    ("floor", "waves", "mean"),
    [(Material.PLASTIC, 0.0, 0.025), (Material.PLASTIC, 1.0, 0.027), (Material.VCT, 0.0, 0.02)],
)
def test_shared_rays_show_what_own_rays_do(context: Context, floor: Material, waves: float, mean: float) -> None:
    """Mean relative error where anything is mirrored, and of all of it together: of still water, of waves, of wax."""
    with pool.lit(context, chequered(floor), pool.POSES[0], WaterSettings(waves=waves)) as scene:
        scene.place(3.0)
        for number in range(len(pool.POSES)):
            own, shared, none = (shown(context, scene, number, each) for each in (OWN, EVERY_SAMPLE, Mirrors(0.0)))
            there = abs(own - none) > 0.005 * own
            error = (shared / own - 1)[there]
            print(f"\n{floor.name}, waves {waves}, {there.mean():.0%}: {abs(error).mean():.2%}, {error.mean():+.2%}")
            assert there.mean() > 0.2
            assert abs(error).mean() < mean
            assert abs(shared[there].mean() / own[there].mean() - 1) < 0.01
