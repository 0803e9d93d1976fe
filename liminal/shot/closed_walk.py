"""A walk that ends as it began: round and back, so that a film of it can be repeated without a seam."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.ndimage import gaussian_filter1d

from liminal.random import Stream, key_of, mix_arrays
from liminal.settings.operator import OperatorSettings
from liminal.shot.aim import Aim
from liminal.shot.body import Body, hand_motion
from liminal.shot.breath import Breath
from liminal.shot.camera_tracks import CameraRecording, CameraTracks
from liminal.shot.elastic_band import CLEARANCE, path_length, points_every
from liminal.shot.feet import Course
from liminal.shot.ground import Ground, Points
from liminal.shot.hand import closed_noise
from liminal.shot.shot_camera import ShotCamera
from liminal.shot.step import Step
from liminal.shot.track import TICK, Track, times
from liminal.shot.wading import wading_pace
from liminal.shot.walk_graph import WalkGraph, wall_toil
from liminal.shot.walk_path import SPACING, SampledPath
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

_REACH = 28.0  # m around the start that is looked at
_NODE = CLEARANCE + 0.05  # m: where one may walk
_COMFORT = 0.9  # m: it keeps this far from walls where there is room
_TURNS = 14  # places to turn round at that are tried
_BEATEN, _TOIL = 1.3, 7.0  # m around the way out, and how much longer the way back feels there
_ENDS = 1.6  # m around start and turn that both ways share
_SHARED = 0.35  # share of the way back that is on the way out: with more it is no round
_SHORTEST = 9.0  # m: there is no round shorter than this
_SPACING = 0.1  # m between the points that are smoothed
_ROUNDS = 300  # of smoothing
_PUSH = 0.008  # m a round, away from obstacles
_CREEP = 0.45  # of the speed: the slowest, in the sharpest bend
_EASE = 0.8  # m over which speed changes
_ASIDE = 0.11, 16.0  # Hz and deg: the gaze leaves the path to either side
_ASIDE_ROW = 51.0  # of the noise that it follows


class ClosedWalk(ShotCamera):
    """An operator who walks round, and is back where the round began, in the same posture and in step."""

    steps: Sequence[Step] = ()
    breaths: Sequence[Breath] = ()

    def __init__(self, round_: SampledPath, settings: OperatorSettings, fov: float, seed: int, seconds: float) -> None:
        """`round_`: a closed line, the last point before the first. `seconds`: that a round takes."""
        self._seconds = seconds
        lap = round(seconds / TICK)
        points, rounds = len(round_.points), _repeated(round_, 4)

        # Slowly round bends; then all of it just as fast as it takes to be back in time.
        bend = rounds.bend[points : 2 * points]
        allowed = np.clip(math.radians(settings.turn_rate) / np.maximum(bend, 1e-6) / settings.speed, _CREEP, 1.0)
        allowed = np.minimum(allowed, wading_pace(round_.depth))
        pace = gaussian_filter1d(allowed, _EASE / SPACING, mode="wrap")
        taken = np.concatenate([[0.0], np.cumsum(2.0 / (pace + np.roll(pace, -1)))])

        # Two laps: in the first one the lags of wrist and knees settle; the second, which repeats, is filmed.
        time, taken = times(2 * lap + 2), taken * (lap * TICK / taken[-1])
        along, ahead = _along(time, taken), _along(time + settings.gaze_lead, taken)
        gaze = np.interp(ahead, np.arange(4 * points) * SPACING, rounds.heading)
        row = float(key_of(seed, Stream.HAND, 1) % 4096) + _ASIDE_ROW
        aside = _ASIDE[1] * closed_noise(time, _ASIDE[0], row, lap * TICK)
        still, one = np.zeros(len(time)), np.ones(len(time))
        aim = Aim(np.degrees(gaze) + aside, settings.pitch * one, one)
        speed = np.gradient(along, TICK)
        raised = np.full(len(time), "raised")
        course = Course(along, speed, aim.yaw, aim.pitch, still, one, still, still, still, raised)
        carried = Body(settings, seed, lap).carry(rounds, course, aim)
        camera = CameraTracks(*_second(carried.steady.stacked() + carried.shake.stacked(), lap))
        motion = hand_motion(camera, CameraTracks(*_second(carried.shake.stacked(), lap)), one[lap : 2 * lap + 2])
        self._recording = CameraRecording(camera, one[lap : 2 * lap + 2], motion, fov, lap * TICK)

        # A lap is a whole number of ticks, and the film seldom is.
        self._pace = lap * TICK / seconds
        steps = [
            replace(step, time=begin)
            for step in carried.gait.steps
            if 0.0 <= (begin := (step.time - lap * TICK) / self._pace) < seconds
        ]
        # The round before and the next, too.
        self.steps = tuple(
            replace(step, time=step.time + shift) for shift in (-seconds, 0.0, seconds) for step in steps
        )
        self.breaths = tuple(
            breath._replace(time=begin)
            for breath in carried.breath.breaths
            if 0.0 <= (begin := (breath.time - lap * TICK) / self._pace) < seconds
        )

    def pose(self, time: float) -> Pose:
        """Return the camera's pose: after `seconds` as at the beginning."""
        return self._recording.pose(time % self._seconds * self._pace)

    def motion(self, time: float) -> float:
        """Return how fast the hands move the camera, m/s."""
        return self._recording.motion(time % self._seconds * self._pace)


def _repeated(path: SampledPath, laps: int) -> SampledPath:
    """Return a closed path that is walked `laps` times."""
    arrays = (np.concatenate([each] * laps) for each in (path.points, path.floor, path.clear, path.depth, path.surface))
    return SampledPath(*arrays)


def _along(time: Track, taken: Track) -> Track:
    """Return how far along one is at each time, m. `taken` (n + 1,): s to each point of a lap, and to its end."""
    laps, within = np.divmod(time, taken[-1])
    points = len(taken) - 1
    return np.asarray((laps * points + np.interp(within, taken, np.arange(points + 1))) * SPACING)


def _second(rows: Track, lap: int) -> Track:
    """Return the second lap of tracks (6, n), closed: its end is its beginning, and the yaw is whole turns on."""
    second = rows[:, lap : 2 * lap + 2].copy()
    turns = np.zeros((6, 1))
    turns[3] = 360.0 * np.round((second[3, lap] - second[3, 0]) / 360.0)
    second[:, lap:] = second[:, :2] + turns
    return second


def find_closed_walk(world: CellGrid, start: Pose, seed: int, seconds: float) -> ClosedWalk | None:
    """Find a way round that begins near `start` and takes `seconds`; None where there is none."""
    settings = world.preset.operator
    wanted = settings.speed * seconds * 0.92
    if wanted < _SHORTEST:
        return None
    reach = round(_REACH / CELL)
    window = world.window(round(start.x / CELL) - reach, round(start.z / CELL) - reach, 2 * reach, 2 * reach)
    ground = Ground(window)
    graph = WalkGraph(ground, _NODE)
    places = graph.middles
    away = np.hypot(places[:, 0] - start.x, places[:, 1] - start.z)
    home = int(np.argmin(np.where(graph.free.ravel(), away, np.inf)))
    there = graph.ways(home)
    cost, toil = there.cost.ravel(), wall_toil(ground)

    # A turn about half way off, and a way back that is another one.
    half = np.flatnonzero(np.isfinite(cost) & (cost > 0.36 * wanted) & (cost < 0.6 * wanted))
    if not len(half):
        return None
    lots = mix_arrays(key_of(seed, Stream.STAGING, 9), np.arange(_TURNS)) % np.uint32(len(half))
    best: tuple[float, Points] | None = None
    for farthest in half[lots].tolist():
        out = there.to(farthest)
        line = out[::4]
        near = np.hypot(places[:, None, 0] - line[None, :, 0], places[:, None, 1] - line[None, :, 1]).min(1)
        ends = np.minimum(away, np.hypot(*(places - places[farthest]).T))
        beaten = (near < _BEATEN) & (ends > _ENDS)
        longer = toil * np.where(beaten.reshape(toil.shape), _TOIL, 1.0)
        back = WalkGraph(ground, _NODE, longer).ways(farthest).to(home)
        shared = float(beaten[np.ravel_multi_index(ground.cells(back)[::-1], toil.shape)].mean())
        path = np.concatenate([out, back[1:-1]])
        length = float(np.hypot(*np.diff(np.concatenate([path, path[:1]]), axis=0).T).sum())
        score = 2.0 * shared + abs(math.log(length / wanted))
        if shared < _SHARED and (best is None or score < best[0]):
            best = score, path
    if best is None or best[0] > 1.2:
        return None
    points = _rounded(ground, best[1])
    known = (ground.floor(points), ground.clearance(points), ground.depth(points), ground.surface(points))
    round_ = SampledPath(points, *known)
    return ClosedWalk(round_, settings, start.fov, seed, seconds)


def _rounded(ground: Ground, path: Points) -> Points:
    """Let a closed line shorten itself and keep off obstacles, as `elastic_band.tighten` does an open one."""
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
    length = path_length(closed)
    return points_every(closed, length / round(length / SPACING) * (1 + 1e-9))
