"""Print colour: cyan, magenta, yellow and black on coated paper as sRGB, for pictures without a profile."""

from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from liminal.colour import encode_srgb

# Paper, the solid inks and their overprints in CIELAB, D50 (ISO 12647-2:2004, coated paper), by cyan, magenta, yellow.
_SOLIDS = {
    (0, 0, 0): (95, 0, -2),
    (1, 0, 0): (55, -37, -50),
    (0, 1, 0): (48, 74, -3),
    (0, 0, 1): (89, -5, 93),
    (0, 1, 1): (47, 68, 48),
    (1, 0, 1): (50, -65, 27),
    (1, 1, 0): (24, 22, -46),
    (1, 1, 1): (23, 0, 0),
}
_BLACK = (16, 0, 0)
_GAIN, _BLACK_GAIN = 0.14, 0.17  # by which a dot of half the area grows in print (ISO 12647-2, curves A and B)

_WHITE_D50 = np.array([0.9642, 1.0, 0.8249])
# Linear sRGB from CIE XYZ whose white is D50, by way of Bradford (ICC's sRGB v4 profile, inverted).
_RGB_FROM_D50 = np.array([[3.1339, -1.6169, -0.4906], [-0.9788, 1.9161, 0.0335], [0.0719, -0.2290, 1.4052]])
_STEPS = 4096  # of linear light in the table by which it is encoded


def printed_rgb(cmyk: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return sRGB, uint8 (H, W, 3), of ink coverages, uint8 (H, W, 4), paper white and four inks black.

    Neugebauer's equations: the light of bare paper, inks and overprints adds up by area, with the shares of randomly
    placed dots (Demichel). Yule and Nielsen's factor is 1, as dot gain is counted by area.
    """
    dots, black = (_grown(gain)[cmyk[..., part]] for gain, part in ((_GAIN, slice(3)), (_BLACK_GAIN, slice(3, 4))))
    primaries, key = _primaries()
    light = np.zeros(dots.shape, np.float32)
    for inks in product((0, 1), repeat=3):
        share = np.prod(np.where(inks, dots, 1 - dots), axis=-1, keepdims=True)
        light += share * primaries[inks]
    # Black lets through the same share of all inks below it.
    light *= 1 - black * (1 - key)
    darkest = primaries[1, 1, 1] * key
    steps = np.clip((light - darkest) / (1 - darkest) * (_STEPS - 1) + 0.5, 0, _STEPS - 1).astype(np.int32)
    codes = (255 * encode_srgb(np.arange(_STEPS) / (_STEPS - 1)) + 0.5).astype(np.uint8)
    coded: NDArray[np.uint8] = np.take(codes, steps)
    return coded


def _grown(gain: float) -> NDArray[np.float32]:
    """Return the area covered by each coverage 0 to 255 of an ink after dot gain: (256,), 0 to 1."""
    area = np.arange(256) / 255.0
    return (area + 4 * gain * area * (1 - area)).astype(np.float32)


@lru_cache(maxsize=1)
def _primaries() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return linear sRGB (2, 2, 2, 3) of paper, inks and overprints, paper being 1, and the transmittance of black."""
    paper = _linear(_SOLIDS[0, 0, 0])
    found = np.empty((2, 2, 2, 3), np.float32)
    for inks, lab in _SOLIDS.items():
        found[inks] = np.maximum(_linear(lab) / paper, 0.0)
    return found, (_linear(_BLACK) / paper).astype(np.float32)


def _linear(lab: tuple[int, int, int]) -> NDArray[np.floating]:
    """Linear sRGB of a colour in CIELAB (CIE 15:2004, 8.2.1)."""
    y = (lab[0] + 16) / 116
    f = np.array([y + lab[1] / 500, y, y - lab[2] / 200])
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * _WHITE_D50
    linear: NDArray[np.floating] = _RGB_FROM_D50 @ xyz
    return linear
