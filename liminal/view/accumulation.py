"""Accumulation: the samples of a picture are added up, and what layers over them change."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import FullScreen, Scope, Target
from liminal.view.colour_passes import DRAWN
from liminal.view.layer_sheet import NUMBERS, LayerSheet, SamplePlaces
from liminal.view.picture_part import PicturePart


class Accumulation:
    """Adds drawn samples to the sum of a picture, in a state that blends by adding."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._shaders: dict[tuple[int, bool], FullScreen] = {}  # by the number of layers, and whether there are passes

    def add(self, total: Target, drawn: Target) -> None:
        """Add all colours of a sample."""
        known: dict[str, Any] = dict(zip(("drawn", *DRAWN[1:]), drawn.colours, strict=False))
        self._shader(passes=len(drawn.colours) > 1).draw(total, **known)

    def add_layers(
        self,
        total: Target,
        drawn: Target,
        sheet: LayerSheet,
        size: tuple[int, int],
        part: PicturePart,
        spot: NDArray[np.float64],
        spread: NDArray[np.float64],
        limit: float,
    ) -> None:
        """Add what layers change of a sample of a part of a picture of `size`, pixels.

        It was taken at a `spot` of its pixels and spread further by the lens, (2,) pixels each. `limit`: cd/m2;
        brighter light counts as this.
        """
        pixel = 1.0 / np.array(size)
        # What a sample shows in the middle of a pixel lies as far to the other side in the picture. Layers are smooth
        # over pixels already, but have not gone through the lens.
        shift, jitter = (np.array((part.x, part.y)) - spread) * pixel, -spot * pixel
        places = SamplePlaces(pixel, shift, jitter=jitter)
        rectangle = sheet.rectangle(places, part.size)
        if rectangle is not None:
            known = {**sheet.uniforms, **places.uniforms(limit), "drawn": drawn.colours[0], "depth": drawn.depth}
            self._shader(sheet.count).draw(total, rectangle, **known)

    def _shader(self, layers: int = 0, *, passes: bool = False) -> FullScreen:
        if (layers, passes) not in self._shaders:
            switches = {"LAYERS": layers, "PASSES": passes}
            made = FullScreen(self._scope, "view_accumulate.frag", switches, made=NUMBERS)
            self._shaders[layers, passes] = made
        return self._shaders[layers, passes]
