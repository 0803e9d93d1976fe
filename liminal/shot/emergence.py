"""Emergences: where something can step out of cover into sight, and its way from there to the operator."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liminal.random import Stream, key_of, keys_of, unit_of, units
from liminal.shot.cover import Cover
from liminal.shot.elastic_band import SPACING, path_length
from liminal.shot.ground import Points
from liminal.shot.route import Surroundings, direction_of, lengthen
from liminal.shot.track import shortest_turn
from liminal.view.pose import Pose

_REACH, _FARTHEST = 26.0, 40.0  # m to each side that are searched, and of walking
_COVER = (1.0, 1.7)  # m that it walks behind its cover before it is in sight
_SHOWN = 1.3  # m that it then walks in sight, at the least
_SPREAD = (2.0, 7.0)  # m beyond the usual distance: where it rather appears
_PER_DEGREE = 0.03  # m: how much further off it may be for each degree that the operator turns less
_DIM = 2.0  # m: the same for half the usual light
_TRIED = 4  # places, no two in the same direction
_APART = 30.0  # deg between two of them
_CLOSE, _SOON = 2.0, 4.0  # m: the way on keeps as far as this from the way here, except over its last stretch
_OPEN = 6.0  # m: the way on leads as far as this


@dataclass(frozen=True)
class Emergence:
    """`way`: points 0.1 m apart from a place out of sight to the operator, (n, 2), m. `shown`: m of it behind cover."""

    way: Points
    shown: float


def find_emergence(world: Surroundings, start: Pose, nearest: float, usual: float, seed: int) -> Emergence | None:
    """Find where something can step into sight of an operator who stands at `start` and has another way to leave.

    `nearest`: m that it is off at the least; `usual`: rather some metres more than this. `seed` chooses. None where
    nothing in sight has such a cover.
    """
    soon = round(_SOON / SPACING)
    for threat in _emergences(world, start, nearest, usual, seed):
        way = threat.way
        on, _ = lengthen(world, way, direction_of(way), 0.0, seed, fixed=len(way))
        on, here = on[len(way) + soon // 2 :], way[: max(1, len(way) - soon)]
        near = np.hypot(*(on[::5, None] - here[None, ::5]).transpose(2, 0, 1)).min(initial=np.inf)
        if near > _CLOSE and path_length(on) > _OPEN:
            return threat
    return None


def _emergences(world: Surroundings, start: Pose, nearest: float, usual: float, seed: int) -> Iterator[Emergence]:
    """Yield emergences that lead to `start`, the best first."""
    cover = Cover(world, start, _REACH, _FARTHEST)
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
