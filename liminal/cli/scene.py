"""What `still` and `clip` share: the options that say which place, from where and how bright, and their sum."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from liminal.cli.options import at_option, seed_option, set_option, size_option, tape_option
from liminal.errors import LiminalError

if TYPE_CHECKING:
    from liminal.api import World
    from liminal.film.recipe import Recipe
    from liminal.settings.preset import Preset
    from liminal.view.pose import Pose

Command = TypeVar("Command", bound=Callable[..., Any])


class Number(click.ParamType[float]):
    """A number within bounds, both included."""

    name = "number"

    def __init__(self, low: float, high: float, unit: str) -> None:
        self._low, self._high, self._unit = low, high, unit

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        # The comparison is false for "nan" as well.
        if not self._low <= number <= self._high:
            self.fail(f"{value}: give a number from {self._low:g} to {self._high:g} ({self._unit})", param, ctx)
        return number


@dataclass(frozen=True)
class Scene:
    """Everything that was asked for: a world, where to stand in it, and how large a picture (width, height) to make."""

    world: "World"
    pose: "Pose"
    size: tuple[int, int]
    samples: int | None  # None: as many as is usual


def scene_options(size: str) -> Callable[[Command], Command]:
    """Take all that `scene` wants, as keyword arguments; `size` is the usual one."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.argument("preset", default=None, required=False, metavar="[PRESET]"),
        seed_option,
        size_option(size),
        at_option("Where to stand, in metres; otherwise a good place is found."),
        click.option("--eye", type=Number(0, 50, "metres"), metavar="M", help="Height of the eye above the floor."),
        click.option("--yaw", type=Number(-360, 360, "degrees"), metavar="DEG", help="0 looks along -z, 90 along +x."),
        click.option("--pitch", type=Number(-89, 89, "degrees"), metavar="DEG", help="Look up, or down if negative."),
        click.option("--roll", type=Number(-180, 180, "degrees"), metavar="DEG", help="Lean clockwise."),
        click.option("--fov", type=Number(5, 150, "degrees"), metavar="DEG", help="Vertical field of view."),
        click.option("--exposure", type=Number(-10, 10, "EV"), metavar="EV", help="Brighter than metered."),
        set_option,
        tape_option,
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


def scene(
    *,
    preset: str | None,
    seed: int,
    size: tuple[int, int],
    at: tuple[float, float] | None,
    exposure: float | None,
    overrides: tuple[str, ...],
    source: Path | None,
    tape: str | None,
    usual_tape: str | None = None,
    **view: float | None,
) -> Scene:
    """Put together what was asked for. `view`: eye, yaw, pitch, roll, fov; None where not given.

    `usual_tape`: what it is recorded on where neither `tape` nor the preset nor a recipe says anything.

    Raises LiminalError for what does not hold.
    """
    from liminal.api import World, exposed
    from liminal.film.recipe import read_recipe
    from liminal.settings.load import load_preset, load_tape
    from liminal.settings.preset import has_look

    for note in load_tape(tape).notes if tape is not None else ():
        click.echo(f"liminal: warning: {note}", err=True)
    recipe = read_recipe(source) if source is not None else None
    if recipe is None:
        name = preset or "level-0"
        if tape is None and usual_tape is not None and not has_look(load_preset(name)):
            tape = usual_tape
        settings = load_preset(name, overrides, tape)
    else:
        if preset is not None:
            raise LiminalError(f'give the preset "{preset}" or --from {source}, not both')
        name, settings = recipe.preset, _settings_of(recipe, overrides, source, tape)
        seed = seed if given("seed") else recipe.seed
        size = size if given("size") else (recipe.width, recipe.height)

    world = World(seed, exposed(settings, exposure))
    world.preset_name = name
    # A seed of one's own is another place, where the old pose may be inside a wall.
    found = recipe.pose if recipe is not None and seed == recipe.seed else None
    return Scene(world, _pose(world, at, found, view), size, recipe.samples if recipe is not None else None)


def _settings_of(recipe: "Recipe", overrides: tuple[str, ...], source: Path | None, tape: str | None) -> "Preset":
    from liminal.film.recipe import check_world
    from liminal.settings.load import revive_preset

    check_world(recipe, source)
    return revive_preset(recipe.settings, overrides, str(source), tape)


def given(name: str) -> bool:
    """Tell whether an option was given, rather than left at its usual value."""
    return click.get_current_context().get_parameter_source(name) is not ParameterSource.DEFAULT


def _pose(
    world: "World", at: tuple[float, float] | None, found: "Pose | None", view: dict[str, float | None]
) -> "Pose":
    """Return where to stand: at a place that was named, or at the one found, looking as was asked for."""
    from dataclasses import asdict, replace

    from liminal.view.viewpoint import check_pose

    given = {name: value for name, value in view.items() if value is not None}
    if at is not None:
        # What the recipe's pose says about the gaze still holds somewhere else.
        kept = {name: asdict(found)[name] for name in ("yaw", "pitch", "roll", "fov")} if found is not None else {}
        return world.stand(*at, **{**kept, **given})
    pose = found or world.viewpoint()
    if "eye" in given:
        pose = world.stand(
            pose.x, pose.z, eye=given.pop("eye"), yaw=pose.yaw, pitch=pose.pitch, roll=pose.roll, fov=pose.fov
        )
    pose = replace(pose, **given)
    check_pose(world, pose)
    return pose
