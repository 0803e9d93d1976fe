"""Grips: how hands lie on what people carry."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.motion.arm import hand_laid
from liminal.settings.carried_name import CarriedName

Floats = NDArray[np.float64]

_PALM = (0.080, 0.030)  # m from the wrist to the middle of what is gripped: along the fingers, and off the palm


class Grip(NamedTuple):
    """A hand on a thing. `side`: whose. `wrist`: (3,), m, and `turn`: (4,), of the hand, in the thing's space.

    The thing looks along +z, +Y up. `curl`: rad that each of two joints of the fingers is bent by.
    """

    side: str
    wrist: Floats
    turn: Floats
    curl: tuple[float, float]


def _around(side: str, place: ArrayLike, fingers: ArrayLike, palm: ArrayLike, curl: tuple[float, float]) -> Grip:
    """A hand that closes around a place, its fingers along one direction and its palm towards another."""
    along, facing = np.asarray(fingers, float), np.asarray(palm, float)
    along = along / np.linalg.norm(along)
    turn = hand_laid(side, along[None], facing[None])[0]
    return Grip(side, np.asarray(place, float) - _PALM[0] * along - _PALM[1] * facing, turn, curl)


_ASLANT = np.radians(57.0)  # between a barrel in a closed hand and the forearm
_FIST = np.radians((72.0, 84.0))

# Of each thing: the hand that it hangs on first.
GRIPS: Mapping[CarriedName, tuple[Grip, ...]] = {
    "torch": (_around("right", (0, 0, 0), (0, -np.sin(_ASLANT), np.cos(_ASLANT)), (1, 0, 0), tuple(_FIST)),),
    "camera": (
        _around("right", (-0.088, 0.085, 0.030), (0, 0.10, 1), (1, 0, 0), tuple(np.radians((25.0, 35.0)))),
        _around("left", (0.0, 0.050, 0.190), (-0.75, 0.25, 0.55), (-0.2, 0.98, 0), tuple(np.radians((35.0, 40.0)))),
    ),
    "case": (_around("right", (0, 0, 0), (0, -1, 0), (1, 0, 0), tuple(_FIST)),),
}
