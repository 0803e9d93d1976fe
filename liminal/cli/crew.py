"""A crew: other processes that make shares of a film, each by the command that was given here."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from queue import Queue
from threading import Thread

from liminal.errors import LiminalError
from liminal.film.segment_store import Segment

SHARE = "--share"  # the option, hidden, that makes a worker of a command
DONE = b"."  # what a worker writes for each frame

Worker = subprocess.Popen[bytes]

_PROGRAM = "from liminal.cli.main import main; main()"


def shares(wanted: Sequence[Segment], workers: int) -> list[list[Segment]]:
    """Deal out segments: to each worker some that follow one another, about as many as to the others."""
    count = min(workers, len(wanted))
    borders = [round(number * len(wanted) / count) for number in range(count + 1)]
    return [list(wanted[start:end]) for start, end in pairwise(borders)]


def work(words: Sequence[str], dealt: Sequence[Sequence[Segment]]) -> Iterator[None]:
    """Have shares of a film made by as many processes; yields after each frame of any of them.

    `words`: the command line. Raises LiminalError with the words of the first process that fails; the others end, too.
    """
    done: Queue[int | Worker] = Queue()
    with ExitStack() as stack:
        for share in dealt:
            # Before all other words: after "--" there are no more options.
            own = [words[0], SHARE, f"{share[0].first}:{share[-1].last}", *words[1:]]
            command = [sys.executable, "-c", _PROGRAM, *own]
            worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment())
            stack.callback(_end, worker)
            Thread(target=_listen, args=(worker, done), daemon=True).start()
        busy = len(dealt)
        while busy:
            heard = done.get()
            if isinstance(heard, int):
                for _ in range(heard):
                    yield
            else:
                busy -= 1
                _check(heard)


def _environment() -> dict[str, str]:
    """Return a worker's environment: ours, with UTF-8 output on consoles of any encoding."""
    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


def _listen(worker: Worker, done: "Queue[int | Worker]") -> None:
    """Count what a worker has done; when it has nothing more to say, pass on the worker."""
    assert worker.stdout is not None
    while heard := worker.stdout.read1():  # type: ignore[attr-defined]
        done.put(heard.count(DONE))
    done.put(worker)


def _check(worker: Worker) -> None:
    """Raise LiminalError if a worker that has nothing more to say has failed."""
    assert worker.stderr is not None
    told = worker.stderr.read().decode(errors="replace").strip().splitlines()
    if worker.wait():  # it may still be on its way out
        said = told or [f"exit {worker.returncode}"]
        raise LiminalError(f"a worker has failed: {said[-1].removeprefix('liminal: error: ')}")


def _end(worker: Worker) -> None:
    worker.terminate()
    worker.communicate()
