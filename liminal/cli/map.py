"""`liminal map`: the floor plan, as a drawing or as numbers."""

from pathlib import Path

import click

from liminal.cli.options import at_option, output_option, preset_argument, seed_option, set_option


@click.command("map")
@preset_argument
@seed_option
@at_option("The middle of the plan, in metres.")
@click.option("--radius", type=float, default=25.0, show_default=True, help="Metres from the middle to each edge.")
@set_option
@output_option(".png", ".svg", ".npz")
def map_(
    preset: str, seed: int, at: tuple[float, float] | None, radius: float, overrides: tuple[str, ...], output: Path
) -> None:
    """Draw the floor plan of PRESET.

    North (-z) is up, and a red dot marks the middle; landmarks have their names. PNG to 1000 m radius, SVG to 200 m.
    NPZ, to 500 m, holds `floor` and `ceiling` (metres, [z, x]), `origin`, `cell`, `lamps` and `props`.
    """
    from liminal.api.plan_writer import write_plan
    from liminal.api.world import World
    from liminal.settings.load import load_preset

    world = World(seed, load_preset(preset, overrides), name=preset)
    write_plan(output, world, at or (0.0, 0.0), radius)
