"""A piece of a film: some of its frames, made from its recipe alone, in any process on any machine."""

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from liminal.api.form import form_of_recipe
from liminal.api.own_layers import open_layers
from liminal.errors import LiminalError
from liminal.film.production import Draw, FilmLog, FilmMemory, Frame, Production, span_of
from liminal.film.recipe import Recipe
from liminal.film.segment_form import LIGHT_CODEC, SegmentForm
from liminal.film.segment_store import Segment
from liminal.shoot.meter_log import MeterLog

if TYPE_CHECKING:
    from liminal.api.studio import Studio


def film_piece(
    recipe: Recipe,
    span: tuple[int, int],
    *,
    suffix: str | None = None,
    log: FilmLog | None = None,
    done: Callable[[], None] = lambda: None,
) -> bytes:
    """Make frames `span` (the first, and the first that is not among them) of a film; return the bytes of their file.

    That file is a piece as `liminal clip --frames` writes it, without sound; `join_clips` makes the film of all of
    them, and where they were cut at multiples of 150 frames, its bytes are those of the film made in one go. `suffix`:
    of the film, ".mp4", ".mov" or ".mkv"; None is the usual one for its codec. `log`: meter readings and limiter
    memories that others have found for the film; None: those of this thread. `done` is called after each frame.

    A further call for the same film in the same thread uses the same world, lit scenes and readings; for that,
    OpenGL stays open. Raises LiminalError for a recipe that is of no film, and frames that it has not.
    """
    if recipe.seconds is None or recipe.codec is None:
        raise LiminalError("cannot film a piece: its recipe is of no film; give that of a clip")
    whole, piece = span_of(recipe), Segment(*span)
    if not whole.first <= piece.first < piece.last <= whole.last:
        raise LiminalError(f"there are no frames {piece.first}:{piece.last}: the film has {whole.first}:{whole.last}")
    studio, memory = _open(recipe)
    production = Production(SegmentForm(recipe, suffix or SegmentForm.of(recipe).suffix), draw_of(studio, recipe))
    return production.piece(piece, log or memory, done)


def draw_of(studio: "Studio", recipe: Recipe) -> Draw:
    """Return the function that draws the frames of a film: on tape, or as an ideal camera sees them."""
    seconds, size = recipe.seconds, (recipe.width, recipe.height)
    assert seconds is not None

    def draw(wanted: Sequence[int], log: MeterLog) -> Iterator[Frame]:
        with open_layers(recipe) as layers:
            if recipe.scan is None:
                film = studio.clip_light if recipe.codec == LIGHT_CODEC else studio.clip
                yield from film(seconds, size, recipe.pose, recipe.samples, wanted, form_of_recipe(recipe), layers)
            else:
                yield from studio.tape(seconds, recipe.pose, recipe.samples, wanted, log, layers)

    return draw


class _Kept(threading.local):
    """The last film that a thread has made pieces of. OpenGL belongs to the thread that opened it."""

    key: str | None = None
    studio: "Studio"
    memory: FilmMemory


_kept = _Kept()


def _open(recipe: Recipe) -> "tuple[Studio, FilmMemory]":
    """Return a studio for a film, and this thread's log of it."""
    from liminal.api.studio import Studio

    key = recipe.text()
    if _kept.key != key:
        studio = Studio.from_recipe(recipe)
        if _kept.key is not None:
            _kept.studio.close()
        _kept.key, _kept.studio, _kept.memory = key, studio, FilmMemory()
    return _kept.studio, _kept.memory
