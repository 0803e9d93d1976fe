"""A view of a landmark: a place to stand near it from which nothing hides it."""

import math

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.piece.sightline import air_width
from liminal.random import Stream, keys_of, units
from liminal.view.pose import Pose
from liminal.view.viewpoint import CLEARANCE
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.walkable import standing
from liminal.world.window import Window

REACH = 9.0  # m around a landmark in which one may stand
WANTED, LEAST = 4.6, 2.2  # m: how far from its middle one stands at best, and at least
LOOKED = 64  # directions from it that are tried
ASIDE = 5.0  # degrees: so far from the middle of the picture it lies
HEIGHT, HIGHEST = 0.75, 2.0  # m above its floor: what the camera is pointed at, at least and at most
BESIDE = 0.7  # m: what lies so far beside its middle should show, too
MOSTLY = 0.5  # of all that should show: less is no view
PARTS = 6  # parts of a landmark that must be seen, about
OBLIQUE = 30.0  # degrees off its walls and axes: two sides of everything show
FRONTAL, IN_WALL = (
    0.8,
    4.0,
)  # how much it counts that a front is seen square, of things that stand and of those in a wall
OVERHEAD = 2.74  # m above the floor: higher things are seen from as much farther off


def landmark_view(world: CellGrid, name: str) -> Pose:
    """Find a view of the nearest landmark of a name. Raises LiminalError where there is none."""
    parts = world.nearest_landmark(name)
    if parts is None:
        raise LiminalError(
            f'there is no landmark "{name}" within a kilometre of the origin of seed {world.seed}; try another seed, '
            f'or raise the setting "landmarks" of its place'
        )
    middle = float(parts["x"].mean()), float(parts["z"].mean())
    spread = float(np.hypot(parts["x"] - middle[0], parts["z"] - middle[1]).max())
    reach = round((REACH + spread) / CELL)
    x0, z0 = (round(along / CELL) - reach for along in middle)
    window = world.without_models(x0, z0, 2 * reach, 2 * reach)
    walkable = standing(window)
    clear = air_width(walkable)
    floor = float(np.median(window.floor[walkable])) if walkable.any() else 0.0
    wanted = WANTED + spread + max(float(parts["y"].max()) - floor - OVERHEAD, 0.0)
    places = _places(middle, wanted)
    x, z = ((places[:, axis] - window.origin[axis]) / CELL for axis in (0, 1))
    z_cell, x_cell = (np.clip(along.astype(int), 0, 2 * reach - 1) for along in (z, x))
    away = np.hypot(places[:, 0] - middle[0], places[:, 1] - middle[1])
    room = clear[z_cell, x_cell]

    # Nothing hides any of its parts, nor its surroundings; the front of the widest of them shows, two sides of a room.
    shown = np.mean([_seen(window, places, target) for target in _targets(window, parts, middle)], axis=0)
    bearing = np.degrees(np.arctan2(middle[0] - places[:, 0], places[:, 1] - middle[1]))
    off_axis = abs((bearing + 45) % 90 - 45)
    frontal = (places - middle) @ parts["front"][parts["span"].argmax()] / away
    frontal *= FRONTAL if _in_air(window, _middles(parts)).all() else IN_WALL
    score = np.minimum(room, 1.5) - abs(away - wanted) / 2 - abs(off_axis - OBLIQUE) / 40 + 10 * shown + frontal
    score[(shown < MOSTLY) | (room < CLEARANCE) | (away < LEAST)] = -np.inf
    best = int(score.argmax())
    if not np.isfinite(score[best]):
        raise LiminalError(f'no place to stand shows the landmark "{name}" of seed {world.seed}; give --at instead')

    sway = units(keys_of(world.seed, Stream.VIEWPOINT, 5, np.arange(3))) * 2 - 1
    view, ground = world.preset.view, float(window.floor[z_cell[best], x_cell[best]])
    down = math.degrees(math.atan2(view.eye - _height(parts, ground), float(away[best])))
    return Pose(
        x=round(float(places[best, 0]), 3),
        y=round(ground + view.eye, 3),
        z=round(float(places[best, 1]), 3),
        yaw=round((float(bearing[best]) + ASIDE * float(sway[0])) % 360, 2),
        pitch=round(-0.8 * down, 2),
        roll=round(view.lean + float(sway[1]) * view.tilt, 2),
        fov=view.fov,
    )


def _height(parts: NDArray[np.void], ground: float) -> float:
    """Height above the ground, m, of the highest part of a landmark, where that is between two heights."""
    return float(np.clip(parts["y"].max() - ground, HEIGHT, HIGHEST))


def _targets(window: Window, parts: NDArray[np.void], middle: tuple[float, float]) -> NDArray[np.float64]:
    """What must be seen of a landmark, (n, 2; x, z), m: some of its parts, and the places beside its middle.

    Of a part that is let into a wall it is the place before its front. Places in walls are left out.
    """
    standing_at = _middles(parts)
    walled = ~_in_air(window, standing_at)
    standing_at[walled] += CELL * parts["front"][walled]
    some = standing_at[:: max(1, len(parts) // PARTS)]
    around = np.array(middle) + BESIDE * np.array([(1, 0), (-1, 0), (0, 1), (0, -1)])
    targets = np.concatenate([some, around])
    return targets[_in_air(window, targets)]


def _middles(parts: NDArray[np.void]) -> NDArray[np.float64]:
    """The places of the parts of a landmark, (n, 2; x, z), m."""
    return np.column_stack([parts["x"], parts["z"]]).astype(np.float64)


def _in_air(window: Window, places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which places (n, 2; x, z), m, are no wall: (n,)."""
    x, z = np.floor((places - window.origin) / CELL).astype(int).T
    open_: NDArray[np.bool_] = window.open[z, x]
    return open_


def _seen(window: Window, places: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.bool_]:
    """From which places (n, 2) no wall hides a target (2,): (n,)."""
    share = np.linspace(0.0, 1.0, 64)[:, None, None]
    line = (target + share * (places - target) - window.origin) / CELL
    x, z = (line[..., axis].astype(int).clip(0, window.open.shape[1 - axis] - 1) for axis in (0, 1))
    open_: NDArray[np.bool_] = window.open[z, x].all(0)
    return open_


def _places(middle: tuple[float, float], wanted: float) -> NDArray[np.float64]:
    """Places around a point, (n, 2; x, z), m: on rings about as far away as is wanted."""
    angle = 2 * np.pi * (np.arange(LOOKED) + 0.5) / LOOKED
    ring = np.column_stack([np.sin(angle), np.cos(angle)])
    return np.concatenate([np.array(middle) + away * ring for away in wanted * np.array([0.55, 0.7, 0.85, 1.0, 1.15])])
