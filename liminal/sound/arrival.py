"""Arrival: a short sound at a place, as the microphone and the room around it get it."""

import math

import numpy as np

from liminal.sound.noise import filtered, linear_filter
from liminal.sound.pages import Signal
from liminal.sound.performance import Listener
from liminal.sound.propagation import Propagation, SoundPaths, stereo

_TAPS = 511  # of filters for walls in between


def arrival(
    propagation: Propagation,
    listener: Listener,
    sound: Signal,
    x: float,
    y: float,
    z: float,
    fills: float = math.inf,
) -> tuple[Signal, Signal]:
    """Return a sound (n,), Pa at 1 m, from a place, m: straight (2, n), and to the room (n,).

    `fills`: the distance, m, up to which a source fills the listener's room; of one further off the room has less by 6
    dB for each doubling, as in offices of one floor (ISO 3382-3).
    """
    place = (np.array([x]), np.array([y]), np.array([z]))
    paths: SoundPaths = propagation.paths(listener, *place)
    passed = sound
    if paths.walls[0]:
        passed = filtered(np.pad(sound, _TAPS // 2), linear_filter(lambda hertz: paths.passing(hertz)[0], _TAPS))
    away = max(float(paths.distance[0]), 1.0)
    handed = np.asarray(np.float32(min(fills / away, 1.0)) * passed, np.float32)
    return np.asarray(stereo(paths.bearing) * passed / np.float32(away), np.float32), handed
