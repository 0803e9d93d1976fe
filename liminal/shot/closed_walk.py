"""A walk that ends as it began: round and back, so that a film of it can be shown over and over without a seam."""

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from noise import snoise3
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.sparse.csgraph import dijkstra

from liminal.random import Stream, key_of, mix_arrays
from liminal.settings.operator import OperatorSettings
from liminal.shot.breath import Breath, breaths_at_rest
from liminal.shot.camera import ShotCamera
from liminal.shot.elastic_band import CLEARANCE, points_every
from liminal.shot.ground import Ground, Points
from liminal.shot.step import Step
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.walk import steps, trace
from liminal.world.world import World

_REACH = 28.0  # m around the start that is looked at
_NODE = CLEARANCE + 0.05  # m: where one may walk
_COMFORT = 0.9  # m: nearer to walls it feels longer
_TURNS = 14  # places to turn round at that are tried
_BEATEN, _TOIL = 1.3, 7.0  # m around the way out, and how much longer the way back feels there
_ENDS = 1.6  # m around start and turn that both ways share
_SHARED = 0.35  # of the way back on the way out, and it is none
_SHORTEST = 9.0  # m: there is no round shorter than this
_SPACING = 0.1  # m
_ROUNDS = 300  # of smoothing
_PUSH = 0.008  # m a round, away from what is near
_BEND = 0.45  # m over which bends are rounded
_CREEP = 0.45  # of the speed: the slowest, in the sharpest bend

_STEP = 0.68  # m
_BOB, _SWAY = 0.011, 0.006  # m that steps move the camera up, aside
# The hand's wandering: how often (Hz) and how far (deg), at full shake.
_HAND = ((0.17, 1.5), (0.4, 0.7), (1.0, 0.35), (2.6, 0.12), (7.0, 0.04))
_LOOK = (0.11, 16.0)  # Hz and deg: the gaze leaves the way to either side

Track = NDArray[np.float64]


class ClosedWalk(ShotCamera):
    """Somebody walks a round of `seconds`, and is back where the round began, in the same posture and in step."""

    breaths: Sequence[Breath] = ()

    def __init__(self, path: Points, floor: Track, settings: OperatorSettings, fov: float, seed: int, seconds: float):
        """`path` (n, 2): x and z every `_SPACING` m of a closed line, the last point before the first. `floor` (n,)."""
        self._settings, self._fov, self._seconds = settings, fov, seconds
        self._stream = float(key_of(seed, Stream.HAND, 1) % 4096)
        self.breaths = breaths_at_rest(seconds, seed)
        ahead = (np.roll(path, -1, 0) - np.roll(path, 1, 0)).T
        smooth = [gaussian_filter1d(each, _BEND / _SPACING, mode="wrap") for each in ahead]
        self._heading: Track = np.unwrap(np.arctan2(smooth[0], -smooth[1]))

        # Slowly round bends; then all of it just as fast as it takes to be back in time.
        bend = abs(np.gradient(np.unwrap(np.concatenate([self._heading] * 3)), _SPACING))[len(path) : 2 * len(path)]
        allowed = np.clip(math.radians(settings.turn_rate) / np.maximum(bend, 1e-6) / settings.speed, _CREEP, 1.0)
        pace = gaussian_filter1d(allowed, 8, mode="wrap")
        taken = np.concatenate([[0.0], np.cumsum(2.0 / (pace + np.roll(pace, -1)))])
        self._time: Track = taken * (seconds / taken[-1])
        self._path, self._floor = path, gaussian_filter1d(floor, 3.0, mode="wrap")
        self._paces = 2 * max(1, round(len(path) * _SPACING / _STEP / 2))

    def pose(self, time: float) -> Pose:
        """Where the camera is: after `seconds` as at the beginning."""
        time %= self._seconds
        at = self._at(time)
        heading = self._heading_at(at)
        phase = math.pi * self._paces * at / len(self._path)
        lively = 2.0 * self._settings.shake
        uneven = 1.0 + 0.3 * self._ring(0.9, time, 20)
        vault = math.sqrt(math.sin(phase) ** 2 + 0.03) - 0.66
        aside, up = lively * _SWAY * uneven * math.sin(phase), lively * _BOB * uneven * vault
        hand = [self._settings.shake * sum(far * self._ring(rate, time, 3 * band + axis)
                for band, (rate, far) in enumerate(_HAND)) for axis in range(3)]  # fmt: skip
        gaze = self._heading_at(self._at((time + self._settings.gaze_lead) % self._seconds))
        look = _LOOK[1] * self._ring(_LOOK[0], time, 30)
        return Pose(
            x=self._between(self._path[:, 0], at) + aside * math.cos(heading),
            y=self._between(self._floor, at) + self._settings.eye_height + up,
            z=self._between(self._path[:, 1], at) + aside * math.sin(heading),
            yaw=(math.degrees(gaze) + look + hand[0]) % 360.0,
            pitch=self._settings.pitch + 0.8 * hand[1],
            roll=0.6 * hand[2],
            fov=self._fov,
        )

    @cached_property
    def steps(self) -> Sequence[Step]:
        """Every footstep."""
        along = np.arange(self._paces) / self._paces * len(self._path)
        times = np.interp(along, np.arange(len(self._path) + 1), self._time)
        index = along.astype(int)
        return [
            Step(float(time), float(self._path[i, 0]), float(self._path[i, 1]), number % 2, 0.5, int(Material.CARPET))
            for number, (time, i) in enumerate(zip(times, index.tolist(), strict=True))
        ]

    def _at(self, time: float) -> float:
        """How far along, in points of the path."""
        return float(np.interp(time, self._time, np.arange(len(self._path) + 1)))

    def _heading_at(self, at: float) -> float:
        index = int(at) % len(self._path)
        here, then = self._heading[index], self._heading[(index + 1) % len(self._path)]
        return float(here + ((then - here + math.pi) % (2 * math.pi) - math.pi) * (at % 1.0))

    def _between(self, track: Track, at: float) -> float:
        index = int(at) % len(track)
        return float(track[index] + (track[(index + 1) % len(track)] - track[index]) * (at % 1.0))

    def _ring(self, rate: float, time: float, user: int) -> float:
        """Noise that turns about `rate` times a second and is the same after the round: along a circle."""
        radius = rate * self._seconds / (2 * math.pi)
        turn = 2 * math.pi * time / self._seconds
        return float(snoise3(radius * math.cos(turn), radius * math.sin(turn), self._stream + 1.7 * user))


def find_closed_walk(
    world: World, settings: OperatorSettings, start: Pose, seed: int, seconds: float
) -> ClosedWalk | None:
    """Find a way round that begins near `start` and takes `seconds`; None where there is none."""
    wanted = settings.speed * seconds * 0.92
    if wanted < _SHORTEST:
        return None
    reach = round(_REACH / CELL)
    window = world.window(round(start.x / CELL) - reach, round(start.z / CELL) - reach, 2 * reach, 2 * reach)
    ground = Ground(window)
    clear = ground.distance[1::2, 1::2]
    node = clear >= _NODE
    toil = 1.0 + 3.0 * np.clip(1.0 - clear / _COMFORT, 0.0, 1.0) ** 2
    places = ground.middles(*np.indices(clear.shape)[::-1].reshape(2, -1))
    away = np.hypot(places[:, 0] - start.x, places[:, 1] - start.z)
    home = int(np.argmin(np.where(node.ravel(), away, np.inf)))
    cost, previous = dijkstra(steps(node, CELL, toil), directed=False, indices=home, return_predecessors=True)

    # A turn about half way off, and a way back that is another one.
    half = np.flatnonzero(np.isfinite(cost) & (cost > 0.36 * wanted) & (cost < 0.6 * wanted))
    if not len(half):
        return None
    lots = mix_arrays(key_of(seed, Stream.STAGING, 9), np.arange(_TURNS)) % np.uint32(len(half))
    best: tuple[float, Points] | None = None
    for turn in half[lots].tolist():
        out = trace(previous, turn)
        line = places[out][::4]
        near = np.hypot(places[:, None, 0] - line[None, :, 0], places[:, None, 1] - line[None, :, 1]).min(1)
        ends = np.minimum(away, np.hypot(*(places - places[turn]).T))
        beaten = ((near < _BEATEN) & (ends > _ENDS)).reshape(clear.shape)
        _, returning = dijkstra(
            steps(node, CELL, toil * np.where(beaten, _TOIL, 1.0)),
            directed=False,
            indices=turn,
            return_predecessors=True,
        )
        back = trace(returning, home)
        shared = float(beaten.ravel()[back].mean())
        path = np.concatenate([places[out], places[back][1:-1]])
        length = float(np.hypot(*np.diff(np.concatenate([path, path[:1]]), axis=0).T).sum())
        score = 2.0 * shared + abs(math.log(length / wanted))
        if shared < _SHARED and (best is None or score < best[0]):
            best = score, path
    if best is None or best[0] > 1.2:
        return None
    path = _rounded(ground, best[1])
    return ClosedWalk(path, ground.floor(path), settings, start.fov, seed, seconds)


def _rounded(ground: Ground, path: Points) -> Points:
    """Let a closed line shorten itself and keep off what is near, as `band.tighten` does an open one."""
    line = points_every(np.concatenate([path, path[:1]]), _SPACING)
    clear = ground.clearance(line)
    for _ in range(_ROUNDS):
        pull = 0.5 * (np.roll(line, 1, 0) + np.roll(line, -1, 0)) - line
        push = np.clip(1.0 - clear / _COMFORT, 0.0, 1.0)[:, None] * _PUSH * ground.uphill(line)
        moved = line + 0.5 * pull + push
        now = ground.clearance(moved)
        allowed = (now >= CLEARANCE) | (now >= clear)
        line = np.where(allowed[:, None], moved, line)
        clear = np.where(allowed, now, clear)
    closed = np.concatenate([line, line[:1]])
    even = points_every(closed, _SPACING)
    return even[:-1] if np.hypot(*(even[-1] - even[0])) < _SPACING / 2 else even
