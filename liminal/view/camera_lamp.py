"""The camera's own lamp: its intensity, its beam, and its place for a pose.

In a still, its indirect light is baked with the rest.
"""

import numpy as np
from numpy.typing import ArrayLike

from liminal.colour import white_of
from liminal.settings.camera_lamp import CameraLampSettings
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world
from liminal.view.spot_lamp import KINDS, SpotLamp

# Incident-light calibration constant of ISO 2720:1974 for a flat receptor, lux seconds: N^2 / t = E S / C.
INCIDENT = 250.0
FILM_SPEED = 100.0  # ISO: the film that guide numbers are stated for


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
        self._beam = kind.beam
        self._offset = np.array([settings.right, settings.above])
        self._size = np.array(kind.size)

    def at(self, pose: Pose, origin: tuple[float, float], spot: ArrayLike = (0.0, 0.0)) -> SpotLamp:
        """The lamp for a pose, in a window with this `origin` (x, z, metres).

        `spot` (2,): which point of its surface shines, -1 to 1 across and up: the mean of several has soft shadows.
        """
        matrix = view_from_world(pose, origin)
        turn, shift = matrix[:3, :3], matrix[:3, 3]
        eye = -turn.T @ shift
        right, up = self._offset + np.asarray(spot) * self._size / 2
        return SpotLamp(eye + right * turn[0] + up * turn[1], -turn[2], self._intensity, self._beam)


def candela_seconds(guide_number: float) -> float:
    """The intensity of a flash along its axis, integrated over time, cd s.

    At a distance d it exposes film of ISO S at f-number N = guide_number / d correctly; for a light meter that is an
    exposure of C N^2 / S lux seconds (ISO 2720:1974).
    """
    return INCIDENT * guide_number**2 / FILM_SPEED
