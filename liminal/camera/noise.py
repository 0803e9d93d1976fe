"""Noise of the sensor: random noise, new in each field, and the fixed pattern."""

import numpy as np
from numpy.typing import NDArray

from liminal.camera.grid import TEXELS
from liminal.gl import Scope, Texture, make_texture
from liminal.gl.noise_tile import make_noise_tile, tile_deviates, tile_place
from liminal.gl.packing import pack
from liminal.ntsc import FIELD_LINES, PICTURE_PIXELS
from liminal.random import Dice, Stream, key_of, normals
from liminal.settings.camera import CameraSettings

# Standard deviations of white, all before the amplifier (estimates, by eye).
PIXEL_PATTERN, COLUMN_PATTERN = 0.0016, 0.0008
HOT_PIXELS = 24  # of the worst sensor
HOT_LIGHT = 0.02, 0.22  # of white: the faintest and the brightest

_FRAME, _PIXELS, _COLUMNS, _HOT = range(4)  # users of the stream


def sensor_noise_tile(scope: Scope) -> Texture:
    """White noise of standard deviation 1, the same for every seed."""
    return make_noise_tile(scope, tile_deviates(int(Stream.SENSOR), _FRAME))


def noise_place(seed: int, frame: int) -> tuple[int, int]:
    """The place in the tile where the noise of a frame begins."""
    return tile_place(key_of(seed, Stream.SENSOR, _FRAME, frame))


def pattern_texture(scope: Scope, settings: CameraSettings, seed: int) -> Texture:
    """The fixed pattern of this seed's sensor as a texture, packed."""
    return make_texture(scope, (TEXELS, FIELD_LINES), 4, "i4", pack(fixed_pattern(settings, seed)))


def fixed_pattern(settings: CameraSettings, seed: int) -> NDArray[np.float64]:
    """The fixed-pattern noise of this seed's sensor: uneven dark current and hot pixels.

    (240, 720), of white at a gain of 0 dB, added to each pixel of a field.
    """
    rows, columns = np.mgrid[:FIELD_LINES, :PICTURE_PIXELS]
    number = key_of(seed, Stream.SENSOR, _PIXELS) + rows * PICTURE_PIXELS + columns
    uneven = PIXEL_PATTERN * normals(number, int(Stream.SENSOR), _PIXELS)
    by_column = number[:1] - key_of(seed, Stream.SENSOR, _COLUMNS)
    uneven += COLUMN_PATTERN * normals(by_column, int(Stream.SENSOR), _COLUMNS)
    added: NDArray[np.float64] = settings.pattern * uneven

    # Few are bright: the logarithm of their light is uniformly distributed.
    dice = Dice(seed, Stream.SENSOR, _HOT)
    faint, bright = HOT_LIGHT
    for _ in range(round(HOT_PIXELS * settings.hot_pixels)):
        row, column = dice.between(0, FIELD_LINES - 1), dice.between(0, PICTURE_PIXELS - 1)
        added[row, column] += faint * (bright / faint) ** dice.unit()
    return added
