"""Coming: a figure stands nearer each time that the camera has looked away, and never moves in sight."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import mix, unit_of
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.pacing import facing_to, stands
from liminal.shot.acting.vantage import EVERY
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting

_FARTHEST = 30.0  # m from the camera
_EVERY_CELL = 7  # of the cells that come into question
_FIRST = (8.0, 16.0)  # m beyond the least distance it is first
_NEARER = (3.0, 9.0)  # m it is nearer the next time
_FAST = 2.6  # m/s: it cannot have come further than this in the time it was not seen
_STAYS = 0.8  # s that it is in the picture each time, at least
_TURNED = 0.35  # rad by which its body is turned aside from the camera, at most

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def place_come(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure stand in sight, and nearer whenever the camera comes back to it."""
    blocking = Blocking(drawn, setting)
    look = blocking.vantage(setting.begin, setting.end)
    cells = np.flatnonzero(
        blocking.space.free.ravel()
        & blocking.seen.ravel()
        & (blocking.away > blocking.nearest)
        & (blocking.away < _FARTHEST)
    )[::_EVERY_CELL]
    places = blocking.space.middles[cells]
    every = np.broadcast_to(places, (len(look.times), *places.shape))
    shown, hidden = look.shows(every), look.hides(every)
    since = 0 if setting.cut else round(max(drawn.time - setting.begin, 0.0) / EVERY)
    stops = _stops(blocking, places, shown, hidden, since)
    if len(stops) < 2:
        return False
    for number, (place, first) in enumerate(stops):
        x, z = places[place].tolist()
        begin = float(look.times[first])
        end = float(look.times[stops[number + 1][1]]) if number + 1 < len(stops) else setting.end
        facing = facing_to(x, z, blocking.pose.x, blocking.pose.z)
        facing += _TURNED * (2 * unit_of(mix(blocking.key, 8, number)) - 1)
        blocking.act(stands(x, z, facing, begin, end), begin, end)
    # It is noticed as it is nearer.
    place, first = stops[1]
    seen = float(look.times[first + int(np.argmax(shown[first:, place]))])
    x, z = places[place].tolist()
    setting.happened.events.append(Event(seen, setting.end - seen, drawn.kind, x, z, drawn.strength))
    return True


def _stops(blocking: Blocking, places: Floats, shown: Mask, hidden: Mask, begin: int) -> list[tuple[int, int]]:
    """Return where it stands from which instant on, each place nearer: (number of the place, number of the instant).

    `shown`, `hidden`: of each place at each instant, (n, k). `begin`: the instant from which on it may be there.
    """
    stays = round(_STAYS / EVERY)
    away = np.hypot(*(places - (blocking.pose.x, blocking.pose.z)).T)
    first = blocking.nearest + _FIRST[0] + (_FIRST[1] - _FIRST[0]) * unit_of(mix(blocking.key, 9))
    may = (shown[begin : begin + 4 * stays].sum(axis=0) >= stays) & (blocking.setting.cut | hidden[begin])
    if not may.any():
        return []
    here = int(np.argmin(np.where(may, abs(away - first), np.inf)))
    stops, time = [(here, begin)], begin
    while True:
        # The next time that it is out of the picture for long enough.
        gone = time + int(np.argmax(hidden[time:, here])) if hidden[time:, here].any() else len(hidden)
        back = gone + int(np.argmax(~hidden[gone:, here])) if gone < len(hidden) and (~hidden[gone:, here]).any() else 0
        if not back:
            return stops
        reach = min(_NEARER[1], _FAST * EVERY * (back - gone))
        far = np.hypot(*(places - places[here]).T)
        nearer = (away < away[here] - _NEARER[0]) & (far < reach + 1.0) & hidden[gone:back].all(axis=0)
        nearer &= shown[back:].sum(axis=0) >= stays
        time = back
        if nearer.any():
            here = int(np.argmin(np.where(nearer, away, np.inf)))
            stops.append((here, gone))
