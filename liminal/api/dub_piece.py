"""A piece of a dub: some of its frames, made from its recipe and the footage, in any process on any machine."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from liminal.film.dub import dub
from liminal.film.dub_form import DubForm, check_piece
from liminal.film.dub_look import revive_look
from liminal.film.dub_recipe import DubRecipe
from liminal.film.segment_store import Segment
from liminal.footage.footage_source import FootageSource
from liminal.footage.raster import Picture
from liminal.footage.recording import Warn


def dub_piece(
    recipe: DubRecipe,
    source: FootageSource,
    span: tuple[int, int],
    suffix: str,
    *,
    warn: Warn = lambda line: None,
    done: Callable[[], None] = lambda: None,
) -> bytes:
    """Play frames `span` (the first, and the first that is not among them) of footage; return the bytes of their file.

    There are fewer where the footage ends before, and none make b"". `suffix`: of the film, ".mp4", ".mov" or ".mkv",
    or of numbered pictures, whose piece is an archive. Where a film is cut at multiples of 150 frames, its pieces hold
    the packets of that made in one go. `warn` receives a line for each fault of the footage; `done` is called after
    each frame.

    Where a further call in the same thread goes on where the last one has ended, so does reading; for that, footage
    and OpenGL stay open. Raises LiminalError for footage that cannot be read, and for what is no film.
    """
    form, frames = DubForm(recipe, suffix), Segment(*span)
    check_piece(recipe, suffix, frames)
    try:
        piece = form.piece(_opened(recipe, source, frames.first, warn), frames, done)
    except BaseException:
        _kept.close()
        raise
    _kept.next = frames.last
    return piece


class _Playing(threading.local):
    """The footage that a thread has played last. OpenGL belongs to the thread that opened it."""

    key: tuple[DubRecipe, FootageSource, Warn] | None = None
    next: int  # the number of the frame that comes next
    frames: Iterator[Picture]
    opened: ExitStack

    def close(self) -> None:
        """Let go of it."""
        if self.key is not None:
            self.key = None
            self.opened.close()


_kept = _Playing()


def _opened(recipe: DubRecipe, source: FootageSource, first: int, warn: Warn) -> Iterator[Picture]:
    """Return the frames of footage from number `first` on."""
    key = recipe, source, warn
    if _kept.key != key or _kept.next != first:
        _kept.close()
        look = revive_look(recipe.tape, recipe.settings, (), None, recipe.seed, recipe.source)
        with ExitStack() as stack:
            footage = stack.enter_context(source.open(warn))
            _kept.frames = stack.enter_context(dub(footage, look, recipe.fit, first))
            _kept.opened, _kept.key = stack.pop_all(), key
    return _kept.frames
