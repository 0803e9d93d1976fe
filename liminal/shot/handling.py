"""Handling of the camera: it is lowered, held low, set down, and picked up."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, key_of, keys_of, mix_arrays, units
from liminal.shot.camera_tracks import CameraTracks
from liminal.shot.track import TICK, Track, ramp

PICKING_UP = 2.2  # s: stoop, grasp, rise
_LOWER, _RAISE = 0.9, 1.1  # s
_SET_DOWN = 1.8  # s
_CROUCH, _RISE = 0.9, 0.8  # s
_CROUCHED = 0.82  # m above the floor: the lens of one who crouches
_HANGING = 0.85  # m above the floor: at the end of an arm
_LENS = 0.075  # m above the floor: half a camcorder's height
_STANDSTILL = 1.1  # s until an operator who is about to set it down has stopped


def handle(
    held: CameraTracks, floor: Track, carry: NDArray[np.str_], shake: CameraTracks, seed: int
) -> tuple[CameraTracks, Track]:
    """Return the camera as it is carried, and how much it is in hand at each tick, 0..1 (n,).

    `held`: aimed, by a perfectly steady hand; `shake`: the motion that a hand adds. `carry`: "raised", "lowered",
    "crouched" or "set-down".
    """
    tracks, swing = held.stacked(), shake.stacked()
    ticks = len(floor)

    # At the end of an arm it looks at the floor ahead, and swings more.
    hangs = ramp(carry == "lowered", _LOWER, _RAISE)
    tilt = 14.0 * (units(keys_of(seed, Stream.OPERATOR, 40, _spells(carry == "lowered"))) - 0.3)
    tracks[1] += hangs * (floor + _HANGING - tracks[1])
    tracks[4] += hangs * (-48.0 - tracks[4])
    tracks[5] += hangs * tilt
    swing = swing * (1.0 + 1.5 * hangs)

    # Crouched, elbows on the knees.
    if (carry == "crouched").any():
        low = ramp(carry == "crouched", _CROUCH, _RISE)
        tracks[1] += low * (floor + _CROUCHED - tracks[1])
        swing = swing * (1.0 - 0.35 * low)

    # A camera that lies on the floor keeps still; it is picked up as it was put down.
    in_hand = np.ones(ticks)
    for first, last in _stretches(carry == "set-down"):
        away = ramp(_between(first, last, ticks), _SET_DOWN, PICKING_UP)
        stood = min(first + round(_STANDSTILL / TICK), ticks - 1)
        tracks += away * (_set_down(tracks[:, stood], floor[stood], _chances(seed, first))[:, None] - tracks)
        in_hand *= 1.0 - away
    return CameraTracks(*(tracks + in_hand * swing)), in_hand


def _chances(seed: int, tick: int) -> list[float]:
    return [float(chance) for chance in units(mix_arrays(key_of(seed, Stream.OPERATOR, 41, tick), np.arange(3)))]


def _set_down(stood: Track, floor: float, chances: list[float]) -> Track:
    """Return x, y, z, yaw, pitch and roll of a camera on the floor, before an operator who stands still (6,)."""
    x, _, z, yaw, _, _ = stood
    turned, tilted, tipped = chances
    return np.array([x, floor + _LENS, z, yaw + 8.0 * (turned - 0.5), 2.5 + 2.0 * tilted, 5.0 * (tipped - 0.5)])


def _between(first: int, last: int, ticks: int) -> NDArray[np.bool_]:
    on = np.zeros(ticks, bool)
    on[first:last] = True
    return on


def _stretches(on: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first tick and the tick after the last of each time that something is on."""
    edges = np.diff(on.astype(np.int8), prepend=0, append=0)
    return list(zip(np.flatnonzero(edges > 0).tolist(), np.flatnonzero(edges < 0).tolist(), strict=True))


def _spells(on: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Number the times that something is on: each tick has the number of the last one begun."""
    return np.cumsum(np.diff(on.astype(np.int8), prepend=0) > 0).astype(np.int64)
