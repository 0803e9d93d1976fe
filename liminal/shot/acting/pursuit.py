"""Pursuits: what an operator flees from follows on the operator's own path, nearer by and by, and is lost or not.

So its way is free wherever the operator's was, and it is to be seen in each look behind.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from liminal.motion.way import INERTIA, Way, way_through
from liminal.random import Stream, key_of
from liminal.settings.life import LifeSettings
from liminal.shot.acting.free_space import heights_of
from liminal.shot.acting.performer import Performer
from liminal.shot.escape import IN_SIGHT, Escape, closed
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Ground
from liminal.shot.hand import wander
from liminal.shot.route import window_around
from liminal.shot.track import TICK, Track, shortest_turn, smoothstep, times
from liminal.shot.walk_path import SPACING, SampledPath

_HIDDEN = 0.9  # m before it is in sight it stands as the shot begins
_STEPS_OUT = 1.25  # m/s: how fast it steps out of cover
_LATE = 0.35  # s after the operator's first step it runs
_FASTEST, _QUICKENS, _SLOWS = 5.0, 3.5, 6.0  # m/s, m/s2
_SPRINTS = 1.4  # times as fast if it is to catch the operator
_LEANS = 8.0  # m/s2 across: how fast it takes bends
_SLOWEST = 1.8  # m/s in the sharpest
_EAGER = 1.2  # 1/s: how quickly it makes up for a gap that is too wide
_LOSING = 0.75  # of the escape, from when on it falls back, unless it catches the operator
_FALLS_BACK = 9.0  # m by which it is further off at the end
_UNEVEN = ((0.17, 0.1), (0.4, 0.06))  # how often (Hz) and how far (share) the gap wanders
_REACH = 0.9  # m: so near it has caught the operator
_CATCHES, _FALLEN = 4.0, 1.2  # s before the end of the shot: when it means to, and when it must have
_ROOM = 0.25  # m that its middle keeps from walls
_SHIFT = 0.3  # m before and behind a tight place
_SIGHT = 48.0  # deg off the middle of the picture: a body further aside is out of it
_MARGIN = 8  # cells around the path
_TRIES, _NEARLY = 8, 0.05  # m nearer than it should be it may come
_SLOWER, _CRAWL = 0.75, 0.6  # where it would brush a wall; m/s at the least
_FORESEEN = 0.25  # s ahead that it sees a bend: it takes them late
_LOST_FROM = 0.8  # of the escape
_SEIZING = 0.5  # s

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Pursuit:
    """The `way` of a pursuer, in the time of the shot; when it has `caught` the operator, s, or None."""

    way: Way
    caught: float | None


def place_chase(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let something step into sight and follow an operator who flees, until it is lost or at the lens."""
    escape = setting.escape
    if escape is None:
        return False
    life, seed = setting.world.preset.life, key_of(setting.world.seed, Stream.PURSUIT, round(1e6 * drawn.lot))
    seconds = min(setting.end, drawn.time + drawn.seconds) - setting.begin
    window = window_around(setting.world, escape.path.points, _MARGIN)
    catches = setting.last and drawn.lot * 29.0 % 1.0 < life.aggression**2
    pursuit = _pursued(escape, Ground(window), life, seed, seconds, catches)
    lasts = pursuit.caught or _lost(pursuit.way, setting, seconds)
    way, end = replace(pursuit.way, begin=pursuit.way.begin + setting.begin), setting.begin + lasts
    setting.happened.figures.append(
        Performer.of(drawn.body, seed, drawn.carries).acts(way, heights_of(window), setting.begin, end)
    )
    x, z = escape.path.at(escape.shown)
    setting.happened.events.append(Event(setting.begin, lasts, drawn.kind, x, z, drawn.strength))
    if pursuit.caught is not None:
        x, z = pursuit.way.place_at(np.array([pursuit.caught]))[0].tolist()
        setting.happened.events.append(Event(end, _SEIZING, "caught", x, z))
    return True


def _pursued(escape: Escape, ground: Ground, life: LifeSettings, seed: int, seconds: float, catches: bool) -> _Pursuit:
    """Return a pursuit that keeps its distance, unless it `catches` the operator, and keeps clear of walls."""
    path, nearest = escape.path, life.nearest_in_chase
    fastest = _FASTEST * (_SPRINTS if catches else 1.0)
    limit = np.sqrt(_LEANS / np.maximum(path.bend, 1e-3)).clip(_SLOWEST, fastest)
    uneven = 1.0 + wander(times(len(escape.along)), _UNEVEN, seed, Stream.PURSUIT, 1)
    apart = nearest
    for _ in range(_TRIES):
        goal = _gap(escape, seconds, apart, catches) * uneven
        along = _hunted(escape, goal, limit)
        gaps = escape.along - along
        reached = np.flatnonzero(gaps[: round((seconds - _FALLEN) / TICK)] < _REACH)
        caught = float(reached[0]) * TICK if catches and len(reached) else None
        way = _way_along(path, along)
        near = _nearest(way, escape)
        tight = ground.clearance(way.place_at(times(len(along)))) < _ROOM
        if not tight.any() and (caught is not None or (not catches and near > nearest - _NEARLY)):
            break
        # It takes bends more slowly where it would brush a wall, and stays farther back where a bend brings it near.
        brushed = np.zeros(len(limit), bool)
        for place in along[tight].tolist():
            brushed[path.index(place - _SHIFT) : path.index(place + _SHIFT) + 1] = True
        limit = np.maximum(np.where(brushed, _SLOWER * limit, limit), _CRAWL)
        apart += 0.0 if catches else max(nearest - near, 0.0)
        catches &= caught is not None or bool(tight.any())
    return _Pursuit(way, caught)


def _gap(escape: Escape, seconds: float, nearest: float, catches: bool) -> Track:
    """Return how far behind the operator the pursuer means to be at each tick, m along the path."""
    running = times(len(escape.along)) - escape.runs
    if catches:
        share = smoothstep(running / max(seconds - _CATCHES - escape.runs, 1.0))
        return np.asarray(escape.first * (0.5 * _REACH / escape.first) ** share)
    share = running / max(seconds - escape.runs, 1.0)
    return closed(escape.first, nearest, running) + _FALLS_BACK * smoothstep((share - _LOSING) / (1.0 - _LOSING))


def _hunted(escape: Escape, goal: Track, limit: Track) -> Track:
    """Return how far along the path the pursuer is at each tick, m. `goal`: the gap it means to keep, m.

    `limit`: the fastest that it takes each point of the path at, m/s.
    """
    along = np.zeros(len(escape.along))
    here, speed = max(escape.shown - _HIDDEN, 0.0), 0.0
    stops = escape.shown + IN_SIGHT
    pace = np.gradient(escape.along, TICK).tolist()
    for tick, (operator, wanted) in enumerate(zip(escape.along.tolist(), goal.tolist(), strict=True)):
        if tick * TICK < escape.runs + _LATE:
            wanted_speed = min(_STEPS_OUT, math.sqrt(2.0 * _SLOWS / 3.0 * max(stops - here, 0.0)))
        else:
            wanted_speed = pace[tick] + _EAGER * (operator - here - wanted)
            soon = escape.path.index(here + _FORESEEN * speed)
            wanted_speed = min(max(wanted_speed, 0.0), float(limit[escape.path.index(here)]), float(limit[soon]))
        speed += min(max(wanted_speed - speed, -_SLOWS * TICK), _QUICKENS * TICK)
        here += speed * TICK
        along[tick] = here
    return along


def _way_along(path: SampledPath, along: Track) -> Way:
    """Return the way of a body that is so far along a path at each tick."""
    at = np.arange(len(path.points)) * SPACING
    places = np.stack([np.interp(along, at, path.points[:, axis]) for axis in (0, 1)], axis=-1)
    # A body's inertia rounds corners off inwards: it steers against that.
    rounded = gaussian_filter1d(places, INERTIA / TICK, axis=0, mode="nearest")
    return way_through(times(len(along)), 2.0 * places - rounded)


def _nearest(way: Way, escape: Escape) -> float:
    """Return how near a pursuer comes to the operator in a straight line, m."""
    at = np.arange(len(escape.path.points)) * SPACING
    operator = np.stack([np.interp(escape.along, at, escape.path.points[:, axis]) for axis in (0, 1)], axis=-1)
    return float(np.hypot(*(operator - way.place_at(times(len(escape.along)))).T).min())


def _lost(way: Way, setting: EventSetting, seconds: float) -> float:
    """Return when a pursuer is no longer there, s: late in a shot, and while the camera looks elsewhere."""
    for time in np.arange(_LOST_FROM * seconds, seconds, 0.25).tolist():
        pose = setting.pose(setting.begin + time)
        x, z = way.place_at(np.array([time]))[0].tolist()
        bearing = math.degrees(math.atan2(x - pose.x, pose.z - z))
        if abs(shortest_turn(bearing - pose.yaw)) > _SIGHT:
            return float(time)
    return seconds
