"""The clock of a film: frames, fields and scenes as times in seconds."""

from liminal.ntsc import FIELD_RATE

FRAME = 2 / FIELD_RATE  # s

# Scenes begin at the same frames of a take however long the film is, so that frame n does not depend on that; and no
# more than two are lit at a time, so that memory does not grow.
SCENE = 150  # frames that are lit together: 5 s

_FIELD = 0.25  # frames: how far before and after a frame's instant its two fields reach, shutter included


def first_instant(frame: int) -> float:
    """Return the earliest time at which anything of frame number `frame` is seen, s."""
    return (frame - _FIELD) * FRAME
