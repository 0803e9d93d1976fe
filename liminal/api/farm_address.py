"""Where a farm is: the address of a scheduler, or "local", processes of this machine."""

import logging
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

from liminal.api.limits import WORKERS_MAX
from liminal.errors import LiminalError

if TYPE_CHECKING:
    from distributed import Client

RERUN = 3  # machines that one segment may lose before it is taken for the cause

_HERE = "local"
_THIS_MACHINE = "127.0.0.1"
_ADDRESS = re.compile(r"((tcp|tls|ucx|ws|wss)://)?[^/\s]+:\d+")
_ANSWER = 10.0  # s to wait for a scheduler
_FIRST = 30.0  # s to wait for the first machine, or for all processes of this one
_SILENT = logging.CRITICAL + 1  # a level above all of logging
_SETTINGS = {
    "distributed.scheduler.allowed-failures": RERUN,
    # A film does without looks at what a worker does, a hundred times a second, ticks, fifty times a second, and
    # variables that make the C library give back each frame's memory at once, only to ask for it again.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.nanny.pre-spawn-environ": {},
}


def connect(address: str, stack: ExitStack) -> "Client":
    """Return a client of the scheduler at an address, once a machine has joined; `stack` closes it.

    Raises LiminalError where Dask is not installed, nothing answers, or no machine is there.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise LiminalError("--dask needs Dask; install it: pip install 'liminal[farm]'") from error
    import dask

    # What a machine that is lost means is told by us.
    logging.getLogger("distributed").setLevel(_SILENT)
    stack.enter_context(dask.config.set(_SETTINGS))
    count = processes_of(address)
    if count is not None:
        client = _begun(count, stack)
    else:
        try:
            client = Client(address, timeout=_ANSWER, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise LiminalError(
                f"no Dask scheduler answers at {address}; start one (dask scheduler) and give the address "
                "that it tells, or give local"
            ) from error
    stack.enter_context(client)
    try:
        client.wait_for_workers(count or 1, timeout=_FIRST)
    except TimeoutError as error:
        raise LiminalError(
            f"no machine has joined the farm at {address}; start one: dask worker {address} --nthreads 1"
        ) from error
    return client


def _begun(count: int, stack: ExitStack) -> "Client":
    """Begin so many processes; `stack` ends them.

    This one is the first: it has loaded what a film needs, and would only wait for the others.
    """
    from distributed import Client, Nanny, Scheduler, SpecCluster, Worker

    place = {"host": _THIS_MACHINE, "dashboard": False, "dashboard_address": ":0"}  # any free port
    # Without a limit on memory: lighting takes much for a moment, and a worker that is near one would be ended.
    own = {**place, "nthreads": 1, "memory_limit": 0, "silence_logs": _SILENT}
    other = {"cls": Nanny, "options": {**own, "preload": ["liminal.api.farm_worker"]}}
    cluster = SpecCluster(
        scheduler={"cls": Scheduler, "options": {**place, "port": 0}},
        workers={number: other if number else {"cls": Worker, "options": own} for number in range(count)},
        silence_logs=_SILENT,
    )
    return Client(stack.enter_context(cluster), set_as_default=False)


def processes_of(address: str) -> int | None:
    """Return how many processes "local" or "local:N" asks for; None of the address of a scheduler.

    Raises LiminalError for anything else.
    """
    from liminal.api.workers import processors

    if address != _HERE and not address.startswith(f"{_HERE}:"):
        if not _ADDRESS.fullmatch(address):
            raise LiminalError(
                f"{address} is no address of a farm; give one as tcp://10.0.0.5:8786, or local, or local:2"
            )
        return None
    count = address.removeprefix(_HERE).removeprefix(":") or str(processors())
    if not count.isdecimal() or not 1 <= int(count) <= WORKERS_MAX:
        raise LiminalError(f"--dask {address} is not possible; give local:N with N from 1 to {WORKERS_MAX}")
    return int(count)
