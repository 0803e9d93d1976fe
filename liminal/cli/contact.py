"""`liminal contact`: a film at a glance, made already or only thought of."""

from pathlib import Path
from typing import Any

import click

from liminal.cli.command import RequestCommand
from liminal.cli.options import output_option, seed_option, set_option, tape_option
from liminal.errors import LiminalError


@click.command(cls=RequestCommand)
@click.argument("film", required=False, metavar="[FILM|PRESET]")
@seed_option
@click.option("--seconds", type=float, default=None, metavar="T", help="How long the film would be.")
@click.option("--shot", metavar="NAME|FILE", help="Its shots, as of `liminal clip`.")
@set_option
@tape_option
@click.option("--columns", type=click.IntRange(1, 20), default=4, show_default=True, help="Pictures in a row.")
@click.option("--rows", type=click.IntRange(1, 50), default=4, show_default=True, help="Rows.")
@click.option("--width", type=click.IntRange(40, 2000), default=320, show_default=True, help="Pixels of each picture.")
@output_option(".png", ".jpg")
def contact(
    output: Path, film: str | None = None, columns: int = 4, rows: int = 4, width: int = 320, **asked: Any
) -> None:
    """Make a contact sheet of a film: pictures from its beginning to its end, each with its time.

    Without a FILM, of the one that `liminal clip` would make of PRESET and the options, without making it.
    """
    from liminal.api.contact_writer import ContactLayout, write_contact
    from liminal.api.request import ClipRequest
    from liminal.cli.progress import reporting

    shown: Path | ClipRequest
    if film is None or Path(film).suffix in ("", ".toml"):
        shown = ClipRequest(preset=film, **asked)
    elif asked:
        raise LiminalError(f"--{next(iter(asked))} is for a film that is not there yet; leave it or {film} out")
    else:
        shown = Path(film)
    with reporting() as report:
        write_contact(output, shown, ContactLayout(columns, rows, width), report)
