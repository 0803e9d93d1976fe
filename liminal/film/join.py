"""Joining: pieces of one film, made on any machine, become the whole or a larger piece."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from liminal.errors import LiminalError
from liminal.film.atomic import rename
from liminal.film.movie import CODECS, VIDEOS, Sound
from liminal.film.recipe import Recipe, read_recipe
from liminal.film.splice import splice
from liminal.film.time_code import start_label
from liminal.rate import FRAME_RATE, frame_count
from liminal.shot.chapter import Chapter
from liminal.sound.cue import Cue

# Fields in which pieces may differ: renderer, frames, and flashes limited.
_OWN = ("renderer", "frames", "flashes")


def rate_of(recipe: Recipe) -> Fraction:
    """Return the rate of a film's pictures, Hz."""
    return 2 * FRAME_RATE if recipe.scan == "bob" else FRAME_RATE


def assemble(pieces: Sequence[Path], output: Path, recipe: Recipe, sound: Sound | None = None) -> None:
    """Splice pieces into a film with its recipe, and if it is whole, its sound, chapters and subtitles."""
    rate = rate_of(recipe)
    start = start_label(output, recipe.clock, rate, recipe.frames[0] if recipe.frames else 0)
    if recipe.frames is not None:
        splice(pieces, output, rate, recipe.text(), start=start)
        return
    chapters = [Chapter(*each) for each in recipe.chapters]
    subtitles = [Cue(*each) for each in recipe.subtitles]
    splice(pieces, output, rate, recipe.text(), start=start, sound=sound, chapters=chapters, subtitles=subtitles)


def deliver(segments: Sequence[Path], output: Path, recipe: Recipe, sound: Sound | None) -> None:
    """Assemble a film of its segments at `output`. Raises LiminalError."""
    # Beside the segments first, so that an interrupted file stays among them.
    whole = segments[0].with_name(f"whole{output.suffix}")
    assemble(segments, whole, recipe, sound)
    rename(whole, output)


def join(
    pieces: Sequence[Path], output: Path, sound_of: Callable[[Recipe], Sound | None] = lambda recipe: None
) -> Recipe:
    """Join pieces, in any order, without encoding anew; return the recipe of the result.

    `sound_of` makes the sound of a whole film. Raises LiminalError for pieces of different films, gaps and overlaps.
    """
    found = [(read_recipe(piece), piece) for piece in pieces]
    held: list[tuple[tuple[int, int], Recipe, Path]] = []
    for recipe, piece in found:
        if recipe.seconds is None or piece.suffix.lower() not in VIDEOS:
            raise LiminalError(f"cannot join {piece}: it is no piece of a film; give what `clip --frames` wrote")
        held.append((recipe.frames or (0, frame_count(recipe.seconds)), recipe, piece))
    held.sort(key=lambda each: each[0])
    (_, first, name), *others = held
    for _, recipe, piece in others:
        _check_same(first, name, recipe, piece)
    for (before, _, one), (after, _, other) in pairwise(held):
        if before[1] != after[0]:
            what = "a gap" if before[1] < after[0] else "an overlap"
            raise LiminalError(
                f"cannot join {one} and {other}: frames {before[0]}:{before[1]} and {after[0]}:{after[1]} leave {what}"
            )

    held_there = CODECS.get(output.suffix.lower(), ())
    if first.codec not in held_there:
        raise LiminalError(
            f"cannot write {output}: {output.suffix} does not hold {first.codec}; end the name in {name.suffix}"
        )
    assert first.seconds is not None
    span = held[0][0][0], held[-1][0][1]
    limited = [recipe.flashes for _, recipe, _ in held if recipe.flashes is not None]
    drawn = dict.fromkeys(name for _, recipe, _ in held for name in recipe.renderer.split(" and "))
    whole = first.model_copy(
        update={
            "frames": None if span == (0, frame_count(first.seconds)) else span,
            "flashes": sum(limited) if limited else None,
            "renderer": " and ".join(drawn),
        }
    )
    assemble([piece for _, _, piece in held], output, whole, sound_of(whole) if whole.frames is None else None)
    return whole


def _check_same(one: Recipe, name: Path, other: Recipe, piece: Path) -> None:
    """Raise LiminalError unless two pieces are of one film."""
    fields = [field for field in type(one).model_fields if field not in _OWN]
    differing = [field for field in fields if getattr(one, field) != getattr(other, field)]
    if differing:
        what = differing[0]
        if what == "settings":
            raise LiminalError(f"cannot join {name} and {piece}: they were made with different settings")
        values = f"{getattr(one, what)} and {getattr(other, what)}"
        raise LiminalError(f"cannot join {name} and {piece}: they are of different films, whose {what} is {values}")
