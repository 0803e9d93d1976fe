"""The placement of sounds: calls from out of the picture or from a figure, radios, and voices."""

import math
from dataclasses import replace

from liminal.shot.event_placement import DrawnEvent, EventSetting, place_sound
from liminal.sound.voice_file import check_voice

_CALLED = (34.0, 62.0)  # m: where a call comes from that no figure makes
_CARRIES = 30.0  # m: workers that are further off have no radio that one hears
_SPOKEN = {"room": (6.0, 16.0), "pa": (8.0, 24.0)}  # m: where a voice comes from, by its channel
_CALLER = "creature"
_BEARER = "worker"


def place_call(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let the creature that is there call, or one that is out of sight and far off."""
    place = None if drawn.away is not None else _place_of(_CALLER, drawn, setting, math.inf)
    if place is None:
        return place_sound(drawn, setting, _CALLED)
    setting.happened.events.append(drawn.at(*place))
    return True


def place_radio(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a radio speak: that of the nearest worker who is there, or that which the operator carries."""
    place = _place_of(_BEARER, drawn, setting, _CARRIES)
    if place is None:
        return _carry(drawn, setting)
    setting.happened.events.append(drawn.at(*place))
    return True


def place_voice(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a voice of one's own be heard: in the place, or from a device. Raises LiminalError for its file."""
    assert drawn.file is not None
    check_voice(drawn.file, drawn.content)
    if drawn.channel in _SPOKEN:
        return place_sound(drawn, setting, _SPOKEN[drawn.channel])
    return _carry(drawn, setting) if drawn.channel == "telephone" else place_radio(drawn, setting)


def _carry(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let it be heard from what the operator carries, wherever that is by then."""
    pose = setting.pose(drawn.time)
    setting.happened.events.append(replace(drawn.at(pose.x, pose.z), carried=True))
    return True


def _place_of(dress: str, drawn: DrawnEvent, setting: EventSetting, reach: float) -> tuple[float, float] | None:
    """Return where the nearest figure is, x and z, m, that wears a dress of a name and is no further than `reach`."""
    pose = setting.pose(drawn.time)
    there = (each for each in setting.happened.figures if each.is_there(drawn.time) and each.dress.startswith(dress))
    places = [tuple(each.frames_at(drawn.time).positions[each.body.hips, [0, 2]].tolist()) for each in there]
    near = min(places, key=lambda place: math.dist(place, (pose.x, pose.z)), default=None)
    return near if near is not None and math.dist(near, (pose.x, pose.z)) <= reach else None
