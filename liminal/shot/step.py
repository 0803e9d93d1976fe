"""A footstep, as it is heard."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One foot meets the floor.

    `time`: s. `x`, `z`: where, metres. `foot`: 0 left, 1 right. `weight`: 0 shuffles, about 0.5 walks, 1 lands at a
    run. `surface`: the floor's `Material`. `depth`: of the water there, m. `wet`: 1 for shoes full of water, 0 for dry
    ones.
    """

    time: float
    x: float
    z: float
    foot: int
    weight: float
    surface: int
    depth: float = 0.0
    wet: float = 0.0
