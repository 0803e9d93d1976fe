"""Places: the names of those that there are."""

from typing import Literal

PlaceName = Literal["level-0", "poolrooms", "level-1"]

USUAL_PLACE: PlaceName = "level-0"  # recipes leave it out, as those did that were made before there were others

# The tables of a preset that only some places read; recipes of others leave them out.
PLACE_TABLES: dict[str, tuple[PlaceName, ...]] = {
    "poolrooms": ("poolrooms",),
    "level_1": ("level-1",),
    "water": ("poolrooms", "level-1"),
}
