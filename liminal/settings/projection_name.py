"""Names of the projections that pictures can have instead of a flat one, and of the ways that two eyes' lie in one.

Plain names: the command line, whose help is to be there at once, reads them without loading pydantic.
"""

from typing import Literal, get_args

from liminal.settings.view_ranges import Range

ProjectionName = Literal["equirect", "fisheye", "cube"]
StereoName = Literal["side", "top"]
PROJECTIONS: tuple[str, ...] = get_args(ProjectionName)
STEREOS: tuple[str, ...] = get_args(StereoName)

EYES = Range(0.001, 1.0)  # m between two eyes
USUAL_EYES = 0.063  # m: of adults (Dodgson, 2004, "Variation and extrema of human interpupillary distance")
