"""The filming of a clip: how its segments are made, and how they become a file."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liminal.errors import LiminalError
from liminal.film.clip_sound import ClipSound, sample_count
from liminal.film.join import deliver
from liminal.film.movie import open_movie
from liminal.film.production import Production
from liminal.film.recipe import Recipe
from liminal.film.segment_store import Segment
from liminal.film.transfer import FRAME_SIZE, Transfer, open_transfer
from liminal.footage.film_frames import frames_of
from liminal.rate import FRAME_RATE, frame_count

if TYPE_CHECKING:
    from liminal.api import Studio
    from liminal.cli.scene import Scene
    from liminal.cli.treatment import Bounds, Treatment


def span_of(frames: "Bounds | None", count: int) -> Segment:
    """Return which frames to make, of `count`. Raises LiminalError where there are none."""
    first, last = frames or (None, None)
    span = Segment(first or 0, count if last is None else last)
    if not 0 <= span.first < span.last <= count:
        raise LiminalError(
            f"there are no frames {span.first}:{span.last}: the clip has {count}; give A:B with 0 <= A < B <= {count}"
        )
    return span


def production_of(
    studio: "Studio",
    asked: "Scene",
    seconds: float,
    span: Segment,
    plan: Transfer | None,
    output: Path,
    codec: str,
    how: "Treatment",
) -> Production:
    """Put together what is to be made of a clip. `plan`: of a tape; None without one."""
    assert asked.samples is not None
    animated = output.suffix.lower() == ".gif"
    chapters = () if animated else studio.film(seconds, asked.pose).chapters
    cues = studio.soundtrack(seconds, asked.pose).cues() if how.subtitles else ()
    recipe = studio.recipe(asked.size, asked.pose, asked.samples, seconds).model_copy(
        update={
            "scan": plan.scan if plan is not None else None,
            "codec": codec,
            "silent": how.silent or animated,
            "flash_limit": how.flash_limit,
            "chapters": tuple((round(each.start, 3), round(each.end, 3), each.title) for each in chapters),
            "subtitles": tuple((round(each.start, 3), round(each.end, 3), each.text) for each in cues),
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


def finish(studio: "Studio", output: Path, plan: Transfer | None, recipe: Recipe, pieces: Sequence[Path]) -> None:
    """Make a film of its segments."""
    if output.suffix.lower() != ".gif":
        deliver(pieces, output, recipe, sound_of(studio, recipe))
        return
    size = recipe.width, recipe.height
    with open_movie(output, *size, recipe) if plan is None else open_transfer(plan, recipe.text()) as movie:
        for piece in pieces:
            for frame in frames_of(piece):
                movie.write(frame)


def sound_of(studio: "Studio", recipe: Recipe) -> ClipSound | None:
    """Return the sound of a film; None for a silent one and for a piece, which gets it with the others."""
    if recipe.silent or recipe.frames is not None or recipe.seconds is None:
        return None
    sound = studio.soundtrack(recipe.seconds, recipe.pose)
    return ClipSound(sound, sample_count(frame_count(recipe.seconds)))
