"""Paths: lines through the rooms, with all that is known along them; an operator's grows as it is walked."""

from bisect import bisect_right
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from liminal.shot.elastic_band import path_length, points_every
from liminal.shot.ground import Ground, Points
from liminal.shot.outlook import Outlook
from liminal.shot.route import LOOSE, Surroundings, direction_of, first_point, lengthen, window_around
from liminal.view.pose import Pose

SPACING = 0.05  # m between the points of a path

_MARGIN = 150  # cells to each side (23 m) of a stretch that its outlook knows
_AROUND = 72  # cells (11 m) that its ground does: the path is looked for no farther ahead
_BEND_BLUR = 0.3  # m: a body swings round a corner, it does not follow it
_KEPT = 6  # stretches whose surroundings are kept, 2 MB each: the path is known so far ahead of the operator
_UNSURE = 2.0  # m at the end of the known path whose bends more of it may change

Track = NDArray[np.float64]


class SampledPath:
    """A line to walk along, with an element every `SPACING` m from the start.

    `points`: (n, 2), x and z. `floor`: height, m. `clear`: distance to the nearest obstacle, m. `depth`: of water on
    the floor, m. `surface`: `Material` of the floor.
    """

    def __init__(self, points: Points, floor: Track, clear: Track, depth: Track, surface: NDArray[np.uint8]) -> None:
        """Take the arrays as they are."""
        self.points, self.floor, self.clear, self.depth, self.surface = points, floor, clear, depth, surface

    def index(self, distance: float) -> int:
        """Return the index of the point nearest to `distance` m along."""
        return min(max(round(distance / SPACING), 0), len(self.points) - 1)

    def at(self, distance: float) -> tuple[float, float]:
        """Return x and z at `distance` m along."""
        whole = min(max(distance / SPACING, 0.0), len(self.points) - 1.001)
        index, part = int(whole), whole % 1.0
        (x, z), (x1, z1) = self.points[index], self.points[index + 1]
        return float(x + (x1 - x) * part), float(z + (z1 - z) * part)

    @cached_property
    def heading(self) -> Track:
        """The compass heading at each point, radians, continuous and smooth."""
        ahead = np.asarray(np.gradient(self.points, axis=0))
        turned: Track = np.unwrap(np.arctan2(ahead[:, 0], -ahead[:, 1]))
        return np.asarray(gaussian_filter1d(turned, _BEND_BLUR / SPACING, mode="nearest"))

    @cached_property
    def bend(self) -> Track:
        """How much the path turns at each point, rad/m."""
        return np.asarray(abs(np.gradient(self.heading, SPACING)))


class WalkPath(SampledPath):
    """A path without an end, found leg by leg; a known part never changes.

    `light`: lux, at each point. `begin`: where on it the operator starts, m.
    """

    def __init__(
        self,
        world: Surroundings,
        start: Pose,
        curiosity: float,
        seed: int,
        known: Points | None = None,
        begin: float = 0.0,
    ) -> None:
        """Begin where `start` stands, in the direction it looks. `curiosity`: 0..1, see `route.lengthen`.

        `known`: the first part of the path (n, 2), m, a point every 0.1 m, with `start` `begin` m along it.
        """
        super().__init__(np.zeros((0, 2)), np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, np.uint8))
        self._world, self._curiosity, self._seed = world, curiosity, seed
        self._fixed, self.begin = 0, begin
        if known is None:
            self._path, self._ahead = first_point(start)
        else:
            self._path, self._ahead, self._fixed = known, direction_of(known), len(known)
        self._stretches: list[int] = []  # the first point of each
        self._surroundings = lru_cache(_KEPT)(self._look_around)
        self.light = np.zeros(0)

    def reach(self, distance: float) -> None:
        """Know at least `distance` m of the path, bends included. Raises LiminalError where there is no room."""
        while (len(self.points) - 1) * SPACING < distance + _UNSURE:
            self._grow()

    def outlook(self, distance: float) -> Outlook:
        """Return the lines of sight from `distance` m along."""
        return self._surroundings(self._stretch(distance))[0]

    def ground(self, distance: float) -> Ground:
        """Return where one can walk around `distance` m along."""
        return self._surroundings(self._stretch(distance))[1]

    def release_surroundings(self) -> None:
        """Free the surroundings that are kept; where they are needed again they are found again."""
        self._surroundings.cache_clear()

    def _stretch(self, distance: float) -> int:
        return bisect_right(self._stretches, self.index(distance)) - 1

    def _look_around(self, stretch: int) -> tuple[Outlook, Ground]:
        first, last = [*self._stretches, len(self.points)][stretch : stretch + 2]
        along = self.points[first:last]
        return Outlook(window_around(self._world, along, _MARGIN)), Ground(window_around(self._world, along, _AROUND))

    def _grow(self) -> None:
        path, ahead = lengthen(self._world, self._path, self._ahead, self._curiosity, self._seed, self._fixed)
        self._path, self._ahead = path, ahead
        if path_length(path[:-LOOSE]) <= SPACING:
            return
        known, points = len(self.points), points_every(path[:-LOOSE], SPACING)
        new = points[known:]
        if not len(new):
            return
        self._stretches.append(known)
        self.points = points
        outlook, ground = self._surroundings(len(self._stretches) - 1)
        self.floor = np.concatenate([self.floor, ground.floor(new)])
        self.clear = np.concatenate([self.clear, ground.clearance(new)])
        self.depth = np.concatenate([self.depth, ground.depth(new)])
        self.light = np.concatenate([self.light, outlook.light(new)])
        self.surface = np.concatenate([self.surface, ground.surface(new)])
        for name in ("heading", "bend"):
            self.__dict__.pop(name, None)
