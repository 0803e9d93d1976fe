"""liminal: a seed becomes a place, and the place a picture or a tape.

    import liminal

    picture = liminal.render_still("level-0", seed=7)      # (1080, 1440, 3) uint8
    liminal.write_picture("a.png", picture)
    with liminal.Studio(liminal.World(seed=7)) as studio:
        studio.write_clip("walk.mp4")                      # with sound

Names load when they are first used, so that `import liminal` costs next to nothing and opens no OpenGL.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from liminal.version import __version__

if TYPE_CHECKING:
    from liminal.api.clip_joiner import join_clips
    from liminal.api.contact_writer import write_contact
    from liminal.api.dataset_writer import write_dataset
    from liminal.api.dub_piece import dub_piece
    from liminal.api.dub_writer import write_dub
    from liminal.api.film_piece import film_piece
    from liminal.api.plan_writer import write_plan
    from liminal.api.render import floor_plan, render_clip, render_light, render_still
    from liminal.api.report import Report
    from liminal.api.request import ClipRequest, DatasetRequest, DubRequest, ModelRequest, StillRequest
    from liminal.api.studio import Studio
    from liminal.api.world import World
    from liminal.errors import LiminalError
    from liminal.export.model_file import write_model
    from liminal.film.dub_recipe import read_dub_recipe
    from liminal.film.movie import open_movie
    from liminal.film.picture import write_picture
    from liminal.film.recipe import read_recipe
    from liminal.footage.footage_source import FootageSource
    from liminal.settings.load import load_preset
    from liminal.view.pose import Pose

__all__ = [
    "ClipRequest",
    "DatasetRequest",
    "DubRequest",
    "FootageSource",
    "LiminalError",
    "ModelRequest",
    "Pose",
    "Report",
    "StillRequest",
    "Studio",
    "World",
    "__version__",
    "dub_piece",
    "film_piece",
    "floor_plan",
    "join_clips",
    "load_preset",
    "open_movie",
    "read_dub_recipe",
    "read_recipe",
    "render_clip",
    "render_light",
    "render_still",
    "write_contact",
    "write_dataset",
    "write_dub",
    "write_model",
    "write_picture",
    "write_plan",
]

_HOMES = {
    "ClipRequest": "liminal.api.request",
    "DatasetRequest": "liminal.api.request",
    "DubRequest": "liminal.api.request",
    "FootageSource": "liminal.footage.footage_source",
    "LiminalError": "liminal.errors",
    "ModelRequest": "liminal.api.request",
    "Pose": "liminal.view.pose",
    "Report": "liminal.api.report",
    "StillRequest": "liminal.api.request",
    "Studio": "liminal.api.studio",
    "World": "liminal.api.world",
    "dub_piece": "liminal.api.dub_piece",
    "film_piece": "liminal.api.film_piece",
    "floor_plan": "liminal.api.render",
    "join_clips": "liminal.api.clip_joiner",
    "load_preset": "liminal.settings.load",
    "open_movie": "liminal.film.movie",
    "read_dub_recipe": "liminal.film.dub_recipe",
    "read_recipe": "liminal.film.recipe",
    "render_clip": "liminal.api.render",
    "render_light": "liminal.api.render",
    "render_still": "liminal.api.render",
    "write_contact": "liminal.api.contact_writer",
    "write_dataset": "liminal.api.dataset_writer",
    "write_dub": "liminal.api.dub_writer",
    "write_model": "liminal.export.model_file",
    "write_picture": "liminal.film.picture",
    "write_plan": "liminal.api.plan_writer",
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
