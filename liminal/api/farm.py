"""A farm: machines that make the segments of a film, reached through a Dask scheduler, or processes of this one.

Each machine has some segments that follow one another, as workers have. What a machine that is lost had to make is made
by another.
"""

import hashlib
from collections.abc import Callable, Container, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, TypeVar

from liminal.api.farm_address import RERUN, connect, processes_of
from liminal.api.limits import WORKERS_MAX
from liminal.api.workers import shares_of
from liminal.closing import Closing
from liminal.errors import LiminalError

if TYPE_CHECKING:
    from distributed import Future

    from liminal.api.farm_job import FarmJob
    from liminal.api.farm_worker import Machine
    from liminal.footage.footage_source import FootageSource
    from liminal.footage.recording import Warn

    Heard = Future[bytes] | tuple[int, int] | list[int] | str  # a part, how far one is, a line about a fault

Part = TypeVar("Part")

_DESCRIBED = 60.0  # s that a machine may take to load us and say what it is
_PATIENCE = 1.0  # s between two looks whether any machine is left
_LOST = 60  # looks without any until the work is given up


class Farm(Closing):
    """Machines that have been found and are alike."""

    def __init__(self, address: str) -> None:
        """`address`: of a scheduler, as tcp://10.0.0.5:8786; or "local", "local:N" for N processes of this machine.

        Raises LiminalError where Dask is not installed, nothing answers, or no machine is there.
        """
        with ExitStack() as stack:
            self._client = connect(address, stack)
            self.address = address
            # Loaded together with Dask.
            from liminal.api.farm_worker import this_machine

            self._told = self._asked(this_machine)
            self._closing = stack.pop_all()

    def check(self, own: "Machine", any_driver: bool) -> list[str]:
        """Return the names of the drivers that draw, after comparing all machines with this one, `own`.

        `any_driver`: they may differ. Raises LiminalError where machines would make other bytes, or cannot work.
        """
        from liminal.api.farm_worker import this_machine

        workers: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        # One may have joined only now.
        asked = self._asked(this_machine, but=self._told) | self._told
        drivers = []
        for name, answer in asked.items():
            if name not in workers:
                continue  # it is gone again
            if workers[name]["nthreads"] != 1:
                raise LiminalError(
                    f"{name} would make {workers[name]['nthreads']} parts at once with one OpenGL; start it with "
                    "--nthreads 1 (and --nworkers for more processes)"
                )
            try:
                machine = answer.result(timeout=_DESCRIBED)
            except LiminalError as error:
                raise LiminalError(f"{name} cannot draw: {error}") from error
            except ImportError as error:
                raise LiminalError(
                    f"{name} has no liminal ({error}); install {own.liminal} with [farm] there"
                ) from error
            except TimeoutError as error:
                raise LiminalError(
                    f"{name} does not answer for {_DESCRIBED:g} s; restart it, or take it away"
                ) from error
            _compare(name, machine, own, any_driver)
            drivers.append(machine.renderer)
        return list(dict.fromkeys(drivers))

    def check_footage(self, source: "FootageSource", digest: str) -> None:
        """Raise LiminalError unless all machines find footage of this digest in the same place."""
        from liminal.api.farm_worker import digest_of

        for name, answer in self._asked(digest_of, source).items():
            try:
                found = answer.result()
            except LiminalError as error:
                raise LiminalError(
                    f"{name} does not find the footage: {error}; put it at the same path on all machines, as in a "
                    "folder that they share"
                ) from error
            if found != digest:
                raise LiminalError(
                    f"{name} finds other footage at {source.name}; put the same file at that path on all machines"
                )

    def _asked(self, question: Callable[..., Any], *words: Any, but: Container[str] = ()) -> "dict[str, Future[Any]]":
        """Ask each machine `but` some, by its name."""
        return {
            name: self._client.submit(question, *words, workers=[name], allow_other_workers=False, pure=False)
            for name in self._names()
            if name not in but
        }

    def make(
        self, job: "FarmJob[Part]", parts: Mapping[Part, range], put: Callable[[Part, bytes], None], warn: "Warn"
    ) -> Generator[int, None, None]:
        """Make parts, and `put` them as they come; yields each number of a part's range when that much is done.

        `parts`: as segments and their frames; what is common to neighbours is prepared once. `warn` receives what
        machines tell of faults, each line once. Raises LiminalError with the words of the first machine that fails, or
        where none is left.
        """
        from liminal.api.farm_worker import make_part

        topic = f"liminal-{hashlib.sha256(job.key.encode()).hexdigest()[:16]}"
        news: Queue[Heard] = Queue()
        self._client.set_metadata([topic], {})
        self._client.subscribe_topic(topic, lambda event: news.put(event[1]))
        made: dict[Any, Part] = {}
        futures: list[Future[bytes]] = []
        try:
            for name, share in zip(self._names(), self.shares(list(parts)), strict=False):
                for order, part in enumerate(share):
                    future = self._client.submit(
                        make_part,
                        job,
                        part,
                        parts[part].start,
                        topic,
                        workers=[name],
                        allow_other_workers=True,
                        priority=-order,
                        pure=False,
                    )
                    made[future.key] = part
                    futures.append(future)
                    future.add_done_callback(news.put)
            told: set[int | str] = set()
            for heard in self._heard(news, len(futures)):
                if isinstance(heard, str):
                    numbers = range(0)
                    if heard not in told:
                        told.add(heard)
                        warn(heard)
                elif isinstance(heard, tuple | list):
                    first, count = heard
                    numbers = range(first, first + count)
                else:
                    put(made[heard.key], _taken(heard))
                    heard.release()
                    numbers = parts[made[heard.key]]
                # A part that is made again tells of its numbers again.
                for number in numbers:
                    if number not in told:
                        told.add(number)
                        yield number
        finally:
            self._client.cancel(futures, force=True)
            self._client.unsubscribe_topic(topic)
            self._client.set_metadata([topic], {})

    def shares(self, wanted: Sequence[Part]) -> list[list[Part]]:
        """Deal out parts to the machines that are there now."""
        return shares_of(wanted, len(self._names()))

    def _names(self) -> list[str]:
        return sorted(self._client.scheduler_info(n_workers=-1)["workers"])

    def _heard(self, news: "Queue[Heard]", left: int) -> "Iterator[Heard]":
        """Yield what machines tell, until so many parts are there."""
        from distributed import Future

        empty = 0
        while left:
            try:
                heard = news.get(timeout=_PATIENCE)
            except Empty:
                empty = 0 if self._names() else empty + 1
                if empty > _LOST:
                    raise LiminalError(f"the farm at {self.address} has lost all of its machines; start some") from None
                continue
            left -= isinstance(heard, Future)
            yield heard

    def close(self) -> None:
        """Let go of the scheduler; processes of this machine end."""
        # On a busy machine a process may be slow to answer; it ends with this one.
        with suppress(TimeoutError):
            self._closing.close()


def check_farm_options(workers: int | None, dask: str | None, any_driver: bool) -> None:
    """Raise LiminalError for options that do not go with each other, numbers beyond bounds, and what is no address."""
    if workers is not None and not 1 <= workers <= WORKERS_MAX:
        raise LiminalError(f"{workers} workers are not possible; give 1 to {WORKERS_MAX}")
    if dask is not None and workers is not None:
        raise LiminalError("--dask does not go with --workers, which is for this machine; leave one of them out")
    if any_driver and dask is None:
        raise LiminalError("--any-driver is for --dask; leave it out")
    if dask is not None:
        processes_of(dask)


def _compare(name: str, machine: "Machine", own: "Machine", any_driver: bool) -> None:
    """Raise LiminalError where a machine would make other bytes than this one."""
    for what in ("liminal", "python", "numpy", "av"):
        there, here = getattr(machine, what), getattr(own, what)
        if there != here:
            raise LiminalError(f"{name} has {what} {there}, and this machine {here}; install the same on all of them")
    if machine.renderer != own.renderer and not any_driver:
        raise LiminalError(
            f"{name} draws with {machine.renderer}, and this machine with {own.renderer}: its frames may differ; use "
            "the same driver, or allow it with --any-driver"
        )


def _taken(future: "Future[bytes]") -> bytes:
    """Return the bytes of a segment. Raises LiminalError with the words of the machine that could not make it."""
    from distributed import KilledWorker

    try:
        return future.result()
    except LiminalError as error:
        raise LiminalError(f"a machine has failed: {error}") from error
    except KilledWorker as error:
        raise LiminalError(
            f"one part has ended {RERUN + 1} machines; see whether they have memory enough for it (1.5 GiB)"
        ) from error
