"""Gestures: what a person does beside going their way, when, for how long, and with regard to which place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["look", "crouch", "sit", "fall", "get-up", "reach", "lean", "squeeze", "beckon", "point", "flinch"]

Floats = NDArray[np.float64]

# s: the least and the most that the body's weight lets these take, and what they take without haste.
_TAKES = {"fall": (1.4, 1.8, 1.5), "get-up": (3.2, 8.0, 4.2)}


@dataclass(frozen=True)
class Gesture:
    """A gesture from `begin` on, s, that takes `seconds`, its coming and going included; inf: it stays.

    A fall takes 1.4 to 1.8 s, the creature's 3.3 s, and the body lies until a "get-up", which takes 3.2 to 8 s; without
    a fall before it lies there from the beginning. `target`: the point (x, y, z), m, in the space of the way, that is
    looked at, reached for, pointed at or beckoned to; the corner that a hand holds on to when one leans; the middle of
    a seat; what one falls away from, so that a body that faces it falls back, and one that has it beside it to the
    other side. None: straight ahead, no hand, the floor, forward. `side`: -1 the right, 1 the left, 0 the one that lies
    nearer: of the hand, of leaning, of the shoulder that goes ahead through a gap, of what startles, and of the first
    knee in a fall. `amount`: 0 to 1, how far. `follows`: of a look, the points (k, 3), m, that it follows at times
    (k,), s, instead of a target.
    """

    kind: Kind
    begin: float
    seconds: float
    target: tuple[float, float, float] | None = None
    side: float = 0.0
    amount: float = 1.0
    follows: Callable[[Floats], Floats] | None = None

    def looked_at(self, times: Floats) -> Floats | None:
        """Return the points that are looked at, at times (k,), s: (k, 3), m; None: straight ahead."""
        if self.follows is not None:
            return self.follows(times)
        return None if self.target is None else np.broadcast_to(np.array(self.target), (len(times), 3))

    @property
    def takes(self) -> float:
        """How long it takes, s."""
        if self.kind not in _TAKES:
            return self.seconds
        least, most, usual = _TAKES[self.kind]
        return min(max(self.seconds, least), most) if np.isfinite(self.seconds) else usual

    @property
    def end(self) -> float:
        """When it is over, s."""
        return self.begin + self.takes
