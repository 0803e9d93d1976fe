"""Models on disk: binary glTF for programs of today, Wavefront OBJ for old ones."""

from pathlib import Path

from liminal.film.atomic import check_destination, replacing
from liminal.film.recipe import Recipe
from liminal.view.model import Model

MODELS = (".glb",)


def write_model(path: str | Path, model: Model, recipe: Recipe | None = None) -> None:
    """Write a model with its recipe inside; the extension chooses the format, .glb being binary glTF 2.0.

    The same model and recipe give the same bytes. An existing file is replaced only once the new one is complete.
    Raises LiminalError when the file cannot be written.
    """
    from liminal.film.gltf import gltf_bytes

    path = Path(path)
    check_destination(path, MODELS)
    whole = gltf_bytes(model, recipe)
    with replacing(path) as part:
        part.write_bytes(whole)
