"""Staring: a figure stands far off, turned away, and its head turns to the camera and stays so."""

from liminal.random import mix, unit_of
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.pacing import facing_to, stands
from liminal.shot.acting.watch import Watch
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.lamp_failure import fail_lamps

_FARTHEST = 24.0  # m from the camera
_MIDDLE = 0.26  # of the field of view to either side
_TURNED = (1.1, 1.9)  # rad from the camera that its body faces
_LATER = 0.4  # of the time it is there, after which its head turns


def place_stare(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure stand in sight and turn its head; lamps blink as it comes and goes, where the shot does not cut."""
    blocking = Blocking(drawn, setting)
    pose = blocking.pose
    begin = drawn.time if drawn.time > setting.begin + 0.1 else setting.begin
    end = min(begin + drawn.seconds, setting.end)
    side = 1.0 if unit_of(mix(blocking.key, 5)) < 0.5 else -1.0
    aside = side * (_TURNED[0] + (_TURNED[1] - _TURNED[0]) * unit_of(mix(blocking.key, 6)))
    for cell in blocking.tried(blocking.far_cells(_MIDDLE, _FARTHEST)):
        x, z = blocking.space.middles[cell].tolist()
        walk = stands(x, z, facing_to(x, z, pose.x, pose.z) + aside, begin, end)
        event = blocking.shown_throughout(walk, begin, end)
        if event is None:
            continue
        turns = begin + _LATER * (end - begin)
        blocking.cast(walk, begin, end, event, watch=Watch(turns, 2.0 * (end - turns)))
        fail_lamps(drawn, setting, blocking.space.window, blocking.outlook, (x, z), (begin, end))
        return True
    return False
