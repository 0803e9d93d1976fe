"""Lying: a figure lies on the floor, or sits there with its back to a wall, and does not get up."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.motion.gesture import Gesture
from liminal.motion.way import way_through
from liminal.random import mix, unit_of
from liminal.shot.acting.blocking import Blocking
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Ground

_BEFORE = (4.0, 9.0)  # m from a camera that stands
_MET = (2.6, 6.0)  # m from where an operator who walks is as the shot ends
_MIDDLE = 0.3  # of the field of view to either side
_FREE = 0.8  # m to everything: here it lies, nearer to a wall it sits
_BODY = (0.4, 0.8, 1.2, 1.6, 1.9)  # m before its feet, of one who lies
_WAYS = 12  # directions in which it may lie
_WALL = (0.42, 0.62)  # m from the wall, of one who sits
_LEGS = (0.4, 0.7, 1.0)  # m before one who sits
_ROOM = 0.3  # m to everything, there
_PAST = 0.8  # m to the operator's path, at least
_NOTICED = 7.0  # m: it is noticed no further off
_LONG_AGO = 60.0  # s before the shot it came to lie there

Floats = NDArray[np.float64]


def place_lie(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure lie or sit on the floor in sight, where an operator who walks comes to as the shot ends."""
    walks = setting.path is not None
    blocking = Blocking(replace(drawn, time=setting.end) if walks else drawn, setting)
    nearest, farthest = _MET if walks else _BEFORE
    for cell in blocking.tried(blocking.cells_between(nearest, farthest, _MIDDLE), nearest):
        place = blocking.space.middles[cell]
        facing = _facing(blocking, place)
        if facing is None or not _is_passed_by(setting, place):
            continue
        look = blocking.vantage(setting.begin, setting.end)
        # Its feet and its middle.
        ends = np.array([place, place + _BODY[1] * np.array([np.sin(facing), np.cos(facing)])])
        places = np.broadcast_to(ends, (len(look.times), 2, 2))
        shown = look.shows(places).all(axis=1) & (look.away(places)[:, 0] < (_NOTICED if walks else np.inf))
        if not shown[-1] or not (setting.cut or look.hides(places)[0].all()):
            continue
        long_ago = setting.begin - _LONG_AGO
        sits = blocking.space.ground.clearance(place[None])[0] < _FREE
        down = Gesture("sit" if sits else "fall", long_ago, np.inf, side=1.0 if mix(blocking.key, 5) & 1 else -1.0)
        walk = way_through(np.array([long_ago, setting.end]), np.array([place, place]), np.array([facing, facing]))
        # It lies quite still, for the rest of the film.
        begin = setting.within(setting.begin, setting.end)[0]
        figure = blocking.performer.acts(walk, blocking.space.heights, begin, begin, (down,))
        setting.happened.figures.append(replace(figure, end=np.inf))
        noticed = float(look.times[np.argmax(shown)])
        x, z = place.tolist()
        setting.happened.events.append(Event(noticed, setting.end - noticed, drawn.kind, x, z, drawn.strength))
        return True
    return False


def _facing(blocking: Blocking, place: Floats) -> float | None:
    """Return where a body faces that lies or sits at a place, rad about +y from +z; None where there is no room."""
    ground = blocking.space.ground
    clear = float(ground.clearance(place[None])[0])
    if clear >= _FREE:
        first = 2 * np.pi * unit_of(mix(blocking.key, 6))
        ways = [first + 2 * np.pi * number / _WAYS for number in range(_WAYS)]
        return next((way for way in ways if _is_free(ground, place, way, _BODY)), None)
    away = ground.uphill(place[None])[0]
    way = float(np.arctan2(*away))
    fits = _WALL[0] <= clear <= _WALL[1] and np.hypot(*away) > 0.9 and _is_free(ground, place, way, _LEGS)
    return way if fits else None


def _is_free(ground: Ground, place: Floats, way: float, along: tuple[float, ...]) -> bool:
    """Whether nothing is in the way of a body that takes up so many m from a place on."""
    return bool(ground.clearance(place + np.outer(along, (np.sin(way), np.cos(way)))).min() > _ROOM)


def _is_passed_by(setting: EventSetting, place: Floats) -> bool:
    """Whether an operator who walks does not step on a place."""
    if setting.path is None:
        return True
    return bool(np.hypot(*(setting.path.points - place).T).min() > _PAST)
