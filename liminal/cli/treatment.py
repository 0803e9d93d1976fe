"""What becomes of a clip on its way to the file: as asked for, else as in the recipe it is made from, else as usual."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from liminal.cli.scene import given
from liminal.errors import LiminalError

if TYPE_CHECKING:
    from liminal.film.recipe import Recipe

Command = TypeVar("Command", bound=Callable[..., Any])

SUBTITLED = (".mp4", ".mkv")
SCANS = ("interlaced", "bob", "weave")

Bounds = tuple[int | None, int | None]  # the first frame, and the first after them; None is the film's own end


class Frames(click.ParamType[Bounds]):
    """Frames A:B, from A up to but not B; either may be left out."""

    name = "A:B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Bounds:
        if isinstance(value, tuple):
            return value
        first, colon, last = str(value).partition(":")
        try:
            bounds = int(first) if first else None, int(last) if last else None
        except ValueError:
            colon = ""
        if not colon:
            self.fail(
                f'"{value}" is not a range; write it as A:B, from frame A up to but not B, e.g. 0:150', param, ctx
            )
        return bounds


@dataclass(frozen=True)
class Treatment:
    """How a clip becomes a file. `scan`, `codec`: None for the usual one. `frames`: None for all of them."""

    scan: Any
    codec: str | None
    flash_limit: bool
    silent: bool
    subtitles: bool
    frames: Bounds | None


TREATED = tuple(field.name for field in fields(Treatment))


def treatment_options(command: Command) -> Command:
    """Take all that `treatment` wants, as keyword arguments."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.option(
            "--scan",
            type=click.Choice(SCANS),
            default=None,
            help="How a tape's fields are shown. bob: 59.94 whole pictures a second, smooth everywhere; the usual. "
            "interlaced: as the tape is, for televisions and editors. weave: 29.97, with combs.",
        ),
        click.option("--codec", type=click.Choice(["h264", "ffv1"]), default=None, help="ffv1 is lossless, for .mkv."),
        click.option(
            "--flash-limit/--no-flash-limit",
            default=True,
            help="Hold back more than three flashes a second over a quarter of the screen (ITU-R BT.1702), which can "
            "cause seizures; the usual. --no-flash-limit leaves them as lamps and tape make them.",
        ),
        click.option("--silent", is_flag=True, help="Leave the sound out."),
        click.option(
            "--subtitles", is_flag=True, help="Add a track of subtitles that names the sounds, as [a thud, far away]."
        ),
        click.option(
            "--frames",
            type=Frames(),
            default=None,
            help="Only a piece: frames A up to but not B, 29.97 a second, for `liminal join`. Multiples of 150 fit "
            "best.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def treatment(recipe: "Recipe | None", output: Path, taped: bool, asked: dict[str, Any]) -> Treatment:
    """Put together what was `asked` for; what was not is as in a recipe, as far as the file to write can have it.

    Raises LiminalError for what does not hold.
    """
    from liminal.film.movie import CODECS

    suffix = output.suffix.lower()
    kept: dict[str, Any] = {}
    if recipe is not None and recipe.seconds is not None:
        kept = {
            "scan": recipe.scan if taped else None,
            "codec": recipe.codec if recipe.codec in CODECS.get(suffix, ()) else None,
            "flash_limit": recipe.flash_limit is not False,
            # A GIF is silent whatever was asked for.
            "silent": bool(recipe.silent) and recipe.codec != "gif",
            "subtitles": bool(recipe.subtitles) and suffix in SUBTITLED,
            "frames": recipe.frames if not given("seconds") else None,
        }
    chosen = Treatment(**(asked | {name: value for name, value in kept.items() if not given(name)}))
    if chosen.scan is not None and not taped:
        raise LiminalError(f"--scan {chosen.scan} is for tapes, and --tape off has no fields; leave one of them out")
    if chosen.subtitles and suffix not in SUBTITLED:
        raise LiminalError(
            f"{output} has no place for subtitles; leave --subtitles out, or write {' or '.join(SUBTITLED)}"
        )
    return chosen
