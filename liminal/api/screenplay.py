"""The screenplay of a film: its storyboard, its length, and whether it ends as it began."""

from dataclasses import dataclass
from pathlib import Path

from liminal.api.limits import CLIP_SECONDS, SECONDS_MAX, check_seconds
from liminal.api.request import ClipRequest, FilmRequest
from liminal.errors import LiminalError
from liminal.film.recipe import Recipe
from liminal.matchmove.camera_file import MOST_BYTES, read_camera_move
from liminal.settings.file_stamp import content_of_file
from liminal.settings.load import NO_TAPE
from liminal.settings.seed import parse_seed
from liminal.settings.shot_list import load_storyboard, revive_storyboard
from liminal.settings.storyboard import Storyboard, StoryboardShot
from liminal.settings.thing import ThingSettings
from liminal.shot.schedule import natural_seconds

STORY_SECONDS = 20.0  # from this length on something is to happen, unless a storyboard is named
USUAL_TAPE = "camcorder"
SHORTEST = 1.0  # s: a film of a camera that only stands


@dataclass(frozen=True)
class Screenplay:
    """`seconds` of a `storyboard`, with the settings and things that it brings along, and the tape that it wants."""

    storyboard: Storyboard
    seconds: float
    loop: bool
    settings: tuple[str, ...] = ()
    things: tuple[ThingSettings, ...] = ()
    tape: str = USUAL_TAPE


def screenplay_of(request: FilmRequest, recipe: Recipe | None) -> Screenplay:
    """Return the screenplay: as asked for, else as in the recipe that the request starts from, else as usual.

    Raises LiminalError for invalid values.
    """
    seconds = request.seconds if request.is_set("seconds") else None
    if request.camera is not None:
        return _tracking(request, request.camera, seconds)
    if seconds is None and recipe is not None and request.shot is None:
        seconds = recipe.seconds
    if seconds is not None:
        check_seconds(seconds)
    if recipe is not None and recipe.storyboard is not None and request.shot is None:
        # Its settings and its things are among the recipe's.
        storyboard = revive_storyboard(recipe.storyboard, str(request.source))
        return Screenplay(storyboard, seconds or CLIP_SECONDS, request.loop or bool(recipe.loop))

    story = seconds is not None and seconds >= STORY_SECONDS and not request.loop and recipe is None
    storyboard = load_storyboard(request.shot or ("wander" if story else "stroll"))
    if seconds is None:
        seed = recipe.seed if recipe is not None and not request.is_set("seed") else parse_seed(request.seed)
        seconds = round(natural_seconds(storyboard, seed), 3) if request.shot is not None else CLIP_SECONDS
    # A recipe has all its settings already.
    settings = storyboard.overrides(taped=request.tape != NO_TAPE) if recipe is None else ()
    return Screenplay(storyboard, seconds, request.loop, settings, storyboard.thing, storyboard.tape or USUAL_TAPE)


def _tracking(request: FilmRequest, file: Path, seconds: float | None) -> Screenplay:
    """Return the screenplay of one shot whose camera is that of a file; it is as long as that, unless it is said."""
    if request.shot is not None or request.loop:
        other = "--loop" if request.shot is None else f"--shot {request.shot}"
        raise LiminalError(f"--camera is a shot by itself; leave {other} out, or name the file in a storyboard")
    content = content_of_file(file, "camera", MOST_BYTES)
    if seconds is None:
        seconds = min(max(round(float(read_camera_move(file).times[-1]), 3), SHORTEST), SECONDS_MAX)
    check_seconds(seconds)
    shot = StoryboardShot(verb="track", seconds=(seconds, seconds), camera=str(file), content=content)
    return Screenplay(Storyboard(title=file.stem, shot=(shot,)), seconds, loop=False)


def without_tape(request: ClipRequest) -> ClipRequest:
    """Return a request for a clean shot as one that has no tape. Raises LiminalError where it asks for a tape."""
    if not request.clean:
        return request
    if request.tape not in (None, NO_TAPE):
        raise LiminalError(f"--clean is without a tape; leave it or --tape {request.tape} out")
    return request.model_copy(update={"tape": NO_TAPE})
