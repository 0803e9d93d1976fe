"""The clock of a film: frames, fields and scenes as times in seconds."""

from liminal.ntsc import FIELD_RATE

FRAME = 2 / FIELD_RATE  # s

# A take whose end is known is lit in equal scenes of up to LONGEST frames (20 s). A film of one shot is open, as frame
# n must not depend on how long it is: there each scene after the first is as long as all before it, so that a short
# film is not lit far beyond its end, and a long walk seldom lights a place twice.
SHORTEST, LONGEST = 150, 600
OPEN = 1 << 40  # frames: the length of a take that has no end

_FIELD = 0.25  # frames: how far before and after a frame's instant its two fields reach, shutter included


def scene_around(frame: int, length: int = OPEN) -> tuple[int, int]:
    """Return the first frame of a scene, and the first after it, counted from the beginning of their take.

    `length`: of the take, frames.
    """
    if length < OPEN:
        count = -(-length // LONGEST)
        number = frame * count // length
        return -(-number * length // count), -(-(number + 1) * length // count)
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
