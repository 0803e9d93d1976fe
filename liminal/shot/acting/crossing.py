"""Crossing: a figure comes out from behind a wall far off, walks across the picture, and is gone behind another."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from liminal.motion.way import way_through
from liminal.random import mix, mix_arrays, unit_of, units
from liminal.shot.acting.blocking import NEAREST, Blocking
from liminal.shot.acting.vantage import Vantage
from liminal.shot.elastic_band import SPACING, points_every
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Points
from liminal.shot.track import shortest_turn

_FARTHEST = 34.0  # m from the camera: further off it is not noticed
_TRIED = 24  # places that it may pass
_SPREAD, _SCATTER = 10.0, 5.0  # m: these are about as far off as is wanted, which is drawn
_MIDDLE = 0.32  # of the field of view to either side: there it passes
_WAY = 12.0  # m from where it passes to where it is hidden, at most
_ENDS = 3.0  # m more to each side while it is hidden
_PACE = (0.8, 1.7)  # m/s: an idle walk, a hurried one
_LATE = 0.4  # s after the event begins it comes into sight, unless the shot begins later
_TIGHT = 0.04  # m by which a smooth way may be nearer to walls than its cells


def place_cross(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure cross the picture far off, from behind one edge to behind another."""
    blocking = Blocking(drawn, setting)
    for way in _ways(blocking):
        points = points_every(blocking.space.smooth(way), SPACING)
        seen = np.flatnonzero(_seen(blocking, points))
        if len(seen) < 2 or not blocking.space.is_free(points, _TIGHT):
            continue
        # The time in sight decides its pace, and the instant at which it comes into sight when it sets out.
        pace = min(max(float(seen[-1] - seen[0]) * SPACING / drawn.seconds, _PACE[0]), _PACE[1])
        comes = max(drawn.time, setting.begin) + _LATE
        times = comes + (np.arange(len(points)) - seen[0]) * (SPACING / pace)
        walk, begin, end = way_through(times, points), float(times[0]), float(times[-1])
        event = blocking.stages(walk, begin, end)
        if event is not None:
            blocking.cast(walk, begin, end, event)
            return True
    return False


def _seen(blocking: Blocking, points: Points) -> NDArray[np.bool_]:
    pose = blocking.pose
    still = Vantage(blocking.outlook, lambda _: pose, np.zeros(1))
    return np.asarray(still.shows(points[None])[0])


def _ways(blocking: Blocking) -> Iterator[Points]:
    """Yield ways across the picture of a camera, by the cells that they lead over, good ones first."""
    space, key = blocking.space, blocking.key
    cells = blocking.far_cells(_MIDDLE, _FARTHEST)
    if not len(cells):
        return
    wanted = NEAREST + 1.0 + _SPREAD * unit_of(mix(key, 2))
    lots = units(mix_arrays(key, 3, np.arange(len(cells))))
    order = np.argsort(abs(blocking.away[cells] - wanted) + _SCATTER * lots)
    known = set()
    for cell in cells[order[((len(order) - 1) * np.linspace(0.0, 1.0, _TRIED) ** 2).astype(int)]].tolist():
        ways = space.ways(cell, _WAY)
        turned = shortest_turn(blocking.bearing - blocking.bearing[cell], 2 * np.pi).reshape(space.free.shape)
        left, right = (blocking.hidden_end(ways, side * turned > 0) for side in (-1.0, 1.0))
        if left is not None and right is not None and (left, right) not in known:
            known.add((left, right))
            first, last = (left, right) if unit_of(mix(key, 4, cell)) < 0.5 else (right, left)
            # There may be a shorter one than by the place that was looked at.
            yield space.ways(first, 2 * (_WAY + _ENDS)).to(last)
