"""Noise of the chip: what changes from field to field, and what stays where it is."""

import numpy as np
from numpy.typing import NDArray

from liminal.camera.grid import FIELD, TEXELS, WIDTH
from liminal.gl import Context, Texture, make_texture
from liminal.gl.packing import TEXEL, pack
from liminal.random import Dice, Stream, key_of, mix_arrays, units
from liminal.settings.camera import CameraSettings

TILE = 128, 1024  # texels, rows: powers of two, so that shaders wrap by a mask; larger than a frame

# Standard deviations in whites, all before the amplifier (estimates, by eye).
PIXEL_PATTERN, COLUMN_PATTERN = 0.0016, 0.0008
HOT_PIXELS = 24  # of a chip at its worst
HOT_LIGHT = 0.02, 0.22  # whites: the faintest and the brightest

_FRAME, _PIXELS, _COLUMNS, _HOT = range(4)  # users of the stream


def noise_tile(context: Context) -> Texture:
    """Paint the tile that the noise of every frame is cut from: normal deviates, cut off at 4."""
    width, height = TILE
    number = np.arange(width * height * TEXEL, dtype=np.int64).reshape(height, -1)
    return make_texture(context, TILE, 4, "i4", pack(_deviates(number, _FRAME)))


def noise_place(seed: int, frame: int) -> tuple[int, int]:
    """Where in the tile the noise of a frame begins."""
    word = key_of(seed, Stream.SENSOR, _FRAME, frame)
    return word % TILE[0], (word >> 8) % TILE[1]


def paint_pattern(context: Context, settings: CameraSettings, seed: int) -> Texture:
    """Paint what the chip of this seed adds to each pixel of a field: uneven dark current, and hot pixels."""
    return make_texture(context, (TEXELS, FIELD), 4, "i4", pack(pattern(settings, seed)))


def pattern(settings: CameraSettings, seed: int) -> NDArray[np.float64]:
    """What the chip of this seed adds to each pixel of a field: (240, 720) whites at a gain of 0 dB."""
    rows, columns = np.mgrid[:FIELD, :WIDTH]
    number = key_of(seed, Stream.SENSOR, _PIXELS) + rows * WIDTH + columns
    uneven = PIXEL_PATTERN * _deviates(number, _PIXELS)
    uneven += COLUMN_PATTERN * _deviates(number[:1] - key_of(seed, Stream.SENSOR, _COLUMNS), _COLUMNS)
    added: NDArray[np.float64] = settings.pattern * uneven

    # Few are bright: the light of hot pixels falls off evenly in its logarithm.
    dice = Dice(seed, Stream.SENSOR, _HOT)
    faint, bright = HOT_LIGHT
    for _ in range(round(HOT_PIXELS * settings.hot_pixels)):
        row, column, share = dice.between(0, FIELD - 1), dice.between(0, WIDTH - 1), dice.unit()
        added[row, column] += faint * (bright / faint) ** share
    return added


def _deviates(number: NDArray[np.int64], user: int) -> NDArray[np.float64]:
    """Normal deviates, one for each number (Box and Muller, 1958, "A note on the generation of random deviates")."""
    radius = np.sqrt(-2 * np.log(1 - units(mix_arrays(int(Stream.SENSOR), user, 0, number))))
    turned: NDArray[np.float64] = radius * np.cos(2 * np.pi * units(mix_arrays(int(Stream.SENSOR), user, 1, number)))
    return turned
