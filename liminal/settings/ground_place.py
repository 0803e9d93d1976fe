"""Places on the ground, as tables of settings have them."""

from typing import Annotated

from pydantic import Field

from liminal.settings.view_ranges import PLACE

_Coordinate = Annotated[float, Field(**PLACE.bounds)]
GroundPlace = tuple[_Coordinate, _Coordinate]  # x and z, m
