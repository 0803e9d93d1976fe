"""The part of a farm that runs on its machines: what they are, and segments of films."""

import pickle
import platform
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import local
from typing import TYPE_CHECKING, NamedTuple

import av
import numpy as np
from distributed import Status, Worker, get_client, get_worker

from liminal.api.farm_job import FarmJob, Part
from liminal.camera.reading import Reading
from liminal.errors import LiminalError
from liminal.film.production import FilmMemory
from liminal.gl.context import Context
from liminal.version import __version__

if TYPE_CHECKING:
    from liminal.footage.footage_source import FootageSource

_CLOSED = (Status.closing, Status.closed, Status.failed)
_TOLD = 10  # frames or samples: how often a machine says how far it is


class Machine(NamedTuple):
    """What a film's bytes depend on. `renderer`: the driver's own name."""

    liminal: str
    python: str
    numpy: str
    av: str
    renderer: str


def this_machine() -> Machine:
    """Describe the machine that calls this. Raises LiminalError where no OpenGL opens."""
    with Context() as context:
        renderer = context.info.renderer
    python = ".".join(platform.python_version_tuple()[:2])
    return Machine(__version__, python, np.__version__, av.__version__, renderer)


def dask_setup(worker: Worker) -> None:
    """Prepare a process of `local`; Dask calls it by this name where a process begins.

    Ctrl-C reaches all processes of a terminal: the first one ends the others.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def digest_of(source: "FootageSource") -> str:
    """Return the digest of the footage that this machine finds. Raises LiminalError where there is none."""
    return source.digest()


def make_part(job: FarmJob[Part], part: Part, first: int, topic: str) -> bytes:
    """Make a part, whose numbers begin at `first`; tells under `topic` how far it is, and of faults."""
    done, worker = 0, get_worker()

    def tick() -> None:
        nonlocal done
        # A thread cannot be ended from outside, and that of the process that asks for parts must not hold it up.
        if worker.status in _CLOSED:
            raise LiminalError("the farm is closed")
        done += 1
        if done % _TOLD == 0:
            worker.log_event(topic, (first, done))

    return job.make(part, _log_of(topic), Teller(topic, worker), tick)


@dataclass(frozen=True)
class Teller:
    """Passes lines on to the machine that asks for parts, from any thread. `topic`: names what they are of."""

    topic: str
    worker: Worker = field(compare=False)

    def __call__(self, line: str) -> None:
        """Pass on a line."""
        self.worker.log_event(self.topic, line)


class FarmLog(FilmMemory):
    """A log whose meter readings the machines of a farm share, by way of the scheduler."""

    def __init__(self, topic: str) -> None:
        """`topic`: names the film."""
        super().__init__()
        self._topic = topic

    def read(self, first: int) -> tuple[Reading, ...] | None:
        """Return the readings of a scene, as a `FilmLog` does."""
        found = super().read(first)
        if found is None:
            shared = get_client().get_metadata([self._topic, str(first)], default=None)
            found = pickle.loads(shared) if shared is not None else None
            if found is not None:
                super().write(first, found)
        return found

    def write(self, first: int, readings: Sequence[Reading]) -> None:
        """Keep the readings of a scene, as a `FilmLog` does."""
        super().write(first, readings)
        get_client().set_metadata([self._topic, str(first)], pickle.dumps(tuple(readings)))


class _LastLog(local):
    """The log of the film that a thread has made segments of last."""

    topic: str | None = None
    log: FarmLog


_last = _LastLog()


def _log_of(topic: str) -> FarmLog:
    if _last.topic != topic:
        _last.topic, _last.log = topic, FarmLog(topic)
    return _last.log
