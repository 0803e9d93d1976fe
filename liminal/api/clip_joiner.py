"""Joining: pieces of a clip become the clip, which gets its sound."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from liminal.api.clip_writer import sound_of
from liminal.api.studio import Studio
from liminal.errors import LiminalError
from liminal.file_name import same_file
from liminal.film.clip_sound import ClipSound
from liminal.film.join import join
from liminal.film.recipe import Recipe, check_world


def join_clips(pieces: Sequence[str | Path], path: str | Path) -> Recipe:
    """Put pieces of a film together, as `film_piece` or `liminal clip --frames` made them; return the recipe of it.

    No picture is encoded anew. Their order does not matter. `path`: .mp4, .mov or .mkv. Raises LiminalError for pieces
    of different films, gaps and overlaps.
    """
    paths, output = [Path(piece) for piece in pieces], Path(path)
    if any(same_file(output, piece) for piece in paths):
        raise LiminalError(f"{output} is one of the pieces: give another name to write to")
    with ExitStack() as stack:

        def sound_of_whole(recipe: Recipe) -> ClipSound | None:
            check_world(recipe, paths[0])
            return sound_of(stack.enter_context(Studio.from_recipe(recipe)), recipe)

        return join(paths, output, sound_of_whole)
