"""Working: three workers stand in a room before a camera that stands, too: one crouches, one points, one walks over."""

from collections.abc import Sequence

import numpy as np

from liminal.motion.gesture import Gesture
from liminal.motion.way import Way
from liminal.random import mix, unit_of
from liminal.settings.carried_name import CarriedName
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.pacing import facing_to, stands, stands_and_goes
from liminal.shot.acting.performer import Performer

_NEAREST, _FARTHEST = 4.5, 10.0  # m from the camera
_MIDDLE = 0.32  # of the field of view to either side
_APART = (1.3, 3.2)  # m between two
_BESIDE = 5.0  # deg between two as the camera sees them, at least
_WALK = (1.2, 3.5)  # m that one goes
_PACE = 0.9  # m/s
_SPOT = (2.5, 0.9)  # m: how far beyond the first the spot is that they work at, and its height

Point = tuple[float, float, float]
Members = Sequence[tuple[str, CarriedName | None]]


def work(blocking: Blocking, members: Members) -> bool:
    """Let workers, by their bodies and what they carry, be at work for the whole shot; return whether there is room."""
    places = _places(blocking, len(members))
    if places is None:
        return False
    setting, eye = blocking.setting, np.array([blocking.pose.x, blocking.pose.z])
    begin, end = setting.begin, setting.end
    ahead = (places[0] - eye) / np.hypot(*(places[0] - eye))
    spot = places[0] + _SPOT[0] * ahead
    target = float(spot[0]), _SPOT[1] + float(blocking.space.ground.floor(places[0][None])[0]), float(spot[1])
    for number, ((body, carries), place) in enumerate(zip(members, places, strict=True)):
        key = mix(blocking.key, 11, number)
        facing = facing_to(float(place[0]), float(place[1]), target[0], target[2])
        walk, gestures = stands(float(place[0]), float(place[1]), facing, begin - 1.0, end + 1.0), []
        if number == 0:
            gestures = [Gesture("crouch", begin + 0.5 + unit_of(key), 0.65 * (end - begin))]
        elif number == 1:
            gestures = _pointing(begin, target, places[0], key)
        else:
            walk = _walking_over(blocking, place, facing, key) or walk
        figure = Performer.of(body, key, carries).acts(
            walk, blocking.space.heights, *setting.within(begin, end), gestures
        )
        setting.happened.figures.append(figure)
    return True


def _places(blocking: Blocking, count: int) -> list[np.ndarray] | None:
    """Return where they stand, x and z, m: in the picture from the beginning, near one another and not in line."""
    cells = blocking.cells_between(_NEAREST, _FARTHEST, _MIDDLE)
    for first in blocking.tried(cells, 0.5 * (_NEAREST + _FARTHEST)):
        chosen = [first]
        for cell in cells[:: max(1, len(cells) // 400)].tolist():
            off = [np.hypot(*(blocking.space.middles[cell] - blocking.space.middles[each])) for each in chosen]
            beside = [abs(blocking.aside[cell] - blocking.aside[each]) for each in chosen]
            if min(off) > _APART[0] and off[0] < _APART[1] and min(beside) > _BESIDE:
                chosen.append(cell)
            if len(chosen) == count:
                return [blocking.space.middles[each] for each in chosen]
    return None


def _pointing(begin: float, target: Point, other: np.ndarray, key: int) -> list[Gesture]:
    """Return what one does who points the spot out to another."""
    says = begin + 1.5 + 2.0 * unit_of(mix(key, 1))
    to_other = float(other[0]), target[1] + 0.6, float(other[1])
    return [
        Gesture("look", begin, says - begin + 0.4, target),
        Gesture("point", says, 2.6, target),
        Gesture("look", says + 0.8, 1.6, to_other),
        Gesture("look", says + 3.0, 6.0, target),
    ]


def _walking_over(blocking: Blocking, place: np.ndarray, facing: float, key: int) -> Way | None:
    """Return the way of one who stands at a place and then goes over to another in the picture; None: there is none."""
    setting = blocking.setting
    cells = blocking.cells_between(_NEAREST, _FARTHEST, _MIDDLE)
    away = np.hypot(*(blocking.space.middles[cells] - place).T)
    near = cells[(away > _WALK[0]) & (away < _WALK[1])]
    if not len(near):
        return None
    goal = int(near[mix(key, 2) % len(near)])
    ways = blocking.space.ways(blocking.space.cell(float(place[0]), float(place[1])), 2 * _WALK[1])
    if not np.isfinite(ways.cost.flat[goal]):
        return None
    points = blocking.smooth(ways.to(goal))
    goes = setting.begin + (0.2 + 0.25 * unit_of(mix(key, 3))) * (setting.end - setting.begin)
    return None if points is None else stands_and_goes(points, facing, setting.begin - 1.0, goes, _PACE)
