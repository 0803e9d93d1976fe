"""Deferral of signals: Ctrl-C waits where an exception would come at a bad moment."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # those that the system has


@contextmanager
def signals_deferred() -> Iterator[None]:
    """Defer the handlers of signals that end the program until the end of the block.

    In the middle of starting a process, an exception would leave one that nothing ends. And while it links a program,
    moderngl (5.12) makes Python objects without checking for errors: there one would become a segmentation fault.
    """
    if current_thread() is not main_thread():  # handlers run in the main thread only
        yield
        return
    received: list[tuple[int, FrameType | None]] = []
    numbers = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
    handlers = {number: signal.getsignal(number) for number in numbers}
    held = {number: handler for number, handler in handlers.items() if callable(handler)}
    try:
        for number in held:
            signal.signal(number, lambda number, frame: received.append((number, frame)))
        yield
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)
        for number, frame in received[:1]:
            held[number](number, frame)
