"""A model: a part of a place as a scene for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING

from liminal.api.limits import RADIUS, STILL_SIZE
from liminal.api.place import pose_of
from liminal.api.request import ModelRequest
from liminal.api.still_writer import size_of
from liminal.errors import LiminalError
from liminal.export.model_file import write_model as write_model_file
from liminal.film.atomic import check_destination
from liminal.film.recipe import Recipe

if TYPE_CHECKING:
    from liminal.api.studio import Studio

MODELS = (".glb", ".obj")


def write_model(studio: "Studio", path: Path, request: ModelRequest, recipe: Recipe | None) -> None:
    """Write the part of a place that a request asks for; `recipe`: the one that the request starts from."""
    check_destination(path, MODELS)
    if request.lightmaps and path.suffix.lower() != ".glb":
        raise LiminalError(f"--lightmaps needs a second set of coordinates, which {path} cannot hold; write a .glb")
    pose, size = pose_of(studio.world, request, recipe), size_of(request, recipe, STILL_SIZE)
    radius = request.radius
    if not request.is_set("radius"):
        radius = (recipe.radius if recipe is not None else None) or RADIUS
    model = studio.model(radius, pose, size, request.lightmaps)
    write_model_file(path, model, studio.recipe(size, pose, radius=radius))
