"""Layers of a request: whether they fit the picture, and what a recipe says of them."""

from liminal.api.limits import TAPE_STILL_SIZE
from liminal.api.request import StillRequest
from liminal.errors import LiminalError
from liminal.film.recipe import Recipe
from liminal.footage.layer_file import content_of, open_layer
from liminal.footage.layer_reel import LayerReel
from liminal.rate import FRAME_RATE
from liminal.settings.layer import LayerSettings
from liminal.view.layer_picture import MOST

FLAT_LAYERS = "layers are of a flat picture for one eye, and --projection and --stereo make others"
ASPECT_OFF = 0.01  # of the aspect of a picture: as much may that of a layer be off


def with_layers(
    recipe: Recipe, request: StillRequest, source: Recipe | None, aspect: float, frames: int | None = None
) -> Recipe:
    """Return the recipe with the layers that a request asks for, else those of the recipe that it starts from.

    `aspect`: of the picture. `frames`: of the film; None: a still. Raises LiminalError for layers that do not fit.
    """
    wanted = [
        getattr(request, name) if request.is_set(name) or source is None else getattr(source, name)
        for name in ("layers", "shadow_layers")
    ]
    if sum(map(len, wanted)) > MOST:
        raise LiminalError(f"{sum(map(len, wanted))} layers are too many; {MOST} may be in a picture, shadows included")
    layers, shadows = (
        tuple(_pinned(each, shadow, aspect, frames) for each in several)
        for shadow, several in zip((False, True), wanted, strict=True)
    )
    return recipe.model_copy(update={"layers": layers, "shadow_layers": shadows})


def refuse_layers(request: StillRequest, what: str) -> None:
    """Raise LiminalError where a request asks for layers in what cannot have any; `what`: what has none, and why."""
    if request.layers or request.shadow_layers:
        raise LiminalError(f"{what}: leave --layer and --layer-shadow out")


def open_layers(recipe: Recipe) -> LayerReel:
    """Open the layers of a recipe's picture. Raises LiminalError for files that are not those of the recipe."""
    for each in (*recipe.layers, *recipe.shadow_layers):
        with open_layer(each.file) as file:
            _check_content(each, content_of(file.paths))
    lines = TAPE_STILL_SIZE[1] if recipe.scan is not None else recipe.height
    return LayerReel(recipe.layers, recipe.shadow_layers, lines)


def _pinned(settings: LayerSettings, shadow: bool, aspect: float, frames: int | None) -> LayerSettings:
    """Return the settings with what their files hold, checked against the picture and the film."""
    with open_layer(settings.file, shadow=shadow) as file:
        content = content_of(file.paths)
        _check_content(settings, content)
        image = file.read(0)
        width, height = image.size
        if abs(width / height / aspect - 1) > ASPECT_OFF:
            good = f"{round(height * aspect)}x{height}"
            raise LiminalError(
                f"the layer {settings.file} is {width}x{height}, and the picture has an aspect of {aspect:.4g}: render "
                f"it anew, e.g. {good}"
            )
        if not shadow and image.alpha is None and image.depth is None:
            raise LiminalError(
                f"the layer {settings.file} has no alpha, and would hide all: render it over a transparent background, "
                "as RGBA"
            )
        rate = _rate_of(settings, file.count, frames) if frames is not None and file.count > 1 else settings.rate
    return settings.model_copy(update={"content": content, "rate": rate})


def _rate_of(settings: LayerSettings, count: int, frames: int) -> str:
    """Return the rate of a layer of so many pictures that lasts as long as a film of so many frames."""
    counts = {"29.97": frames, "59.94": 2 * frames}
    fitting = [rate for rate, pictures in counts.items() if pictures == count and settings.rate in (None, rate)]
    if not fitting:
        wanted = " or ".join(f"{counts[rate]} ({rate} a second)" for rate in counts if settings.rate in (None, rate))
        raise LiminalError(
            f"the layer {settings.file} has {count} pictures, and the film has {frames} frames: render {wanted}, or "
            f"film for {count / float(FRAME_RATE) / (2 if settings.rate == '59.94' else 1):.3f} s"
        )
    return fitting[0]


def _check_content(settings: LayerSettings, content: str) -> None:
    if settings.content not in (None, content):
        raise LiminalError(
            f"the layer {settings.file} is not as it was when the recipe was written; give --layer or --layer-shadow "
            "anew to take it as it is"
        )
