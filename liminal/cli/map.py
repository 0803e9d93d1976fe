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

    North (-z) is up, and a red dot marks the middle. PNG to 1000 m radius, SVG to 200 m. NPZ, to 500 m, holds `floor`
    and `ceiling` (metres, [z, x]), `origin`, `cell` and `lamps`.
    """
    from liminal.plan.floor_plan import extent
    from liminal.settings.load import load_preset
    from liminal.world.world import World

    loaded = load_preset(preset, overrides)
    title = loaded.title or Path(preset).stem
    world = World(seed, loaded.world, loaded.light.lamp_luminance)
    centre = at or (0.0, 0.0)
    kind = output.suffix.lower()
    if kind == ".png":
        from liminal.film.picture import write_picture
        from liminal.plan.layout import draw_plan

        write_picture(output, draw_plan(world, extent(centre, radius), title))
    elif kind == ".svg":
        from liminal.film.plan_file import write_plan_svg
        from liminal.plan.svg import RADIUS_MOST_SVG, plan_svg

        write_plan_svg(output, plan_svg(world, extent(centre, radius, RADIUS_MOST_SVG), title))
    else:
        from liminal.film.plan_file import RADIUS_MOST_DATA, write_plan_data

        area = extent(centre, radius, RADIUS_MOST_DATA)
        write_plan_data(output, world.window(area.x0, area.z0, area.cells, area.cells))
