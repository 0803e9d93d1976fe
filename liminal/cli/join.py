"""`liminal join`: pieces of a film become one."""

from pathlib import Path

import click

from liminal.cli.options import output_option


@click.command()
@click.argument("pieces", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PIECE...")
@output_option(".mp4", ".mkv", ".mov")
def join(pieces: tuple[Path, ...], output: Path) -> None:
    """Put pieces of a film together, as `liminal clip --frames` or other machines made them.

    No picture is encoded anew; sound is added to the whole. Each piece knows its frames, so their order does not
    matter. They must be of the same film, without gaps or overlaps; cut at multiples of 150 frames, they join to the
    very bytes of the film made in one go.
    """
    from liminal.api.clip_joiner import join_clips

    join_clips(pieces, output)
