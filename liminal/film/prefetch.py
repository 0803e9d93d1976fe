"""Work done ahead: an iterator that runs in a thread of its own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")

_LOOK = 0.1  # s after which a thread that waits looks whether anybody still wants what it has
_JOIN = 1.0  # s to wait for a thread that may itself wait for a pipe


class _End(Generic[Item]):
    """The last thing in the queue: what the iterator ended with, None if all is well."""

    def __init__(self, failure: BaseException | None) -> None:
        self.failure = failure


@contextmanager
def ahead(items: Iterable[Item], count: int) -> Iterator[Iterator[Item]]:
    """Iterate in another thread, up to `count` items ahead of the block that uses them; it stops with the block.

    An exception over there is raised here, in its place among the items.
    """
    queue: Queue[Item | _End[Item]] = Queue(count)
    unwanted = Event()

    def put(item: Item | _End[Item]) -> None:
        while not unwanted.is_set():
            with suppress(Full):
                queue.put(item, timeout=_LOOK)
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
            # A wait with an end, so that Ctrl-C is heard.
            try:
                item = queue.get(timeout=_LOOK)
            except Empty:
                continue
            if isinstance(item, _End):
                if item.failure is not None:
                    raise item.failure
                return
            yield item

    thread = Thread(target=run, name="ahead", daemon=True)
    thread.start()
    try:
        yield taken()
    finally:
        unwanted.set()
        thread.join(_JOIN)
