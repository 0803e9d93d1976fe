"""About-face: a figure stands in a room with its back to the camera, and otherwise each time the camera looks again."""

import numpy as np

from liminal.random import mix, unit_of
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.pacing import facing_to, stands
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting

_NEAREST, _FARTHEST = 0.4, 0.9  # of the least distance of figures: in a room one cannot be further off
_MIDDLE = 0.3  # of the field of view to either side
_BACK = (2.7, 3.1)  # rad from the camera that it faces at first
_FURTHER = (0.35, 0.6)  # of the rest of that turn is made the next time
_UNSEEN = 3  # instants at which it is out of the picture, before it stands otherwise
_SHOWN = 5  # instants at which it is in the picture, at least


def place_turn(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure stand there from the beginning of the shot on, and be turned further after each look elsewhere."""
    blocking = Blocking(drawn, setting)
    look = blocking.vantage(setting.begin, setting.end)
    near, far = (share * blocking.nearest for share in (_NEAREST, _FARTHEST))
    for cell in blocking.tried(blocking.cells_between(near, far, _MIDDLE), near):
        x, z = blocking.space.middles[cell].tolist()
        places = np.broadcast_to((x, z), (len(look.times), 1, 2))
        shown, hidden = look.shows(places)[:, 0], look.hides(places)[:, 0]
        if shown.sum() < _SHOWN or not (shown[0] if setting.cut else hidden[0]):
            continue
        side = 1.0 if unit_of(mix(blocking.key, 5)) < 0.5 else -1.0
        turned = side * (_BACK[0] + (_BACK[1] - _BACK[0]) * unit_of(mix(blocking.key, 6)))
        changes = [*_changes(shown.tolist(), hidden.tolist()), len(look.times) - 1]
        begin, to_camera = setting.begin, facing_to(x, z, blocking.pose.x, blocking.pose.z)
        for number, change in enumerate(changes):
            end = setting.end if number == len(changes) - 1 else float(look.times[change])
            blocking.act(stands(x, z, to_camera + turned, begin, end), begin, end)
            begin = end
            turned *= 1.0 - _FURTHER[0] - (_FURTHER[1] - _FURTHER[0]) * unit_of(mix(blocking.key, 7, number))
        noticed = float(look.times[np.argmax(shown)])
        setting.happened.events.append(Event(noticed, setting.end - noticed, drawn.kind, x, z, drawn.strength))
        return True
    return False


def _changes(shown: list[bool], hidden: list[bool]) -> list[int]:
    """Return the instants, by number, in the middle of each time that it is out of the picture, once it was in it."""
    changes, was, first = [], False, -1
    for number, (sees, hides) in enumerate(zip(shown, hidden, strict=True)):
        if not hides and first >= 0:
            if was and number - first >= _UNSEEN:
                changes.append((first + number) // 2)
                was = False
            first = -1
        elif hides and first < 0:
            first = number
        was |= sees
    return changes
