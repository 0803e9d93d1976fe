"""Stream length: how long one of a container's streams lasts, as far as it says."""

from contextlib import suppress
from fractions import Fraction

from av.stream import Stream


def seconds_of(stream: Stream) -> float | None:
    """Return how long a stream lasts, in s; None where nothing says."""
    told = [stream.duration * stream.time_base] if stream.duration and stream.time_base else []
    # In Matroska a tag; what FFmpeg tells may be the length of the whole, sound included.
    hours, _, rest = stream.metadata.get("DURATION", "").partition(":")
    minutes, _, seconds = rest.partition(":")
    with suppress(ValueError):
        told.append(int(hours) * 3600 + int(minutes) * 60 + Fraction(seconds))
    return float(min(told)) if told else None
