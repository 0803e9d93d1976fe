"""Layers of a request: whether they fit the picture, and what a recipe says of them."""

from fractions import Fraction

from liminal.api.limits import TAPE_STILL_SIZE
from liminal.api.request import StillRequest
from liminal.errors import LiminalError
from liminal.film.recipe import Recipe
from liminal.footage.layer_file import LayerFile, open_layer
from liminal.footage.layer_reel import LayerReel
from liminal.rate import FRAME_RATE
from liminal.settings.file_stamp import content_of_ends
from liminal.settings.layer import FRAME_FIELDS, LayerSettings
from liminal.view.layer_picture import MOST

FLAT_LAYERS = "layers are of a flat picture for one eye, and --projection and --stereo make others"
RATE_OFF = 0.002  # relative: 30 pictures a second are as good as 29.97
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
            _check_content(each, content_of_ends(file.paths, "layer"))
    lines = TAPE_STILL_SIZE[1] if recipe.scan is not None else recipe.height
    return LayerReel(recipe.layers, recipe.shadow_layers, lines)


def _pinned(settings: LayerSettings, shadow: bool, aspect: float, frames: int | None) -> LayerSettings:
    """Return the settings with what their files hold, checked against the picture and the film."""
    with open_layer(settings.file, shadow=shadow) as file:
        content = content_of_ends(file.paths, "layer")
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
        rate = _rate_of(settings, file, frames) if frames is not None and file.count > 1 else settings.rate
    return settings.model_copy(update={"content": content, "rate": rate})


def _rate_of(settings: LayerSettings, file: LayerFile, frames: int) -> str:
    """Return the rate of a layer that moves, which must last as long as a film of so many frames."""
    rates = [settings.rate] if settings.rate is not None else _rates_like(file.rate)
    if not rates:
        raise LiminalError(
            f"the layer {settings.file} has {float(file.rate or 0):.5g} pictures a second: conform it to 29.97 or "
            f"59.94, or say that its pictures are frames: {settings.file}@rate=29.97"
        )
    counts = {rate: frames * 2 // FRAME_FIELDS[rate] for rate in rates}
    fitting = [rate for rate in rates if counts[rate] == file.count]
    if not fitting:
        wanted = " or ".join(f"{count} ({rate} a second)" for rate, count in counts.items())
        seconds = file.count * FRAME_FIELDS[rates[0]] / 2 / float(FRAME_RATE)
        raise LiminalError(
            f"the layer {settings.file} has {file.count} pictures, and the film has {frames} frames: render {wanted}, "
            f"or film for {seconds:.3f} s"
        )
    return fitting[0]


def _rates_like(rate: Fraction | None) -> list[str]:
    """Return the rates that a file may have: those near its own."""
    return [each for each in FRAME_FIELDS if rate is None or abs(float(rate) / float(each) - 1) < RATE_OFF]


def _check_content(settings: LayerSettings, content: str) -> None:
    if settings.content not in (None, content):
        raise LiminalError(
            f"the layer {settings.file} is not as it was when the recipe was written; give --layer or --layer-shadow "
            "anew to take it as it is"
        )
