"""A team: three workers walk in a line ahead of an operator who walks with them, or work before one who stands."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from liminal.motion.gesture import Gesture
from liminal.random import mix, unit_of
from liminal.settings.carried_name import CARRIERS, CarriedName
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.performer import Performer
from liminal.shot.acting.vantage import EVERY
from liminal.shot.acting.way_ahead import WayAhead
from liminal.shot.acting.working import Members, work
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.track import smoothstep

USUAL_TEAM = "worker", "worker", "worker-white"
IN_THE_LIGHT: tuple[CarriedName | None, ...] = ("case", "camera", None)
IN_THE_DARK: tuple[CarriedName | None, ...] = ("torch", "camera", "torch")
_FIRST = (4.2, 5.2)  # m before the camera that the last of them walks
_APART = (1.5, 2.5)  # m between two
_ASIDE = (0.2, 0.6)  # m beside the middle of the way, where there is room, each to another side
_EVEN = 1.2  # s, standard deviation: they walk more evenly than the operator
_DRIFT = 0.35  # m that the gap between two changes by
_LOOKS = (3.0, 7.0)  # s from one look aside to the next
_LOOK = (1.2, 2.4)  # s
_AROUND = 12.0  # m from the camera: lamps so near say whether it is dark
_FEW = 0.35  # of the lamps there: where fewer shine, torches are lit
_BESIDE = (2.0, 4.0, 1.6)  # m: to the side, ahead, and the height that is looked at

Floats = NDArray[np.float64]


def place_team(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let three walk ahead of an operator who walks, in a line, from the beginning of the shot on, or work there."""
    if not setting.cut:
        return False
    members = _members(drawn, setting)
    if setting.path is None:
        return work(Blocking(replace(drawn, time=setting.begin), setting), members)
    ahead = WayAhead(setting.path, setting)
    key = drawn.key
    even = gaussian_filter1d(ahead.along, _EVEN / EVERY, mode="nearest")
    gap = _drawn(_FIRST, key, 1)
    for number, (body, carries) in enumerate(members):
        own = mix(key, 11, number)
        walk = ahead.way(even + gap + _drift(ahead.times, own), (-1) ** number * _drawn(_ASIDE, own, 1))
        begin, end = setting.within(float(ahead.times[0]), float(ahead.times[-1]))
        looks = _looks(ahead, even + gap, own)
        figure = Performer.of(body, own, carries).acts(walk, ahead.heights, begin, end, looks)
        setting.happened.figures.append(figure)
        gap += _drawn(_APART, own, 2)
    return True


def _members(drawn: DrawnEvent, setting: EventSetting) -> Members:
    """Return the bodies of a team, the last in line first, and what they carry."""
    bodies = (drawn.body,) * 3 if drawn.body else USUAL_TEAM
    carried = IN_THE_DARK if _is_dark(setting) else IN_THE_LIGHT
    if drawn.carries or bodies[0] not in CARRIERS:
        carried = (drawn.carries,) * 3
    return list(zip(bodies, carried, strict=True))


def _is_dark(setting: EventSetting) -> bool:
    """Whether few of the lamps shine around the camera, as the shot begins, or half-way."""
    for time in (setting.begin, 0.5 * (setting.begin + setting.end)):
        pose = setting.pose(time)
        window, _ = setting.around(pose, _AROUND)
        lit, _, _ = setting.lamps(window, pose, ailing=True)
        if len(lit) < _FEW * len(window.lamps) or not len(lit):
            return True
    return False


def _drawn(between: tuple[float, float], key: int, number: int) -> float:
    return between[0] + (between[1] - between[0]) * unit_of(mix(key, 20, number))


def _drift(times: Floats, key: int) -> Floats:
    """Return by how much one is further on at each instant than the others' pace says, m."""
    drift, at = np.zeros(len(times)), float(times[0])
    number = 0
    while at < times[-1]:
        number += 1
        share = smoothstep((times - at) / 3.0)
        drift += share * (_DRIFT * (unit_of(mix(key, 3, number)) - 0.5) - drift)
        at += 3.0 + 4.0 * unit_of(mix(key, 4, number))
    return drift


def _looks(ahead: WayAhead, along: Floats, key: int) -> list[Gesture]:
    """Return what one looks at: now this wall, now that."""
    looks, number = [], 0
    begin = float(ahead.times[0]) + _drawn(_LOOKS, key, 5)
    while begin < ahead.times[-1]:
        number += 1
        at = np.interp(begin, ahead.times, along)
        (x, z), (on_x, on_z) = ahead.places(np.array([at, at + 0.5])).tolist()
        front = np.array([on_x - x, on_z - z]) / max(float(np.hypot(on_x - x, on_z - z)), 1e-6)
        side = 1.0 if unit_of(mix(key, 6, number)) < 0.5 else -1.0
        aside, before, height = _BESIDE
        target = np.array([x, z]) + before * front + side * aside * np.array([-front[1], front[0]])
        height *= 0.5 + unit_of(mix(key, 7, number))
        looks.append(Gesture("look", begin, _drawn(_LOOK, key, 30 + number), (target[0], height, target[1])))
        begin += _drawn(_LOOKS, key, 60 + number)
    return looks
