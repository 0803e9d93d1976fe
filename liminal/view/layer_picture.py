"""Pictures of layers: what other programs have drawn, to be put into the light of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

MOST = 8  # layers of a picture, shadows included


@dataclass(frozen=True, eq=False)
class LayerPicture:
    """What a layer shows at an instant, where it shows anything: a rectangle of a picture.

    `size`: width and height of that picture, pixels of the layer, which may be parts of those of its file. `corner`: of
    the rectangle in it, from the left and from the top. `light`: (height, width, 4), half floats, top row first. Red,
    green and blue are cd/m2 times the share that it covers, which alpha is; of a `shadow` the share of the scene's
    light that it leaves, and alpha is 1. `nearness`: (height, width), the inverse of its depth along the camera's axis,
    1/m, 0 where there is none; None: it lies before all.
    """

    size: tuple[float, float]
    corner: tuple[int, int]
    light: NDArray[np.float16]
    nearness: NDArray[np.float32] | None = None
    shadow: bool = False


class LayerSource(Protocol):
    """The layers of a film."""

    def at(self, field: int) -> Sequence[LayerPicture]:
        """Return the layers in a field of the film, from 0, the later in front; frame n begins with field 2 n.

        What is the same as for the field asked for before is the same object.
        """
        ...


class _NoLayers:
    def at(self, field: int) -> tuple[LayerPicture, ...]:
        return ()


NO_LAYERS: LayerSource = _NoLayers()
