"""Workers: processes that share a long work, as the segments of a film.

The process that asks for them is the first, and does the first share, with what it has loaded already.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import islice, pairwise
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from liminal.api.limits import WORKERS_MAX
from liminal.deferral import signals_deferred
from liminal.errors import LiminalError
from liminal.film.segment_form import SegmentForm
from liminal.film.segment_store import Segment, SegmentStore

Part = TypeVar("Part")

_MEMORY_EACH = 3 << 29  # bytes: 1.5 GiB, twice the memory of one in wide halls
_SEGMENTS_EACH = 2  # with fewer, starting a process takes longer than it saves
_CONTAINER = Path("/sys/fs/cgroup")  # of control groups, version 2
_DONE = b"."  # written by a worker to its output for each part of its work
_PROGRAM = "from liminal.api.workers import main; main()"

Worker = subprocess.Popen[bytes]


class Job(NamedTuple):
    """The work of another process. `words`: ready for JSON. `parts`: numbers of those that it tells of, in order."""

    words: dict[str, Any]
    parts: Sequence[int]


def useful_workers(segments: int) -> int:
    """Return how many processes make a film of so many segments soonest where the processors draw: 1 for a short one.

    A further process loads everything anew, and takes as much memory as the first.
    """
    return max(min(processors(), _free_memory() // _MEMORY_EACH, segments // _SEGMENTS_EACH, WORKERS_MAX), 1)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _free_memory() -> int:
    """Return how much memory may be used without swapping, bytes, and within the limit of a container.

    As Linux reports it; 0 on other systems, where it is not known.
    """
    free = 0
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        free = 1024 * next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    with suppress(OSError, ValueError):  # "max" is no number
        most, used = (int((_CONTAINER / name).read_text("ascii")) for name in ("memory.max", "memory.current"))
        free = min(free, most - used)
    return free


def film_in_processes(
    form: SegmentForm,
    output: Path,
    shares: Sequence[Sequence[Segment]],
    film: Callable[[Sequence[Segment]], Generator[int, None, None]],
) -> Generator[int, None, None]:
    """Make segments of the film `output`, the first share in this process and each other in one of its own.

    Yields the number of each frame when it is drawn, as `film` does, which makes those of this process. Raises
    LiminalError with the words of the first process that fails; the others end, too.
    """
    told = {"recipe": form.recipe.text(), "output": str(output.absolute()), "suffix": form.suffix}
    own, *others = shares
    jobs = [
        Job({**told, "share": share}, [number for segment in share for number in range(*segment)]) for share in others
    ]
    return in_processes(_PROGRAM, jobs, film(own))


def in_processes(program: str, jobs: Sequence[Job], own: Generator[int, None, None]) -> Generator[int, None, None]:
    """Do `own` work in this process, and each job in one of its own that runs a Python `program`.

    Yields the number of each part that is done, as `own` does. Raises LiminalError as `film_in_processes` does.
    """
    done: Queue[int | Worker] = Queue()
    with ExitStack() as stack:
        for job in jobs:
            with signals_deferred():
                worker = _start(program, job)
                stack.callback(_end, worker)
            Thread(target=_listen, args=(worker, job, done), daemon=True).start()
        busy = len(jobs)

        def heard(wait: bool) -> Iterator[int]:
            nonlocal busy
            with suppress(Empty):
                while busy:
                    news = done.get(wait)
                    if isinstance(news, int):
                        yield news
                    else:
                        busy -= 1
                        _check(news)

        for part in stack.enter_context(closing(own)):
            yield part
            yield from heard(wait=False)
        yield from heard(wait=True)


def shares_of(wanted: Sequence[Part], workers: int) -> list[list[Part]]:
    """Deal out segments, or such parts: to each worker some that follow one another, about as many as to the others.

    The first gets no fewer than any other, as it has begun already.
    """
    if not wanted:
        return []
    count = min(workers, len(wanted))
    borders = [-(-number * len(wanted) // count) for number in range(count + 1)]
    return [list(wanted[start:end]) for start, end in pairwise(borders)]


def _start(program: str, job: Job) -> Worker:
    # UTF-8 on consoles of any encoding.
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    pipe = subprocess.PIPE
    worker = subprocess.Popen([sys.executable, "-c", program], stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
    assert worker.stdin is not None
    # If it has ended already, `_check` reports why.
    with suppress(OSError), worker.stdin as pipe_in:
        pipe_in.write(json.dumps(job.words).encode("ascii"))
    worker.stdin = None
    return worker


def _listen(worker: Worker, job: Job, done: "Queue[int | Worker]") -> None:
    """Pass on the number of each part that a worker has done; at the end of its output, the worker."""
    assert worker.stdout is not None
    numbers = iter(job.parts)
    while heard := worker.stdout.read1():  # type: ignore[attr-defined]
        for number in islice(numbers, heard.count(_DONE)):
            done.put(number)
    done.put(worker)


def _check(worker: Worker) -> None:
    """Raise LiminalError if a worker whose output has ended has failed."""
    assert worker.stderr is not None
    lines = worker.stderr.read().decode(errors="replace").strip().splitlines()
    if worker.wait():  # it may still be on its way out
        said = lines or [f"exit {worker.returncode}"]
        raise LiminalError(f"a worker has failed: {said[-1]}")


def _end(worker: Worker) -> None:
    worker.terminate()
    worker.communicate()


@contextmanager
def working() -> Iterator[tuple[dict[str, Any], Callable[[], None]]]:
    """Yield the words of the job that standard input holds, and what tells that a part is done: a worker's body."""
    # Left in order, so that no part of a file remains.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))

    def tick() -> None:
        # Where the process that it works for is gone, this fails, and the rest is of no use.
        os.write(1, _DONE)

    try:
        yield json.load(sys.stdin), tick
    except LiminalError as error:
        sys.exit(str(error))


def main() -> None:
    """Make the segments of the job that standard input holds: the program of a worker."""
    from liminal.api.film_piece import film_piece
    from liminal.film.recipe import parse_recipe

    with working() as (job, tick):
        output = Path(job["output"])
        recipe = parse_recipe(job["recipe"], output)
        with SegmentStore(output, job["recipe"], job["suffix"], shared=True) as store:
            for segment in (Segment(*each) for each in job["share"]):
                piece = film_piece(recipe, segment, suffix=job["suffix"], log=store, done=tick)
                store.put(segment, piece)
