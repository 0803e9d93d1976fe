"""The clock of a film: frames, fields and scenes as times in seconds."""

from bisect import bisect_right

from liminal.ntsc import FIELD_RATE

FRAME = 2 / FIELD_RATE  # s

# Scenes begin at the same frames of a take however long the film is, so that frame n does not depend on that. The
# first ones are short, so that a short film is not lit far beyond its end; later ones seldom light a place twice.
_FIRST_SCENES = 0, 150, 300, 600, 1050  # frames of a take with which scenes begin
_SCENE = 450  # frames of all later ones: 15 s

_FIELD = 0.25  # frames: how far before and after a frame's instant its two fields reach, shutter included


def scene_around(frame: int) -> tuple[int, int]:
    """Return the first frame of a scene, and the first after it. Frames count from the beginning of their take."""
    last = _FIRST_SCENES[-1]
    if frame >= last:
        first = frame - (frame - last) % _SCENE
        return first, first + _SCENE
    number = bisect_right(_FIRST_SCENES, frame)
    return _FIRST_SCENES[number - 1], _FIRST_SCENES[number]


def first_instant(frame: int) -> float:
    """Return the earliest time at which anything of frame number `frame` is seen, s."""
    return (frame - _FIELD) * FRAME
