"""Arrival: a short sound at a place, as the microphone and the room around it get it."""

import numpy as np

from liminal.sound.noise import filtered, linear_filter
from liminal.sound.pages import Signal
from liminal.sound.performance import Listener
from liminal.sound.propagation import Propagation, SoundPaths, stereo

_TAPS = 511  # of filters for walls in between


def arrival(
    propagation: Propagation, listener: Listener, sound: Signal, x: float, y: float, z: float
) -> tuple[Signal, Signal]:
    """Return a sound (n,), Pa at 1 m, from a place, m: straight (2, n), and to the room (n,)."""
    place = (np.array([x]), np.array([y]), np.array([z]))
    paths: SoundPaths = propagation.paths(listener, *place)
    filter = linear_filter(lambda hertz: paths.passing(hertz)[0], _TAPS)
    passed = filtered(np.pad(sound, _TAPS // 2), filter)
    away = np.float32(max(float(paths.distance[0]), 1.0))
    return np.asarray(stereo(paths.bearing) * passed / away, np.float32), passed
