"""The builders of all structures, by name."""

from collections.abc import Callable

from liminal.thing.builder import Builder
from liminal.thing.structure.arch import arch
from liminal.thing.structure.coat import coat
from liminal.thing.structure.column import round_column

COATED: dict[str, Callable[..., None]] = {  # in the material that is their variant
    "round-column": round_column,
    "arch": arch,
    "barrel-vault": arch,
}


def build_structure(b: Builder, name: str, variant: int, dimensions: tuple[float, ...]) -> None:
    """Build the structure of a name in `world.structure.FORMS`."""
    COATED[name](b, coat(variant), *dimensions)
