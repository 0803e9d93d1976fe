"""`liminal export`: a part of the place as a scene for other programs."""

from pathlib import Path
from typing import Any

import click

from liminal.cli.options import Output
from liminal.cli.scene import scene, scene_options
from liminal.errors import LiminalError

FORMATS = {"gltf": ".glb", "obj": ".obj"}
RADIUS = 20.0  # m: most of what the camera sees


class SceneFile(Output):
    """A scene to write. A name without an extension takes the one of `--format`, which any other has to agree with."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        wanted = FORMATS.get(ctx.params.get("format_") or "") if ctx is not None else None
        path = Path(value)
        if wanted and not path.suffix:
            path = path.with_name(path.name + wanted)
        path = super().convert(path, param, ctx)
        if wanted and path.suffix.lower() != wanted:
            self.fail(f'"{path}" and --format disagree: end the name in {wanted}, or leave one of the two out')
        return path


@click.command()
@scene_options(size="1440x1080")
@click.option(
    "--radius",
    type=float,
    default=None,
    metavar="M",
    help=f"Metres from the camera to each edge of the part, 1 to 100; {RADIUS:g} unless given.",
)
@click.option(
    "--lightmaps", is_flag=True, help="Bake our light in as well, so that every viewer shows it at once; .glb only."
)
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), is_eager=True, help="What to write.")
@click.option(
    "-o",
    "--output",
    type=SceneFile(tuple(FORMATS.values())),
    required=True,
    help="The file to write: .glb, or .obj with its .mtl and pictures beside it.",
)
def export(output: Path, radius: float | None, lightmaps: bool, format_: str | None, **words: Any) -> None:
    """Cut a part out of the place, as a scene for Blender and others.

    It reaches --radius around where `liminal still` stands with the same options, and holds that camera. Metres, +Y up;
    lamps shine in cd/m2.
    """
    from liminal.api import Studio
    from liminal.export.model_file import write_model
    from liminal.film.recipe import read_recipe

    if lightmaps and output.suffix.lower() != FORMATS["gltf"]:
        raise LiminalError(f"--lightmaps needs a second set of coordinates, which {output} cannot hold; write a .glb")
    asked = scene(**words)
    if radius is None:
        source = words["source"]
        radius = (read_recipe(source).radius if source is not None else None) or RADIUS
    with Studio(asked.world) as studio:
        model = studio.model(radius, asked.pose, asked.size, lightmaps)
        write_model(output, model, studio.recipe(asked.size, asked.pose, radius=radius))
