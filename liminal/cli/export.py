"""`liminal export`: a part of the place as a scene for other programs, and the camera of a film."""

from pathlib import Path
from typing import Any

import click

from liminal.api.limits import RADIUS, STILL_SIZE
from liminal.cli.command import RequestCommand
from liminal.cli.options import Output
from liminal.cli.place_options import place_options, shot_options
from liminal.export.reach import RADIUS_LEAST, RADIUS_MOST

# As `api.model_writer.FORMATS`, which takes a while to load.
FORMATS = {"gltf": ".glb", "obj": ".obj", "camera": ".json", "chan": ".chan", "transforms": ".json", "colmap": ""}
RATES = ("29.97", "59.94")


class SceneFile(Output):
    """A scene to write. A name without an extension takes the one of `--format`, which any other has to agree with."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        wanted = FORMATS.get(ctx.params.get("format_") or "") if ctx is not None else None
        path = Path(value)
        if wanted == "":
            return path
        if wanted and not path.suffix:
            path = path.with_name(path.name + wanted)
        path = super().convert(path, param, ctx)
        if wanted and path.suffix.lower() != wanted:
            self.fail(f'"{path}" and --format disagree: end the name in {wanted}, or leave one of the two out')
        return path


@click.command(cls=RequestCommand)
@place_options(STILL_SIZE)
@shot_options
@click.option(
    "--radius",
    type=float,
    default=None,
    metavar="M",
    help=f"Metres from the camera to each edge of the part, {RADIUS_LEAST:g} to {RADIUS_MOST:g}; "
    f"{RADIUS:g} unless given.",
)
@click.option(
    "--lightmaps", is_flag=True, help="Bake our light in as well, so that every viewer shows it at once; .glb only."
)
@click.option(
    "--rate",
    type=click.Choice(RATES),
    help="Samples a second of a film's camera. Unset: 59.94, in files that count frames 29.97.",
)
@click.option(
    "--lens-maps",
    is_flag=True,
    help="Write the distortion of the tape's lens as well, as ST maps: NAME.undistort.exr, NAME.redistort.exr.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    is_eager=True,
    help="What to write; transforms is NeRF's, colmap a folder.",
)
@click.option(
    "-o",
    "--output",
    type=SceneFile(tuple(dict.fromkeys(each for each in FORMATS.values() if each))),
    required=True,
    help="The file to write: .glb, .obj with its .mtl and pictures beside it, or a film's camera as .json or .chan.",
)
def export(output: Path, format_: str | None = None, **asked: Any) -> None:
    """Cut a part out of the place, as a scene for Blender and others.

    It reaches --radius around where `liminal still` stands with the same options, and holds that camera. Metres, +Y up;
    lamps shine in cd/m2. With --shot or --seconds it holds the film that `liminal clip` makes of them: the place along
    its way, figures and things that move, and the camera, animated.
    """
    from liminal.api.request import ModelRequest
    from liminal.api.studio import Studio
    from liminal.cli.progress import reporting

    if format_ is not None:
        asked["format"] = format_
    with reporting() as report, Studio.from_request(ModelRequest(**asked), report) as studio:
        studio.write_model(output)
