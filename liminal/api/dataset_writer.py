"""Data sets: a folder of samples of many worlds, made in shards that outlast an interruption."""

from collections.abc import Generator, Sequence
from contextlib import closing
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path

from liminal.api.dataset_piece import make_shard
from liminal.api.dataset_setup import plan_of
from liminal.api.farm import Farm, check_farm_options
from liminal.api.report import QUIET, Progress, Report
from liminal.api.request import DatasetRequest
from liminal.api.resumption import resumable
from liminal.api.workers import Job, in_processes, working
from liminal.film.dataset_folder import FAILURES, DatasetFolder, making, unpack_shard
from liminal.film.dataset_plan import DatasetPlan, Shard

_PROGRAM = "from liminal.api.dataset_writer import main; main()"


def write_dataset(
    out: str | Path,
    request: DatasetRequest,
    *,
    workers: int | None = None,
    dask: str | None = None,
    any_driver: bool = False,
    report: Report = QUIET,
) -> None:
    """Write the data set that a request asks for, into a folder of its own; docs/dataset.md has what lies where.

    After an interruption the same call goes on from the last whole shard, and every file is the same to the byte.
    `workers`: processes, 1 to 64, this one included; None is 1. `dask`, `any_driver`: as of `Studio.write_clip`. Raises
    LiminalError for an invalid request, where the folder holds anything else, and where a file cannot be written.
    """
    check_farm_options(workers, dask, any_driver)
    plan, out = plan_of(request), Path(out)
    folder = DatasetFolder(out, plan)
    with resumable(folder, report):
        missing = [shard for shard in plan.shards if not folder.has(shard)]
        total = sum(map(plan.samples_of, plan.shards))
        before = total - sum(map(plan.samples_of, missing))
        report.progress(Progress(before, total, "views", None))
        if dask is None:
            made = _made(out, plan, missing, workers or 1)
        else:
            made = _farmed(out, plan, missing, dask, any_driver)
        with closing(made) as samples:
            for done, _ in enumerate(samples, before + 1):
                report.progress(Progress(done, total, "views", None))
        lacking = folder.finish()
    if lacking:
        report.note(f"{lacking} views found no room in their worlds: {out / FAILURES} has which")


def _farmed(
    out: Path, plan: DatasetPlan, missing: Sequence[Shard], dask: str, any_driver: bool
) -> Generator[int, None, None]:
    """Make shards on the machines of a farm; yield a number for each sample that is done."""
    ends = list(accumulate(map(plan.samples_of, missing), initial=0))
    numbers = {shard: range(*pair) for shard, pair in zip(missing, pairwise(ends), strict=True)}

    with Farm(dask) as farm:
        # Both load Dask.
        from liminal.api.farm_job import DatasetJob
        from liminal.api.farm_worker import this_machine

        farm.check(this_machine(), any_driver)
        yield from farm.make(DatasetJob(plan), numbers, partial(unpack_shard, out), lambda line: None)


def _made(out: Path, plan: DatasetPlan, missing: Sequence[Shard], workers: int) -> Generator[int, None, None]:
    """Make shards, some in other processes; yield a number for each sample that is done."""
    # Every so many: neighbours are of one place, and some places take longer than others.
    own, *others = (missing[first::workers] for first in range(workers))
    told = {"out": str(out.absolute()), "plan": plan.model_dump(mode="json")}
    jobs = [Job({**told, "shards": share}, range(sum(map(plan.samples_of, share)))) for share in others if share]
    return in_processes(_PROGRAM, jobs, _samples(out, plan, own))


def _samples(out: Path, plan: DatasetPlan, shards: Sequence[Shard]) -> Generator[int, None, None]:
    """Make shards in this process, as `_made` does."""
    for shard in shards:
        with making(out, shard) as folder:
            make_shard(plan, shard, folder)
        yield from range(plan.samples_of(shard))


def main() -> None:
    """Make the shards of the job that standard input holds: the program of a worker."""
    with working() as (job, tick):
        plan = DatasetPlan.model_validate(job["plan"])
        for shard in (Shard(*each) for each in job["shards"]):
            with making(Path(job["out"]), shard) as folder:
                make_shard(plan, shard, folder, tick)
