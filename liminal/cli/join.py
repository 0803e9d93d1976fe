"""`liminal join`: pieces of a film become one."""

from pathlib import Path

import click

from liminal.cli.options import output_option


@click.command()
@click.argument("pieces", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PIECE...")
@output_option(".mp4", ".mkv")
def join(pieces: tuple[Path, ...], output: Path) -> None:
    """Put pieces of a film together, as `liminal clip --frames` or other machines made them.

    No picture is encoded anew; sound is added to the whole. Each piece knows its frames, so their order does not
    matter. They must be of the same film, without gaps or overlaps; cut at multiples of 150 frames, they join to the
    very bytes of the film made in one go.
    """
    from contextlib import ExitStack

    from liminal.api import Studio, World
    from liminal.errors import LiminalError
    from liminal.film.clip_sound import ClipSound, sample_count
    from liminal.film.join import join as join_pieces
    from liminal.film.rate import frame_count
    from liminal.film.recipe import Recipe
    from liminal.settings.load import revive_preset

    if output.resolve() in [piece.resolve() for piece in pieces]:
        raise LiminalError(f"{output} is one of the pieces: give another name to write to")
    with ExitStack() as stack:

        def sound_of(recipe: Recipe) -> ClipSound | None:
            if recipe.silent or recipe.seconds is None:
                return None
            preset = revive_preset(recipe.settings, (), str(pieces[0]), None)
            studio = stack.enter_context(Studio(World(recipe.seed, preset)))
            return ClipSound(studio.soundtrack(recipe.seconds, recipe.pose), sample_count(frame_count(recipe.seconds)))

        join_pieces(pieces, output, sound_of)
