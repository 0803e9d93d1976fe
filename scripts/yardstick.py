"""A yardstick: one row of the table of benches, and what it takes to measure it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter

LIMINAL = Path(sys.executable).with_name("liminal")
FRAME_RATE = 30_000 / 1001  # frames a second, NTSC


@dataclass(frozen=True)
class Bench:
    """One row: `measure` is called `times` times, and the median is shown in `unit`, beside its `bar`."""

    name: str
    measure: Callable[[], float]
    unit: str
    bar: float
    times: int = 1
    more_is_better: bool = False
    peers: str = ""


@dataclass(frozen=True)
class Run:
    """What a finished process used."""

    seconds: float
    peak: float  # MB, resident


def run(*words: object) -> Run:
    """Run a command to its end, from cold. Raises CalledProcessError with its words if it fails."""
    began = perf_counter()
    process = subprocess.Popen(
        [str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = perf_counter() - began
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, process.args, stderr=complaint)
    return Run(seconds, usage.ru_maxrss / 1024)


def liminal(*words: object) -> Run:
    """Run the installed command."""
    return run(LIMINAL, *words)


def scratch(name: str) -> Path:
    """Return where a bench may write; the folder goes when the process does."""
    return Path(_folder().name) / name


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory()
