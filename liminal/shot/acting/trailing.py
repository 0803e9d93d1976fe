"""Trailing: a figure keeps behind an operator on the operator's own path, and stands while the camera turns to it."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from liminal.shot.acting.performer import Performer
from liminal.shot.acting.way_ahead import WayAhead
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting

_SPARE = 1.5  # m further than figures may come that it keeps
_PACE = 1.7  # m/s
_EASE = 1.2  # s within which it would be where it wants to be
_FORESEEN = 0.8  # s before a picture could show it it comes to a stand
_EVERY = 0.5  # m of the path

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def place_trail(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure walk behind an operator who walks, from where the shot began, until the shot ends."""
    if setting.path is None:
        return False
    ahead = WayAhead(setting.path, setting)
    gone = ahead.along - ahead.along[0]
    nearest = setting.world.preset.life.distance
    stands = _stands(ahead, gone, nearest)
    comes = (gone > nearest + _SPARE) & (ahead.times >= drawn.time) & (ahead.times < setting.end) & ~stands[:, 0]
    if not comes.any():
        return False
    first = int(np.argmax(comes))
    walk = ahead.way(ahead.along[0] + _kept_behind(ahead.times, gone - nearest - _SPARE, stands, first))
    begin, end = setting.within(float(ahead.times[first]), float(ahead.times[-1]))
    figure = Performer.of(drawn.body, drawn.key, drawn.carries).acts(walk, ahead.heights, begin, end)
    setting.happened.figures.append(figure)
    x, z = ahead.places(ahead.along[:1])[0].tolist()
    setting.happened.events.append(Event(begin, setting.end - begin, drawn.kind, x, z, drawn.strength))
    return True


def _stands(ahead: WayAhead, gone: Floats, nearest: float) -> Mask:
    """Tell of places every `_EVERY` along the path whether a figure stands there at an instant: (n, k).

    It does where a picture could show it, then or soon, or where the operator is as near as `nearest`, m.
    """
    along = ahead.along[0] + np.arange(0.0, float(gone[-1]) + _EVERY, _EVERY)
    places = np.broadcast_to(ahead.places(along), (len(gone), len(along), 2))
    soon = round(_FORESEEN / float(ahead.times[1] - ahead.times[0]))
    stands = ~ahead.vantage.hides(places) | (ahead.vantage.away(places) < nearest)
    return np.asarray(maximum_filter1d(stands, 2 * soon + 1, axis=0, origin=-soon))


def _kept_behind(times: Floats, wanted: Floats, stands: Mask, first: int) -> Floats:
    """Return how far a figure has come at each instant, m: 0 until number `first`; it would be at `wanted`."""
    step, here, found = float(times[1] - times[0]), 0.0, [0.0] * first
    for would, seen in zip(wanted[first:].tolist(), stands[first:], strict=True):
        found.append(here)
        if not seen[round(here / _EVERY)]:
            here += step * min(max(would - here, 0.0) / _EASE, _PACE)
    return np.array(found)
