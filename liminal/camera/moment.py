"""A moment: what the automatics of a camera have set for one field."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """`exposure`: 1 / (cd/m2), what the iris and the shutter make of light. `gain_db`: amplification behind the chip.

    `white`: gains of red, green and blue. `blur`: standard deviation of what is out of focus, in lines of a field.
    `zoom`: how much larger than it should be the picture is, which changes with the focus; 1 or more.
    """

    exposure: float
    gain_db: float = 0.0
    white: tuple[float, float, float] = (1.0, 1.0, 1.0)
    blur: float = 0.0
    zoom: float = 1.0

    @property
    def gain(self) -> float:
        """What the amplification multiplies by."""
        return float(10 ** (self.gain_db / 20))

    @property
    def exposed(self) -> float:
        """What light is multiplied by on its way to white, 1 / (cd/m2)."""
        return self.exposure * self.gain
