"""Hunting: what has lost the operator comes along the way that the operator went, looks about, and turns away."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from liminal.random import mix, mix_arrays, units
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.patrol import Patrol, StagedPatrol
from liminal.shot.acting.scouting import stops_on
from liminal.shot.elastic_band import SPACING
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Points
from liminal.shot.walk_path import WalkPath

_FROM = (5.0, 14.0)  # m of walking to where the operator was as the shot began
_TRIED = 10  # places that it comes from
_SHORTEST = 2.5  # m of its way there
_MORE = 1  # stops on it, at most, beside that at its end
_OFF = (3.0, 10.0)  # m of walking from there to where it is out of sight again
_SPARE = 0.3  # m further off than it may come it turns away
_TURNS = 2.0  # s in which one sees it turn away
_LATER = (0.0, 1.5, 3.0, 4.5)  # s after the event begins it sets out


def place_hunt(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure follow the way of an operator who has gone on, or hides, as far as it may, and not find the end."""
    if setting.path is None:
        return False
    nearest = setting.world.preset.life.nearest_in_chase
    blocking = Blocking(replace(drawn, time=setting.end), setting, nearest)
    hunts = list(_hunts(blocking, _went(setting.path, setting), max(drawn.time, setting.begin)))
    if hunts:
        # Rather one that turns away before the shot ends; of these, that of which most is seen.
        max(hunts, key=lambda each: (each.leaves < setting.end - _TURNS, each.stands + each.goes)).cast()
    return bool(hunts)


def _went(path: WalkPath, setting: EventSetting) -> Points:
    """Return the way of the operator during a shot, a point every 0.1 m: (k, 2)."""
    places = [(pose.x, pose.z) for pose in (setting.pose(setting.begin), setting.pose(setting.end))]
    first, last = (int(np.argmin(np.hypot(*(path.points - place).T))) for place in places)
    return path.points[first : max(first, last) + 1 : 2]


def _hunts(blocking: Blocking, went: Points, sets_out: float) -> Iterator[StagedPatrol]:
    """Yield hunts along the way that the operator `went` that begin about when one `sets_out`, s."""
    for points in _ways(blocking, went):
        off = _off(blocking, points)
        if off is not None:
            stops = stops_on(points, blocking.outlook, [len(points) - 1], _MORE)
            patrol = Patrol(blocking, points, stops, off)
            staged = (patrol.staged(sets_out + later) for later in _LATER)
            yield from (each for each in staged if each is not None)


def _ways(blocking: Blocking, went: Points) -> Iterator[Points]:
    """Yield ways from out of sight to where the operator was, and on as the operator `went`, as far as it may come."""
    space, eye = blocking.space, (blocking.pose.x, blocking.pose.z)
    ways = space.ways(space.cell(*went[0].tolist()), _FROM[1])
    hidden = blocking.unseen.free & np.isfinite(ways.cost) & (ways.cost > _FROM[0])
    cells = np.flatnonzero(hidden.ravel() & (blocking.away > blocking.nearest))
    lots = units(mix_arrays(mix(blocking.key, 14), cells))
    for cell in cells[np.argsort(lots)[:_TRIED]].tolist():
        points = blocking.smooth(np.concatenate([ways.to(cell)[::-1], went[1:]]))
        if points is None:
            continue
        near = np.hypot(*(points - eye).T) < blocking.nearest + _SPARE
        points = points[: int(np.argmax(near))] if near.any() else points
        if len(points) * SPACING > _SHORTEST:
            yield points


def _off(blocking: Blocking, points: Points) -> Points | None:
    """Return the way by which it leaves from the end of another, away from the operator; None: there is none."""
    space, end = blocking.space, points[-1]
    ways = space.ways(space.cell(*end.tolist()), _OFF[1])
    further = blocking.away > np.hypot(*(end - (blocking.pose.x, blocking.pose.z)))
    cost = np.where(blocking.unseen.free & further.reshape(ways.cost.shape) & (ways.cost > _OFF[0]), ways.cost, np.inf)
    cell = int(np.argmin(cost))
    return blocking.smooth(np.concatenate([end[None], ways.to(cell)[1:]])) if np.isfinite(cost.flat[cell]) else None
