"""Finding a place to stand: a viewpoint with depth, openings, several lamps, and a wall close by."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter

from liminal.errors import LiminalError
from liminal.piece.sightline import air_width
from liminal.piece.sightline import depth as sightline_depth
from liminal.random import Stream, keys_of, units
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, CHUNK
from liminal.world.walkable import occupied
from liminal.world.window import Window

SEARCH = 2  # chunks each way from the world's origin in which places are sought
DEEPEST = 0.7  # m: of water that one stands in for a picture
PLACES, HEADINGS, RAYS = 160, 20, 49  # candidates, directions tried at each, lines of sight in each direction
ASPECT = 4 / 3  # pictures are composed for the format of the original photograph
CLEARANCE = 0.45  # m: a person keeps this far from walls
PROP_CLEARANCE = 1.2  # m: and this far from what stands in a room, which would fill the picture
NEAREST = 0.1  # m: closer to a surface than this, the lens would be in it
NEAR_WALL, CROWDED = 2.0, 16.0  # m: up to where a wall is close; what it costs that it takes all of a picture
AROUND, RAISED = 16, 1.15  # cells around a low view that have no floor so far above its own, m
HEADROOM = 1.9  # m: places with a lower ceiling are for crawling
LAMP_NEAREST, LAMP_FURTHEST = 2.0, 16.0  # m: closer lamps are above the frame, further ones are specks

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Views:
    """Candidates, n of them: position in window cells, compass heading (radians), and depth along rays."""

    x: Floats  # (n,)
    z: Floats
    heading: Floats
    depth: Floats  # (n, RAYS): metres to the first wall, left to right
    lamps: Floats  # (n,): how many lamps are in view


def find_viewpoint(world: CellGrid) -> Pose:
    """Find a good place to stand near the world's origin: the same for the same world.

    Raises LiminalError when there is no room to stand.
    """
    settings = world.preset.view
    side = 2 * SEARCH * CHUNK
    # Models of one's own do not count: with one the view is the same as without.
    window = world.without_models(-SEARCH * CHUNK, -SEARCH * CHUNK, side, side)
    views = _look_around(window, world.seed, settings.fov, low=settings.near_walls < 1)
    best = int(np.argmax(_score(views) - _crowding(views, settings.near_walls)))

    # Lean the camera a little, as a hand does.
    sway = units(keys_of(world.seed, Stream.VIEWPOINT, np.arange(2))) * 2 - 1
    x, z = (views.x[best] + window.x0) * CELL, (views.z[best] + window.z0) * CELL
    ground = float(window.floor[int(views.z[best]), int(views.x[best])])
    return Pose(
        x=round(float(x), 3),
        y=round(ground + settings.eye, 3),
        z=round(float(z), 3),
        yaw=round(math.degrees(float(views.heading[best])) % 360, 2),
        pitch=round(float(sway[0]) * 1.5 - 1.0, 2),
        roll=round(settings.lean + float(sway[1]) * settings.tilt, 2),
        fov=settings.fov,
    )


def check_pose(world: CellGrid, pose: Pose) -> None:
    """Make sure that a pose has air around it. Raises LiminalError naming the obstacle."""
    x, z = math.floor(pose.x / CELL), math.floor(pose.z / CELL)
    cell = world.window(x, z, 1, 1)
    at = f"--at {pose.x:g},{pose.z:g}"
    if not cell.open[0, 0]:
        raise LiminalError(f"{at} is inside a wall; `liminal map` shows where the rooms are, or leave --at out")
    floor, ceiling = float(cell.floor[0, 0]), float(cell.ceiling[0, 0])
    if not floor + NEAREST < pose.y < ceiling - NEAREST:
        raise LiminalError(
            f"the eye at {pose.y:.2f} m does not fit there: at {pose.x:g},{pose.z:g} the floor is at {floor:.2f} m and "
            f"the ceiling at {ceiling:.2f} m; choose --eye from {NEAREST:g} to {ceiling - floor - NEAREST:.2f}"
        )
    around = world.window(x - 1, z - 1, 3, 3)
    for model in around.models:
        if model.holds(pose.x, pose.y, pose.z, NEAREST):
            raise LiminalError(
                f"{at} is inside {model.thing.file}, or less than {NEAREST * 100:.0f} cm off; stand elsewhere"
            )
    heights = (around.floor < pose.y - NEAREST) & (around.ceiling > pose.y + NEAREST) & around.open
    gap_x, gap_z = _gaps(pose.x / CELL - x), _gaps(pose.z / CELL - z)
    distance = np.where(heights, np.inf, np.hypot(gap_x[None, :], gap_z[:, None]))
    if float(distance.min()) < NEAREST:
        raise LiminalError(
            f"{at} is {distance.min() * 100:.0f} cm from a wall; stay {NEAREST * 100:.0f} cm away from any"
        )


def _gaps(within: float) -> Floats:
    """Distance (m) from a point in a cell (0..1) to the cell before, its own and the one after, along an axis."""
    return np.array([within, 0.0, 1.0 - within]) * CELL


def _look_around(window: Window, seed: int, fov: float, *, low: bool) -> _Views:
    """Stand in many places, look in many directions. `low`: only where floors around do not rise towards the eye."""
    clear = air_width(window.open)
    standing = (clear > CLEARANCE + CELL) & (window.ceiling - window.floor > HEADROOM)
    standing &= air_width(~occupied(window)) > PROP_CLEARANCE
    standing &= ~(window.water > window.floor + DEEPEST)
    if low:
        standing &= maximum_filter(np.where(window.open, window.floor, -np.inf), 2 * AROUND + 1) < window.floor + RAISED
    margin = CHUNK
    standing[:margin] = standing[-margin:] = False
    standing[:, :margin] = standing[:, -margin:] = False
    spots = np.argwhere(standing)
    if not len(spots):
        raise LiminalError(f"no room to stand near the origin of seed {seed}; choose a position with --at")

    # Draw places and headings; a little off the axes shows two sides of everything.
    chosen = spots[keys_of(seed, Stream.VIEWPOINT, 2, np.arange(PLACES)) % np.uint32(len(spots))]
    turn = units(keys_of(seed, Stream.VIEWPOINT, 3, np.arange(PLACES)))
    heading = ((np.arange(HEADINGS)[None, :] + turn[:, None]) * (2 * np.pi / HEADINGS)).ravel()
    z, x = (np.repeat(chosen[:, axis] + 0.5, HEADINGS) for axis in (0, 1))

    half = math.atan(math.tan(math.radians(fov) / 2) * ASPECT)
    fan = np.linspace(-half, half, RAYS)
    depth = sightline_depth(clear, x, z, heading[:, None] + fan)
    return _Views(x, z, heading, depth, _lamps_in_view(window, x, z, heading, depth, half))


def _lamps_in_view(window: Window, x: Floats, z: Floats, heading: Floats, depth: Floats, half: float) -> Floats:
    """Count, for every view, the lamps in its angle that no wall hides and that are neither overhead nor specks."""
    lamps = window.lamps[window.lamps["luminance"] > 0]
    lamp_x, lamp_z = (lamps["x"] - window.origin[0]) / CELL, (lamps["z"] - window.origin[1]) / CELL
    dx, dz = (lamp_x - x[::HEADINGS, None]) * CELL, (lamp_z - z[::HEADINGS, None]) * CELL  # (PLACES, lamps)
    away = np.hypot(dx, dz)
    place, lamp = np.nonzero((away > LAMP_NEAREST) & (away < LAMP_FURTHEST))
    away, bearing = away[place, lamp], np.arctan2(dx, -dz)[place, lamp]

    # Every heading at a place has its own angle to each lamp there, and a line of sight that may end before it.
    view = place[:, None] * HEADINGS + np.arange(HEADINGS)
    angle = np.mod(bearing[:, None] - heading[view] + np.pi, 2 * np.pi) - np.pi
    ray = np.clip(np.rint((angle / half + 1) / 2 * (RAYS - 1)).astype(int), 0, RAYS - 1)
    shown = (abs(angle) < half) & (depth[view, ray] > away[:, None] - 0.5)
    counts: Floats = np.bincount(view[shown], minlength=len(x)).astype(np.float64)
    return counts


def _crowding(views: _Views, allowed: float) -> Floats:
    """What it costs a view (n,) that walls close by take more of the picture than is `allowed`, 0 to 1."""
    near = (views.depth < NEAR_WALL).mean(1)
    cost: Floats = CROWDED * np.clip(near - allowed, 0.0, None)
    return cost


def _score(views: _Views) -> Floats:
    """How good a picture each view would make (n,); the weights were chosen by looking at pictures.

    Wanted: a long look somewhere in the middle, several edges where one room opens into another, a wall close by at
    one side but none before the lens, five to nine lamps, and walls seen at an angle.
    """
    third = RAYS // 3
    middle = views.depth[:, third:-third]
    deepest = np.log2(np.clip(middle.max(1), 2, 32) / 2)  # 0..4

    # An opening is a jump in depth between neighbouring lines of sight.
    step = abs(np.diff(np.log2(np.maximum(views.depth, 0.3)), axis=1))
    openings = np.minimum((step > 0.35).sum(1), 7)

    # Nearest at either edge: best at arm's length and a half; and nothing that fills the frame.
    sides = np.minimum(views.depth[:, :5].min(1), views.depth[:, -5:].min(1))
    beside = np.exp(-(np.log2(sides / 1.7) ** 2))
    before = (
        np.clip(1.8 - np.median(views.depth, axis=1) / 2.2, 0, None) + np.clip(1.4 - views.depth.min(1), 0, None) * 2
    )

    lamps = 1.6 - abs(np.clip(views.lamps, 0, 14) - 7) / 3.5
    off_axis = abs(np.mod(views.heading, np.pi / 2) - np.pi / 4) / (np.pi / 4)  # 0 at 45 degrees, 1 along a wall
    angled = 1 - abs(off_axis - 0.55)
    score: Floats = 0.8 * deepest + 0.35 * openings + 1.2 * beside - 1.5 * before + lamps + 0.6 * angled
    return score
