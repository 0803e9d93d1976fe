"""A still: one picture of a place in a file, developed, off a tape, or as the light itself."""

from pathlib import Path
from typing import TYPE_CHECKING

from liminal.api.form import check_untaped, form_of, size_in_form, with_form
from liminal.api.limits import STILL_SAMPLES, STILL_SIZE, TAPE_STILL_SIZE
from liminal.api.own_layers import FLAT_LAYERS, open_layers, refuse_layers, with_layers
from liminal.api.pass_writer import write_still_passes
from liminal.api.picture_size import size_of
from liminal.api.place import pose_of
from liminal.api.request import StillRequest
from liminal.film.atomic import check_destination
from liminal.film.picture import PICTURES, wants_linear, write_picture
from liminal.film.recipe import Recipe
from liminal.settings.preset import has_look
from liminal.view.picture_form import PictureForm
from liminal.view.pose import Pose

if TYPE_CHECKING:
    from liminal.api.drawing_studio import Light, Picture
    from liminal.api.studio import Studio


def write_still(studio: "Studio", path: Path, request: StillRequest, recipe: Recipe | None) -> None:
    """Write the picture that a request asks for, or its passes; `recipe`: the one that the request starts from."""
    if request.passes:
        write_still_passes(studio, path, request, recipe)
        return
    check_destination(path, PICTURES)
    preset, photo = studio.world.preset, studio.world.preset.photo
    pose = pose_of(studio.world, request, recipe)
    samples = request.samples or (recipe.samples if recipe is not None else STILL_SAMPLES)
    taped = has_look(preset) and not wants_linear(path)
    form = form_of(request, recipe)
    if not form.plain:
        _write_formed(studio, path, request, recipe, form, pose, samples)
        return
    size = size_of(request, recipe, TAPE_STILL_SIZE if taped else photo.size or STILL_SIZE)
    lit_for, frame = _lit_for(studio, recipe, pose), _frame_of(recipe) if taped else 0
    plain = studio.recipe(size, pose, samples, lit_for=lit_for, frame=frame)
    own = with_layers(plain, request, recipe, size[0] / size[1])
    picture: Picture | Light
    with open_layers(own) as layers:
        if taped:
            picture = studio.snapshot(pose, samples, size, frame=frame, layers=layers, lit_for=lit_for)
        else:
            draw = studio.light if wants_linear(path) else studio.still
            picture = draw(size, pose, samples, layers=layers, lit_for=lit_for)
    write_picture(path, picture, own, photo=photo)


def _frame_of(recipe: Recipe | None) -> int:
    """Return which frame of its tape a recipe's still is; of a film the first."""
    if recipe is None or recipe.seconds is not None or recipe.frames is None:
        return 0
    return recipe.frames[0]


def _lit_for(studio: "Studio", recipe: Recipe | None, pose: Pose) -> tuple[Pose, ...]:
    """Return the poses that a recipe has light found for, if a picture is taken from one of them; else none."""
    if recipe is None or recipe.seed != studio.world.seed or pose not in recipe.lit_for:
        return ()
    return recipe.lit_for


def _write_formed(
    studio: "Studio",
    path: Path,
    request: StillRequest,
    recipe: Recipe | None,
    form: PictureForm,
    pose: Pose,
    samples: int,
) -> None:
    """Write a picture in another form than the flat one."""
    refuse_layers(request, FLAT_LAYERS)
    check_untaped(has_look(studio.world.preset) and not wants_linear(path))
    size = size_in_form(request, recipe, form, studio.world.preset.photo.size or STILL_SIZE)
    draw = studio.light if wants_linear(path) else studio.still
    picture = draw(size, pose, samples, form)
    write_picture(path, picture, with_form(studio.recipe(size, pose, samples), form), studio.world.preset.photo)
