"""A clip: a film of a place, or its sound alone, made in segments that outlast an interruption."""

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from liminal.api.clip_recipe import clip_recipe
from liminal.api.effort import Effort
from liminal.api.farm import Farm, check_farm_options
from liminal.api.film_piece import draw_of
from liminal.api.pass_writer import refuse_film_options, write_clip_passes
from liminal.api.report import QUIET, Progress, Report
from liminal.api.request import ClipRequest
from liminal.api.resumption import missing, resumable
from liminal.api.workers import film_in_processes, shares_of, useful_workers
from liminal.errors import LiminalError
from liminal.film.atomic import check_destination
from liminal.film.clip_sound import ClipSound, sample_count
from liminal.film.movie import MOVIES
from liminal.film.picture import ENCODED, PICTURES, write_picture
from liminal.film.production import Production
from liminal.film.recipe import Recipe, read_recipe
from liminal.film.segment_form import SegmentForm
from liminal.film.segment_store import RECIPE, SOUND, Segment, SegmentStore, folder_of
from liminal.film.series import check_series
from liminal.film.sound_file import SOUND_FILES, is_sound_file, write_sound
from liminal.footage.film_frames import glimpses_of
from liminal.footage.numbering import is_series
from liminal.rate import frame_count

if TYPE_CHECKING:
    from liminal.api.studio import Studio
    from liminal.shot.timeline import Timeline


def write_clip(
    studio: "Studio",
    path: Path,
    request: ClipRequest,
    source: Recipe | None,
    seconds: float,
    *,
    workers: int | None = None,
    resume: bool = False,
    thumbnail: Path | None = None,
    dask: str | None = None,
    any_driver: bool = False,
    beside: Path | None = None,
    report: Report = QUIET,
) -> None:
    """Write the clip that a request asks for, or its passes; see `Studio.write_clip`."""
    if beside is not None and not request.passes:
        raise LiminalError(f"--beside is for passes, and there are none: add --passes, or write {beside} itself")
    if request.passes:
        if beside is None:
            refuse_film_options(request, workers=workers, resume=resume, thumbnail=thumbnail, dask=dask)
        else:
            check_destination(beside, (*MOVIES, *SOUND_FILES))
        write_clip_passes(studio, path, request, source, seconds, report)
        if beside is None:
            return
        path, request = beside, request.model_copy(update={"passes": ()})
    if path.suffix.lower() in PICTURES:
        if not is_series(path):
            numbers = f"{path.stem}.%05d{path.suffix}"
            raise LiminalError(f"{path} holds one picture, and this is a film: name numbered ones, e.g. {numbers}")
        check_series(path, PICTURES)
        if thumbnail is not None:
            raise LiminalError(
                f"--thumbnail is out of a film in one file, and {path} is pictures; leave one of them out"
            )
    else:
        check_destination(path, (*MOVIES, *SOUND_FILES))
    if thumbnail is not None:
        check_destination(thumbnail, ENCODED)
    check_farm_options(workers, dask, any_driver)
    if dask is not None and is_sound_file(path):
        raise LiminalError(f"--dask does not go with {path}, which is sound alone; leave one of them out")
    with ExitStack() as stack:
        # Its machines begin to load while the film is planned.
        farm = stack.enter_context(Farm(dask)) if dask is not None else None
        recipe = clip_recipe(studio, path, request, source, seconds)
        if resume and not is_sound_file(path):
            _check_begun(path, recipe)
        timeline = studio.film(seconds, recipe.pose)
        # A storyboard that is gone through several times has the same to say each time.
        for note in dict.fromkeys(timeline.notes):
            report.note(note)
        if is_sound_file(path):
            write_sound(path, _whole_sound(studio, recipe, seconds), recipe.text(), clock=recipe.clock)
            return
        if farm is not None:
            recipe = _checked(farm, recipe, any_driver)
        _make(studio, path, recipe, timeline, workers, farm, report)
    if thumbnail is not None:
        # From a third of the way into the film.
        ((_, picture),) = glimpses_of(path, [1 / 3])
        write_picture(thumbnail, picture)


def resumed(request: ClipRequest, path: Path) -> ClipRequest:
    """Return the request for the film begun at `path`, if `request` sets no field; else `request`.

    Raises LiminalError where nothing was begun.
    """
    recipe = begun(path)
    return request if request.model_fields_set else ClipRequest(source=recipe)


def begun(path: Path) -> Path:
    """Return the file with the recipe of the clip that was begun at `path`. Raises LiminalError where there is none."""
    recipe = folder_of(path) / RECIPE
    if not recipe.is_file():
        raise LiminalError(f"there is nothing to resume: no {folder_of(path)}; leave --resume out to begin")
    return recipe


def sound_of(studio: "Studio", recipe: Recipe) -> ClipSound | None:
    """Return the sound of a film; None for a silent one and for a piece, which gets it with the others."""
    if recipe.silent or recipe.frames is not None or recipe.seconds is None:
        return None
    return _whole_sound(studio, recipe, recipe.seconds)


def _whole_sound(studio: "Studio", recipe: Recipe, seconds: float) -> ClipSound:
    return ClipSound(studio.soundtrack(seconds, recipe.pose), sample_count(frame_count(seconds)))


def _check_begun(path: Path, recipe: Recipe) -> None:
    """Raise LiminalError unless the film begun at `path` is this one."""
    if read_recipe(begun(path)).text() != recipe.text():
        raise LiminalError(f"{folder_of(path)} is of another film: leave --resume out to make this one instead")


def _checked(farm: Farm, recipe: Recipe, any_driver: bool) -> Recipe:
    """Return the recipe with the drivers that draw it, once all machines are known to make the same bytes."""
    from liminal.api.farm_worker import this_machine

    return recipe.model_copy(update={"renderer": " and ".join(farm.check(this_machine(), any_driver))})


def _make(
    studio: "Studio",
    path: Path,
    recipe: Recipe,
    timeline: "Timeline",
    workers: int | None,
    farm: Farm | None,
    report: Report,
) -> None:
    """Make the missing segments of a film, then the film."""
    form = SegmentForm.of(recipe, path)
    production = Production(form, draw_of(studio, recipe))
    sound = sound_of(studio, recipe)
    store = SegmentStore(path, recipe.text(), form.suffix)

    def film(share: Sequence[Segment]) -> Generator[int, None, None]:
        yield from production.film(store, share)
        if sound is not None:
            sound.spool(store.folder / SOUND)  # while others still draw

    def film_on(farm: Farm) -> Generator[int, None, None]:
        from liminal.api.farm_job import FilmJob

        with ThreadPoolExecutor(1, "sound") as clerk:
            spooled = clerk.submit(sound.spool, store.folder / SOUND) if sound is not None else None
            job, frames = FilmJob(recipe.text(), form.suffix), {segment: range(*segment) for segment in wanted}
            yield from farm.make(job, frames, store.put, report.warn)
            if spooled is not None:
                spooled.result()

    with resumable(store, report):
        wanted = missing(store, production.segments, report)
        if farm is not None:
            shares = farm.shares(wanted)
            frames = film_on(farm)
        else:
            if workers is None:
                workers = useful_workers(len(wanted)) if studio.draws_by_software else 1
            shares = shares_of(wanted, workers)
            several = len(shares) > 1
            frames = film_in_processes(form, path, shares, film) if several else production.film(store, wanted)
        with closing(frames):
            _report_frames(frames, wanted, production.span, Effort(timeline, shares), report)
        production.finish(store, sound)
        store.remove()


def _report_frames(
    frames: Iterator[int], wanted: Sequence[Segment], span: Segment, effort: Effort, report: Report
) -> None:
    """Report how far a film of frames `span` is whenever one of those `wanted` is made."""
    total = span.last - span.first
    before = total - sum(segment.last - segment.first for segment in wanted)
    report.progress(Progress(before, total, share=0.0))
    made = 0.0
    for done, frame in enumerate(frames, before + 1):
        made += effort.of(frame)
        report.progress(Progress(done, total, share=made / effort.total))
