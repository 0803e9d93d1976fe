"""Gestures: what a person does beside going their way, when, for how long, and with regard to which place."""

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["look", "crouch", "sit", "fall", "get-up", "reach", "lean", "squeeze", "beckon", "point", "flinch"]


@dataclass(frozen=True)
class Gesture:
    """A gesture from `begin` on, s, that takes `seconds`, its coming and going included; inf: it stays.

    `target`: the point (x, y, z), m, in the space of the way, that is looked at, reached for, pointed at or beckoned
    to; None: straight ahead. `side`: -1 the right, 1 the left, 0 the one that lies nearer. `amount`: 0 to 1, how far.
    """

    kind: Kind
    begin: float
    seconds: float
    target: tuple[float, float, float] | None = None
    side: float = 0.0
    amount: float = 1.0

    @property
    def end(self) -> float:
        """When it is over, s."""
        return self.begin + self.seconds if math.isfinite(self.seconds) else math.inf
