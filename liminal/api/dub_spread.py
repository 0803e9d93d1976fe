"""A dub that is spread over a farm: many machines play footage, and this one joins what they make."""

from contextlib import AbstractContextManager, closing
from pathlib import Path

from liminal.api.farm import Farm
from liminal.api.report import Progress, Report
from liminal.api.resumption import missing, resumable
from liminal.errors import LiminalError
from liminal.film.dub_form import DubForm
from liminal.film.dub_recipe import DubRecipe
from liminal.film.movie import VIDEOS, Sound
from liminal.film.segment_store import SegmentStore, segments
from liminal.film.transfer import Transfer
from liminal.footage.footage import PIPE, Footage
from liminal.footage.footage_source import FootageSource
from liminal.footage.numbering import is_series
from liminal.rate import frame_count


def check_spread(output: str, source: str) -> None:
    """Raise LiminalError where a dub cannot be made by many machines."""
    if source == PIPE:
        raise LiminalError("--dask is for footage in files, which other machines find as well; write it to one first")
    path = Path(output)
    if path.suffix.lower() not in VIDEOS and not is_series(path):
        raise LiminalError(f"--dask does not go with {output}: it makes {', '.join(VIDEOS)} and numbered pictures")


def spread_dub(
    plan: Transfer,
    recipe: DubRecipe,
    footage: Footage,
    source: FootageSource,
    track: AbstractContextManager[Sound | None],
    start: str,
    address: str,
    any_driver: bool,
    report: Report,
) -> None:
    """Write a dub as the machines of the farm at `address` make it.

    `source`: of `footage`. `track`: opens its sound. `start`: the time code of the first picture. Raises LiminalError.
    """
    if not footage.seconds or not footage.paths:
        raise LiminalError(
            f"--dask: {footage.name} does not say how long it is, or can be read only once; write it to a file that "
            f'does: ffmpeg -i "{footage.name}" -c copy whole.mkv'
        )
    span = segments(0, frame_count(footage.seconds))
    form, everything = DubForm(recipe, plan.path.suffix.lower()), list(span)
    total = everything[-1].last
    source = source.anywhere()
    with Farm(address) as farm:
        # Both load Dask.
        from liminal.api.farm_job import DubJob
        from liminal.api.farm_worker import this_machine

        job = DubJob(recipe, source, source.digest(), form.suffix, total)
        farm.check(this_machine(), any_driver)
        farm.check_footage(source, job.digest)
        store = SegmentStore(plan.path, job.key, form.piece_suffix)
        with resumable(store, report):
            wanted = missing(store, everything, report)
            done = total - sum(segment.last - segment.first for segment in wanted)
            report.progress(Progress(done, total))
            with closing(
                farm.make(job, {segment: range(*segment) for segment in wanted}, store.put, report.warn)
            ) as frames:
                for frame in frames:
                    if frame < total:
                        done += 1
                        report.progress(Progress(done, total))
            # Where footage ends before it says so, its last pieces are empty.
            made = [path for path in map(store.path, everything) if path.stat().st_size]
            with track as sound:
                form.deliver(made, plan.path, sound, start)
            store.remove()
