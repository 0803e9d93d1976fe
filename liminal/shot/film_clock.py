"""The clock of a film: frames, fields and scenes as times in seconds."""

from liminal.ntsc import FIELD_RATE

FRAME = 2 / FIELD_RATE  # s

# Scenes begin at the same frames of a take however long the film is, so that frame n does not depend on that. After the
# first, each is as long as all before it, up to LONGEST: a short film is not lit far beyond its end, and a long walk
# seldom lights a place twice.
SHORTEST, LONGEST = 150, 600  # frames that are lit together: 5 s, 20 s

_FIELD = 0.25  # frames: how far before and after a frame's instant its two fields reach, shutter included


def scene_around(frame: int) -> tuple[int, int]:
    """Return the first frame of a scene, and the first after it. Frames count from the beginning of their take."""
    if frame < SHORTEST:
        return 0, SHORTEST
    if frame >= 2 * LONGEST:
        first = frame // LONGEST * LONGEST
        return first, first + LONGEST
    first = SHORTEST << (frame // SHORTEST).bit_length() - 1
    return first, 2 * first


def first_instant(frame: int) -> float:
    """Return the earliest time at which anything of frame number `frame` is seen, s."""
    return (frame - _FIELD) * FRAME
