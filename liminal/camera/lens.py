"""Light that a lens scatters over the picture: around lamps, over everything, and by the dirt on its glass."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, FullScreen, Target, Texture, make_texture
from liminal.random import Dice, Stream
from liminal.settings.camera import CameraSettings

SIZE = 45, 30  # texels of the small picture of a field
SMUDGES, SPECKS = 7, 26

_DIRT = 10  # user of the stream


class Flare:
    """Scatters the light of two fields, one above the other."""

    def __init__(self, context: Context, settings: CameraSettings, seed: int) -> None:
        size = SIZE[0], 2 * SIZE[1]
        self._shrink = FullScreen(context, "camera_shrink.frag")
        self._across = FullScreen(context, "camera_across.frag")
        self._along = FullScreen(context, "camera_flare.frag")
        self._along.program.set(strength=settings.flare, dirtiness=settings.dirt)
        self._small = Target(context, size, ["f2"], filter="linear")
        self._half = Target(context, size, ["f2"] * 2)
        self._flare = Target(context, size, ["f2"], filter="linear")
        mask = (255 * dirt(seed)[..., None]).astype(np.uint8)
        self._dirt = make_texture(context, SIZE, 1, "f1", mask)

    def draw(self, glimpse: Texture) -> Texture:
        """Scatter `glimpse`, eight pixels of a line a texel. Returns 45 x 60 texels of light to be added, in whites."""
        small, half = self._small.colours[0], self._half.colours
        self._shrink.draw(self._small, glimpse=glimpse)
        self._across.draw(self._half, small=small)
        self._along.draw(self._flare, small=small, near=half[0], far=half[1], dirt=self._dirt)
        return self._flare.colours[0]

    def release(self) -> None:
        """Free programs and textures."""
        for used in (self._shrink, self._across, self._along, self._small, self._half, self._flare, self._dirt):
            used.release()


def dirt(seed: int) -> NDArray[np.float64]:
    """Dirt on the lens of this seed, so near to it that all is blurred: (30, 45) from 0, clean, to 1."""
    dice = Dice(seed, Stream.SENSOR, _DIRT)
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    mask = np.zeros(x.shape)
    for number in range(SMUDGES + SPECKS):
        smudge = number < SMUDGES
        centre_x, centre_y, turn = dice.unit() * SIZE[0], dice.unit() * SIZE[1], dice.unit() * np.pi
        long = 3 + 6 * dice.unit() if smudge else 0.6 + dice.unit()
        short = long * (0.3 + 0.3 * dice.unit()) if smudge else long
        depth = (0.25 if smudge else 0.6) * dice.unit()
        along = (x - centre_x) * np.cos(turn) + (y - centre_y) * np.sin(turn)
        across = (y - centre_y) * np.cos(turn) - (x - centre_x) * np.sin(turn)
        mask += depth * np.exp(-0.5 * ((along / long) ** 2 + (across / short) ** 2))
    return np.minimum(mask, 1.0)
