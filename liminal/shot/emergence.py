"""Emergences: where something can step out of cover into sight, and its way from there to the operator."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.random import Stream, key_of, keys_of, unit_of, units
from liminal.shot.cover import Cover
from liminal.shot.elastic_band import SPACING, path_length
from liminal.shot.escape import IN_SIGHT, closed
from liminal.shot.ground import Points
from liminal.shot.outlook import Outlook
from liminal.shot.route import Surroundings, direction_of, lengthen
from liminal.shot.track import shortest_turn
from liminal.view.pose import Pose

_REACH, _FARTHEST = 26.0, 40.0  # m to each side that are searched, and of walking
_COVER = (1.0, 1.7)  # m that it walks behind its cover before it is in sight
_SHOWN = 1.3  # m that it then walks in sight, at the least
_SPREAD = (2.0, 7.0)  # m beyond the usual distance: where it rather appears
_PER_DEGREE = 0.03  # m: how much further off it may be for each degree that the operator turns less
_DIM = 2.0  # m: the same for half the usual light
_TRIED = 6  # places, no two in the same direction
_APART = 20.0  # deg between two of them
_CLOSE, _SOON = 2.0, 4.0  # m: the way on keeps as far as this from the way here, except over its last stretch
_OPEN, _AT_FIRST = 6.0, 12.0  # m: the way on leads as far as this; as much of it keeps off the way here
_RUN, _LEGS = 32.0, 8  # m of the run that are looked along, and legs of it at most
_OFF, _STEP, _SPEED = 3.0, 0.5, 3.6  # m from where one looks behind, and from one such place to the next; m/s
_BEFORE = 0.6  # m: a wall as far before it hides it
_LATER = 0.06  # of the run: each next place has to show it for as much more


Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Emergence:
    """`way`: points 0.1 m apart from a place out of sight to the operator, (n, 2), m. `shown`: m of it behind cover."""

    way: Points
    shown: float


def find_emergence(
    world: Surroundings, start: Pose, nearest: float, usual: float, curiosity: float, seed: int
) -> Emergence | None:
    """Find where something can step into sight of an operator who stands at `start` and has another way to leave.

    `nearest`: m that it is off at the least; `usual`: rather some metres more than this. `curiosity`: of the operator,
    who leaves by the way on which looks behind see most of it. `seed` chooses. None where nothing in sight has such a
    cover.
    """
    cover, soon = Cover(world, start, _REACH, _FARTHEST), round(_SOON / SPACING)
    found: list[tuple[float, Emergence]] = []
    for number, threat in enumerate(_emergences(cover, start, nearest, usual, seed)):
        way = threat.way
        run = _onward(world, way, curiosity, seed)
        on, here = run[len(way) + soon // 2 :][: round(_AT_FIRST / SPACING)], way[: max(1, len(way) - soon)]
        near = np.hypot(*(on[::5, None] - here[None, ::5]).transpose(2, 0, 1)).min(initial=np.inf)
        if near > _CLOSE and path_length(on) > _OPEN:
            found.append((_in_view(cover.outlook, run, threat, nearest) - _LATER * number, threat))
    return max(found, key=lambda each: each[0])[1] if found else None


def _onward(world: Surroundings, way: Points, curiosity: float, seed: int) -> Points:
    """Return a way with `_RUN` m more, as far as there is room, as an operator runs who comes from the end of it."""
    path, ahead = way, direction_of(way)
    for _ in range(_LEGS):
        if path_length(path[len(way) :]) > _RUN:
            break
        try:
            path, ahead = lengthen(world, path, ahead, curiosity, seed, fixed=len(way))
        except LiminalError:
            break
    return path


def _in_view(outlook: Outlook, run: Points, threat: Emergence, nearest: float) -> float:
    """Return at which share of an operator's places on a run no wall hides what follows so much behind."""
    along = np.arange(len(threat.way) + round(_OFF / SPACING), len(run), round(_STEP / SPACING))
    first = path_length(threat.way) - threat.shown - IN_SIGHT
    behind: Floats = closed(first, nearest, np.asarray((along - len(threat.way)) * (SPACING / _SPEED))) / SPACING
    off = run[np.maximum(along - np.rint(behind).astype(int), 0)] - run[along]
    depth = outlook.depth(run[along], np.arctan2(off[:, 0], -off[:, 1])[:, None])[:, 0]
    return float((depth > np.hypot(*off.T) - _BEFORE).mean()) if len(along) else 0.0


def _emergences(cover: Cover, start: Pose, nearest: float, usual: float, seed: int) -> Iterator[Emergence]:
    """Yield emergences that lead to `start`, the best first."""
    covered, emerges = cover.depths
    hidden = np.flatnonzero((covered >= _COVER[0]) & (covered <= _COVER[1]))
    hidden = hidden[cover.away[emerges[hidden]] >= nearest]
    if not len(hidden):
        return
    at, away = cover.places[emerges[hidden]], cover.away[emerges[hidden]]
    bearing = np.degrees(np.arctan2(at[:, 0] - start.x, start.z - at[:, 1]))
    turn = abs(shortest_turn(bearing - start.yaw))
    light = cover.outlook.light(at)
    lots = units(keys_of(seed, Stream.ESCAPE, 0, hidden))
    wanted = usual + _SPREAD[0] + (_SPREAD[1] - _SPREAD[0]) * unit_of(key_of(seed, Stream.ESCAPE, 1))
    merit = -abs(away - wanted) - _PER_DEGREE * turn - _DIM * light / np.median(light) + lots
    for _ in range(_TRIED):
        best = int(np.argmax(merit))
        if not np.isfinite(merit[best]):
            return
        merit[abs(shortest_turn(bearing - bearing[best])) < _APART] = -np.inf
        way = cover.way(int(hidden[best]))
        seen = cover.sees(way)
        first = int(np.argmax(seen))
        if seen[first : first + round(_SHOWN / SPACING)].all() and len(way) > first + 3 * round(1.0 / SPACING):
            yield Emergence(way, path_length(way[: first + 1]))
