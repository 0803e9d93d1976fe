"""The words that `still`, `clip` and `map` share: their argument, their common options and how each is read.

Each `..._option` is a decorator for a click command; each value arrives checked, or as one clear line.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from liminal.errors import LiminalError
from liminal.settings.body_name import BODIES
from liminal.settings.carried_name import CARRIED
from liminal.settings.view_ranges import EDGE, PLACE

Command = TypeVar("Command", bound=Callable[..., Any])


class Size(click.ParamType[tuple[int, int]]):
    """A picture size such as 1440x1080: (width, height) in pixels, each within EDGE."""

    name = "WxH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        width, _, height = str(value).lower().replace("×", "x").partition("x")
        try:
            size = int(width), int(height)
        except ValueError:
            self.fail(f'"{value}" is not a size; write it as WIDTHxHEIGHT, e.g. 1440x1080', param, ctx)
        if not all(EDGE.low <= edge <= EDGE.high for edge in size):
            allowed = f"{EDGE.low} to {EDGE.high} pixels"
            self.fail(f'"{value}" is out of range; width and height must each be {allowed}', param, ctx)
        return size


class Point(click.ParamType[tuple[float, float]]):
    """A place on the plan such as 12.5,-40: (x, z) in metres."""

    name = "X,Z"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        if isinstance(value, tuple):
            return value
        x, _, z = str(value).partition(",")
        try:
            point = float(x), float(z)
        except ValueError:
            self.fail(f'"{value}" is not a place; write it as X,Z in metres, e.g. 12.5,-40', param, ctx)
        # The comparison is false for "nan" as well.
        if not all(PLACE.low <= along <= PLACE.high for along in point):
            self.fail(f'"{value}" is out of range; x and z must be within {PLACE.high:.0f} m of the origin', param, ctx)
        return point


class Seed(click.ParamType[int]):
    """A seed: a whole number from 0, or a word."""

    name = "SEED"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from liminal.settings.seed import parse_seed

        try:
            return parse_seed(value)
        except LiminalError as error:
            self.fail(str(error), param, ctx)


class Output(click.ParamType[Path]):
    """A file to write: its extension must be known and its folder must be there and writable.

    Asked before the work begins, so that no picture is drawn that cannot be saved.
    """

    name = "FILE"

    def __init__(self, suffixes: Sequence[str]) -> None:
        self.suffixes = tuple(suffixes)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        from liminal.film.atomic import check_destination

        path = Path(value)
        check_destination(path, self.suffixes)
        return path


def preset_argument(command: Command) -> Command:
    """Take `preset: str`, a name or the path of a .toml file; level-0 unless given."""
    return click.argument("preset", default="level-0", metavar="[PRESET]")(command)


def set_option(command: Command) -> Command:
    """Take `overrides: tuple[str, ...]`, for `liminal.settings.load.load_preset(preset, overrides)`."""
    return click.option(
        "--set",
        "overrides",
        multiple=True,
        metavar="KEY=VALUE",
        help="Change one setting, e.g. light.lamp_luminance=4000. May be repeated; see `liminal presets show`.",
    )(command)


def thing_option(command: Command) -> Command:
    """Take `things: tuple[str, ...]`, for `liminal.settings.thing.ThingSettings.parse`."""
    return click.option(
        "--thing",
        "things",
        multiple=True,
        metavar="FILE[@X,Z[,YAW]]",
        help="A model of yours that stands there: .glb, .gltf, .obj, .stl, .ply. May be repeated. Without @ it "
        "stands 3 m before the camera.",
    )(command)


def figure_option(command: Command) -> Command:
    """Take `figures: tuple[str, ...]`, for `liminal.settings.figure.FigureSettings.parse`."""
    return click.option(
        "--figure",
        "figures",
        multiple=True,
        metavar="BODY[+THING][@X,Z[,YAW]]",
        help=f"A figure that stands there: {', '.join(BODIES)}, or a rigged character of yours, .glb or .gltf, and "
        f"what it carries: {', '.join(CARRIED)}. May be repeated. Without @ it stands before the camera, from 3 m on, "
        "where there is room.",
    )(command)


def tape_option(command: Command) -> Command:
    """Take `tape: str | None`, for `liminal.settings.load.load_preset(preset, overrides, tape)`."""
    return click.option(
        "--tape",
        metavar="NAME|FILE|off",
        help="What it is recorded on: a name of `liminal presets list`, a .toml file, "
        "a .json file of ntsc-rs or ntscQT, random (as the seed has it) or random:SEED, or off.",
    )(command)


def aligned_option(command: Command) -> Command:
    """Take `aligned: bool`."""
    return click.option(
        "--aligned",
        is_flag=True,
        help="Let nothing of camera and tape move anything from its pixel: no distortion, no line that wanders.",
    )(command)


def seed_option(command: Command) -> Command:
    """Take `seed: int`, 7 unless given."""
    return click.option(
        "--seed", type=Seed(), default="7", show_default=True, help="The place: a whole number from 0, or a word."
    )(command)


class PassNames(click.ParamType[tuple[str, ...]]):
    """Names of passes such as depth,normal, or "all"."""

    name = "LIST"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        return tuple(name.strip() for name in str(value).split(",") if name.strip())


passes_option = click.option(
    "--passes",
    type=PassNames(),
    default=None,
    help="Write these in place of the picture: depth, normal, position, id, material, thing, flow, uv, picture, "
    "albedo, irradiance, direct, bounce, emission, specular; or all. As .exr, .npz, some as .png; see docs/passes.md.",
)


def layer_options(command: Command) -> Command:
    """Take `layers` and `shadow_layers: tuple[str, ...]`, for `liminal.settings.layer.LayerSettings.parse`."""
    layer = click.option(
        "--layer",
        "layers",
        multiple=True,
        metavar="FILE[@KEY=VALUE,...]",
        help="Put a picture of another program into the light, before the lens: one, numbered ones as "
        "monster.%04d.exr, or a video with alpha; what has a depth goes behind what is nearer. Keys: "
        "alpha=premultiplied|straight, scale=cd/m2, motion=hold|blend, rate=29.97|59.94. May be repeated; with "
        "--from, off takes those of the recipe away. See docs/layers.md.",
    )
    shadow = click.option(
        "--layer-shadow",
        "shadow_layers",
        multiple=True,
        metavar="FILE[@KEY=VALUE,...]",
        help="The same, but it is the share of the place's light that is left, 1 is all.",
    )
    return layer(shadow(command))


def size_option(default: tuple[int, int]) -> Callable[[Command], Command]:
    """Take `size: tuple[int, int]`, (width, height) in pixels."""
    shown = "x".join(map(str, default))
    allowed = f"Pixels, each {EDGE.low} to {EDGE.high}."
    return click.option("--size", type=Size(), default=shown, show_default=True, help=allowed)


def at_option(help: str = "Where, in metres on the plan.") -> Callable[[Command], Command]:
    """Take `at: tuple[float, float] | None`, (x, z) in metres."""
    return click.option("--at", type=Point(), default=None, help=help)


def output_option(*suffixes: str) -> Callable[[Command], Command]:
    """Take `output: Path`, required, with one of `suffixes` (".png", ...)."""
    return click.option(
        "-o",
        "--output",
        type=Output(suffixes),
        required=True,
        help=f"The file to write: {', '.join(suffixes)}. An old one is replaced only once the new one is complete.",
    )
