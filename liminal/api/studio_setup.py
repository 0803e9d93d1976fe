"""The setup of a studio: the world, the storyboard and the length that a request asks for."""

from dataclasses import dataclass

from liminal.api.limits import CLIP_SECONDS
from liminal.api.place import recipe_of, world_of
from liminal.api.report import Report
from liminal.api.request import ClipRequest, FilmRequest, ModelRequest, StillRequest
from liminal.api.screenplay import screenplay_of, without_tape
from liminal.api.world import World
from liminal.film.recipe import Recipe
from liminal.settings.load import load_tape, seeded_tape
from liminal.settings.storyboard import Storyboard


@dataclass(frozen=True)
class StudioSetup:
    """A studio's parts. `recipe`: the one it starts from. `storyboard`: None is the usual one. `seconds`: of films."""

    world: World
    recipe: Recipe | None
    storyboard: Storyboard | None = None
    loop: bool = False
    seconds: float = CLIP_SECONDS


def setup_of(request: StillRequest, report: Report) -> StudioSetup:
    """Return the setup for a request. A `FilmRequest` names a tape and a storyboard as well.

    Raises LiminalError for an invalid request.
    """
    recipe = recipe_of(request.source)
    if isinstance(request, ClipRequest):
        request = without_tape(request)
    tape = seeded_tape(request.tape, request.seed)
    for note in load_tape(tape).notes if tape is not None else ():
        report.warn(note)
    if not isinstance(request, FilmRequest) or (isinstance(request, ModelRequest) and not request.is_filmed):
        return StudioSetup(world_of(request, recipe), recipe)
    play = screenplay_of(request, recipe)
    world = world_of(request, recipe, play.settings, play.things, play.tape)
    return StudioSetup(world, recipe, play.storyboard, play.loop, play.seconds)
