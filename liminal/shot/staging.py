"""Where a shot can be staged: corridors to follow, halls to hold, corners to watch from, found by looking around."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.random import Stream, mix, mix_arrays, units
from liminal.shot.ground import HEADROOM, Ground
from liminal.shot.nearness import nearness
from liminal.shot.outlook import Outlook
from liminal.world.grid import CELL
from liminal.world.window import Window
from liminal.world.world import World

Setting = Literal["room", "corridor", "hall", "corner"]

RADIUS = 26.0  # m: so far around a place another one is sought
_BEYOND = 24.0  # m of the world around that, to look into
_RIM = 1.5  # m around that, to tell what is near a place
_SPOTS, _HEADINGS = 200, 24  # places tried, directions at each
_FARTHEST = 34.0  # m: further depth makes no better place

_ANEW = 7.0  # m: what is nearer than this to a place is that place
_SPACE = 0.5  # m: whoever stands there keeps so far from walls
_NARROW, _WIDE = 1.3, 3.4  # m: what counts as a corridor
_ALONG = 9.0  # m: the least that one can follow
_HALL = 10.0  # m: the least depth of a view to hold
_FAR_CORNER = 15.0  # m: what a camera in a corner watches beyond does not matter
_CORNER = (0.3, 0.65)  # m: how near to a wall a camera is mounted

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Spot:
    """A place to stand, metres, and a direction to look, compass degrees. `floor`, `ceiling`: metres."""

    x: float
    z: float
    yaw: float
    floor: float
    ceiling: float


@dataclass(frozen=True)
class Views:
    """Candidates, each looking every way: `depth` (n, _HEADINGS), metres to the first wall, clockwise."""

    depth: Floats

    def beside(self, quarter: int) -> Floats:
        """The depths a quarter turn (or more of them) clockwise of each direction."""
        return np.roll(self.depth, -quarter * _HEADINGS // 4, axis=1)


def find_spot(
    world: World, setting: Setting, near: tuple[float, float], seed: int, used: Sequence[tuple[float, float]] = ()
) -> Spot | None:
    """Find a place of some kind around `near` (x, z), metres; None where there is none.

    `seed` chooses among them; none is near any that was `used`.
    """
    outlook = Outlook(_window(world, near, RADIUS + _BEYOND))
    window = _window(world, near, RADIUS + _RIM)
    ground = Ground(window)
    clear = ground.distance[1::2, 1::2]
    z, x = np.nonzero(_standable(window, clear, setting) & _around(clear.shape))
    if not len(z):
        return None
    key = mix(seed, seed >> 32, Stream.STAGING)
    chosen = mix_arrays(key, 1, np.arange(_SPOTS)) % np.uint32(len(z))
    x, z = x[chosen], z[chosen]
    places = ground.middles(x, z)
    lot = float(units(mix_arrays(key, 2))[0])
    headings = np.arange(_HEADINGS, dtype=np.float64) * (2 * np.pi / _HEADINGS) + lot
    views = Views(np.minimum(outlook.depth(places, headings), _FARTHEST))

    # Of the good ones, one by lot: the better the likelier, and nobody always films the same corridor.
    merit = _MERITS[setting](views)
    for x_used, z_used in used:
        merit[np.hypot(places[:, 0] - x_used, places[:, 1] - z_used) < _ANEW] = -np.inf
    merit = merit + 0.25 * units(mix_arrays(key, 3, np.arange(merit.size))).reshape(merit.shape)
    best = int(np.argmax(merit))
    if not np.isfinite(merit.flat[best]):
        return None
    spot, heading = divmod(best, _HEADINGS)
    return Spot(
        x=float(places[spot, 0]),
        z=float(places[spot, 1]),
        yaw=float(np.degrees(headings[heading])) % 360.0,
        floor=float(window.floor[z[spot], x[spot]]),
        ceiling=float(window.ceiling[z[spot], x[spot]]),
    )


def _window(world: World, near: tuple[float, float], metres: float) -> Window:
    reach = round(metres / CELL)
    x0, z0 = (round(along / CELL) - reach for along in near)
    return world.window(x0, z0, 2 * reach, 2 * reach)


def _standable(window: Window, clear: Floats, setting: Setting) -> Mask:
    room = window.ceiling - window.floor >= HEADROOM
    if setting == "corner":
        # Two walls meet near by: more of what is around is solid than beside a straight wall.
        air = nearness(~window.open, round(_RIM / CELL)) * CELL
        solid = np.pad(~window.open, 5)
        rows, columns = window.open.shape
        crowd = sum(solid[z : z + rows, x : x + columns].astype(int) for z in (0, 5, 10) for x in (0, 5, 10))
        return room & (air >= _CORNER[0]) & (air <= _CORNER[1]) & (crowd >= 5)
    return room & (clear >= _SPACE)


def _around(shape: tuple[int, ...]) -> Mask:
    """The cells within RADIUS of the middle."""
    z, x = np.ogrid[: shape[0], : shape[1]]
    return np.asarray(np.hypot(z - shape[0] / 2, x - shape[1] / 2) * CELL <= RADIUS)


def _corridor(views: Views) -> Floats:
    """Long ahead, narrow to both sides, and not straight at a diagonal of it: the direction of most depth."""
    width = views.beside(1) + views.beside(3)
    straight = views.depth >= np.maximum(np.roll(views.depth, 1, 1), np.roll(views.depth, -1, 1))
    fits = straight & (width >= _NARROW) & (width <= _WIDE) & (views.depth >= _ALONG)
    return np.where(fits, views.depth / _FARTHEST - 0.15 * (width - _NARROW), -np.inf)


def _hall(views: Views) -> Floats:
    """Deep ahead and well to either side of that, with something near at one edge."""
    left, right = np.roll(views.depth, 2, 1), np.roll(views.depth, -2, 1)
    open_ = np.minimum(left, right)
    merit = views.depth / _FARTHEST + 0.5 * np.minimum(open_, 12.0) / 12.0
    return np.where((views.depth >= _HALL) & (open_ >= 2.5), merit, -np.inf)


def _room(views: Views) -> Floats:
    """Somewhere with a few metres ahead: most places are one."""
    return np.where(views.depth >= 4.0, np.minimum(views.depth, 12.0) / 12.0, -np.inf)


def _corner(views: Views) -> Floats:
    """Much of a room before it."""
    span = [np.roll(views.depth, shift, 1) for shift in range(-2, 3)]
    seen = np.mean(np.minimum(span, _FAR_CORNER), axis=0)
    return np.where((views.depth >= 4.0) & (np.min(span, axis=0) >= 1.2), seen / _FAR_CORNER, -np.inf)


_MERITS: dict[Setting, Callable[[Views], Floats]] = {
    "room": _room,
    "corridor": _corridor,
    "hall": _hall,
    "corner": _corner,
}


def far_from(
    near: tuple[float, float], seed: int, nearest: float = 45.0, farthest: float = 110.0
) -> tuple[float, float]:
    """Return a place some way off from another one, in whatever direction `seed` says."""
    way, distance = units(mix_arrays(mix(seed, seed >> 32, Stream.STAGING, 4), np.arange(2)))
    metres = nearest + (farthest - nearest) * float(distance)
    angle = 2 * np.pi * float(way)
    return near[0] + metres * float(np.sin(angle)), near[1] - metres * float(np.cos(angle))


def need_spot(world: World, near: tuple[float, float], seed: int) -> Spot:
    """Find any place to stand around `near`. Raises LiminalError where there is none."""
    spot = find_spot(world, "room", near, seed)
    if spot is None:
        raise LiminalError(
            f"no room to film in around {near[0]:.0f},{near[1]:.0f}; begin elsewhere with --at, or change the seed"
        )
    return spot
