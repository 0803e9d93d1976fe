"""Moves of the operator's free hand, told from the lens: where the wrist goes and how the hand is held.

The right hand has the camera's strap, so it is the left one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

Floats = NDArray[np.float64]
HandMoveKind = Literal["braces", "covers", "wipes", "reaches"]

GRASPED = 0.50  # of a reach: the hand has taken what it reaches for
THERE, LETS_GO = 0.38, 0.30  # of a reach: until the hand is there, and from letting go to its end

# From the lens, m: to the right, up, ahead.
SHOULDER = np.array([-0.25, -0.21, -0.12])  # of one who holds the camera before the right eye


class HandKey(NamedTuple):
    """A hand at a `share` of a move. `wrist`: m. `fingers`, `palm`: where those point and that faces.

    All but the share are told from the lens: to the right, up, ahead. `curl`: rad, of each joint of the fingers.
    """

    share: float
    wrist: tuple[float, float, float]
    fingers: tuple[float, float, float]
    palm: tuple[float, float, float]
    curl: float = 0.0


AWAY = HandKey(0.0, (-0.34, -0.46, 0.10), (0.5, 0.6, 0.6), (0.3, -0.8, 0.4), 0.3)

KEYS: dict[HandMoveKind, tuple[HandKey, ...]] = {
    # Thrown forward: the back of it is seen, fingers spread.
    "braces": (
        AWAY,
        HandKey(0.34, (-0.11, -0.13, 0.32), (0.16, 0.80, 0.55), (0.05, -0.35, 0.94), -0.10),
        HandKey(0.70, (-0.06, -0.10, 0.36), (0.24, 0.85, 0.45), (0.05, -0.30, 0.95), -0.16),
        HandKey(1.00, (-0.16, -0.30, 0.30), (0.20, 0.40, 0.90), (0.0, -0.75, 0.65), 0.10),
    ),
    # The palm is laid over the lens.
    "covers": (
        AWAY,
        HandKey(0.20, (-0.110, -0.120, 0.120), (0.66, 0.74, 0.12), (0.10, 0.10, -1.0), 0.12),
        HandKey(0.28, (-0.070, -0.066, 0.058), (0.72, 0.70, 0.02), (0.02, 0.0, -1.0), 0.10),
        HandKey(0.76, (-0.066, -0.062, 0.056), (0.72, 0.70, 0.02), (0.02, 0.0, -1.0), 0.06),
        HandKey(0.84, (-0.120, -0.130, 0.120), (0.66, 0.74, 0.12), (0.10, 0.10, -1.0), 0.15),
        AWAY._replace(share=1.0),
    ),
    # The end of the sleeve, held by a closed hand, goes over the lens twice.
    "wipes": (
        AWAY,
        HandKey(0.22, (-0.060, -0.150, 0.110), (0.85, 0.50, 0.10), (0.0, -0.2, -1.0), 0.95),
        HandKey(0.36, (0.125, 0.075, 0.084), (0.92, 0.38, 0.05), (0.0, -0.2, -1.0), 1.10),
        HandKey(0.49, (0.035, -0.020, 0.086), (0.92, 0.38, 0.05), (0.0, -0.2, -1.0), 1.10),
        HandKey(0.62, (0.130, 0.080, 0.082), (0.92, 0.38, 0.05), (0.0, -0.2, -1.0), 1.10),
        HandKey(0.78, (-0.080, -0.160, 0.110), (0.85, 0.40, 0.10), (0.0, -0.3, -1.0), 0.90),
        AWAY._replace(share=1.0),
    ),
    # Held out to what it is to take; the fingers close, and it stays there until it lets go.
    "reaches": (
        AWAY,
        HandKey(0.38, (-0.10, -0.20, 0.30), (0.10, 0.10, 0.98), (0.15, -0.98, -0.10), 0.10),
        HandKey(GRASPED, (-0.10, -0.20, 0.30), (0.10, 0.10, 0.98), (0.15, -0.98, -0.10), 0.80),
        HandKey(0.70, (-0.10, -0.20, 0.30), (0.10, 0.10, 0.98), (0.15, -0.98, -0.10), 0.75),
        HandKey(0.80, (-0.14, -0.26, 0.26), (0.10, 0.05, 0.98), (0.15, -0.98, -0.10), 0.20),
        AWAY._replace(share=1.0),
    ),
}


@dataclass(frozen=True)
class HandMove:
    """A move of the hand from `begin` on for `seconds`, s of the film.

    `target`: the place in the world, (3,), m, that it takes hold of, at a time of the film, s; None if it does not.
    """

    kind: HandMoveKind
    begin: float
    seconds: float
    target: Callable[[float], Floats] | None = None

    @property
    def end(self) -> float:
        """When it is over, s."""
        return self.begin + self.seconds


def keyed(keys: Sequence[HandKey], shares: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return wrists, ways of fingers, ways of palms (f, 3) each, and curls (f,), at shares (f,) of a move.

    Between keys each number goes by a monotone cubic (Fritsch and Carlson, 1980), so that none swings past its key.
    """
    at = np.array([key.share for key in keys])
    rows = np.array([(*key.wrist, *key.fingers, *key.palm, key.curl) for key in keys])
    found = PchipInterpolator(at, rows)(np.clip(shares, at[0], at[-1]))
    return found[:, :3], found[:, 3:6], found[:, 6:9], found[:, 9]
