"""The options that say which place, from where and how bright: those of all commands that draw it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from liminal.api.limits import SECONDS_MAX
from liminal.cli.options import (
    aligned_option,
    at_option,
    figure_option,
    seed_option,
    set_option,
    size_option,
    tape_option,
    thing_option,
)
from liminal.settings.projection_name import EYES, PROJECTIONS, STEREOS
from liminal.settings.view_ranges import EXPOSURE, EYE, FOV, PITCH, ROLL, YAW, Range

Command = TypeVar("Command", bound=Callable[..., Any])


class Number(click.ParamType[float]):
    """A number within bounds, both included."""

    name = "number"

    def __init__(self, range: Range, unit: str) -> None:
        self._range, self._unit = range, unit

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        low, high = self._range
        # The comparison is false for "nan" as well.
        if not low <= number <= high:
            self.fail(f"{value}: give a number from {low:g} to {high:g} ({self._unit})", param, ctx)
        return number


def form_options(command: Command) -> Command:
    """Take the fields of a `StillRequest` that are of the form of its picture."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.option(
            "--projection",
            type=click.Choice(PROJECTIONS),
            default=None,
            help="Instead of a flat picture: all around by longitude and latitude, the half sphere ahead in a circle, "
            "or the six faces of a cube. For pictures without a tape.",
        ),
        click.option(
            "--stereo",
            type=click.Choice(STEREOS),
            default=None,
            help="For two eyes: side by side, or the left eye's on top. For flat pictures and fisheye, without a tape.",
        ),
        click.option("--eyes", type=Number(EYES, "metres"), metavar="M", help="Between two eyes.  [default: 0.063]"),
    )
    for option in reversed(options):
        command = option(command)
    return command


def place_options(size: tuple[int, int]) -> Callable[[Command], Command]:
    """Take the fields of a `StillRequest`, as keyword arguments; `size` is the usual one."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.argument("preset", default=None, required=False, metavar="[PRESET]"),
        seed_option,
        size_option(size),
        at_option("Where to stand, in metres; otherwise a good place is found."),
        click.option("--goto", metavar="landmark:NAME", help="Stand before the nearest landmark of this name instead."),
        click.option("--eye", type=Number(EYE, "metres"), metavar="M", help="Height of the eye above the floor."),
        click.option("--yaw", type=Number(YAW, "degrees"), metavar="DEG", help="0 looks along -z, 90 along +x."),
        click.option("--pitch", type=Number(PITCH, "degrees"), metavar="DEG", help="Look up, or down if negative."),
        click.option("--roll", type=Number(ROLL, "degrees"), metavar="DEG", help="Lean clockwise."),
        click.option("--fov", type=Number(FOV, "degrees"), metavar="DEG", help="Vertical field of view."),
        click.option("--exposure", type=Number(EXPOSURE, "EV"), metavar="EV", help="Brighter than metered."),
        thing_option,
        figure_option,
        set_option,
        tape_option,
        aligned_option,
        click.option(
            "--from",
            "source",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Make FILE again, from the recipe inside it; other options change it.",
        ),
    )

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def shot_options(command: Command) -> Command:
    """Take the fields of a `FilmRequest` that say what is filmed, and for how long."""
    shot = click.option(
        "--shot",
        metavar="NAME|FILE",
        help="The shots of the film: a name of `liminal presets list`, or a .toml file. Unset: wander from 20 s on, "
        "stroll below.",
    )
    seconds = click.option(
        "--seconds",
        type=float,
        default=None,
        metavar="T",
        help=f"How long, up to {SECONDS_MAX}. Unset: as long as --shot says, or 10.",
    )
    camera = click.option(
        "--camera",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Track a camera of yours instead of --shot: .glb, .gltf, .json, .chan, or the head of a .bvh.",
    )
    return seconds(shot(camera(command)))
