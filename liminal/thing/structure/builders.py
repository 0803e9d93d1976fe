"""The builders of all structures, by name, and the paints that they come in by their variant."""

from collections.abc import Callable, Sequence

from liminal.thing.builder import Builder
from liminal.thing.finish import Paint
from liminal.thing.structure.arch import arch
from liminal.thing.structure.coat import COATS
from liminal.thing.structure.column import round_column
from liminal.thing.structure.float_rope import ROPE, float_rope
from liminal.thing.structure.flume import COLOURS, water_slide
from liminal.thing.structure.industry import (
    CAST_IRON,
    ENAMELS,
    GALVANISED,
    YELLOW,
    beam,
    bollard,
    duct,
    floor_grate,
    i_beam,
    pipe_run,
)
from liminal.thing.structure.metalwork import METALS, pool_ladder, stair_rail
from liminal.thing.structure.rounding import cove, curved_wall, rounded_corner
from liminal.thing.structure.stairs import NOSINGS, ramp, stair_nosings

BUILDERS: dict[str, tuple[Callable[..., None], Sequence[Paint]]] = {
    "round-column": (round_column, COATS),
    "arch": (arch, COATS),
    "barrel-vault": (arch, COATS),
    "cove": (cove, COATS),
    "rounded-corner": (rounded_corner, COATS),
    "curved-wall": (curved_wall, COATS),
    "ramp": (ramp, COATS),
    "beam": (beam, COATS),
    "i-beam": (i_beam, ENAMELS),
    "pipe-run": (pipe_run, ENAMELS),
    "duct": (duct, [GALVANISED]),
    "bollard": (bollard, [YELLOW]),
    "floor-grate": (floor_grate, [CAST_IRON]),
    "stair-nosings": (stair_nosings, NOSINGS),
    "stair-rail": (stair_rail, METALS),
    "pool-ladder": (pool_ladder, METALS),
    "float-rope": (float_rope, [ROPE]),
    "water-slide": (water_slide, COLOURS),
}


def build_structure(b: Builder, name: str, variant: int, dimensions: tuple[float, ...]) -> None:
    """Build the structure of a name in `world.structure.FORMS`."""
    build, paints = BUILDERS[name]
    build(b, paints[variant], *dimensions)
