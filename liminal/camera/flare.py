"""Lens flare: light scattered around lamps, veiling glare, ghosts, and light on dirty glass."""

import numpy as np
from numpy.typing import NDArray

from liminal.camera.grid import FLARE_SIZE
from liminal.camera.shader import camera_shader
from liminal.gl import Scope, Target, Texture, make_texture
from liminal.random import Dice, Stream
from liminal.settings.camera import CameraSettings

SMUDGES, SPECKS = 7, 26

_DIRT = 10  # user of the stream


class Flare:
    """The flare of two fields, one above the other."""

    def __init__(self, scope: Scope, settings: CameraSettings, seed: int) -> None:
        size = FLARE_SIZE[0], 2 * FLARE_SIZE[1]
        self._shrink = camera_shader(scope, "shrink")
        self._across = camera_shader(scope, "across")
        self._along = camera_shader(scope, "flare")
        self._along.program.set(strength=settings.flare, dirtiness=settings.dirt)
        self._small = Target(scope, size, ["f2"], filter="linear")
        self._half = Target(scope, size, ["f2"] * 2)
        self._flare = Target(scope, size, ["f2"], filter="linear")
        mask = (255 * dirt(seed)[..., None]).astype(np.uint8)
        self._dirt = make_texture(scope, FLARE_SIZE, 1, "f1", mask)

    def draw(self, glimpse: Texture) -> Texture:
        """The flare of `glimpse`, eight pixels of a line a texel: 45 x 60 texels of light to be added, of white."""
        small, half = self._small.colours[0], self._half.colours
        self._shrink.draw(self._small, glimpse=glimpse)
        self._across.draw(self._half, small=small)
        self._along.draw(self._flare, small=small, near=half[0], far=half[1], dirt=self._dirt)
        return self._flare.colours[0]


def dirt(seed: int) -> NDArray[np.float64]:
    """Dirt on the lens of this seed, out of focus: (30, 45) from 0, clean, to 1."""
    dice = Dice(seed, Stream.SENSOR, _DIRT)
    y, x = np.mgrid[: FLARE_SIZE[1], : FLARE_SIZE[0]]
    mask = np.zeros(x.shape)
    for number in range(SMUDGES + SPECKS):
        smudge = number < SMUDGES
        centre_x, centre_y, turn = dice.unit() * FLARE_SIZE[0], dice.unit() * FLARE_SIZE[1], dice.unit() * np.pi
        long = 3 + 6 * dice.unit() if smudge else 0.6 + dice.unit()
        short = long * (0.3 + 0.3 * dice.unit()) if smudge else long
        depth = (0.25 if smudge else 0.6) * dice.unit()
        along = (x - centre_x) * np.cos(turn) + (y - centre_y) * np.sin(turn)
        across = (y - centre_y) * np.cos(turn) - (x - centre_x) * np.sin(turn)
        mask += depth * np.exp(-0.5 * ((along / long) ** 2 + (across / short) ** 2))
    return np.minimum(mask, 1.0)
