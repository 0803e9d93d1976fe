"""Models on disk: binary glTF for programs of today, Wavefront OBJ for old ones."""

from collections.abc import Mapping
from pathlib import Path

from liminal.export.model import Model
from liminal.film.atomic import check_destination, replacing
from liminal.film.recipe import Recipe

MODELS = (".glb", ".obj")


def write_model(path: str | Path, model: Model, recipe: Recipe | None = None) -> None:
    """Write a model with its recipe inside; the extension chooses the format.

    `.glb` is binary glTF 2.0, one file. `.obj` is Wavefront OBJ, with its `.mtl` and pictures beside it; it leaves out
    what is written on walls, and all movement. The same model and recipe give the same bytes. An existing file is
    replaced only once the new one is complete. Raises LiminalError when a file cannot be written.
    """
    path = Path(path)
    check_destination(path, MODELS)
    write_files(model_files(path, model, recipe))


def model_files(path: Path, model: Model, recipe: Recipe | None) -> dict[Path, bytes]:
    """Return the files that a model becomes at `path`, as of `write_model`."""
    if path.suffix.lower() == ".glb":
        from liminal.export.gltf import gltf_bytes

        return {path: gltf_bytes(model, recipe)}
    from liminal.export.obj import obj_files

    return obj_files(path, model, recipe)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files by their paths, each of which is replaced only once it is complete. Raises LiminalError."""
    for path, whole in files.items():
        with replacing(path) as part:
            part.write_bytes(whole)
