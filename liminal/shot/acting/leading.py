"""Leading: a figure walks ahead of the operator on the operator's own path, always about to leave round a corner."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from liminal.motion.gesture import Gesture
from liminal.random import mix, unit_of
from liminal.shot.acting.performer import Performer
from liminal.shot.acting.way_ahead import WayAhead
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting

_NEAREST = 0.4  # of the least distance of figures: nearer the operator it hurries on
_FARTHEST = 13.0  # m before the operator it waits
_BEFORE, _BEYOND = (
    0.6,
    1.2,
)  # m before and behind a corner it waits: in sight of the operator for a while, and out of it
_SHOWN = 1.5  # s, about, for which it waits in sight
_PACE, _HURRY = 1.35, 1.75  # m/s
_FORESEEN = 1.5  # s
_EASE = 0.8  # s within which it would be where it wants to be
_JUMP = 2.5  # m more that are in sight within one instant: the operator has come round a corner
_LOOK = (0.5, 1.6)  # s from then on it looks back, and for how long
_REST = 7.0  # s from one look back to the next, at least
_EYE = 1.5  # m

Floats = NDArray[np.float64]


def place_lead(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure walk ahead of an operator who walks, from the beginning of the shot on, and look back."""
    if setting.path is None:
        return False
    ahead = WayAhead(setting.path, setting)
    along = _kept_ahead(ahead, _NEAREST * setting.world.preset.life.distance)
    walk, vantage = ahead.way(along), ahead.vantage
    places = walk.place_at(ahead.times)[:, None]
    shown = np.flatnonzero(vantage.shows(places)[:, 0] & (ahead.times <= setting.end))
    hidden = vantage.hides(places)[:, 0]
    if not len(shown) or not (setting.cut or hidden[0]):
        return False
    key = drawn.key
    performer = Performer.of(drawn.body, key, drawn.carries)
    begin, end = setting.within(float(ahead.times[0]), float(ahead.times[-1]))
    figure = performer.acts(walk, ahead.heights, begin, end, _looks(ahead, setting, key))
    setting.happened.figures.append(figure)
    first = int(shown[0])
    x, z = places[first, 0].tolist()
    seconds = float(ahead.times[shown[-1]] - ahead.times[first])
    setting.happened.events.append(Event(float(ahead.times[first]), seconds, drawn.kind, x, z, drawn.strength))
    return True


def _kept_ahead(ahead: WayAhead, nearest: float) -> Floats:
    """Return how far along the path the figure is at each instant, m: round the corner before the operator is there."""
    step = float(ahead.times[1] - ahead.times[0])
    # It knows a few seconds before where it would be too near.
    soon = round(_FORESEEN / step)
    near = maximum_filter1d(ahead.near(nearest), 2 * soon + 1, origin=-soon, mode="nearest")
    here = max(float(near[0]), min(ahead.in_sight[0] - _BEFORE, ahead.along[0] + _FARTHEST))
    wanted, waited, corner, found = here, 0.0, -np.inf, []
    for least, along, in_sight in zip(near.tolist(), ahead.along.tolist(), ahead.in_sight.tolist(), strict=True):
        found.append(here)
        if in_sight > corner + _JUMP:
            waited, corner = 0.0, in_sight
        waited += step * (here > in_sight - 3 * _BEFORE)
        waits = in_sight + (_BEYOND if waited > _SHOWN else -_BEFORE)
        wanted = max(wanted, least, min(waits, along + _FARTHEST))
        most = _PACE if here > least else _HURRY
        here += step * min((wanted - here) / _EASE, most)
    return np.array(found)


def _looks(ahead: WayAhead, setting: EventSetting, key: int) -> list[Gesture]:
    """Return the looks back of the figure: as the operator comes in sight of it."""
    comes = [0, *(1 + np.flatnonzero(np.diff(ahead.in_sight) > _JUMP)).tolist()]
    looks, free = [], -np.inf
    for number in comes:
        begin = float(ahead.times[number]) + _LOOK[0] + unit_of(mix(key, 7, number))
        if begin > free and begin < setting.end:
            eye = setting.pose(min(begin + 0.5, setting.end))
            looks.append(Gesture("look", begin, _LOOK[1], (eye.x, _EYE, eye.z)))
            free = begin + _REST
    return looks
