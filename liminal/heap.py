"""The heap of the process, where its C library is glibc."""

import ctypes
from collections.abc import Callable


def _malloc_trim() -> Callable[[int], object] | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, TypeError):  # another C library; Windows has none without a name
        return None


_trim = _malloc_trim()


def trim() -> None:
    """Return the heap's free memory to the system, 5 ms; glibc alone keeps it, 100 MB after a scene is lit."""
    if _trim is not None:
        _trim(0)
