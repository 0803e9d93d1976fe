"""Propagation of sound through the cells: straight, through walls, or around them by way of openings."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter
from scipy.sparse.csgraph import dijkstra

from liminal.piece.occluder import Occluder, occluder_of, trace
from liminal.sound.noise import Reals
from liminal.sound.performance import Listener
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.prop import glazed_cells
from liminal.world.walk import steps
from liminal.world.window import Window, enclosed

SPEED = 343.0  # m/s, of sound at 20 degrees C

_NODE = 2  # cells along the edge of a node of the path graph: a wall of one cell closes it
_HALF = 48  # nodes from the middle of a field to its edge: 14.6 m
_STEP = 0.5  # cells between the samples of a straight line
_WALL_MASS = 18.0  # kg/m2: a partition of two sheets of gypsum on studs
_WALL_LEAST = 8.0  # dB: the least loss through a wall
_RAYS = 160  # cells: the longest ray, 24 m
_OFF = 0.02  # m: the least distance from floors and ceilings at which rays begin
_SQUARE = 40  # cells, 6.1 m: windows of cells are kept by squares of listeners
_FARTHEST = 1e6  # m: stands for an infinite path
_NEAREST = 0.3  # m: the least distance from a microphone
_AIR_HALF = 72  # nodes from the middle to the edge of the air around: 21.9 m
_AIR_NEAR, _AIR_FAR = 12.0, 21.0  # m of path: up to there all air belongs to the air around, beyond none does


@dataclass(frozen=True)
class SoundPaths:
    """Paths from n sources to a listener, each array (n,).

    `distance`: straight, m. `walls`: count on the straight line. `length`: of the shortest path through air, m,
    infinite where there is none. `bearing`: rad, clockwise from the camera's direction.
    """

    distance: Reals
    walls: Reals
    length: Reals
    bearing: Reals

    def passing(self, frequency: Reals) -> Reals:
        """Return the share of pressure that passes walls at f (Hz): (n, f), 1 in free sight."""
        # The mass law of a wall struck from all sides (Cremer, 1942): 6 dB an octave.
        loss = np.maximum(20 * np.log10(_WALL_MASS * np.maximum(frequency, 20.0)) - 47, _WALL_LEAST)
        through = 10 ** (-loss / 20 * self.walls[:, None])

        # Round an edge by the detour in half waves (Maekawa, 1968, "Noise reduction by screens").
        length = np.minimum(self.length, _FARTHEST)[:, None]
        detour = np.maximum(length - self.distance[:, None], 0.0)
        bent = (3 + 40 * detour * frequency / SPEED) ** -0.5 * self.distance[:, None] / length
        return np.asarray(np.where(self.walls[:, None] > 0, np.hypot(through, bent), 1.0))

    def gain(self, frequency: Reals) -> Reals:
        """Return the pressure at the listener relative to that 1 m from each source, at f (Hz): (n, f)."""
        return np.asarray(self.passing(frequency) / np.maximum(self.distance, _NEAREST)[:, None])


class Propagation:
    """Propagation of sound in one world, with the windows and path lengths used last kept."""

    def __init__(self, world: CellGrid) -> None:
        self._world = world
        self._field = lru_cache(maxsize=16)(self._make_field)
        self._around = lru_cache(maxsize=4)(self._look_around)

    def paths(self, listener: Listener, x: Reals, y: Reals, z: Reals) -> SoundPaths:
        """Find the paths from sources at (x, y, z), metres, each (n,), to a listener."""
        corner_x, corner_z = _corner(listener, _HALF, 2 * _NODE)
        open, length = self._field(corner_x, corner_z)
        flat = np.hypot(x - listener.x, z - listener.z)
        distance = np.sqrt(flat**2 + (y - listener.y) ** 2)

        # Walls: how often a line enters solid cells. The samples depend on that line alone.
        count = int(np.max(flat, initial=1.0) / CELL / _STEP) + 2
        share = np.minimum(np.arange(count) * (CELL * _STEP) / np.maximum(flat, 1e-6)[:, None], 1.0)
        column = np.floor((listener.x + (x - listener.x)[:, None] * share) / CELL).astype(int) - corner_x
        row = np.floor((listener.z + (z - listener.z)[:, None] * share) / CELL).astype(int) - corner_z
        size = 2 * _NODE * _HALF
        # Beyond the field nothing is known to be in the way.
        known = (row >= 0) & (row < size) & (column >= 0) & (column < size)
        solid = known & ~open[np.clip(row, 0, size - 1), np.clip(column, 0, size - 1)]
        walls = (solid[:, 1:] & ~solid[:, :-1]).sum(1).astype(float)

        node_x, node_z = (
            np.clip(column[:, -1] // _NODE, 0, 2 * _HALF - 1),
            np.clip(row[:, -1] // _NODE, 0, 2 * _HALF - 1),
        )
        length = np.hypot(length[node_z, node_x] * CELL * _NODE, y - listener.y)
        yaw = np.radians(listener.yaw)
        bearing = np.arctan2(x - listener.x, -(z - listener.z)) - yaw
        return SoundPaths(distance, walls, np.maximum(length, distance), bearing)

    def walls(self, listener: Listener, x: float, z: float) -> int:
        """Return how many walls a straight line crosses from a listener to a place, m, however far that is."""
        ends = np.array([[listener.x, listener.z], [x, z]]) / CELL
        column, row = np.floor(ends.min(axis=0)).astype(int)
        columns, rows = np.ceil(np.ptp(ends, axis=0)).astype(int)
        open = _glazed(self._world.window(int(column), int(row), int(columns) + 2, int(rows) + 2)).open
        share = np.linspace(0.0, 1.0, int(np.hypot(columns, rows) / _STEP) + 2)[:, None]
        at = np.floor((1 - share) * ends[0] + share * ends[1]).astype(int) - (column, row)
        solid = ~open[at[:, 1], at[:, 0]]
        return int((solid[1:] & ~solid[:-1]).sum())

    def room(self, listener: Listener, directions: int) -> tuple[Reals, float, float]:
        """Return the distances to walls (directions,), m, and the heights of floor and ceiling at the listener, m.

        Directions are evenly spaced, clockwise from -z.
        """
        x, z = math.floor(listener.x / CELL), math.floor(listener.z / CELL)
        window, occluder = self._around(x // _SQUARE, z // _SQUARE)
        here = z - window.z0, x - window.x0
        floor, ceiling = float(window.floor[here]), float(window.ceiling[here])
        turn = 2 * np.pi * np.arange(directions) / directions
        direction = np.column_stack([np.sin(turn), np.zeros(directions), -np.cos(turn)])
        height = min(max(listener.y, floor + _OFF), ceiling - _OFF)
        place = np.array([listener.x / CELL - window.x0, height / CELL, listener.z / CELL - window.z0])
        distance = trace(occluder, np.tile(place, (directions, 1)), direction, _RAYS).distance
        return np.minimum(distance, _RAYS) * CELL, floor, ceiling

    def air_square(self, listener: Listener) -> tuple[int, int]:
        """Return the first cell (x, z) of the square that `air` is found in around a listener."""
        return _corner(listener, _AIR_HALF, 4 * _NODE)

    def air(self, x0: int, z0: int) -> tuple[Window, Reals]:
        """Return the cells of a square, and how far each belongs to the air around its middle: (h, w), 0 to 1."""
        size = 2 * _AIR_HALF * _NODE
        window = _glazed(self._world.window(x0, z0, size, size))
        length = _lengths(window.open, _AIR_HALF, _AIR_FAR / CELL / _NODE) * CELL * _NODE
        # Cells beside a wall may share their node with it: they are as far as the nearest node next to theirs.
        away = minimum_filter(length, 3).repeat(_NODE, 0).repeat(_NODE, 1)
        share = np.clip((_AIR_FAR - away) / (_AIR_FAR - _AIR_NEAR), 0.0, 1.0)
        return window, np.where(window.open, share, 0.0)

    def props(self, listener: Listener, away: Reals) -> NDArray[np.void]:
        """Return the props around a listener, (n,) PROP, that stand before the walls, which are `away` as of `room`."""
        window, _ = self._around(*(math.floor(at / CELL) // _SQUARE for at in (listener.x, listener.z)))
        x, z = window.props["x"] - listener.x, window.props["z"] - listener.z
        number = np.rint(np.arctan2(x, -z) / (2 * np.pi) * len(away)).astype(int) % len(away)
        seen: NDArray[np.void] = window.props[np.hypot(x, z) < away[number]]
        return seen

    def _look_around(self, square_x: int, square_z: int) -> tuple[Window, Occluder]:
        """Return the window that rays from a square may cross, and its occluder."""
        x0, z0, size = square_x * _SQUARE - _RAYS, square_z * _SQUARE - _RAYS, _SQUARE + 2 * _RAYS
        window = enclosed(_glazed(self._world.window(x0, z0, size, size)))
        return window, occluder_of(window)

    def _make_field(self, x0: int, z0: int) -> tuple[NDArray[np.bool_], Reals]:
        """Return the open cells around, and the path length from the middle to each node, in nodes."""
        size = 2 * _HALF * _NODE
        open = _glazed(self._world.window(x0, z0, size, size)).open
        return open, _lengths(open, _HALF, 1.5 * _HALF)


def _glazed(window: Window) -> Window:
    """A window with walls for panes: of 6 mm of glass, 15 kg/m2, sound keeps about as much as of a partition."""
    rows, columns = window.floor.shape
    panes = glazed_cells(window.props, window.x0, window.z0, columns, rows)
    return replace(window, floor=np.where(panes, window.ceiling, window.floor)) if panes.any() else window


def _corner(listener: Listener, half: int, side: int) -> tuple[int, int]:
    """Return the first cell (x, z) of a square with a listener in its middle, `half` nodes from its edges.

    Listeners within `side` cells share a square.
    """
    x, z = (round(at / CELL / side) * side - _NODE * half for at in (listener.x, listener.z))
    return x, z


def _lengths(open: NDArray[np.bool_], half: int, limit: float) -> Reals:
    """Return the path length through open cells from the middle to each node, in nodes: (2 half, 2 half)."""
    size = 2 * half
    free: NDArray[np.bool_] = np.all(open.reshape(size, _NODE, size, _NODE), axis=(1, 3))
    free[half - 1 : half + 2, half - 1 : half + 2] = True  # a listener close to a wall is not inside it
    length = dijkstra(steps(free, 1.0), directed=False, indices=half * size + half, limit=limit)
    return np.asarray(length).reshape(size, size)


def stereo(bearing: Reals) -> Reals:
    """Return the gains of the left and right capsule for sounds from bearings (rad, to the right): (2, n).

    Two subcardioids aimed 45 degrees to either side; 1 from straight ahead.
    """
    angle = np.radians(45.0)
    gains = 0.6 + 0.4 * np.cos(np.stack([bearing + angle, bearing - angle]))
    return np.asarray(gains / (0.6 + 0.4 * np.cos(angle)))
