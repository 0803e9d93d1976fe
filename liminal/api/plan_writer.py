"""The floor plan of a place in a file, as a drawing or as numbers."""

from pathlib import Path

from liminal.api.world import World
from liminal.film.atomic import check_destination
from liminal.plan.floor_plan import extent

PLANS = (".png", ".svg", ".npz")


def write_plan(path: str | Path, world: World, at: tuple[float, float] = (0.0, 0.0), radius: float = 25.0) -> None:
    """Write the floor plan within `radius` metres of `at`, x and z, along each axis.

    .png to 1000 m, .svg to 200 m; .npz, to 500 m, holds `floor` and `ceiling` (metres, [z, x]), `origin`, `cell`,
    `lamps` and `props`. Raises LiminalError for invalid values, and where it cannot be written.
    """
    path = Path(path)
    kind = check_destination(path, PLANS)
    if kind == ".png":
        from liminal.film.picture import write_picture
        from liminal.plan.layout import draw_plan

        write_picture(path, draw_plan(world, extent(at, radius), world.title))
    elif kind == ".svg":
        from liminal.film.plan_file import write_plan_svg
        from liminal.plan.svg import RADIUS_MOST_SVG, plan_svg

        write_plan_svg(path, plan_svg(world, extent(at, radius, RADIUS_MOST_SVG), world.title))
    else:
        from liminal.film.plan_file import RADIUS_MOST_DATA, write_plan_data

        area = extent(at, radius, RADIUS_MOST_DATA)
        write_plan_data(path, world.window(area.x0, area.z0, area.cells, area.cells))
