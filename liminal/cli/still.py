"""`liminal still`: one picture of a place."""

from pathlib import Path
from typing import Any

import click

from liminal.cli.options import output_option
from liminal.cli.scene import scene, scene_options


@click.command()
@scene_options(size="1440x1080")
@output_option(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".exr")
def still(output: Path, **words: Any) -> None:
    """Make one picture of the place.

    Without --at it finds a good place to stand. PNG, JPEG and TIFF are developed like a photograph; EXR is the light
    itself, scene-linear in cd/m2. The file holds its recipe: see --from.
    """
    from liminal.api import STILL_SAMPLES, Studio
    from liminal.film.picture import wants_linear, write_picture

    asked = scene(**words)
    samples = asked.samples or STILL_SAMPLES
    with Studio(asked.world) as studio:
        draw = studio.light if wants_linear(output) else studio.still
        picture = draw(asked.size, asked.pose, samples)
        write_picture(output, picture, studio.recipe(asked.size, asked.pose, samples))
