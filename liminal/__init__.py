"""liminal: a seed becomes a place, and the place a picture or a tape.

    import liminal

    picture = liminal.render_still("level-0", seed=7)      # (1080, 1440, 3) uint8
    liminal.write_picture("a.png", picture)

Names load when they are first used, so that `import liminal` costs next to nothing and opens no OpenGL.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from liminal.version import __version__

if TYPE_CHECKING:
    from liminal.api import Studio, World, floor_plan, render_clip, render_light, render_still
    from liminal.errors import LiminalError
    from liminal.export.model_file import write_model
    from liminal.film.movie import open_movie
    from liminal.film.picture import write_picture
    from liminal.film.recipe import read_recipe
    from liminal.settings.load import load_preset
    from liminal.view.pose import Pose

__all__ = [
    "LiminalError",
    "Pose",
    "Studio",
    "World",
    "__version__",
    "floor_plan",
    "load_preset",
    "open_movie",
    "read_recipe",
    "render_clip",
    "render_light",
    "render_still",
    "write_model",
    "write_picture",
]

_HOMES = {
    "LiminalError": "liminal.errors",
    "Pose": "liminal.view.pose",
    "Studio": "liminal.api",
    "World": "liminal.api",
    "floor_plan": "liminal.api",
    "load_preset": "liminal.settings.load",
    "open_movie": "liminal.film.movie",
    "read_recipe": "liminal.film.recipe",
    "render_clip": "liminal.api",
    "render_light": "liminal.api",
    "render_still": "liminal.api",
    "write_model": "liminal.export.model_file",
    "write_picture": "liminal.film.picture",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'liminal' has no attribute {name!r}")
    # Kept, so that the next look-up does not come here.
    value = globals()[name] = getattr(import_module(home), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
