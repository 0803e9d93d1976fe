"""What `liminal vhs` is to do: as asked for, else as the recipe of a file has it, else as usual."""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liminal.cli.scene import given
from liminal.errors import LiminalError

if TYPE_CHECKING:
    from liminal.film.dub_recipe import DubRecipe
    from liminal.footage.recording import Warn
    from liminal.settings.preset import Preset


@dataclass(frozen=True)
class Dubbing:
    """What becomes of footage. `tape`: its name, for people. None is what is usual."""

    tape: str
    look: "Preset"
    seed: int
    fit: Any
    scan: Any
    size: tuple[int, int] | None
    codec: str | None
    silent: bool
    seconds: float
    rate: Fraction | None


def dubbing(
    source: str | None,
    output: str,
    pipe: str,
    warn: "Warn",
    *,
    made: Path | None,
    tape: str,
    camera: str | None,
    overrides: tuple[str, ...],
    **words: Any,
) -> tuple[str, Dubbing]:
    """Return the footage, and what becomes of it. `made`: a file that says what was not asked for.

    Raises LiminalError for what does not hold.
    """
    from liminal.film.dub_look import look_again, look_of
    from liminal.film.dub_recipe import read_dub_recipe

    recipe = read_dub_recipe(made) if made is not None else None
    if source is None:
        of = f"{made} was made of {recipe.source}" if recipe is not None else "a video, a picture or a folder of them"
        raise LiminalError(f"give the footage to play: {of}")
    filmed = None if camera is None else camera == "on"
    # A tape that is asked for is a whole look: nothing of the recipe's shines through.
    if recipe is None or given("tape"):
        asked = Dubbing(tape=tape, look=look_of(tape, overrides, filmed, warn), **words)
    else:
        asked = Dubbing(tape=recipe.tape, look=look_again(recipe, overrides, filmed, str(made)), **words)
    return source, asked if recipe is None else _completed(asked, recipe, output, pipe)


def _completed(asked: Dubbing, recipe: "DubRecipe", output: str, pipe: str) -> Dubbing:
    """Return what was asked for, and where nothing was, what a recipe has, as far as the output can have it."""
    from liminal.film.movie import CODECS
    from liminal.film.signal_file import signal_kind
    from liminal.film.sound_file import is_sound_file
    from liminal.film.transfer import FRAME_SIZE, scans_of

    unseen = signal_kind(Path(output)) or is_sound_file(Path(output))
    scans = () if unseen else scans_of(output, pipe)
    size = (recipe.width, recipe.height) if recipe.width and recipe.height else FRAME_SIZE
    kept: dict[str, Any] = {
        "seed": recipe.seed,
        "fit": recipe.fit,
        "scan": recipe.scan if recipe.scan in scans else None,
        # A video's usual pixels are narrow, and other kinds have none such.
        "size": size if size != FRAME_SIZE else None,
        "codec": recipe.codec if recipe.codec in CODECS.get(Path(output).suffix.lower(), ()) else None,
        "silent": recipe.silent,
        "seconds": recipe.seconds or asked.seconds,
        "rate": Fraction(recipe.rate) if recipe.rate is not None else None,
    }
    return replace(asked, **{name: value for name, value in kept.items() if not given(name)})


# What shapes pictures, by the names of options.
_OF_PICTURES = ("camera", "scan", "size", "fit", "codec", "seconds", "rate", "raw", "picture", "pipe")


def check_heard(output: str) -> None:
    """Raise LiminalError where something was asked for that sound alone, in the file `output`, cannot have."""
    for name in _OF_PICTURES:
        if given(name):
            raise LiminalError(f"--{name} is for pictures, and {output} holds sound alone; leave one of them out")
    if given("silent"):
        raise LiminalError(f"--silent leaves nothing for {output}, which holds sound alone; leave one of them out")
