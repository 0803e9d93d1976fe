"""An event of a film, as the operator, the lamps and the sound take it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that happens at a time and a place.

    `time`, `seconds`: when it begins and how long it lasts. `kind`: a key of `event_kind.EVENTS`. `x`, `z`: where, m.
    `strength`: 0 passes unnoticed, 1 is right before one's face. `file`: of a voice, else empty. `channel`: through
    which that is heard. `carried`: whether what sounds moves with the operator.
    """

    time: float
    seconds: float
    kind: str
    x: float
    z: float
    strength: float = 0.5
    file: str = ""
    channel: str = "radio"
    carried: bool = False
