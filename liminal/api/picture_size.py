"""The size of a picture or a film."""

from liminal.api.limits import Size
from liminal.api.request import StillRequest
from liminal.film.recipe import Recipe


def size_of(request: StillRequest, recipe: Recipe | None, usual: Size) -> Size:
    """Return the size of a picture, in pixels: as asked for, else as in the recipe, else as usual."""
    if request.is_set("size"):
        return request.size
    return (recipe.width, recipe.height) if recipe is not None else usual
