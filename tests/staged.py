"""What tests of films share: storyboards, and films of them in the usual place."""

from functools import cache

from liminal.api.world import World
from liminal.settings.shot_list import load_storyboard, revive_storyboard
from liminal.settings.storyboard import Storyboard
from liminal.shot.timeline import Timeline

SEED = 7
ARC = ("wander", "noclip", "threshold", "cctv")
SKETCH = ("light.rays=4", "light.bounces=1", "light.density=1", "surface.texture_size=128", "view.reach=20")


def board(*shots: dict[str, object], **words: object) -> Storyboard:
    return revive_storyboard({"title": "Test", "shot": list(shots), **words}, "here")


@cache
def story(name: str) -> Timeline:
    """A storyboard of ours in the usual place."""
    return film(World(SEED), name)


def film(world: World, storyboard: Storyboard | str, **words: object) -> Timeline:
    storyboard = load_storyboard(storyboard) if isinstance(storyboard, str) else storyboard
    return Timeline(world, storyboard, world.viewpoint(), **words)  # type: ignore[arg-type]
