"""Torches in the hands of figures, as lamps of the place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.body.carried import torch_at
from liminal.body.figure import Figure
from liminal.colour import white_of
from liminal.piece.piece import Piece
from liminal.view.bounce import with_bounces
from liminal.view.spot_lamp import KINDS, SpotLamp

_TORCH = KINDS["torch"]
_TRACED = 10  # Hz: how often it is found what their axes meet
_FOUND = "reach", "bounce", "bounced"
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
        """`reflectance`: of each Material, (m, 3). `baked`: whether what surfaces throw back of their spill is."""
        self._figures = [figure for figure in figures if figure.carries == "torch"]
        self._origin = piece.window.origin
        # A piece takes much memory: no more than is needed of it is kept, and nothing where there are no torches.
        self._with_bounces: Callable[[list[SpotLamp]], list[SpotLamp]] = list
        if self._figures:
            self._with_bounces = partial(
                with_bounces,
                window=piece.window,
                occluder=piece.occluder,
                reflectance=reflectance,
                spilt=not baked,
            )
        self._known: tuple[float, list[SpotLamp]] = -1.0, []
        self._traced: dict[int, dict[Figure, SpotLamp]] = {}

    def __bool__(self) -> bool:
        return bool(self._figures)

    def at(self, time: float) -> list[SpotLamp]:
        """Return those that are there at a time, s."""
        if time != self._known[0]:
            there = [figure for figure in self._figures if figure.is_there(time)]
            self._known = time, [self._torch(figure, time) for figure in there]
        return self._known[1]

    def _torch(self, figure: Figure, time: float) -> SpotLamp:
        """A torch whose reach and what is thrown back go evenly from one traced instant to the next."""
        lamp = _torch_of(figure, time, self._origin)
        number = int(time * _TRACED)
        before, after = (self._at_instant(each)[figure] for each in (number, number + 1))
        share = time * _TRACED - number
        reach, bounce, bounced = (
            (1 - share) * getattr(before, name) + share * getattr(after, name)
            for name in ("reach", "bounce", "bounced")
        )
        return replace(lamp, reach=reach, bounce=bounce, bounced=bounced)

    def _at_instant(self, number: int) -> dict[Figure, SpotLamp]:
        if number not in self._traced:
            if len(self._traced) > 1:
                del self._traced[min(self._traced)]
            lamps = [_torch_of(figure, number / _TRACED, self._origin) for figure in self._figures]
            traced = self._with_bounces(lamps)
            self._traced[number] = dict(zip(self._figures, traced, strict=True))
        return self._traced[number]
