"""A model: a part of a place as a scene for other programs; and the camera of a film alone."""

from pathlib import Path
from typing import TYPE_CHECKING

from liminal.api.limits import CLIP_SIZE, RADIUS, STILL_SIZE, TAPE_STILL_SIZE
from liminal.api.picture_size import size_of
from liminal.api.place import pose_of
from liminal.api.request import ModelRequest
from liminal.camera.distortion import distortion_of
from liminal.errors import LiminalError
from liminal.export.camera_files import CAMERAS, camera_files
from liminal.export.lens_map import lens_maps
from liminal.export.model_file import model_files, write_files
from liminal.film.atomic import check_destination, make_folder
from liminal.film.recipe import Recipe
from liminal.rate import FRAME_RATE
from liminal.settings.preset import has_look

if TYPE_CHECKING:
    from liminal.api.studio import Studio

FORMATS = {"gltf": ".glb", "obj": ".obj", **CAMERAS}
TIMED = ("gltf", "camera")  # files that say at which time a sample is; others count frames
RATES = {"29.97": FRAME_RATE, "59.94": 2 * FRAME_RATE}  # Hz


def write_model(studio: "Studio", path: Path, request: ModelRequest, recipe: Recipe | None, seconds: float) -> None:
    """Write what a request asks for; `recipe`: the one that it starts from. `seconds`: of a film."""
    kind, world = _format_of(path, request), studio.world
    filmed = request.is_filmed
    usual = STILL_SIZE if not filmed else TAPE_STILL_SIZE if has_look(world.preset) else CLIP_SIZE
    pose, size = pose_of(world, request, recipe), size_of(request, recipe, usual)
    radius = request.radius
    if not request.is_set("radius"):
        radius = (recipe.radius if recipe is not None else None) or RADIUS
    rate = request.rate or ("59.94" if kind in TIMED else "29.97")
    film = studio.filmed_part(seconds, RATES[rate], pose) if filmed else None
    made = studio.recipe(size, pose, radius=radius, seconds=seconds if filmed else None)
    distortion = distortion_of(world.preset.camera)
    files = lens_maps(path, size, distortion) if request.lens_maps else {}
    if film is not None and kind in CAMERAS:
        files |= camera_files(path, kind, film, made, distortion)
    else:
        files |= model_files(path, studio.model(radius, pose, size, request.lightmaps, film), made)
    write_files(files)


def _format_of(path: Path, request: ModelRequest) -> str:
    """Return the format, of `FORMATS`, of what is asked for. Raises LiminalError where it cannot be written."""
    kind: str | None = request.format
    filmed = request.is_filmed
    if kind == "colmap":
        make_folder(path)
        check_destination(path / "cameras.txt", (".txt",))
    else:
        allowed = tuple(each for each in dict.fromkeys(FORMATS.values()) if each)
        suffix = check_destination(path, allowed if kind is None else (FORMATS[kind],))
        if kind is None:
            kind = next(name for name, each in FORMATS.items() if each == suffix)
    if request.lightmaps and kind != "gltf":
        raise LiminalError(f"--lightmaps needs a second set of coordinates, which {path} cannot hold; write a .glb")
    if request.lightmaps and filmed:
        raise LiminalError("--lightmaps keeps the light of one instant, and a film has many; leave one of them out")
    if kind in CAMERAS and not filmed:
        raise LiminalError(f"{path} holds the camera of a film; say which by --shot or --seconds, or write a .glb")
    if kind == "obj" and filmed:
        raise LiminalError(f"{path} cannot hold a camera that moves; write a .glb")
    return kind
