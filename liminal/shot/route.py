"""A route through the rooms, found leg by leg: each leads to where it is deep, open and new."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, label, maximum_filter

from liminal.errors import LiminalError
from liminal.random import Stream, keys_of, units
from liminal.shot.elastic_band import CLEARANCE, tighten
from liminal.shot.ground import Ground, Points
from liminal.shot.nearness import nearness
from liminal.shot.walk_graph import WalkGraph, wall_toil
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.window import Window

_SIGHT = 100  # cells to each side (15 m) that a leg is planned in
_NEAREST, _FARTHEST = 2.5, 12.0  # m in a straight line to the goal of a leg
_SHORTEST = 0.6  # m: where no goal is farther than this there is no room to walk
LOOSE = 40  # points at the end of a path that the next leg may still reshape: 4 m
NODE = CLEARANCE + 0.03  # m: a step between cells this clear keeps the promise along its whole length
_ROOM = 0.6  # m: ground clearer than this belongs to a room, other ground to an opening between rooms
_ONWARD = 41  # cells: a square of 3 m to each side of a goal
_BEATEN = 1.0  # m: ground nearer than this to the path so far is known
_NEW = 40  # cells: 6 m from there, ground is as new as it can be
_PATCH = 16  # cells: 2.4 m, about the size of one place
_ODD_FLOOR, _ODD_CEILING = 0.4, 3.3  # m: floors as far from zero and ceilings as high attract
_JUST_NOW = 15  # points: the last 1.5 m are no ground to avoid: the operator stands there

Grid = NDArray[np.float64]  # (h, w): one number for each cell


class Surroundings(Protocol):
    """A source of windows of cells: in practice, a World."""

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        """Return the cells [x0, x0 + width) x [z0, z0 + height)."""
        ...


def first_point(start: Pose) -> tuple[Points, Points]:
    """Return the path of one point, where `start` stands (1, 2), and the direction of its view (2,)."""
    return np.array([[start.x, start.z]]), np.array([np.sin(np.radians(start.yaw)), -np.cos(np.radians(start.yaw))])


def lengthen(
    world: Surroundings, path: Points, ahead: Points, curiosity: float, seed: int, fixed: int = 0
) -> tuple[Points, Points]:
    """Return a path with one more leg, and the direction in which it ends; its last `LOOSE` points may still move.

    The path stays 0.3 m clear of everything, has 2 m of headroom, climbs steps of one cell at most, prefers depth,
    openings, rooms not yet seen and, with `curiosity` (0..1), light and odd heights; `seed` decides between goals that
    are as good. It does not turn back unless it must. `fixed`: how many points at the beginning never move. Raises
    LiminalError when there is no room to walk.
    """
    window = window_around(world, path[-1:], _SIGHT)
    ground = Ground(window)
    allure = curiosity * _allure(window, seed)
    path = _continue(path, _next_leg(ground, path, ahead, allure), ground, fixed)
    return path, direction_of(path)


def window_around(world: Surroundings, points: Points, margin: int) -> Window:
    """Return the cells around some points, and `margin` cells more to each side."""
    low = np.floor(points.min(axis=0) / CELL).astype(int) - margin
    high = np.floor(points.max(axis=0) / CELL).astype(int) + margin + 1
    return world.window(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))


def _continue(path: Points, leg: Points, ground: Ground, fixed: int) -> Points:
    """Append a leg, and smooth it together with the loose end of the path."""
    if len(path) == 1:
        return tighten(ground, leg, pinned=1)
    kept = max(3, fixed, len(path) - LOOSE)
    return np.concatenate([path[: kept - 3], tighten(ground, np.concatenate([path[kept - 3 :], leg[1:]]), pinned=3)])


def _allure(window: Window, seed: int) -> Grid:
    """Return how each cell attracts a curious person: light, odd heights, and a whim (h, w), in metres of detour."""
    lit = np.zeros(window.floor.shape)
    lamps = window.lamps[window.lamps["luminance"] > 0]
    lit[lamps["cell_z"].clip(window.z0, None) - window.z0, lamps["cell_x"].clip(window.x0, None) - window.x0] = 1.0
    light = gaussian_filter(lit, _PATCH)
    odd = window.open & ((abs(window.floor) > _ODD_FLOOR) | (window.ceiling > _ODD_CEILING))
    near_odd = maximum_filter(odd, 2 * _PATCH)

    # Whims are for squares of ground, so that a leg's goal is not decided by single cells.
    rows, columns = window.floor.shape
    z, x = np.arange(rows) + window.z0, np.arange(columns) + window.x0
    whim = units(keys_of(seed, Stream.OPERATOR, 0, (x // _PATCH)[None, :], (z // _PATCH)[:, None]))
    return np.asarray(3.0 * light / max(float(light.max()), 1e-9) + 2.5 * near_odd + 5.0 * whim.reshape(lit.shape))


def _next_leg(ground: Ground, path: Points, ahead: Points, allure: Grid) -> Points:
    """Return the middles of the cells from where the path ends to the best goal in sight."""
    clear = ground.distance[1::2, 1::2]
    beaten = _distance_to_path(ground, path[:-_JUST_NOW], clear.shape)
    offset = ground.middles(*np.indices(clear.shape)[::-1].reshape(2, -1)) - path[-1]  # (n, 2), one for each cell
    straight = np.hypot(*offset.T)
    forward = (offset @ ahead) / np.maximum(straight, CELL)  # cosine of the angle to where we are going

    # Walking along a wall, on known ground or backwards feels longer than it is.
    toil = wall_toil(ground) + 4.0 * (beaten < _BEATEN)
    toil += 4.0 * ((forward < -0.3) & (straight < 4.0)).reshape(clear.shape)
    graph = WalkGraph(ground, NODE, toil)
    ways = graph.ways(graph.nearest(straight))
    cost = ways.cost.ravel()

    # From a good goal the path goes on: within a few metres there is ground farther still. A dead end has none.
    known = np.where(np.isfinite(ways.cost), ways.cost, 0.0)
    onward = maximum_filter(known, _ONWARD) - known

    # It is far but not out of the way, forward, new, and has room around it.
    rooms, _ = label(clear >= _ROOM)
    seen = rooms[ground.cells(path)[::-1]]
    fresh = (rooms > 0) & ~np.isin(rooms, seen)
    merit = (
        straight
        + 3.0 * forward
        + 4.0 * fresh.ravel()
        + 0.7 * np.minimum(beaten, 6.0).ravel()
        + 2.0 * np.minimum(clear, 1.5).ravel()
        + 1.5 * np.minimum(onward, 3.0).ravel()
        + allure.ravel()
        - 0.5 * (cost - straight)
    )
    within = np.isfinite(cost) & (straight <= _FARTHEST)
    far_enough = within & (straight >= _NEAREST)
    goal = int(np.argmax(np.where(far_enough, merit, -np.inf) if far_enough.any() else np.where(within, straight, -1)))
    if not straight[goal] >= _SHORTEST:
        x, z = path[-1]
        raise LiminalError(
            f"there is no room to walk at {x:.2f},{z:.2f}; begin elsewhere with --at, or change the seed"
        )
    return ways.to(goal)


def _distance_to_path(ground: Ground, path: Points, shape: tuple[int, ...]) -> Grid:
    """Return the distance of each cell to the path so far, m, as far as that matters."""
    trodden = np.zeros(shape, bool)
    x, z = ground.cells(path)
    trodden[z, x] = True
    # The rim stands for everything outside the window, so it is never trodden.
    trodden[[0, -1], :] = trodden[:, [0, -1]] = False
    return nearness(trodden, _NEW) * CELL


def direction_of(path: Points) -> Points:
    """Return the direction in which a path of seven points or more ends, (2,)."""
    offset = path[-1] - path[-6]
    return np.asarray(offset / max(float(np.hypot(*offset)), 1e-9))
