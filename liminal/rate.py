"""How fast film runs."""

from fractions import Fraction

# Frames per second of colour television: 525 lines / 59.94 fields (SMPTE ST 170).
FRAME_RATE = Fraction(30000, 1001)


def frame_time(frame: int) -> float:
    """Return the instant of frame `frame`, in seconds from the start."""
    return float(frame / FRAME_RATE)


def frame_count(seconds: float) -> int:
    """Return how many frames last `seconds`, at least one."""
    return max(1, round(seconds * FRAME_RATE))
