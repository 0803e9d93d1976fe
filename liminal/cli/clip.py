"""`liminal clip`: a walk through a place, filmed."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liminal.cli.options import Output, output_option
from liminal.cli.plot import Plot, plot
from liminal.cli.scene import Scene, given, scene, scene_options
from liminal.cli.treatment import TREATED, Frames, treatment, treatment_options
from liminal.errors import LiminalError

if TYPE_CHECKING:
    from liminal.api import Studio
    from liminal.film.recipe import Recipe

WORKERS_MOST = 64

# What may be said beside --resume, so that all else comes from what has been begun.
_BESIDE_RESUME = {"output", "resume", "workers", "share", "thumbnail"}


@click.command()
@scene_options(size="720x480")
@click.option(
    "--seconds",
    type=float,
    default=None,
    metavar="T",
    help="How long, up to 3600. Unset: as long as --shot says, or 10.",
)
@click.option(
    "--shot",
    metavar="NAME|FILE",
    help="The shots of the film: a name of `liminal presets list`, or a .toml file. Unset: wander from 20 s on, stroll "
    "below.",
)
@click.option("--loop", is_flag=True, help="The end meets the beginning; for films of one walk, as stroll is.")
@click.option(
    "--clean",
    is_flag=True,
    help="The shot itself, as --tape off films it; with --from, that of a tape: add --size for a larger one.",
)
@treatment_options
@click.option("--workers", type=click.IntRange(1, WORKERS_MOST), default=1, metavar="N", help="Use N processes.")
@click.option(
    "--resume",
    is_flag=True,
    help="Go on with what an interrupted run has left in FILE.parts; needs no other option than -o. The same command "
    "again goes on as well.",
)
@click.option(
    "--thumbnail", type=Output((".jpg", ".png")), default=None, metavar="FILE", help="Write a picture out of it, too."
)
@click.option("--share", type=Frames(), default=None, hidden=True)
@output_option(".mp4", ".mkv", ".gif", ".wav")
def clip(
    output: Path,
    seconds: float | None,
    shot: str | None,
    loop: bool,
    clean: bool,
    workers: int,
    resume: bool,
    thumbnail: Path | None,
    share: tuple[int, int] | None,
    **words: Any,
) -> None:
    """Film the place: on the tape of a camcorder, unless --tape says otherwise.

    It begins where `liminal still` would stand, and goes on as the storyboard says: see --shot. Tapes are shown on a
    screen of 4:3; with --tape off it is filmed at any --size, 29.97 frames a second. The file holds its recipe: see
    --from.

    A clip is made in segments of five seconds, each kept in FILE.parts until all are there. Whatever interrupts it, the
    same command goes on from the last, and the file is the same to the byte.
    """
    from liminal.api import CLIP_SAMPLES, FIELD_SAMPLES, Studio
    from liminal.cli.filming import finish, production_of, span_of
    from liminal.cli.making import make, make_share
    from liminal.cli.meter import heed_termination
    from liminal.film.movie import check_movie
    from liminal.film.recipe import read_recipe
    from liminal.film.segment_store import Segment
    from liminal.film.transfer import plan_transfer
    from liminal.rate import frame_count
    from liminal.settings.preset import has_look

    # All that can be wrong is found before anything is drawn.
    context = click.get_current_context()
    if resume:
        words["source"] = _resumed(context, output, words["source"])
    if clean:
        words["tape"] = _without_tape(words["tape"])
    recipe = read_recipe(words["source"]) if words["source"] is not None else None
    asked_for = {name: words.pop(name) for name in TREATED}
    told = plot(shot, seconds, loop, recipe, str(words["source"]), words["seed"], words["tape"])
    length = told.seconds
    words["overrides"] = (*told.overrides, *words["overrides"])
    asked = scene(**words, usual_tape=told.usual_tape)
    taped = has_look(asked.world.preset)
    how = treatment(recipe, output, taped, asked_for)
    if output.suffix.lower() == ".wav":
        _write_sound(asked, told, output)
        return
    asked = _suited(asked, recipe, taped)
    asked = replace(asked, samples=asked.samples or (FIELD_SAMPLES if taped else CLIP_SAMPLES))
    plan = None
    if taped:
        size = asked.size if given("size") or recipe is not None else None
        plan = plan_transfer(str(output), moving=True, scan=how.scan or "bob", size=size, codec=how.codec)
        asked = replace(asked, size=plan.size)
    codec = plan.codec if plan is not None else check_movie(output, *asked.size, how.codec)
    span = span_of(how.frames, frame_count(length))

    heed_termination()
    with Studio(asked.world, told.storyboard, told.loop) as studio:
        production = production_of(studio, asked, length, span, plan, output, codec, how)
        if share is not None:
            make_share(production, output, Segment(*share))
            return
        _tell_changes(studio, length, asked)
        finishing = partial(finish, studio, output, plan)
        make(production, output, finishing, resume=resume, workers=workers, words=context.obj)
    if thumbnail is not None:
        _write_thumbnail(output, thumbnail)


def _resumed(context: click.Context, output: Path, source: Path | None) -> Path | None:
    """Return the file with the recipe of what was begun at `output`, if nothing but --resume says what to make."""
    from liminal.cli.making import begun

    path, _ = begun(output)
    told = [name for name in context.params if name not in _BESIDE_RESUME and given(name)]
    return source if told else path


def _without_tape(tape: str | None) -> str:
    """Return the tape that is none. Raises LiminalError where another one is asked for."""
    from liminal.settings.load import NO_TAPE

    if tape not in (None, NO_TAPE):
        raise LiminalError(f"--clean is without a tape; leave it or --tape {tape} out")
    return NO_TAPE


def _suited(asked: Scene, recipe: "Recipe | None", taped: bool) -> Scene:
    """Return what was asked for without what its recipe has only because it is on tape, or because it is not."""
    if recipe is None or recipe.seconds is None or taped == (recipe.scan is not None):
        return asked
    # A tape's pixels are narrow, on a screen of 4:3; without one they are square.
    even = round(asked.size[1] * 4 / 3 / 2) * 2
    size = asked.size if taped or given("size") else (even, asked.size[1])
    return replace(asked, size=size, samples=None)


def _tell_changes(studio: "Studio", seconds: float, asked: Scene) -> None:
    """Say which shots could not be staged in this place, and what they became."""
    for note in studio.film(seconds, asked.pose).notes:
        click.echo(f"liminal: {note}", err=True)


def _write_sound(asked: Scene, told: Plot, output: Path) -> None:
    """Write what a clip sounds like, alone."""
    from liminal.api import FIELD_SAMPLES, Studio
    from liminal.film.clip_sound import ClipSound, sample_count
    from liminal.film.sound_file import write_sound
    from liminal.rate import frame_count

    with Studio(asked.world, told.storyboard, told.loop) as studio:
        recipe = studio.recipe(asked.size, asked.pose, asked.samples or FIELD_SAMPLES, told.seconds)
        sound = studio.soundtrack(told.seconds, asked.pose)
        _tell_changes(studio, told.seconds, asked)
    write_sound(output, ClipSound(sound, sample_count(frame_count(told.seconds))), recipe.text())


def _write_thumbnail(film: Path, path: Path) -> None:
    """Write a picture from a third of the way into a film."""
    from liminal.film.picture import write_picture
    from liminal.footage.film_frames import glimpses_of

    ((_, picture),) = glimpses_of(film, [1 / 3])
    write_picture(path, picture)
