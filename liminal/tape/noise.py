"""Noise: a tile of normal deviates, packed as signals are; each field begins at another place in it."""

import numpy as np
from scipy.ndimage import convolve1d

from liminal.gl import Context, Texture, make_texture
from liminal.gl.packing import TEXEL, pack
from liminal.random import Stream, key_of, mix_arrays, units
from liminal.tape.kernel import Kernel

TILE = 128, 1024  # texels, rows: powers of two, so that shaders wrap by a mask; wider than a line


def noise_tile(context: Context, kernel: Kernel | None = None) -> Texture:
    """Paint the tile, the same for every seed: standard deviation 1, cut off at 4.

    `kernel`: filters it along the line, as noise of colour, whose texels hold four samples of U and four of V.
    """
    width, height = TILE
    number = np.arange(width * height * TEXEL, dtype=np.int64).reshape(height, -1)
    # Box and Muller, 1958, "A note on the generation of random normal deviates".
    radius = np.sqrt(-2 * np.log(1 - units(mix_arrays(int(Stream.TAPE_NOISE), 0, number))))
    deviates = (radius * np.cos(2 * np.pi * units(mix_arrays(int(Stream.TAPE_NOISE), 1, number)))).clip(-4, 4)
    if kernel is not None:
        pairs = deviates.reshape(height, width, 2, 4).swapaxes(1, 2).reshape(height, 2, -1)
        pairs = convolve1d(pairs, kernel, axis=-1, mode="wrap")
        deviates = pairs.reshape(height, 2, width, 4).swapaxes(1, 2).reshape(height, -1)
    return make_texture(context, TILE, 4, "i4", pack(deviates))


def noise_place(seed: int, frame: int, generation: int, user: int) -> tuple[int, int]:
    """Where in the tile the noise of one user (a number of its own) begins, for a frame of one generation."""
    word = key_of(seed, Stream.TAPE_NOISE, frame, generation, user)
    return word % TILE[0], (word >> 8) % TILE[1]
