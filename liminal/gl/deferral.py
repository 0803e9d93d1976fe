"""Deferral of signals: Ctrl-C waits until the C code of moderngl, which calls back into Python, has returned."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # as far as the system has them


@contextmanager
def signals_deferred() -> Iterator[None]:
    """Keep handlers of signals that end the program from running in the block; those that came run after it.

    While it links a program, moderngl (5.12) makes Python objects and does not look whether that failed: the exception
    of a handler there would become a segmentation fault.
    """
    if current_thread() is not main_thread():  # handlers run in the main thread only
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    numbers = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
    handlers = {number: signal.getsignal(number) for number in numbers}
    held = {number: handler for number, handler in handlers.items() if callable(handler)}
    try:
        for number in held:
            signal.signal(number, lambda number, frame: came.append((number, frame)))
        yield
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)
        for number, frame in came[:1]:
            held[number](number, frame)
