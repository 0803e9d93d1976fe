"""The camera's own lamp: its intensity, its beam, and its place for a pose.

Its light is drawn by `shaders/common_lamp.glsl`, with a shadow ray for every fragment. In a still, its indirect
light is baked with the rest.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.colour import white_of
from liminal.settings.camera_lamp import CameraLampSettings
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world

# Incident-light calibration constant of ISO 2720:1974 for a flat receptor, lux seconds: N^2 / t = E S / C.
INCIDENT = 250.0
FILM_SPEED = 100.0  # ISO: the film that guide numbers are stated for

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Kind:
    """A kind of lamp: colour (K), strength along its axis (cd; 0: set by a guide number), and its beam.

    `half`: degrees off the axis at which the hot centre gives half. `spill`: share of the even light around it, which
    is whole up to the first of `edge` and gone at the second (degrees). `size`: width and height of the source, m.
    """

    temperature: float
    intensity: float
    half: float
    spill: float
    edge: tuple[float, float]
    size: tuple[float, float]


# A flash covers the view of a 35 mm lens, 63 degrees across the corners, where it gives half. A torch of two D cells
# and a 10 W camcorder lamp as their makers describe them; halogen bulbs for low voltages burn at 2,900 to 3,100 K.
KINDS = {
    "flash": Kind(5600.0, 0.0, 31.7, 0.0, (60.0, 80.0), (0.025, 0.012)),
    "torch": Kind(2700.0, 2500.0, 4.5, 0.035, (24.0, 44.0), (0.045, 0.045)),
    "camcorder": Kind(3000.0, 700.0, 13.0, 0.10, (26.0, 52.0), (0.045, 0.045)),
}


@dataclass(frozen=True)
class Beam:
    """A lamp for one pose: the uniforms of `shaders/common_lamp.glsl`, less `cells` and `cell`."""

    camera_lamp_place: Floats  # (3,): m, window
    camera_lamp_axis: Floats  # (3,): unit length
    camera_lamp_intensity: Floats  # (3,): cd, linear Rec. 709, the mean over the shutter
    camera_lamp_beam: Floats  # (4,): square of the hot centre's tangent, spill, cosines of the spill's edge

    @property
    def uniforms(self) -> dict[str, Any]:
        """By name."""
        return dict(vars(self))


class CameraLamp:
    """A lamp that goes where the camera goes and points where it looks. `shutter`: s, over which a flash is spread."""

    def __init__(self, settings: CameraLampSettings, shutter: float) -> None:
        if settings.kind is None:
            raise ValueError("this camera has no lamp")
        kind = KINDS[settings.kind]
        steady = kind.intensity if settings.intensity is None else settings.intensity
        strength = candela_seconds(settings.guide_number) / shutter if settings.kind == "flash" else steady
        temperature = kind.temperature if settings.temperature is None else settings.temperature
        self._intensity = strength * np.asarray(white_of(temperature), np.float64)
        edge = np.cos(np.radians(kind.edge))
        self._beam = np.array([np.tan(np.radians(kind.half)) ** 2, kind.spill, *edge])
        self._offset = np.array([settings.right, settings.above])
        self._size = np.array(kind.size)

    def at(self, pose: Pose, origin: tuple[float, float], spot: ArrayLike = (0.0, 0.0)) -> Beam:
        """The lamp for a pose, in a window with this `origin` (x, z, metres).

        `spot` (2,): which point of its surface shines, -1 to 1 across and up: the mean of several has soft shadows.
        """
        matrix = view_from_world(pose, origin)
        turn, shift = matrix[:3, :3], matrix[:3, 3]
        eye = -turn.T @ shift
        right, up = self._offset + np.asarray(spot) * self._size / 2
        return Beam(eye + right * turn[0] + up * turn[1], -turn[2], self._intensity, self._beam)


def candela_seconds(guide_number: float) -> float:
    """The intensity of a flash along its axis, integrated over time, cd s.

    At a distance d it exposes film of ISO S at f-number N = guide_number / d correctly; for a light meter that is an
    exposure of C N^2 / S lux seconds (ISO 2720:1974).
    """
    return INCIDENT * guide_number**2 / FILM_SPEED
