"""The making of a film, as its maker sees it: what is there already, a bar, other processes, and how it ends."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from liminal.cli.crew import DONE, shares, work
from liminal.cli.meter import meter
from liminal.errors import LiminalError
from liminal.film.production import Production
from liminal.film.recipe import Recipe, read_recipe
from liminal.film.segment_store import RECIPE, Parts, Segment, folder_of
from liminal.rate import FRAME_RATE

Finish = Callable[[Recipe, Sequence[Path]], None]  # makes the film of its recipe and its segments

_PICTURES_ONLY = ".mkv"  # where a film's own container cannot be spliced, its segments are lossless Matroska


def begun(output: Path) -> tuple[Path, Recipe]:
    """Return the file with the recipe of what was begun at `output`, and the recipe. Raises LiminalError."""
    path = folder_of(output) / RECIPE
    if not path.is_file():
        raise LiminalError(f"there is nothing to resume: no {folder_of(output)}; leave --resume out to begin")
    return path, read_recipe(path)


def parts_of(production: Production, output: Path, *, shared: bool = False) -> Parts:
    """Open the parts of a film."""
    suffix = _PICTURES_ONLY if output.suffix.lower() == ".gif" else output.suffix.lower()
    return Parts(output, production.recipe.text(), suffix, shared=shared)


def make(
    production: Production, output: Path, finish: Finish, *, resume: bool, workers: int, words: Sequence[str] | None
) -> None:
    """Make what is missing of a film, then the film.

    `resume`: what is there must be of this film. `words`: the command line, for other processes.
    """
    if resume and begun(output)[1].text() != production.recipe.text():
        raise LiminalError(f"{folder_of(output)} is of another film: leave --resume out to make this one instead")
    parts = parts_of(production, output)
    try:
        with parts:
            wanted = [segment for segment in production.segments if not parts.has(segment)]
            _tell(parts, wanted)
            done = sum(each.last - each.first for each in production.segments if each not in wanted)
            if workers > 1 and words is not None and len(wanted) > 1:
                frames = work(words, shares(wanted, workers))
            else:
                frames = production.film(parts, wanted)
            with meter(float(FRAME_RATE)) as bar:
                task = bar.add_task("", total=production.span.last - production.span.first, completed=done)
                for _ in frames:
                    bar.advance(task)
            finish(*production.finished(parts))
            parts.remove()
    except LiminalError as error:
        if parts.begun:
            raise LiminalError(f"{error}; then the same command goes on from what is done") from error
        raise
    except (KeyboardInterrupt, SystemExit):
        if parts.begun:
            click.echo(f"liminal: what is done is in {parts.folder}; the same command goes on from there", err=True)
        raise


def make_share(production: Production, output: Path, share: Segment) -> None:
    """Make those segments of a share that are missing, for another process, which is told of each frame."""
    with parts_of(production, output, shared=True) as parts:
        within = (each for each in production.segments if share.first <= each.first < share.last)
        for _ in production.film(parts, [segment for segment in within if not parts.has(segment)]):
            # Whoever asked for it may be gone, and then nobody needs it any more.
            sys.stdout.buffer.write(DONE)
            sys.stdout.buffer.flush()


def _tell(parts: Parts, wanted: Sequence[Segment]) -> None:
    """Say what was found in place of segments and is of no use."""
    spoilt = [segment for segment in wanted if parts.spoilt(segment)]
    if parts.foreign:
        click.echo(f"liminal: warning: {parts.folder} is of another film: made anew", err=True)
    elif spoilt:
        which = ", ".join(parts.path(segment).name for segment in spoilt)
        click.echo(f"liminal: warning: {which} in {parts.folder} is not as it was written: made anew", err=True)
