"""Models on disk: binary glTF for programs of today, Wavefront OBJ for old ones."""

from pathlib import Path

from liminal.export.model import Model
from liminal.film.atomic import check_destination, replacing
from liminal.film.recipe import Recipe

MODELS = (".glb", ".obj")


def write_model(path: str | Path, model: Model, recipe: Recipe | None = None) -> None:
    """Write a model with its recipe inside; the extension chooses the format.

    `.glb` is binary glTF 2.0, one file. `.obj` is Wavefront OBJ, with its `.mtl` and pictures beside it; it leaves out
    what is written on walls. The same model and recipe give the same bytes. An existing file is replaced only once the
    new one is complete. Raises LiminalError when a file cannot be written.
    """
    path = Path(path)
    if check_destination(path, MODELS) == ".glb":
        from liminal.export.gltf import gltf_bytes

        files = {path: gltf_bytes(model, recipe)}
    else:
        from liminal.export.obj import obj_files

        files = obj_files(path, model, recipe)
    for each, whole in files.items():
        with replacing(each) as part:
            part.write_bytes(whole)
