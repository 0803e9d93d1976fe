"""`liminal still`: one picture of a place."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from liminal.cli.options import output_option
from liminal.cli.scene import given, scene, scene_options

TAPE_SIZE = 640, 480  # pixels: what is on tape, with pixels as wide as high


@click.command()
@scene_options(size="1440x1080")
@output_option(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".exr")
def still(output: Path, **words: Any) -> None:
    """Make one picture of the place.

    Without --at it finds a good place to stand; without --size the preset may have one of its own. PNG, JPEG and TIFF
    are developed like a photograph, or with --tape are a frame of a tape; EXR is the light itself, scene-linear in
    cd/m2. The file holds its recipe: see --from.
    """
    from liminal.api import STILL_SAMPLES, Studio
    from liminal.film.picture import wants_linear, write_picture
    from liminal.settings.preset import has_look
    from liminal.view.resampling import scaled

    asked = scene(**words)
    preset, photo = asked.world.preset, asked.world.preset.photo
    size = asked.size if photo.size is None or given("size") or given("source") else photo.size
    samples = asked.samples or STILL_SAMPLES
    with Studio(asked.world) as studio:
        recipe = partial(studio.recipe, pose=asked.pose, samples=samples)
        if has_look(preset) and not wants_linear(output):
            size = size if given("size") or given("source") else TAPE_SIZE
            write_picture(output, scaled(studio.snapshot(asked.pose, samples), size), recipe(size), photo)
        else:
            draw = studio.light if wants_linear(output) else studio.still
            write_picture(output, draw(size, asked.pose, samples), recipe(size), photo)
