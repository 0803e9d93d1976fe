"""The colours of Level 0 in pictures: yellow walls, a carpet much greyer than they, ceilings between, white lamps."""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from raycast import cast, pixel_rays
from sketch import BARE

import liminal
from liminal.view.stage import frame_window
from liminal.world.material import Material

SIZE = 160, 120  # pixels
REACH = 25.0  # m: what is further away is too small a part of the picture


@dataclass(frozen=True)
class Tint:
    """Medians over the pixels of one surface that are neither burnt out nor black. `hue`: deg; `saturation`: 0 to 1."""

    hue: float
    saturation: float


def tints(seed: int) -> tuple[dict[str, Tint], NDArray[np.uint8]]:
    """Tints (HSV of the sRGB picture) of walls, carpet and ceiling in a still, and its brightest pixels."""
    world = liminal.World(seed, liminal.load_preset("level-0", BARE))
    pose = world.viewpoint()
    with liminal.Studio(world) as studio:
        picture = studio.still(SIZE, pose, samples=4)
    window, _ = frame_window(world, [pose], SIZE[0] / SIZE[1], REACH)
    x, z = window.origin
    hits = cast(window, (pose.x - x, pose.y, pose.z - z), pixel_rays(pose, *SIZE))
    shown = picture[::-1].reshape(-1, 3)
    fit = (hits.distance < REACH) & (shown.max(1) < 248) & (shown.max(1) > 40)
    surfaces = {
        "walls": (hits.material == Material.WALLPAPER) & (hits.normal[:, 1] == 0),
        "carpet": (hits.material == Material.CARPET) & (hits.normal[:, 1] > 0),
        "ceiling": (hits.material == Material.CEILING_TILE) & (hits.normal[:, 1] < 0),
    }
    brightest = shown[np.argsort(shown.sum(1))[-len(shown) // 200 :]]
    return {name: tint(shown[fit & surface]) for name, surface in surfaces.items()}, brightest


def tint(pixels: NDArray[np.uint8]) -> Tint:
    """Red is the largest and blue the smallest of every pixel here, so that one sixth of the circle is enough."""
    red, green, blue = pixels.astype(float).T
    assert (red >= green - 8).mean() > 0.99
    hue = 60 * (green - blue) / np.maximum(red - blue, 1)
    return Tint(float(np.median(hue)), float(np.median(1 - blue / red)))


@pytest.mark.parametrize("seed", [4, 19, 23])
def test_level_0_is_yellow(seed: int) -> None:
    seen, lamps = tints(seed)
    assert 43 < seen["walls"].hue < 48
    assert 40 < seen["carpet"].hue < 50
    assert seen["carpet"].saturation < seen["walls"].saturation * 2 / 3
    assert seen["carpet"].saturation < seen["ceiling"].saturation < seen["walls"].saturation
    assert np.median(lamps.min(1)) > 240
