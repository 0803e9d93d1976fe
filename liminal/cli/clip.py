"""`liminal clip`: a walk through a place, filmed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liminal.cli.options import Output, output_option
from liminal.cli.plot import Plot, plot
from liminal.cli.scene import Scene, given, scene, scene_options
from liminal.errors import LiminalError

if TYPE_CHECKING:
    from liminal.api import Studio
    from liminal.film.parts import Segment
    from liminal.film.production import Production
    from liminal.film.recipe import Recipe
    from liminal.film.splice import Sound
    from liminal.film.transfer import Transfer

SCANS = ("interlaced", "bob", "weave")
WORKERS_MOST = 64

# What may be said beside --resume, so that all else comes from what has been begun.
_BESIDE_RESUME = {"output", "resume", "workers", "share", "thumbnail"}


class Frames(click.ParamType[tuple[int | None, int | None]]):
    """Frames A:B, from A up to but not B; either may be left out."""

    name = "A:B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, tuple):
            return value
        first, colon, last = str(value).partition(":")
        try:
            bounds = int(first) if first else None, int(last) if last else None
        except ValueError:
            colon = ""
        if not colon:
            self.fail(
                f'"{value}" is not a range; write it as A:B, from frame A up to but not B, e.g. 0:150', param, ctx
            )
        return bounds


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
    "--scan",
    type=click.Choice(SCANS),
    default=None,
    help="How a tape's fields are shown. bob: 59.94 whole pictures a second, smooth everywhere; the usual. "
    "interlaced: as the tape is, for televisions and editors. weave: 29.97, with combs.",
)
@click.option("--codec", type=click.Choice(["h264", "ffv1"]), default=None, help="ffv1 is lossless, for .mkv.")
@click.option(
    "--flash-limit/--no-flash-limit",
    default=True,
    help="Hold back more than three flashes a second over a quarter of the screen (ITU-R BT.1702), which can cause "
    "seizures; the usual. --no-flash-limit leaves them as lamps and tape make them.",
)
@click.option("--silent", is_flag=True, help="Leave the sound out.")
@click.option("--workers", type=click.IntRange(1, WORKERS_MOST), default=1, metavar="N", help="Use N processes.")
@click.option(
    "--frames",
    type=Frames(),
    default=None,
    help="Only a piece: frames A up to but not B, 29.97 a second, for `liminal join`. Multiples of 150 fit best.",
)
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
    scan: Any,
    codec: str | None,
    flash_limit: bool,
    silent: bool,
    workers: int,
    frames: tuple[int | None, int | None] | None,
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
    from liminal.cli.making import begun, make, make_share
    from liminal.cli.meter import heed_termination
    from liminal.film.clip_sound import ClipSound, sample_count
    from liminal.film.movie import check_movie
    from liminal.film.parts import Segment
    from liminal.film.rate import frame_count
    from liminal.film.transfer import plan_transfer
    from liminal.settings.preset import has_look

    # All that can be wrong is found before anything is drawn.
    context = click.get_current_context()
    if resume:
        words["source"], recipe = _resumed(context, begun(output), words["source"])
        if recipe is not None:
            scan, codec, frames = recipe.scan, recipe.codec, recipe.frames
            flash_limit, silent = bool(recipe.flash_limit), bool(recipe.silent)
    told = plot(shot, seconds, loop, words["source"], words["seed"], words["tape"])
    length = told.seconds
    words["overrides"] = (*told.overrides, *words["overrides"])
    asked = scene(**words, usual_tape=told.usual_tape)
    if output.suffix.lower() == ".wav":
        _write_sound(asked, told, output)
        return
    taped = has_look(asked.world.preset)
    asked = replace(asked, samples=asked.samples or (FIELD_SAMPLES if taped else CLIP_SAMPLES))
    plan = None
    if taped:
        size = asked.size if given("size") or words["source"] is not None else None
        plan = plan_transfer(str(output), moving=True, scan=scan or "bob", size=size, codec=codec)
        asked = replace(asked, size=plan.size)
    elif scan is not None:
        raise LiminalError(f"--scan {scan} is for tapes, and --tape off has no fields; leave one of them out")
    codec = plan.codec if plan is not None else check_movie(output, *asked.size, codec)
    span = _span(frames, frame_count(length))

    heed_termination()
    with Studio(asked.world, told.storyboard, told.loop) as studio:
        production = _production(studio, asked, length, span, plan, output, codec, flash_limit, silent)
        if share is not None:
            make_share(production, output, Segment(*share))
            return
        _tell_changes(studio, length, asked)

        def finish(recipe: "Recipe", pieces: Sequence[Path]) -> None:
            heard = not recipe.silent and recipe.frames is None
            sound = (
                ClipSound(studio.soundtrack(length, asked.pose), sample_count(frame_count(length))) if heard else None
            )
            _finish(recipe, pieces, output, plan, sound)

        make(production, output, finish, resume=resume, workers=workers, words=context.obj)
    if thumbnail is not None:
        _write_thumbnail(output, thumbnail)


def _resumed(
    context: click.Context, begun: "tuple[Path, Recipe]", source: Path | None
) -> "tuple[Path | None, Recipe | None]":
    """Return what to make again, if nothing says what to make but --resume: the file with its recipe, and that."""
    told = [name for name in context.params if name not in _BESIDE_RESUME and given(name)]
    return (source, None) if told else begun


def _span(frames: tuple[int | None, int | None] | None, count: int) -> "Segment":
    """Return which frames to make, of `count`. Raises LiminalError where there are none."""
    from liminal.film.parts import Segment

    first, last = frames or (None, None)
    span = Segment(first or 0, count if last is None else last)
    if not 0 <= span.first < span.last <= count:
        raise LiminalError(
            f"there are no frames {span.first}:{span.last}: the clip has {count}; give A:B with 0 <= A < B <= {count}"
        )
    return span


def _production(
    studio: "Studio",
    asked: Scene,
    seconds: float,
    span: "Segment",
    plan: "Transfer | None",
    output: Path,
    codec: str,
    flash_limit: bool,
    silent: bool,
) -> "Production":
    from functools import partial

    from liminal.film.movie import open_movie
    from liminal.film.production import Production
    from liminal.film.rate import FRAME_RATE, frame_count
    from liminal.film.transfer import FRAME_SIZE, open_transfer

    assert asked.samples is not None
    animated = output.suffix.lower() == ".gif"
    recipe = studio.recipe(asked.size, asked.pose, asked.samples, seconds).model_copy(
        update={
            "scan": plan.scan if plan is not None else None,
            "codec": codec,
            "silent": silent or animated,
            "flash_limit": flash_limit,
            "frames": None if span == (0, frame_count(seconds)) else tuple(span),
        }
    )
    if plan is None:
        draw: Any = partial(studio.clip, seconds, asked.size, asked.pose, asked.samples)
    else:
        draw = partial(studio.tape, seconds, asked.pose, asked.samples)

    def open_segment(path: Path) -> Any:
        if plan is not None and not animated:
            return open_transfer(replace(plan, path=path))
        width, height = asked.size if plan is None else FRAME_SIZE
        return open_movie(path, width, height, None, "ffv1" if animated else codec)

    return Production(
        recipe=recipe,
        span=span,
        draw=draw,
        open_segment=open_segment,
        rate=plan.rate if plan is not None and not animated else FRAME_RATE,
        fields=2 if plan is not None else 1,
        taped=plan is not None,
    )


def _finish(
    recipe: "Recipe", pieces: Sequence[Path], output: Path, plan: "Transfer | None", sound: "Sound | None"
) -> None:
    """Make a film of its segments."""
    from liminal.film.join import assemble
    from liminal.film.movie import open_movie
    from liminal.film.playback import frames_of
    from liminal.film.transfer import open_transfer

    if output.suffix.lower() != ".gif":
        # Beside the segments first: what is cut short here must not lie about elsewhere.
        whole = pieces[0].with_name(f"whole{output.suffix}")
        assemble(pieces, whole, recipe, sound)
        whole.replace(output.resolve())
        return
    size = recipe.width, recipe.height
    with open_movie(output, *size, recipe) if plan is None else open_transfer(plan, recipe.text()) as movie:
        for piece in pieces:
            for frame in frames_of(piece):
                movie.write(frame)


def _tell_changes(studio: "Studio", seconds: float, asked: Scene) -> None:
    """Say which shots could not be staged in this place, and what they became."""
    for note in studio.film(seconds, asked.pose).notes:
        click.echo(f"liminal: {note}", err=True)


def _write_sound(asked: Scene, told: Plot, output: Path) -> None:
    """Write what a clip sounds like, alone."""
    from liminal.api import FIELD_SAMPLES, Studio
    from liminal.film.clip_sound import sample_count, write_wave
    from liminal.film.rate import frame_count

    with Studio(asked.world, told.storyboard, told.loop) as studio:
        recipe = studio.recipe(asked.size, asked.pose, asked.samples or FIELD_SAMPLES, told.seconds)
        sound = studio.soundtrack(told.seconds, asked.pose)
        _tell_changes(studio, told.seconds, asked)
    write_wave(output, sound, sample_count(frame_count(told.seconds)), recipe.text())


def _write_thumbnail(film: Path, path: Path) -> None:
    """Write a picture from a third of the way into a film."""
    from liminal.film.picture import write_picture
    from liminal.film.playback import glimpses_of

    ((_, picture),) = glimpses_of(film, [1 / 3])
    write_picture(path, picture)
