"""What a clip is to show: the storyboard that was asked for, how long, and whether it ends as it began."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from liminal.cli.scene import given

if TYPE_CHECKING:
    from liminal.film.recipe import Recipe
    from liminal.settings.storyboard import Storyboard

USUAL_SECONDS = 10.0
STORY_SECONDS = 20.0  # from this length on something is to happen, unless somebody says what


@dataclass(frozen=True)
class Plot:
    """`storyboard`, with the settings it brings along and the tape it wants; `seconds` of it."""

    storyboard: "Storyboard"
    seconds: float
    loop: bool
    overrides: tuple[str, ...]
    usual_tape: str


def plot(
    shot: str | None,
    seconds: float | None,
    loop: bool,
    recipe: "Recipe | None",
    source: str,
    seed: int,
    tape: str | None,
) -> Plot:
    """Put together what was asked for; what was not is as in a recipe, which `source` holds, or as usual.

    Raises LiminalError for what does not hold.
    """
    from liminal.api import check_seconds
    from liminal.settings.shot_list import load_storyboard, revive_storyboard
    from liminal.shot.schedule import natural_seconds

    if seconds is None and recipe is not None and recipe.seconds is not None and shot is None:
        seconds = recipe.seconds
    if seconds is not None:
        check_seconds(seconds)
    if recipe is not None and recipe.storyboard is not None and shot is None:
        # Its settings are among the recipe's.
        storyboard = revive_storyboard(recipe.storyboard, source)
        return Plot(storyboard, seconds or USUAL_SECONDS, loop or bool(recipe.loop), (), "camcorder")

    story = seconds is not None and seconds >= STORY_SECONDS and not loop and recipe is None
    storyboard = load_storyboard(shot or ("wander" if story else "stroll"))
    if seconds is None:
        seed = recipe.seed if recipe is not None and not given("seed") else seed
        seconds = round(natural_seconds(storyboard, seed), 3) if shot is not None else USUAL_SECONDS
    # A recipe has all its settings already.
    overrides = storyboard.overrides(taped=tape != "off") if recipe is None else ()
    return Plot(storyboard, seconds, loop, overrides, storyboard.tape or "camcorder")
