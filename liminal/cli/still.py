"""`liminal still`: one picture of a place."""

from pathlib import Path
from typing import Any

import click

from liminal.api.limits import STILL_SIZE
from liminal.cli.command import RequestCommand
from liminal.cli.options import layer_options, output_option, passes_option
from liminal.cli.place_options import form_options, place_options


@click.command(cls=RequestCommand)
@place_options(STILL_SIZE)
@form_options
@layer_options
@passes_option
@output_option(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".exr", ".npz")
def still(output: Path, **asked: Any) -> None:
    """Make one picture of the place.

    Without --at it finds a good place to stand; without --size the preset may have one of its own. PNG, JPEG and TIFF
    are developed like a photograph, or with --tape are a frame of a tape; EXR is the light itself, scene-linear in
    cd/m2. The file holds its recipe: see --from.
    """
    from liminal.api.request import StillRequest
    from liminal.api.studio import Studio
    from liminal.cli.progress import reporting

    with reporting() as report, Studio.from_request(StillRequest(**asked), report) as studio:
        studio.write_still(output)
