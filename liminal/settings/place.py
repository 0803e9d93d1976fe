"""Places: the names of those that there are."""

from typing import Literal

PlaceName = Literal["level-0"]

USUAL_PLACE: PlaceName = "level-0"  # recipes leave it out, as those did that were made before there were others
