"""The state of a camera: the settings of its automatics for one field."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CameraState:
    """`exposure`: of iris and shutter, 1 / (cd/m2) for white. `gain_db`: of the amplifier behind the sensor.

    `white`: gains of red, green and blue. `blur`: standard deviation of the defocus, in lines of a field. `zoom`:
    magnification of the picture, which changes with the focus (breathing); 1 or more.
    """

    exposure: float
    gain_db: float = 0.0
    white: tuple[float, float, float] = (1.0, 1.0, 1.0)
    blur: float = 0.0
    zoom: float = 1.0

    @property
    def gain(self) -> float:
        """The amplifier's gain as a factor."""
        return float(10 ** (self.gain_db / 20))

    @property
    def exposed(self) -> float:
        """The factor from light to white, 1 / (cd/m2)."""
        return self.exposure * self.gain
