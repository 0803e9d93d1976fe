"""Leaving: a figure stands far off in sight, then turns and walks out of it round a corner."""

from dataclasses import replace

from liminal.random import mix, unit_of
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.pacing import facing_to, stands_and_goes
from liminal.shot.elastic_band import SPACING
from liminal.shot.event_placement import DrawnEvent, EventSetting

_FARTHEST = 26.0  # m from the camera
_MIDDLE = 0.28  # of the field of view to either side: there it stands
_WAY = 8.0  # m from there to where it is hidden, at most
_ENDS = 3.0  # m more while it is hidden
_PACE = 1.15  # m/s
_LEAST = 1.2  # s that it is seen to stand
_OUT = 1.5  # s, about, after which it is gone, beside its walk
_BACK = 0.35  # in how many films it has its back to the camera


def place_leave(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure stand in sight from the beginning of the shot, and walk away at the time of the event."""
    blocking = Blocking(drawn, setting)
    pose, space = blocking.pose, blocking.space
    goes = max(drawn.time, setting.begin + _LEAST)
    for cell in blocking.tried(blocking.far_cells(_MIDDLE, _FARTHEST)):
        hidden = blocking.hidden_end(space.ways(cell, _WAY))
        points = None if hidden is None else blocking.smooth(space.ways(cell, _WAY + _ENDS).to(hidden))
        if points is None:
            continue
        x, z = points[0].tolist()
        facing = facing_to(x, z, pose.x, pose.z)
        facing += 3.0 if unit_of(mix(blocking.key, 5)) < _BACK else 0.8 * (unit_of(mix(blocking.key, 6)) - 0.5)
        walk = stands_and_goes(points, facing, setting.begin, goes, _PACE)
        end = goes + _OUT + (len(points) - 1) * SPACING / _PACE
        event = blocking.stages(walk, setting.begin, end)
        if event is not None:
            # What only stands there is noticed as it moves.
            blocking.cast(walk, setting.begin, end, replace(event, time=max(event.time, goes)))
            return True
    return False
