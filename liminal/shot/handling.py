"""What becomes of the camera besides being aimed: it is lowered, set down, dropped, and picked up."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, mix, mix_arrays, units
from liminal.shot.track import TICK, Track, ramp, smoothstep, times

Tracks = NDArray[np.float64]  # (6, n): x, y, z, yaw, pitch, roll


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
_SLIDE = 1.35  # s until it has lost what it had of speed
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

    # What lies somewhere keeps still; it is picked up as it was put down.
    in_hand = np.ones(ticks)
    for first, last in _stretches(carry == "set-down"):
        away = ramp(_between(first, last, ticks), _SET_DOWN, PICKING_UP)
        stood = min(first + round(_STANDSTILL / TICK), ticks - 1)
        tracks += away * (_set_down(tracks[:, stood], floor[stood], _chances(seed, first))[:, None] - tracks)
        in_hand *= 1.0 - away
    for first, last in _stretches(carry == "drop"):
        away = ramp(_between(first, last, ticks), TICK, PICKING_UP)
        slipped = tracks[:, first] + in_hand[first] * swing[:, first]
        lies = tracks[:, first : first + 1].repeat(ticks, axis=1)
        lies[:, first:] = _fall(slipped, tracks[:, first:], float(floor[first]), _chances(seed, first))
        tracks += away * (lies - tracks)
        in_hand *= 1.0 - away
    return Held(*(tracks + in_hand * swing)), in_hand


def _chances(seed: int, tick: int) -> list[float]:
    return [
        float(chance) for chance in units(mix_arrays(mix(seed, seed >> 32, Stream.OPERATOR, 41, tick), np.arange(3)))
    ]


def _set_down(stood: Track, floor: float, chances: list[float]) -> Track:
    """Return x, y, z, yaw, pitch and roll of a camera on the floor, before somebody who stands still (6,)."""
    x, _, z, yaw, _, _ = stood
    turned, tilted, tipped = chances
    return np.array([x, floor + _LENS, z, yaw + 8.0 * (turned - 0.5), 2.5 + 2.0 * tilted, 5.0 * (tipped - 0.5)])


def _fall(slipped: Track, body: Tracks, floor: float, chances: list[float]) -> Tracks:
    """Return where a camera is at each tick after it slipped (6, n): it falls, bounces, and lies on its side.

    `slipped`: where it was in the hand (6,). `body`: where it would be by now in a steady one (6, n).
    """
    time = times(body.shape[1])
    rest = floor + _LYING
    drop = max(float(slipped[1]) - rest, 0.01)
    lands = math.sqrt(2.0 * drop / _GRAVITY)
    height = np.maximum(drop - 0.5 * _GRAVITY * time**2, 0.0)
    ends = lands
    for share in _BOUNCES:
        up = math.sqrt(2.0 * _GRAVITY * share * drop)
        since = time - ends
        height = np.maximum(height, np.where(since > 0, up * since - 0.5 * _GRAVITY * since**2, 0.0))
        ends += 2.0 * up / _GRAVITY

    # It goes on the way one went, and slides to rest there, where it is as clear.
    left = np.clip(1.0 - time / _SLIDE, 0.0, 1.0) ** 3
    slid = _SLIDE / 3.0 * (1.0 - left) / TICK
    x, z = (np.interp(slid, np.arange(len(time)), body[axis]) for axis in (0, 2))

    # It turns over half way in the air, and the rest of it in the bounces.
    turned = 0.55 * np.clip(time / lands, 0.0, 1.0) + 0.45 * smoothstep((time - lands) / (ends - lands))
    side, about, up = chances
    over = (1.0 if side < 0.5 else -1.0) * (_TUMBLE + 15.0 * up) - slipped[5]
    return np.stack(
        [
            x + (slipped[0] - body[0, 0]) * left,
            rest + height,
            z + (slipped[2] - body[2, 0]) * left,
            slipped[3] + 40.0 * (about - 0.5) * turned,
            slipped[4] + (6.0 * up - slipped[4]) * turned - 55.0 * np.sin(math.pi * np.clip(time / ends, 0.0, 1.0)),
            slipped[5] + over * turned,
        ]
    )


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
