"""A path of grid steps becomes the line that a person would walk.

Quinlan and Khatib, 1993, "Elastic bands: connecting path planning and control": the path is a rubber band that
shortens itself and is pushed away from obstacles.
"""

import numpy as np

from liminal.shot.ground import Ground, Points

SPACING = 0.1  # m between the points of a band
CLEARANCE = 0.33  # m: the 0.3 m that is promised, 1 cm for sway, 2 cm for the ground between points of band and lattice
_COMFORT = 0.8  # m: obstacles nearer than this push
_PUSH = 0.008  # m each round, at no distance
_ROUNDS = 240  # each lets go of wiggles a little longer: 240 round the path off over about a metre


def path_length(points: Points) -> float:
    """Return the metres along the line through `points`; 0 for fewer than two."""
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def points_every(points: Points, spacing: float) -> Points:
    """Return the points that lie every `spacing` metres along the line through `points`, from its start on."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    at = np.arange(0.0, along[-1], spacing)
    return np.stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)], axis=1)


def tighten(ground: Ground, path: Points, pinned: int) -> Points:
    """Return `path` at even spacing, smooth and in the middle of narrow places; its first points and its end stay.

    `pinned`: how many points at the start may not move. No point comes nearer than `CLEARANCE` to an obstacle, unless
    the path was nearer, and then it only moves away.
    """
    band = np.concatenate([path[: pinned - 1], points_every(path[pinned - 1 :], SPACING), path[-1:]])
    inner = slice(pinned, len(band) - 1)
    clear = ground.clearance(band[inner])
    for _ in range(_ROUNDS):
        # Halfway to the middle of the neighbours, and away from obstacles.
        moved = 0.5 * (0.5 * (band[pinned - 1 : -2] + band[pinned + 1 :]) - band[inner]) + band[inner]
        near = np.flatnonzero(clear < _COMFORT)
        push = (1.0 - clear[near] / _COMFORT)[:, None] * _PUSH
        moved[near] += push * ground.uphill(band[inner][near])

        # A point that would come too close stays where it is.
        now = ground.clearance(moved)
        allowed = (now >= CLEARANCE) | (now >= clear)
        band[inner] = np.where(allowed[:, None], moved, band[inner])
        clear = np.where(allowed, now, clear)
    return band
