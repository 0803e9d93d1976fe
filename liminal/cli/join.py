"""`liminal join`: pieces of a film become one."""

from pathlib import Path

import click

from liminal.cli.options import output_option


@click.command()
@click.argument("pieces", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PIECE...")
@output_option(".mp4", ".mkv")
def join(pieces: tuple[Path, ...], output: Path) -> None:
    """Put pieces of a film together, as `liminal clip --frames` or other machines made them.

    Nothing is encoded anew. The order does not matter: each piece knows its frames. They must be of the same film,
    without gaps or overlaps; cut at multiples of 150 frames, they join to the very bytes of the film made in one go.
    """
    from liminal.errors import LiminalError
    from liminal.film.join import join as join_pieces

    if output.resolve() in [piece.resolve() for piece in pieces]:
        raise LiminalError(f"{output} is one of the pieces: give another name to write to")
    join_pieces(pieces, output)
