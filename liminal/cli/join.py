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
    from liminal.cli.filming import sound_of
    from liminal.errors import LiminalError
    from liminal.file_name import same_file
    from liminal.film.clip_sound import ClipSound
    from liminal.film.join import join as join_pieces
    from liminal.film.recipe import Recipe, check_world
    from liminal.settings.load import revive_preset
    from liminal.settings.shot_list import revive_storyboard

    if any(same_file(output, piece) for piece in pieces):
        raise LiminalError(f"{output} is one of the pieces: give another name to write to")
    with ExitStack() as stack:

        def sound_of_whole(recipe: Recipe) -> ClipSound | None:
            check_world(recipe, pieces[0])
            preset = revive_preset(recipe.settings, (), str(pieces[0]), None)
            told = recipe.storyboard and revive_storyboard(recipe.storyboard, str(pieces[0]))
            world = World(recipe.seed, preset)
            studio = stack.enter_context(Studio(world, told or "stroll", bool(recipe.loop)))
            return sound_of(studio, recipe)

        join_pieces(pieces, output, sound_of_whole)
