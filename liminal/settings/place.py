"""Places: the names of those that there are."""

from typing import Literal

PlaceName = Literal["level-0", "poolrooms"]

USUAL_PLACE: PlaceName = "level-0"  # recipes leave it out, as those did that were made before there were others

PLACE_TABLES: dict[PlaceName, str] = {"poolrooms": "poolrooms"}  # the table of a preset that only this place reads
