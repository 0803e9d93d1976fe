"""`liminal map`: the floor plan, as a drawing or as numbers."""

from pathlib import Path

import click

from liminal.cli.options import at_option, output_option, preset_argument, seed_option, set_option, thing_option


@click.command("map")
@preset_argument
@seed_option
@at_option("The middle of the plan, in metres.")
@click.option("--radius", type=float, default=25.0, show_default=True, help="Metres from the middle to each edge.")
@thing_option
@set_option
@output_option(".png", ".svg", ".npz")
def map_(
    preset: str,
    seed: int,
    at: tuple[float, float] | None,
    radius: float,
    things: tuple[str, ...],
    overrides: tuple[str, ...],
    output: Path,
) -> None:
    """Draw the floor plan of PRESET.

    North (-z) is up, and a red dot marks the middle; landmarks and models have names. PNG to 1000 m radius, SVG to
    200 m. NPZ, to 500 m, holds `floor` and `ceiling` (metres, [z, x]), `origin`, `cell`, `lamps` and `props`.
    """
    from liminal.api.own_things import with_things
    from liminal.api.plan_writer import write_plan
    from liminal.api.world import World
    from liminal.settings.load import load_preset
    from liminal.settings.thing import ThingSettings

    own = [ThingSettings.parse(words) for words in things]
    world = World(seed, with_things(load_preset(preset, overrides), own), name=preset)
    write_plan(output, world, at or (0.0, 0.0), radius)
