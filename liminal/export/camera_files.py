"""The camera of a film alone, as files of other programs."""

from pathlib import Path

from liminal.export.filmed_part import FilmedPart
from liminal.film.recipe import KEY, Recipe
from liminal.matchmove.camera_json import camera_json
from liminal.matchmove.chan import chan_text
from liminal.matchmove.reconstruction import colmap_texts, transforms_text

CAMERAS = {"camera": ".json", "chan": ".chan", "transforms": ".json", "colmap": ""}  # extensions; a folder has none


def camera_files(path: Path, kind: str, film: FilmedPart, recipe: Recipe, distortion: float) -> dict[Path, bytes]:
    """Return the files of a film's camera: `kind` is one of CAMERAS. Places are as in the model of the same film.

    `distortion`: of the lens in front of a tape, see `distortion_of`.
    """
    move, size = film.move.around(film.centre), (recipe.width, recipe.height)
    if kind == "chan":
        texts = {path: chan_text(move)}
    elif kind == "transforms":
        texts = {path: transforms_text(move, size)}
    elif kind == "colmap":
        texts = {path / name: text for name, text in colmap_texts(move, size).items()}
    else:
        more = {
            "shutter": recipe.settings["view"]["shutter"],
            "distortion": distortion,
            KEY: recipe.model_dump(mode="json", exclude_none=True),
        }
        texts = {path: camera_json(move, size, **more)}
    return {name: text.encode() for name, text in texts.items()}
