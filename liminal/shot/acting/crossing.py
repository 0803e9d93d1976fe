"""Crossing: a figure comes out from behind a wall far off, walks across the picture, and is gone behind another."""

from collections.abc import Iterator

import numpy as np

from liminal.random import mix, unit_of
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.pacing import walks
from liminal.shot.elastic_band import SPACING
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Points
from liminal.shot.track import shortest_turn

_FARTHEST = 34.0  # m from the camera: further off it is not noticed
_MIDDLE = 0.32  # of the field of view to either side: there it passes
_WAY = 12.0  # m from where it passes to where it is hidden, at most
_ENDS = 3.0  # m more to each side while it is hidden
_PACE = (0.8, 1.7)  # m/s: an idle walk, a hurried one
_LATE = 0.4  # s after the event begins it comes into sight, unless the shot begins later


def place_cross(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure cross the picture far off, from behind one edge to behind another."""
    blocking = Blocking(drawn, setting)
    for cells in _ways(blocking):
        points = blocking.smooth(cells)
        if points is None:
            continue
        seen = np.flatnonzero(blocking.shows_now(points))
        if len(seen) < 2:
            continue
        # The time in sight decides its pace, and the instant at which it comes into sight when it sets out.
        pace = min(max(float(seen[-1] - seen[0]) * SPACING / drawn.seconds, _PACE[0]), _PACE[1])
        comes = max(drawn.time, setting.begin) + _LATE
        walk = walks(points, comes, int(seen[0]), pace)
        begin = comes - float(seen[0]) * SPACING / pace
        end = begin + (len(points) - 1) * SPACING / pace
        event = blocking.stages(walk, begin, end)
        if event is not None:
            blocking.cast(walk, begin, end, event)
            return True
    return False


def _ways(blocking: Blocking) -> Iterator[Points]:
    """Yield ways across the picture of a camera, by the cells that they lead over, good ones first."""
    space, known = blocking.space, set()
    for cell in blocking.tried(blocking.far_cells(_MIDDLE, _FARTHEST)):
        ways = space.ways(cell, _WAY)
        turned = shortest_turn(blocking.bearing - blocking.bearing[cell], 2 * np.pi).reshape(space.free.shape)
        left, right = (blocking.hidden_end(ways, side * turned > 0) for side in (-1.0, 1.0))
        if left is not None and right is not None and (left, right) not in known:
            known.add((left, right))
            first, last = (left, right) if unit_of(mix(blocking.key, 4, cell)) < 0.5 else (right, left)
            # There may be a shorter one than by the place that was looked at.
            yield space.ways(first, 2 * (_WAY + _ENDS)).to(last)
