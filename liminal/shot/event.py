"""What happens during a shot, for those who react to it: the operator, the lamps, the sound."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that happens at a time and a place.

    `time`, `seconds`: when it begins and how long it lasts. `kind`: what happens; the operator heeds the kinds in
    `startle.REACTIONS`, and takes every other for something to look at. `x`, `z`: where,
    metres. `strength`: 0 passes unnoticed, 1 is right before one's face.
    """

    time: float
    seconds: float
    kind: str
    x: float
    z: float
    strength: float = 0.5
