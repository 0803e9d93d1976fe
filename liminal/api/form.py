"""The form of a picture or a film: what a request and a recipe say of its projection and its eyes."""

from liminal.api.limits import FORM_CLIP_SCALE, FORM_SIZES, Size
from liminal.api.request import ClipRequest, StillRequest
from liminal.errors import LiminalError
from liminal.film.recipe import Recipe
from liminal.settings.projection_name import USUAL_EYES
from liminal.view.picture_form import PictureForm

_TOLD = 0.01  # of an aspect: sizes are whole pixels


def form_of(request: StillRequest, recipe: Recipe | None) -> PictureForm:
    """Return the form that is asked for, else that of the recipe. Raises LiminalError for one that there is not."""
    known = form_of_recipe(recipe) if recipe is not None else PictureForm()
    projection = request.projection if request.is_set("projection") else known.projection
    stereo = request.stereo if request.is_set("stereo") else known.stereo
    form = PictureForm(projection, stereo, request.eyes or known.eyes)
    if request.eyes is not None and form.stereo is None:
        raise LiminalError("eyes are apart in a picture for two; add --stereo side, or leave --eyes out")
    if form.stereo is not None and form.projection in ("equirect", "cube"):
        raise LiminalError(
            f"--stereo is for pictures that look one way, and {form.projection} looks all around; leave --stereo "
            "out, or take --projection fisheye"
        )
    return form


def check_untaped(taped: bool) -> None:
    """Raise LiminalError for another form than the flat one where a picture is to be on tape."""
    if taped:
        raise LiminalError("a camcorder has one flat lens: --projection and --stereo want --tape off")


def form_of_recipe(recipe: Recipe) -> PictureForm:
    """Return the form of a recipe's picture."""
    return PictureForm(recipe.projection, recipe.stereo, recipe.eyes or USUAL_EYES)


def with_form(recipe: Recipe, form: PictureForm) -> Recipe:
    """Return a recipe of a picture in a form; nothing is said of what is usual."""
    told = {"projection": form.projection, "stereo": form.stereo, "eyes": form.eyes if form.stereo else None}
    return recipe.model_copy(update=told)


def size_in_form(request: StillRequest, recipe: Recipe | None, form: PictureForm, usual: Size) -> Size:
    """Return the size of a picture in a form: as asked for, as in a recipe of such a form, or else as usual.

    `usual`: of a flat picture for one eye. Raises LiminalError for a size that the form cannot have.
    """
    if not request.is_set("size"):
        if recipe is not None and form_of_recipe(recipe) == form:
            return recipe.width, recipe.height
        scale = FORM_CLIP_SCALE if isinstance(request, ClipRequest) else 1
        eye = usual if form.projection is None else FORM_SIZES[form.projection]
        width, height = eye if form.projection is None else (eye[0] // scale, eye[1] // scale)
        return width * (1 + (form.stereo == "side")), height * (1 + (form.stereo == "top"))
    width, height = request.size
    edges = width % 2 * (form.stereo == "side") + height % 2 * (form.stereo == "top")
    edges += height % 2 * (form.projection == "cube")
    if edges or (form.aspect is not None and abs(width / height / form.aspect - 1.0) > _TOLD):
        wanted = "an even one" if form.aspect is None else f"one of {form.aspect:g}:1, and even"
        name = " ".join(filter(None, (form.projection, form.stereo and f"--stereo {form.stereo}")))
        good = round(height * (form.aspect or width / height) / 2) * 2, height // 2 * 2
        raise LiminalError(
            f"size {width}x{height} does not suit {name}, which wants {wanted}; e.g. --size {good[0]}x{good[1]}"
        )
    return width, height
