"""Districts: a slow noise field, and the building character of each of its values."""

from dataclasses import dataclass

from liminal.random import Stream
from liminal.settings.world import DISTRICTS, WorldSettings
from liminal.world.slow_field import slow_field

_HANDOVER = 0.25  # share of a district's width over which it turns into the next


@dataclass(frozen=True)
class Character:
    """The building parameters of a district: probabilities, unless a unit is stated."""

    wall: float  # a border between blocks is a wall ...
    corridor: float  # ... or a corridor; otherwise it is left out
    partitions: float  # tries at a partition, per 100 m2
    spacing: float  # least distance of parallel partitions, cells
    close: float  # a partition runs on to the next wall, and gets openings
    stubs: float  # tries at a short stub, per 100 m2
    islands: float  # tries at a wall that touches nothing, per 100 m2
    wide: float  # an opening is wide rather than a doorway
    low: float  # a partition is only a half wall
    pillars: float  # a place on the pillar grid is taken
    columns: float  # tries at a lone pillar, per 100 m2
    tall: float  # the ceiling of a block is raised
    pits: float  # a place on the pit grid is taken


# In the order of DISTRICTS, from closed to open, so that neighbours in the field are alike.
_CHARACTERS = (
    #         wall  corr  part  spac  close stub isle wide low  pill  col  tall pits
    Character(0.38, 0.62, 42.0, 16.0, 0.62, 5.0, 0.0, 0.15, 0.02, 0.0, 0.2, 0.02, 0.0),  # corridors
    Character(0.62, 0.34, 48.0, 18.0, 0.80, 5.0, 0.0, 0.20, 0.06, 0.0, 0.3, 0.03, 0.0),  # offices
    Character(0.66, 0.14, 25.0, 23.0, 0.42, 6.0, 1.2, 0.55, 0.05, 0.0, 0.8, 0.10, 0.0),  # rooms
    Character(0.16, 0.04, 4.00, 40.0, 0.15, 3.0, 1.0, 0.80, 0.04, 0.85, 0.3, 0.15, 0.0),  # pillars
    Character(0.04, 0.00, 0.50, 60.0, 0.05, 0.5, 0.3, 1.00, 0.00, 0.16, 0.1, 0.40, 0.0),  # halls
    Character(0.08, 0.00, 1.00, 60.0, 0.05, 0.5, 0.3, 1.00, 0.00, 0.05, 0.1, 0.50, 0.8),  # pits
)  # fmt: skip


def character(seed: int, settings: WorldSettings, x: int, z: int) -> Character:
    """Return the character at a cell: one district's, or a mixture of two where one turns into the other."""
    shares = [getattr(settings, name) for name in DISTRICTS]
    place = openness(seed, settings, x, z) * sum(shares)
    # Find the district that the field falls in, and how far through it.
    index = 0
    while index < len(shares) - 1 and place >= shares[index]:
        place -= shares[index]
        index += 1
    here = _CHARACTERS[index]
    through = place / shares[index] if shares[index] else 0.5

    # Near either end of its stretch it blends, up to half and half, into the next district with a share above 0.
    step, near = (1, 1 - through) if through > 0.5 else (-1, through)
    if near >= _HANDOVER:
        return here
    others = [k for k in (range(index + 1, len(shares)) if step > 0 else range(index - 1, -1, -1)) if shares[k]]
    if not others:
        return here
    return _blend(here, _CHARACTERS[others[0]], 0.5 * (1 - near / _HANDOVER))


def openness(seed: int, settings: WorldSettings, x: int, z: int) -> float:
    """Return the slow field at a cell, about uniform in [0, 1]: 0 is closed, 1 is open."""
    return slow_field(seed, Stream.DISTRICT, settings.district_size, x, z)


def _blend(a: Character, b: Character, share: float) -> Character:
    return Character(*(p + (q - p) * share for p, q in zip(vars(a).values(), vars(b).values(), strict=True)))
