"""Names with a place, as options have them: NAME, NAME@X,Z or NAME@X,Z,YAW."""

import math
from typing import NamedTuple

from liminal.errors import LiminalError
from liminal.settings.view_ranges import PLACE, YAW


class PlacedName(NamedTuple):
    """`at`: x and z, m; `yaw`: degrees; None where it does not say."""

    name: str
    at: tuple[float, float] | None
    yaw: float | None


def parse_placed_name(words: str, form: str, whole: bool = False) -> PlacedName:
    """Return what words say; `whole`: they are a name that has an "@" in it. `form`: what to write, for messages.

    Raises LiminalError for anything else.
    """
    name, at, place = ("", "", "") if whole else words.rpartition("@")
    if not at:
        name, place = words, ""
    try:
        numbers = [float(word) for word in place.split(",")] if at else []
    except ValueError:
        numbers = [math.nan]
    if not name or len(numbers) not in (0, 2, 3) or not all(map(math.isfinite, numbers)):
        raise LiminalError(f'"{words}" names no thing and place; {form}')
    if not all(PLACE.low <= number <= PLACE.high for number in numbers[:2]):
        raise LiminalError(f'"{words}" is out of range; x and z must be within {PLACE.high:.0f} m of the origin')
    yaw = numbers[2] if len(numbers) == 3 else None
    if yaw is not None and not YAW.low <= yaw <= YAW.high:
        raise LiminalError(f'"{words}": the yaw must be from {YAW.low:g} to {YAW.high:g} degrees; {form}')
    return PlacedName(name, (numbers[0], numbers[1]) if numbers else None, yaw)
