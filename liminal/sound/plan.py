"""Where sound goes in the plan of cells: straight, through walls, or round by way of the openings."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from liminal.sound.noise import Reals
from liminal.sound.performance import Ear
from liminal.world.grid import CELL
from liminal.world.walk import steps
from liminal.world.window import Window
from liminal.world.world import World

SPEED = 343.0  # m/s, of sound at 20 degrees C

_NODE = 2  # cells along the edge of a node of ways: a wall of one cell still closes it
_HALF = 48  # nodes from the middle of a field to its edge: 14.6 m
_STEP = 0.5  # cells between the points of a line at which walls are looked for
_WALL_MASS = 18.0  # kg/m2: a partition of two sheets of gypsum on studs
_WALL_LEAST = 8.0  # dB that any wall takes
_RAYS = 160  # cells that a ray looks at most: 24 m
_SQUARE = 40  # cells, 6.1 m: one looks around for a whole square of places
_FARTHEST = 1e6  # m: a way round so long is none
_NEAREST = 0.3  # m: nothing is nearer to a microphone than the hand that holds it


@dataclass(frozen=True)
class Ways:
    """The ways of sound from n sources to an ear: straight length (m), walls on it, the way round (m), bearing (rad).

    `length` is infinite where there is no way round; `bearing` is to the right of where the ear's camera looks.
    """

    distance: Reals
    walls: Reals
    length: Reals
    bearing: Reals

    def passing(self, frequency: Reals) -> Reals:
        """Return what walls leave of the pressure at f (Hz): (n, f), 1 where nothing is in between."""
        # The mass law of a wall struck from all sides (Cremer, 1942): 6 dB an octave.
        loss = np.maximum(20 * np.log10(_WALL_MASS * np.maximum(frequency, 20.0)) - 47, _WALL_LEAST)
        through = 10 ** (-loss / 20 * self.walls[:, None])

        # Round an edge by the detour in half waves (Maekawa, 1968, "Noise reduction by screens").
        length = np.minimum(self.length, _FARTHEST)[:, None]
        detour = np.maximum(length - self.distance[:, None], 0.0)
        bent = (3 + 40 * detour * frequency / SPEED) ** -0.5 * self.distance[:, None] / length
        return np.asarray(np.where(self.walls[:, None] > 0, np.hypot(through, bent), 1.0))

    def gain(self, frequency: Reals) -> Reals:
        """Return the pressure at the ear against that 1 m from each source, at f (Hz): (n, f)."""
        return np.asarray(self.passing(frequency) / np.maximum(self.distance, _NEAREST)[:, None])


class Plan:
    """The cells of a world, as sound meets them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._field = lru_cache(maxsize=16)(self._make_field)
        self._around = lru_cache(maxsize=4)(self._look_around)

    def ways(self, ear: Ear, x: Reals, y: Reals, z: Reals) -> Ways:
        """Find the ways from sources at (x, y, z), metres, each (n,), to an ear."""
        side = 2 * _NODE  # fields change every other node
        corner_x, corner_z = (round(at / CELL / side) * side - _NODE * _HALF for at in (ear.x, ear.z))
        open, length = self._field(corner_x, corner_z)
        flat = np.hypot(x - ear.x, z - ear.z)
        distance = np.sqrt(flat**2 + (y - ear.y) ** 2)

        # Walls: how often a line enters what is solid. Where one looks hangs on that line alone.
        count = int(np.max(flat, initial=1.0) / CELL / _STEP) + 2
        share = np.minimum(np.arange(count) * (CELL * _STEP) / np.maximum(flat, 1e-6)[:, None], 1.0)
        column = np.floor((ear.x + (x - ear.x)[:, None] * share) / CELL).astype(int) - corner_x
        row = np.floor((ear.z + (z - ear.z)[:, None] * share) / CELL).astype(int) - corner_z
        size = 2 * _NODE * _HALF
        solid = ~open[np.clip(row, 0, size - 1), np.clip(column, 0, size - 1)]
        walls = (solid[:, 1:] & ~solid[:, :-1]).sum(1).astype(float)

        node_x, node_z = (
            np.clip(column[:, -1] // _NODE, 0, 2 * _HALF - 1),
            np.clip(row[:, -1] // _NODE, 0, 2 * _HALF - 1),
        )
        length = np.hypot(length[node_z, node_x] * CELL * _NODE, y - ear.y)
        yaw = np.radians(ear.yaw)
        bearing = np.arctan2(x - ear.x, -(z - ear.z)) - yaw
        return Ways(distance, walls, np.maximum(length, distance), bearing)

    def room(self, ear: Ear, directions: int) -> tuple[Reals, float, float]:
        """Return how far it is to a wall in directions all round (m), and the floor and ceiling (m) where one is.

        The first direction is -z and they turn to the right.
        """
        x, z = math.floor(ear.x / CELL), math.floor(ear.z / CELL)
        window, open = self._around(x // _SQUARE, z // _SQUARE)
        turn = 2 * np.pi * np.arange(directions) / directions
        away = np.arange(1, _RAYS) * 1.0  # cells
        column = np.floor(ear.x / CELL + np.sin(turn)[:, None] * away).astype(int) - window.x0
        row = np.floor(ear.z / CELL - np.cos(turn)[:, None] * away).astype(int) - window.z0
        solid = ~open[row, column]
        solid[:, -1] = True
        here = z - window.z0, x - window.x0
        return (solid.argmax(1) + 0.5) * CELL, float(window.floor[here]), float(window.ceiling[here])

    def _look_around(self, square_x: int, square_z: int) -> tuple[Window, NDArray[np.bool_]]:
        """Return the cells that rays from a square may meet, and where there is air."""
        x0, z0, size = square_x * _SQUARE - _RAYS, square_z * _SQUARE - _RAYS, _SQUARE + 2 * _RAYS
        window = self._world.window(x0, z0, size, size)
        return window, window.open

    def _make_field(self, x0: int, z0: int) -> tuple[NDArray[np.bool_], Reals]:
        """Return what is open around (cells) and how far each node is from the middle (nodes), by way of open ones."""
        size = 2 * _HALF
        open = self._world.window(x0, z0, size * _NODE, size * _NODE).open
        free: NDArray[np.bool_] = np.all(open.reshape(size, _NODE, size, _NODE), axis=(1, 3))
        free[_HALF - 1 : _HALF + 2, _HALF - 1 : _HALF + 2] = True  # an ear close to a wall is not inside it
        middle = _HALF * size + _HALF
        length = dijkstra(steps(free, 1.0), directed=False, indices=middle, limit=1.5 * _HALF)
        return open, np.asarray(length).reshape(size, size)


def stereo(bearing: Reals) -> Reals:
    """Return the gains of the left and right capsule for sounds from a bearing (rad, to the right): (2, n).

    Two that look 45 degrees to either side, wider than cardioids, as small capsules are; 1 from straight ahead.
    """
    angle = np.radians(45.0)
    gains = 0.6 + 0.4 * np.cos(np.stack([bearing + angle, bearing - angle]))
    return np.asarray(gains / (0.6 + 0.4 * np.cos(angle)))
