"""`liminal contact`: a film at a glance."""

from pathlib import Path

import click

from liminal.cli.options import output_option


@click.command()
@click.argument("film", type=click.Path(path_type=Path))
@click.option("--columns", type=click.IntRange(1, 20), default=4, show_default=True, help="Pictures in a row.")
@click.option("--rows", type=click.IntRange(1, 50), default=4, show_default=True, help="Rows.")
@click.option("--width", type=click.IntRange(40, 2000), default=320, show_default=True, help="Pixels of each picture.")
@output_option(".png", ".jpg")
def contact(film: Path, columns: int, rows: int, width: int, output: Path) -> None:
    """Make a contact sheet of a film: pictures from its beginning to its end, each with its time."""
    from liminal.film.contact import contact_sheet
    from liminal.film.picture import write_picture
    from liminal.film.playback import glimpses_of

    count = columns * rows
    glimpses = glimpses_of(film, [(number + 0.5) / count for number in range(count)])
    write_picture(output, contact_sheet(glimpses, columns, width))
