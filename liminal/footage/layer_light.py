"""Light of layers: a file's numbers become cd/m2 and nearness, as pictures take them."""

import numpy as np
from numpy.typing import NDArray

from liminal.footage.layer_image import MOST, LayerImage, Numbers
from liminal.view.layer_picture import LayerPicture

FARTHEST = 1e9  # m: depth beyond is that of nothing, which Blender writes as 1e10
EDGE = 2  # pixels around what is shown that take over its depth: samples of its edge lie there

Floats = NDArray[np.float32]


def light_of(image: LayerImage, white: float, *, straight: bool, lines: int) -> LayerPicture | None:
    """Return what an image with alpha or depth shows; None where that is nothing.

    `white`: luminance of its value 1, cd/m2. `straight`: its colours are not multiplied by its alpha. `lines`: of the
    picture that it is put into; an image of twice as many or more is reduced.
    """
    step = max(image.size[1] // lines, 1)
    covers = image.alpha if image.alpha is not None else _nearness(image.depth)
    shown = covers > 0
    for colour in () if straight else image.colours:
        shown |= colour > 0
    image = image.around(shown, step * (EDGE + 1), step)
    if not image.colours[0].size:
        return None
    light = image.linear().clip(0.0)
    if image.alpha is None:
        light[..., 3] = _nearness(image.depth) > 0
    light[..., 3] = light[..., 3].clip(0.0, 1.0)
    if straight:
        light[..., :3] *= light[..., 3:]
    light[..., :3] *= white
    nearness = None
    if image.depth is not None:
        cover = light[..., 3]
        nearness = _nearness(image.depth) * (cover > 0)
        # Programs mix the depth of what covers a pixel in part with that of what is behind, or have none there.
        nearness = np.where((cover > 0) & (cover < 1), _nearest(nearness), nearness)
        nearness = _spread(_blocks(nearness, step, 0.0).max((1, 3)))
    return _picture(image, _blocks(light, step, 0.0).mean((1, 3)), step, nearness)


def shadow_of(image: LayerImage, lines: int) -> LayerPicture | None:
    """Return the light that an image leaves, whose value 1 is all; None where that is all. `lines`: see `light_of`."""
    step = max(image.size[1] // lines, 1)
    whole = 1 if image.curve is None else len(image.curve) - 1
    shown = np.zeros(image.colours[0].shape, bool)
    for colour in image.colours:
        shown |= colour != whole
    image = image.around(shown, step, step)
    if not image.colours[0].size:
        return None
    left = image.linear().clip(0.0)
    left[..., 3] = 1.0
    return _picture(image, _blocks(left, step, 1.0).mean((1, 3)), step, shadow=True)


def between(first: LayerPicture | None, second: LayerPicture | None) -> LayerPicture | None:
    """Return what lies half way between two pictures of a layer in time: half of each."""
    known = [each for each in (first, second) if each is not None]
    if not known:
        return None
    x, y = (min(each.corner[axis] for each in known) for axis in (0, 1))
    right, low = (max(each.corner[axis] + each.light.shape[1 - axis] for each in known) for axis in (0, 1))
    sample = known[0]
    light = np.full((low - y, right - x, 4), 1.0 if sample.shadow else 0.0, np.float32)
    nearness = None if sample.nearness is None else np.zeros(light.shape[:2], np.float32)
    for each in known:
        top, left = each.corner[1] - y, each.corner[0] - x
        box = slice(top, top + each.light.shape[0]), slice(left, left + each.light.shape[1])
        light[box] += 0.5 * (each.light - (1.0 if sample.shadow else 0.0))
        if nearness is not None and each.nearness is not None:
            nearness[box] = np.maximum(nearness[box], each.nearness)
    return LayerPicture(sample.size, (x, y), light.astype(np.float16), nearness, sample.shadow)


def _picture(
    image: LayerImage, light: Floats, step: int, nearness: Floats | None = None, *, shadow: bool = False
) -> LayerPicture:
    size = image.size[0] / step, image.size[1] / step
    corner = image.corner[0] // step, image.corner[1] // step
    return LayerPicture(size, corner, light.clip(0.0, MOST).astype(np.float16), nearness, shadow)


def _blocks(array: Floats, step: int, rest: float) -> Floats:
    """An array (height, width, ...) as blocks, (rows, step, columns, step, ...), filled up by a number."""
    height, width = (-(-extent // step) for extent in array.shape[:2])
    if (height * step, width * step) != array.shape[:2]:
        full = np.full((height * step, width * step, *array.shape[2:]), rest, np.float32)
        full[: array.shape[0], : array.shape[1]] = array
        array = full
    return array.reshape(height, step, width, step, *array.shape[2:])


def _nearness(depth: Numbers | None) -> Floats:
    """The inverse of depth, 1/m, 0 where there is none."""
    assert depth is not None, "an image has alpha or depth"
    known = (depth > 0) & (depth < FARTHEST)
    nearness: Floats = np.divide(1.0, depth.astype(np.float32), out=np.zeros(depth.shape, np.float32), where=known)
    return nearness


def _spread(nearness: Floats) -> Floats:
    """The nearness of the nearest neighbour where there is none, up to EDGE pixels away."""
    for _ in range(EDGE):
        nearness = np.where(nearness > 0, nearness, _nearest(nearness))
    return nearness


def _nearest(nearness: Floats) -> Floats:
    """The largest nearness of each pixel and its neighbours."""
    around = np.pad(nearness, 1)
    around = np.maximum(np.maximum(around[:-2], around[1:-1]), around[2:])
    return np.maximum(np.maximum(around[:, :-2], around[:, 1:-1]), around[:, 2:])
