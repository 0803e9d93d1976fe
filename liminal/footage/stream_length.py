"""Stream length: the stated length of one of a container's streams."""

from contextlib import suppress
from fractions import Fraction

from av.stream import Stream


def seconds_of(stream: Stream) -> float | None:
    """Return the stated length of a stream, s; None if unstated."""
    stated = [stream.duration * stream.time_base] if stream.duration and stream.time_base else []
    # In Matroska a tag; FFmpeg's value may be the length of the whole, sound included.
    hours, _, rest = stream.metadata.get("DURATION", "").partition(":")
    minutes, _, seconds = rest.partition(":")
    with suppress(ValueError):
        stated.append(int(hours) * 3600 + int(minutes) * 60 + Fraction(seconds))
    return float(min(stated)) if stated else None
