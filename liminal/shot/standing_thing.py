"""Standing things: what stands in a window and could be moved from there, props and models alike."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liminal.thing.catalogue import CATALOGUE
from liminal.thing.movable import Movable, is_called, model_movable
from liminal.thing.trajectory import Floats
from liminal.world.model_instance import ModelInstance
from liminal.world.prop import bounds
from liminal.world.window import Window

_SUNK, _ON = 0.01, 0.6  # m; of its half diagonal: things nearer to its middle, and higher, are on it


@dataclass(frozen=True, eq=False)
class StandingThing:
    """A thing of the world: at its `place`, x, y and z, m, turned as the columns of `rotation`, (3, 3), say.

    `of`: the prop, () PROP, or the model that it is.
    """

    movable: Movable
    place: tuple[float, float, float]
    rotation: Floats
    of: np.void | ModelInstance

    def absent(self, window: Window) -> Window:
        """Return a window without it."""
        if isinstance(self.of, ModelInstance):
            return replace(window, models=tuple(each for each in window.models if each is not self.of))
        return replace(window, props=window.props[window.props != self.of])

    def is_laden(self, window: Window) -> bool:
        """Whether another thing of its window stands on it, or both on one place. Models displace such props."""
        if isinstance(self.of, ModelInstance):
            return False
        others: NDArray[np.void] = self.absent(window).props
        (low, high), (x, y, z) = bounds(self.of), self.place
        half = np.hypot(*(high - low)[[0, 2]]) / 2
        return bool((np.hypot(others["x"] - x, others["z"] - z) < half * _ON)[others["y"] > y + _SUNK].any())


def standing_things(window: Window) -> Iterator[StandingThing]:
    """Yield what stands in a window and could move: props of things of the catalogue, and models that are to."""
    for prop in window.props:
        if str(prop["name"]) in CATALOGUE:
            place = float(prop["x"]), float(prop["y"]), float(prop["z"])
            yield StandingThing(Movable(str(prop["name"])), place, prop["rotation"].astype(float), prop)
    yield from standing_models(window.models)


def standing_models(models: tuple[ModelInstance, ...], name: str | None = None) -> Iterator[StandingThing]:
    """Yield those of some models that can move, and are called by a name, if one is given."""
    for model in models:
        if model.thing.moves and (name is None or is_called(model.thing, name)):
            yield StandingThing(model_movable(model.thing), model.place, model.rotation.astype(float), model)
