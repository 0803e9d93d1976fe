"""`liminal still`: one picture of a place."""

from pathlib import Path
from typing import Any

import click

from liminal.cli.options import output_option
from liminal.cli.scene import given, scene, scene_options


@click.command()
@scene_options(size="1440x1080")
@output_option(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".exr")
def still(output: Path, **words: Any) -> None:
    """Make one picture of the place.

    Without --at it finds a good place to stand; without --size the preset may have one of its own. PNG, JPEG and TIFF
    are developed like a photograph; EXR is the light itself, scene-linear in cd/m2. The file holds its recipe: see
    --from.
    """
    from liminal.api import STILL_SAMPLES, Studio
    from liminal.film.picture import wants_linear, write_picture

    asked = scene(**words)
    photo = asked.world.preset.photo
    size = asked.size if photo.size is None or given("size") or given("source") else photo.size
    samples = asked.samples or STILL_SAMPLES
    with Studio(asked.world) as studio:
        draw = studio.light if wants_linear(output) else studio.still
        picture = draw(size, asked.pose, samples)
        write_picture(output, picture, studio.recipe(size, asked.pose, samples), photo)
