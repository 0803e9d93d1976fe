"""Sampled views: poses from which a person could film a world, drawn at random, for data sets."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.piece.sightline import air_width
from liminal.piece.sightline import depth as sightline_depth
from liminal.random import Stream, keys_of, normals, units
from liminal.shot.ground import Ground
from liminal.shot.walk_graph import WalkGraph
from liminal.view.pose import Pose
from liminal.view.viewpoint import DEEPEST, SEARCH, check_pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, CHUNK
from liminal.world.walkable import hidden

GROUP = 8  # views near each other, which are lit together: light of one costs three to four times as much a view
NEIGHBOURHOOD = 14.0  # m of walking around the middle of a group
SMALLEST = 15.0  # m2 of free floor in it: less is a closet
MIDDLES = 12  # neighbourhoods tried for each group
CANDIDATES = 256  # poses drawn in each
BODY_ROOM = 0.45  # m: a person with a camera keeps this far from walls and things

EYE_SPREAD, EYE_MOST = 0.1, 0.25  # m: standard deviation from the preset's height, as statures of adults differ
EYE_CLEAR = 0.2  # m below a ceiling
PITCH, PITCH_SPREAD, PITCH_MOST = -2.0, 5.0, 15.0  # degrees: people look slightly down
ROLL_SPREAD, ROLL_MOST = 1.2, 4.0  # degrees: of a camera held by hand

RAYS = 33  # lines of sight across a picture
BEFORE = 0.9  # m: none ends nearer than this
LONGEST = 6.0  # m: the longest is no shorter
WALLS = 0.48  # share of a picture that walls take at most, as high as they are
HIGHEST = 4.0  # m: a hall's walls count as no higher, as one looks at their feet
APART, TURNED = 2.5, 50.0  # m, degrees: views of a group differ by one or the other

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class _Neighbourhood:
    """Floor around a place. `cells`: its free cells, (n, 2), z and x in the window."""

    cells: NDArray[np.intp]
    air: Floats  # see `air_width`, at the height of the eye
    floor: NDArray[np.float32]
    ceiling: NDArray[np.float32]
    origin: tuple[float, float]


def view_groups(world: CellGrid, count: int, aspect: float) -> list[tuple[Pose, ...]]:
    """Draw `count` views of a world, near its origin, in groups of GROUP that lie near each other.

    The first views are the same however many there are. Eyes are at the preset's height, spread as people's are, over
    floor that one can walk to from the others of the group; they look anywhere but at a wall close by. `aspect`: width
    / height of the picture. There are fewer where a world has no room for more.
    """
    side = 2 * SEARCH * CHUNK
    window = world.window(-SEARCH * CHUNK, -SEARCH * CHUNK, side, side)
    inner = np.zeros((side, side), bool)
    inner[CHUNK:-CHUNK, CHUNK:-CHUNK] = True
    graph = WalkGraph(Ground(window), BODY_ROOM, within=~(window.water > window.floor + DEEPEST))
    spots = np.flatnonzero(graph.free & inner)
    groups: list[tuple[Pose, ...]] = []
    for number in range(-(-count // GROUP) if len(spots) else 0):
        best: tuple[Pose, ...] = ()
        for middle in range(MIDDLES):
            spot = int(spots[keys_of(world.seed, Stream.SAMPLED_VIEW, 0, number, middle)[0] % len(spots)])
            reached = np.argwhere(np.isfinite(graph.ways(spot, NEIGHBOURHOOD).cost) & graph.free)
            if len(reached) * CELL**2 < SMALLEST:
                continue
            height = float(window.floor.flat[spot]) + world.preset.view.eye
            seen_through = window.open & (window.floor < height) & (window.ceiling > height) & ~hidden(window, height)
            place = _Neighbourhood(reached, air_width(seen_through), window.floor, window.ceiling, window.origin)
            found = tuple(_distinct(_candidates(world, place, number, middle, aspect)))
            best = max(best, found, key=len)
            if len(best) == GROUP:
                break
        groups.append(best)
    return [taken for number, group in enumerate(groups) if (taken := group[: count - number * GROUP])]


def _candidates(world: CellGrid, place: _Neighbourhood, group: int, middle: int, aspect: float) -> Iterator[Pose]:
    """Yield poses in a neighbourhood that show more than a wall, in the order in which they are drawn."""
    view, each = world.preset.view, np.arange(CANDIDATES)
    drawn = [units(keys_of(world.seed, Stream.SAMPLED_VIEW, 1, group, middle, use, each)) for use in range(4)]
    key = world.seed, int(Stream.SAMPLED_VIEW), 2, group, middle
    eye, pitch, roll = (normals(each, *key, use) for use in range(3))
    row, column = place.cells[(drawn[0] * len(place.cells)).astype(int)].T
    x, z, yaw = column + drawn[1], row + drawn[2], 360.0 * drawn[3]
    half = math.atan(math.tan(math.radians(view.fov) / 2) * aspect)
    fan = np.radians(yaw)[:, None] + np.linspace(-half, half, RAYS)
    far = sightline_depth(place.air, x, z, fan)
    floor, ceiling = place.floor[row, column], place.ceiling[row, column]
    walls = np.minimum(ceiling - floor, HIGHEST) / (2 * math.tan(math.radians(view.fov) / 2))
    share = np.minimum(walls[:, None] / np.maximum(far, BEFORE), 1.0).mean(1)
    good = (share <= WALLS) & (far.min(1) >= BEFORE) & (far.max(1) >= LONGEST)
    height = view.eye + np.clip(EYE_SPREAD * eye, -EYE_MOST, EYE_MOST)
    height = floor + np.minimum(height, ceiling - floor - EYE_CLEAR)
    for number in np.flatnonzero(good):
        pose = Pose(
            x=round(float(x[number]) * CELL + place.origin[0], 3),
            y=round(float(height[number]), 3),
            z=round(float(z[number]) * CELL + place.origin[1], 3),
            yaw=round(float(yaw[number]), 2),
            pitch=round(float(np.clip(PITCH + PITCH_SPREAD * pitch[number], -PITCH_MOST, PITCH_MOST)), 2),
            roll=round(view.lean + float(np.clip(ROLL_SPREAD * roll[number], -ROLL_MOST, ROLL_MOST)), 2),
            fov=view.fov,
        )
        if _has_air(world, pose):
            yield pose


def _has_air(world: CellGrid, pose: Pose) -> bool:
    try:
        check_pose(world, pose)
    except LiminalError:
        return False
    return True


def _distinct(poses: Iterator[Pose]) -> Iterator[Pose]:
    """Yield up to GROUP poses that differ from those before."""
    taken: list[Pose] = []
    for pose in poses:
        if all(_differ(pose, other) for other in taken):
            taken.append(pose)
            yield pose
        if len(taken) == GROUP:
            return


def _differ(pose: Pose, other: Pose) -> bool:
    turn = abs((pose.yaw - other.yaw + 180.0) % 360.0 - 180.0)
    return turn > TURNED or math.hypot(pose.x - other.x, pose.z - other.z) > APART
