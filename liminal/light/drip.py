"""When drops fall from the spots that drip: heard and seen at the same times."""

from collections.abc import Iterator

import numpy as np

from liminal.light.flicker.slot import slot_at, slot_start
from liminal.random import mix, mix_arrays, unit_of
from liminal.world.water_spot import WaterSpot


def drip_interval(spot: WaterSpot, rate: float) -> float:
    """Return the mean time between drops from a spot, s. `rate`: of an average spot, 1/min."""
    return 60.0 / (rate * (0.3 + 1.4 * unit_of(mix(spot.key, 1))))


def moments(spot: WaterSpot, interval: float, begin: float, end: float) -> Iterator[tuple[float, int]]:
    """Yield the times from `begin` up to `end` (s), of those about `interval` (s) apart, each with its key."""
    # Slots of all spots begin at 0, and none just before it.
    clock, late = mix_arrays(spot.key), interval * unit_of(mix(spot.key, 3))
    first, last = slot_at(clock, np.array([begin, end]) - late, interval).tolist()
    for slot in range(first, last + 1):
        start = late + float(slot_start(clock, np.array([slot]), interval)[0])
        if begin <= start < end:
            yield start, mix(spot.key, 2, slot)


def force_of(key: int) -> float:
    """Return how strong the event of a key is, as an amplitude against the usual."""
    return 0.35 + 1.1 * unit_of(mix(key, 1))
