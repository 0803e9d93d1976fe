"""`liminal export`: a part of the place as a scene for other programs."""

from pathlib import Path
from typing import Any

import click

from liminal.cli.options import output_option
from liminal.cli.scene import scene, scene_options


@click.command()
@scene_options(size="1440x1080")
@click.option(
    "--radius",
    type=float,
    default=10.0,
    show_default=True,
    help="Metres from the camera to each edge of the part, 1 to 100.",
)
@output_option(".glb")
def export(output: Path, radius: float, **words: Any) -> None:
    """Cut a part out of the place, as a scene for Blender and others.

    It reaches --radius around where `liminal still` stands with the same options, and holds that camera.
    """
    from liminal.api import Studio
    from liminal.film.model import write_model

    asked = scene(**words)
    with Studio(asked.world) as studio:
        model = studio.model(radius, asked.pose, asked.size)
        write_model(output, model, studio.recipe(asked.size, asked.pose))
