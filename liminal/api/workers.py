"""Workers: processes that make pieces of a film, each some segments that follow one another."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, suppress
from itertools import pairwise
from pathlib import Path
from queue import Queue
from threading import Thread

from liminal.errors import LiminalError
from liminal.film.segment_form import SegmentForm
from liminal.film.segment_store import Segment, SegmentStore

_DONE = b"."  # what a worker writes to its output for each frame
_PROGRAM = "from liminal.api.workers import main; main()"

Worker = subprocess.Popen[bytes]


def film_in_processes(
    form: SegmentForm, output: Path, wanted: Sequence[Segment], workers: int
) -> Generator[None, None, None]:
    """Have segments of the film `output` made by other processes, into its store; yields after each frame.

    Raises LiminalError with the words of the first process that fails; the others end, too.
    """
    done: Queue[int | Worker] = Queue()
    with ExitStack() as stack:
        shares = _shares(wanted, workers)
        for share in shares:
            worker = _start(form, output, share)
            stack.callback(_end, worker)
            Thread(target=_listen, args=(worker, done), daemon=True).start()
        busy = len(shares)
        while busy:
            heard = done.get()
            if isinstance(heard, int):
                for _ in range(heard):
                    yield
            else:
                busy -= 1
                _check(heard)


def _shares(wanted: Sequence[Segment], workers: int) -> list[list[Segment]]:
    """Deal out segments: to each worker some that follow one another, about as many as to the others."""
    count = min(workers, len(wanted))
    borders = [round(number * len(wanted) / count) for number in range(count + 1)]
    return [list(wanted[start:end]) for start, end in pairwise(borders)]


def _start(form: SegmentForm, output: Path, share: Sequence[Segment]) -> Worker:
    job = {"recipe": form.recipe.text(), "output": str(output.absolute()), "suffix": form.suffix, "share": share}
    # UTF-8 on consoles of any encoding.
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    pipe = subprocess.PIPE
    worker = subprocess.Popen([sys.executable, "-c", _PROGRAM], stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
    assert worker.stdin is not None
    # If it has ended already, it says why.
    with suppress(OSError), worker.stdin as pipe_in:
        pipe_in.write(json.dumps(job).encode("ascii"))
    worker.stdin = None
    return worker


def _listen(worker: Worker, done: "Queue[int | Worker]") -> None:
    """Count what a worker has done; when it has nothing more to say, pass on the worker."""
    assert worker.stdout is not None
    while heard := worker.stdout.read1():  # type: ignore[attr-defined]
        done.put(heard.count(_DONE))
    done.put(worker)


def _check(worker: Worker) -> None:
    """Raise LiminalError if a worker that has nothing more to say has failed."""
    assert worker.stderr is not None
    lines = worker.stderr.read().decode(errors="replace").strip().splitlines()
    if worker.wait():  # it may still be on its way out
        said = lines or [f"exit {worker.returncode}"]
        raise LiminalError(f"a worker has failed: {said[-1]}")


def _end(worker: Worker) -> None:
    worker.terminate()
    worker.communicate()


def main() -> None:
    """Make the segments of the job that standard input holds: the body of a worker."""
    from liminal.api.film_piece import film_piece
    from liminal.film.recipe import parse_recipe

    # Left in order, so that no part of a file remains.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    job = json.load(sys.stdin)
    output = Path(job["output"])
    recipe = parse_recipe(job["recipe"], output)

    def tick() -> None:
        # Where the process that it works for is gone, this fails, and the rest is of no use.
        os.write(1, _DONE)

    try:
        with SegmentStore(output, job["recipe"], job["suffix"], shared=True) as store:
            for segment in (Segment(*each) for each in job["share"]):
                piece = film_piece(recipe, segment, suffix=job["suffix"], log=store, done=tick)
                store.put(segment, piece)
    except LiminalError as error:
        sys.exit(str(error))
