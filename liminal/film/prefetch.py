"""Prefetch: an iterator that runs in a separate thread, ahead of its use."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")

_POLL = 0.1  # s between checks of a waiting thread for the end of the block
_JOIN = 1.0  # s to wait for a thread that may itself wait for a pipe


class _End(Generic[Item]):
    """The last item of the queue. `failure`: the exception that ended the iterator, or None."""

    def __init__(self, failure: BaseException | None) -> None:
        self.failure = failure


@contextmanager
def prefetch(items: Iterable[Item], count: int) -> Iterator[Iterator[Item]]:
    """Yield an iterator over `items`, which another thread reads up to `count` ahead, until the block ends.

    An exception in that thread is raised by the iterator, in its place among the items.
    """
    queue: Queue[Item | _End[Item]] = Queue(count)
    unwanted = Event()

    def put(item: Item | _End[Item]) -> None:
        while not unwanted.is_set():
            with suppress(Full):
                queue.put(item, timeout=_POLL)
                return

    def run() -> None:
        try:
            for item in items:
                put(item)
                if unwanted.is_set():
                    return
            put(_End(None))
        except BaseException as failure:
            put(_End(failure))

    def taken() -> Iterator[Item]:
        while True:
            # A wait with a time limit, so that Ctrl-C is noticed.
            try:
                item = queue.get(timeout=_POLL)
            except Empty:
                continue
            if isinstance(item, _End):
                if item.failure is not None:
                    raise item.failure
                return
            yield item

    thread = Thread(target=run, name="prefetch", daemon=True)
    thread.start()
    try:
        yield taken()
    finally:
        unwanted.set()
        thread.join(_JOIN)
