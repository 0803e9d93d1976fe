"""Sheets of layers: all layers of a picture as textures, and where each lies in that."""

import math
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, constants, make_texture, table_extent
from liminal.view.layer_picture import LayerPicture
from liminal.view.projection import FAR_PLANE, NEAR_PLANE

LIT, DEEP, SHADOW = 0.0, 1.0, 2.0  # kinds of layers: light before all, light with a depth, the share of light left

NUMBERS = constants(
    "layer",
    NEAR_PLANE=NEAR_PLANE,
    FAR_PLANE=FAR_PLANE,
    LIT=LIT,
    DEEP=DEEP,
    SHADOW=SHADOW,
    FOREMOST=1e6,  # 1/m: the nearness of layers without a depth
    # What lies on a surface is not behind it: depth may be off by a share, as half floats are, and by so many metres.
    DEPTH_SHARE=0.001,
    DEPTH_SLACK=0.01,
)
KEPT = 2  # sheets: of the two fields of a frame

Rectangle = tuple[int, int, int, int]  # x, y, width, height, pixels from the lower left corner


class SamplePlaces(NamedTuple):
    """Where pixels of a target are in a picture, and where each is sampled.

    `scale`, `shift`: from pixels to places in the picture, 0 to 1, both from the lower left corner. `rise`: from the
    middle of a field's line to its upper row. `jitter`: from a place to where its sample was taken.
    """

    scale: NDArray[np.float64]
    shift: NDArray[np.float64]
    rise: float = 0.0
    jitter: NDArray[np.float64] = np.zeros(2)

    def uniforms(self, limit: float) -> dict[str, Any]:
        """Of `view_layer.glsl`. `limit`: cd/m2; brighter light is shown as this."""
        place = {"layer_place": (*self.scale, *self.shift), "layer_jitter": self.jitter}
        return {**place, "layer_rise": self.rise, "layer_limit": limit}


class LayerSheet:
    """The layers of a picture, one above the other in one texture."""

    def __init__(self, scope: Scope, pictures: Sequence[LayerPicture]) -> None:
        self.count = len(pictures)
        heights = [each.light.shape[0] for each in pictures]
        width = table_extent(max(each.light.shape[1] for each in pictures))
        light = np.zeros((table_extent(sum(heights)), width, 4), np.float16)
        deep = any(each.nearness is not None for each in pictures)
        nearness = np.zeros(light.shape[:2] if deep else (1, 1), np.float32)
        maps, boxes, low = [], [], 0
        self._spans: list[tuple[float, float, float, float]] = []  # in the picture: left, low, right, high, 0 to 1
        for picture, lines in zip(pictures, heights, strict=True):
            across = picture.light.shape[1]
            light[low : low + lines, :across] = picture.light[::-1]
            if picture.nearness is not None:
                nearness[low : low + lines, :across] = picture.nearness[::-1]
            left, bottom = picture.corner[0], picture.size[1] - picture.corner[1] - lines
            kind = SHADOW if picture.shadow else LIT if picture.nearness is None else DEEP
            maps.append((*picture.size, -left, -bottom))
            boxes.append((across, lines, low, kind))
            edges = np.array([left, bottom, left + across, bottom + lines]) / (*picture.size, *picture.size)
            self._spans.append(tuple(edges.tolist()))
            low += lines
        self.uniforms: dict[str, Any] = {
            "layer_light": make_texture(scope, (width, light.shape[0]), 4, "f2", light, filter="linear"),
            "layer_nearness": make_texture(scope, nearness.shape[::-1], 1, "f4", nearness, filter="linear"),
            "layer_maps": maps,
            "layer_boxes": boxes,
        }

    def rectangle(self, places: SamplePlaces, size: tuple[int, int]) -> Rectangle | None:
        """Return the pixels of a target of a size that it changes; None where there are none."""
        spans = np.array(self._spans)
        low = (spans[:, :2].min(0) - places.shift) / places.scale
        high = (spans[:, 2:].max(0) - places.shift) / places.scale
        x, y = (max(math.floor(edge), 0) for edge in low)
        right, top = (min(math.ceil(edge), most) for edge, most in zip(high, size, strict=True))
        return (x, y, right - x, top - y) if right > x and top > y else None


class LayerSheets:
    """Sheets of pictures of layers; the last ones are kept."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._kept: OrderedDict[tuple[LayerPicture, ...], LayerSheet] = OrderedDict()  # the last one asked for is last

    def of(self, pictures: Sequence[LayerPicture]) -> LayerSheet | None:
        """Return the sheet of the layers of a picture; None where there are none."""
        key = tuple(pictures)
        if not key:
            return None
        if key not in self._kept:
            while len(self._kept) >= KEPT:
                self._kept.popitem(last=False)
            self._kept[key] = LayerSheet(self._scope, key)
        self._kept.move_to_end(key)
        return self._kept[key]
