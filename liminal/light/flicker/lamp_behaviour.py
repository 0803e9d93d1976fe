"""How each kind of lamp behaves in time: which faults it can have, and how deep its ripple is."""

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.world.lamp_kind import LampKind


class LampBehaviour(IntEnum):
    """What the light of a lamp depends on."""

    TUBES = 0  # two fluorescent tubes: they flutter, strike and fail (`tube.py`)
    DAYLIGHT = 1  # no mains: it never changes
    DISCHARGE = 2  # an arc under pressure: it goes out when hot, and strikes again once it has cooled (`discharge.py`)
    MERCURY = 3  # such an arc in mercury vapour alone: slower, and of one colour from the beginning


OF_KIND = {
    LampKind.TROFFER: LampBehaviour.TUBES,
    LampKind.PANEL: LampBehaviour.DAYLIGHT,
    LampKind.STRIP: LampBehaviour.TUBES,
    LampKind.HIGH_BAY: LampBehaviour.DISCHARGE,
    LampKind.MERCURY_BAY: LampBehaviour.MERCURY,
}
_OF_KIND = np.array([OF_KIND[kind] for kind in LampKind], np.intp)

# Modulation at 120 Hz against that of a tube. Measured: T12 tubes 28-37 %, metal halide 52 % (Lehman, Wilkins, Berman,
# Poplawski and Miller 2011, as in `ripple.py`); mercury is taken to be like that.
RIPPLES = {
    LampBehaviour.TUBES: 1.0,
    LampBehaviour.DAYLIGHT: 0.0,
    LampBehaviour.DISCHARGE: 1.5,
    LampBehaviour.MERCURY: 1.5,
}
DEEPEST_RIPPLE = 0.95


def behaviours_of(kinds: ArrayLike) -> NDArray[np.intp]:
    """The LampBehaviour of each of some kinds of lamp, (n,) LampKind: (n,)."""
    found: NDArray[np.intp] = _OF_KIND[np.asarray(kinds)]
    return found


def on_mains(kinds: ArrayLike) -> NDArray[np.bool_]:
    """Which of some kinds of lamp, (n,) LampKind, the mains feed: these can fail, and their ballasts hum."""
    fed: NDArray[np.bool_] = behaviours_of(kinds) != LampBehaviour.DAYLIGHT
    return fed
