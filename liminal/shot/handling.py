"""What becomes of the camera besides being aimed: it is lowered, set down, dropped, and picked up."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, mix, mix_arrays, units
from liminal.shot.track import TICK, Track, ramp


@dataclass(frozen=True)
class _Handling:
    """`pace`: of the walking speed meanwhile."""

    pace: float


HANDLINGS = {"lowered": _Handling(0.9), "set-down": _Handling(0.0), "drop": _Handling(0.0)}

PICKING_UP = 2.2  # s: stoop, grasp, rise
_LOWER, _RAISE = 0.9, 1.1  # s
_SET_DOWN = 1.8  # s
_HANGING = 0.85  # m above the floor: at the end of an arm
_LENS = 0.075  # m above the floor: half a camcorder's height
_STANDSTILL = 1.1  # s until somebody who means to has stopped

_GRAVITY = 9.81  # m/s2
_BOUNCES = (0.22, 0.08)  # of the height of the fall: a plastic box on carpet
_TUMBLE = 75.0  # deg: it ends on its side
_LYING = 0.055  # m: half its width


@dataclass(frozen=True)
class Held:
    """A camera in the world at each tick, float64 (n,): metres and degrees. `yaw` is not wrapped."""

    x: Track
    y: Track
    z: Track
    yaw: Track
    pitch: Track
    roll: Track


def handle(held: Held, floor: Track, carry: NDArray[np.str_], shake: Held, seed: int) -> tuple[Held, Track]:
    """Return the camera as it is carried, and how much it is in hand at each tick, 0..1 (n,).

    `held`: aimed, by a perfectly steady hand; `shake` is what a hand adds. `carry`: "raised" or a key of `HANDLINGS`.
    """
    tracks = np.stack([held.x, held.y, held.z, held.yaw, held.pitch, held.roll])
    swing = np.stack([shake.x, shake.y, shake.z, shake.yaw, shake.pitch, shake.roll])
    ticks = len(floor)

    # At the end of an arm it looks at the floor ahead, and swings more.
    hangs = ramp(carry == "lowered", _LOWER, _RAISE)
    tilt = 14.0 * (units(mix_arrays(seed, seed >> 32, Stream.OPERATOR, 40, _spells(carry == "lowered"))) - 0.3)
    tracks[1] += hangs * (floor + _HANGING - tracks[1])
    tracks[4] += hangs * (-48.0 - tracks[4])
    tracks[5] += hangs * tilt
    swing = swing * (1.0 + 1.5 * hangs)

    in_hand = np.ones(ticks)
    for kind in ("set-down", "drop"):
        for first, last in _stretches(carry == kind):
            on = np.zeros(ticks, bool)
            on[first:last] = True
            rest = _resting_place(tracks, floor, first, seed, kind)
            away = ramp(on, _SET_DOWN if kind == "set-down" else TICK, PICKING_UP)
            falling = _fall(tracks[:, first], rest, ticks - first) if kind == "drop" else rest[:, None]
            target = np.broadcast_to(rest[:, None], tracks.shape).copy()
            target[:, first:] = falling
            tracks += away * (target - tracks)
            in_hand *= 1.0 - away
    return Held(*(tracks + in_hand * swing)), in_hand


def _resting_place(tracks: NDArray[np.float64], floor: Track, first: int, seed: int, kind: str) -> NDArray[np.float64]:
    """Return x, y, z, yaw, pitch and roll of a camera that lies where its owner came to stand (6,)."""
    stood = min(first + round(_STANDSTILL / TICK), tracks.shape[1] - 1) if kind == "set-down" else first
    x, _, z, yaw, _pitch, _ = tracks[:, stood]
    draw = units(mix_arrays(mix(seed, seed >> 32, Stream.OPERATOR, 41, first), np.arange(3)))
    if kind == "set-down":
        return np.array(
            [x, floor[stood] + _LENS, z, yaw + 8.0 * (draw[0] - 0.5), 2.5 + 2.0 * draw[1], 5 * draw[2] - 2.5]
        )
    side = 1.0 if draw[0] < 0.5 else -1.0
    return np.array(
        [x, floor[stood] + _LYING, z, yaw + 40.0 * (draw[1] - 0.5), 6.0 * draw[2], side * (_TUMBLE + 20 * draw[1])]
    )


def _fall(start: NDArray[np.float64], rest: NDArray[np.float64], ticks: int) -> NDArray[np.float64]:
    """Return where a dropped camera is at each tick after it slipped (6, ticks): it falls, bounces, and lies."""
    drop = float(start[1] - rest[1])
    time = np.arange(ticks) * TICK
    lands = math.sqrt(2.0 * max(drop, 0.0) / _GRAVITY)
    height = np.maximum(drop - 0.5 * _GRAVITY * time**2, 0.0)
    begins = lands
    for share in _BOUNCES:
        up = math.sqrt(2.0 * _GRAVITY * share * drop)
        since = time - begins
        height = np.where((since > 0) & (since < 2 * up / _GRAVITY), up * since - 0.5 * _GRAVITY * since**2, height)
        begins += 2 * up / _GRAVITY

    # It turns over half way in the air, and the rest of it in the bounces.
    turned = np.clip(time / max(lands, TICK), 0.0, 1.0) * 0.55 + 0.45 * np.clip(
        (time - lands) / max(begins - lands, TICK), 0, 1
    )
    fallen = start[:, None] + (rest - start)[:, None] * turned
    fallen[4] += -55.0 * np.sin(math.pi * np.clip(time / max(begins, TICK), 0.0, 1.0))
    fallen[1] = rest[1] + height
    return np.asarray(fallen)


def _stretches(on: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first tick and the tick after the last of each time that something is on."""
    edges = np.diff(on.astype(np.int8), prepend=0, append=0)
    return list(zip(np.flatnonzero(edges > 0).tolist(), np.flatnonzero(edges < 0).tolist(), strict=True))


def _spells(on: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Number the times that something is on: each tick has the number of the last one begun."""
    return np.cumsum(np.diff(on.astype(np.int8), prepend=0) > 0).astype(np.int64)
