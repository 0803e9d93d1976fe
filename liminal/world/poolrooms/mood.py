"""Moods: what kind of hall stands where, by a slow field over the plan."""

from liminal.random import Stream
from liminal.settings.poolrooms import MOODS, PoolroomsSettings
from liminal.world.hall.wall import Square
from liminal.world.lattice import PITCH
from liminal.world.slow_field import slow_field


def mood_of(seed: int, settings: PoolroomsSettings, square: Square) -> str:
    """Return the mood of the hall of a lattice square: one of MOODS."""
    middle = (square[0] * PITCH + PITCH // 2, square[1] * PITCH + PITCH // 2)
    shares = [getattr(settings, name) for name in MOODS]
    place = slow_field(seed, Stream.POOL_MOOD, settings.mood_size, *middle) * sum(shares)
    for name, share in zip(MOODS, shares, strict=True):
        if place < share:
            return name
        place -= share
    return next(name for name, share in zip(MOODS[::-1], shares[::-1], strict=True) if share)
