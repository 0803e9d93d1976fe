"""Torches in the hands of figures, as lamps of the place."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.body.carried import torch_at
from liminal.body.figure import Figure
from liminal.colour import white_of
from liminal.piece.piece import Piece
from liminal.view.bounce import NO_BOUNCES, bounces_of
from liminal.view.spot_lamp import KINDS, SpotLamp

_TORCH = KINDS["torch"]
_STRENGTH = _TORCH.intensity * np.asarray(white_of(_TORCH.temperature), np.float64)


def torches_at(figures: Sequence[Figure], time: float, origin: tuple[float, float]) -> list[SpotLamp]:
    """Return the torches of the figures that are there at a time, s, in a window with this origin."""
    there = (figure for figure in figures if figure.carries == "torch" and figure.is_there(time))
    return [_torch_of(figure, time, origin) for figure in there]


def _torch_of(figure: Figure, time: float, origin: tuple[float, float]) -> SpotLamp:
    place, axis = torch_at(figure.body, figure.frames_at(time))
    return SpotLamp(place - (origin[0], 0.0, origin[1]), axis, _STRENGTH, _TORCH.beam)


class Torches:
    """The torches of a piece's figures as they are at a time, and what surfaces throw back of their light."""

    def __init__(self, figures: Sequence[Figure], piece: Piece, reflectance: NDArray[np.floating], baked: bool) -> None:
        """`reflectance`: of each Material, (m, 3). `baked`: whether the light that they throw back is known already."""
        self._figures = [figure for figure in figures if figure.carries == "torch"]
        self._piece, self._reflectance, self._baked = piece, reflectance, baked
        self._known: tuple[float, list[SpotLamp], dict[str, Any]] = -1.0, [], {}

    def __bool__(self) -> bool:
        return bool(self._figures)

    def at(self, time: float) -> list[SpotLamp]:
        """Return those that are there at a time, s."""
        return self._found(time)[1]

    def bounces(self, time: float) -> dict[str, Any]:
        """Return what surfaces throw back of them at a time, s: uniforms of `shaders/common_lamp.glsl`."""
        return self._found(time)[2]

    def _found(self, time: float) -> tuple[float, list[SpotLamp], dict[str, Any]]:
        if time != self._known[0]:
            lamps = torches_at(self._figures, time, self._piece.window.origin)
            reach, bounces = bounces_of(lamps, self._piece, self._reflectance)
            lamps = [replace(lamp, reach=far) for lamp, far in zip(lamps, reach, strict=True)]
            self._known = time, lamps, NO_BOUNCES if self._baked else bounces
        return self._known
