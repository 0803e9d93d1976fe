"""Searching: a figure comes from behind a wall, stops where rooms open, looks into them, and goes on out of sight."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from liminal.random import mix, unit_of
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.patrol import Patrol, StagedPatrol
from liminal.shot.acting.scouting import stops_on
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Points

_FARTHEST = 26.0  # m from the camera
_MIDDLE = 0.3  # of the field of view to either side: there it stops
_WAY = 12.0  # m from there to where it is hidden, at most
_ENDS = 3.0  # m more to each side while it is hidden
_MORE = 2  # stops, at most
_LATE = 0.4  # s after the event begins it comes into sight, unless the shot begins later
_STANDS, _GOES = 1.5, 1.0  # s and m, at least: that it stands in the picture, and goes in it
_CHOICE = 5  # ways, of which that is taken on which it goes farthest in the picture


def place_search(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure look for something, far off, on a way through the picture."""
    searches = list(islice(_searches(Blocking(drawn, setting)), _CHOICE))
    if searches:
        max(searches, key=lambda each: each.goes).cast()
    return bool(searches)


def _searches(blocking: Blocking) -> Iterator[StagedPatrol]:
    """Yield searches that the camera sees something of, first those about as far off as is wanted."""
    comes = max(blocking.drawn.time, blocking.setting.begin) + _LATE
    for points, middle in _ways(blocking):
        patrol = Patrol(blocking, points, stops_on(points, blocking.outlook, [middle], _MORE))
        staged = patrol.staged(comes - patrol.reaches(int(np.argmax(blocking.shows_now(points)))))
        if staged is not None and staged.stands > _STANDS and staged.goes > _GOES:
            yield staged


def _ways(blocking: Blocking) -> Iterator[tuple[Points, int]]:
    """Yield ways through the picture, and the number of the point in sight at which it stops."""
    space = blocking.space
    for cell in blocking.tried(blocking.far_cells(_MIDDLE, _FARTHEST)):
        ways = space.ways(cell, _WAY)
        ahead = blocking.hidden_end(ways)
        if ahead is None:
            continue
        # It comes from elsewhere, not from where it goes.
        out = space.middles[ahead] - space.middles[cell]
        elsewhere = ((space.middles - space.middles[cell]) @ out).reshape(space.free.shape) < 0.0
        behind = blocking.hidden_end(ways, elsewhere)
        if behind is None:
            continue
        first, last = (ahead, behind) if unit_of(mix(blocking.key, 4, cell)) < 0.5 else (behind, ahead)
        there = space.ways(cell, _WAY + _ENDS)
        line = np.concatenate([there.to(first)[::-1], there.to(last)[1:]])
        points = blocking.smooth(line)
        if points is not None:
            yield points, int(np.argmin(np.hypot(*(points - space.middles[cell]).T)))
