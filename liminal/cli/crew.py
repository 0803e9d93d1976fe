"""A crew: other processes that make shares of a film, each by the command that was given here."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from queue import Queue
from threading import Thread
from typing import IO

from liminal.errors import LiminalError
from liminal.film.parts import Segment

SHARE = "--share"  # the option, hidden, that makes a worker of a command
DONE = b"."  # what a worker writes for each frame

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
    done: Queue[int | None] = Queue()
    with ExitStack() as stack:
        crew = []
        for share in dealt:
            # Before all other words: after "--" there are no more options.
            own = [words[0], SHARE, f"{share[0].first}:{share[-1].last}", *words[1:]]
            command = [sys.executable, "-c", _PROGRAM, *own]
            worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment())
            stack.callback(_end, worker)
            assert worker.stdout is not None
            Thread(target=_listen, args=(worker.stdout, done), daemon=True).start()
            crew.append(worker)
        busy = len(crew)
        while busy:
            count = done.get()
            if count is None:
                busy -= 1
                _check(crew)
            for _ in range(count or 0):
                yield


def _environment() -> dict[str, str]:
    """Return a worker's environment: ours, and what it says is UTF-8, whatever consoles have here."""
    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


def _listen(stream: IO[bytes], done: "Queue[int | None]") -> None:
    while heard := stream.read1():  # type: ignore[attr-defined]
        done.put(heard.count(DONE))
    done.put(None)


def _check(crew: "Sequence[subprocess.Popen[bytes]]") -> None:
    """Raise LiminalError if a worker that has nothing more to say has failed."""
    for worker in crew:
        if worker.stdout is None or worker.poll() in (None, 0):
            continue
        assert worker.stderr is not None
        said = worker.stderr.read().decode(errors="replace").strip().splitlines() or [f"exit {worker.returncode}"]
        raise LiminalError(f"a worker has failed: {said[-1].removeprefix('liminal: error: ')}")


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    worker.communicate()
