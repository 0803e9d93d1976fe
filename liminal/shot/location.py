"""Locations of shots: corridors to follow, halls to hold, corners to watch from, found by looking around."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.random import Stream, key_of, mix_arrays, units
from liminal.shot.door_site import door_sites
from liminal.shot.ground import HEADROOM, Ground
from liminal.shot.nearness import nearness
from liminal.shot.outlook import Outlook
from liminal.shot.track import shortest_turn
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.prop import NO_PROPS
from liminal.world.window import Window

LocationKind = Literal["room", "corridor", "hall", "corner", "wall", "furnished", "door"]

RADIUS = 20.0  # m around a place in which another one is sought
_BEYOND = 14.0  # m of the world around that, for lines of sight
_BEYOND_HALL = 24.0  # m: the same for halls, of which the deepest is wanted
_RIM = 9.0  # m of ground around that, to know obstacles near a place and before it
_SPOTS, _HEADINGS = 200, 24  # places tried, directions at each
_FARTHEST = 34.0  # m: further depth makes no better place

_ANEW = 7.0  # m: a place nearer than this to another one is the same
_SPACE = 0.5  # m: the least distance of the operator from walls
_FREE = 2.4  # m: nothing stands nearer than this before the camera, nor a half wall
_AHEAD = (
    0.4,
    1.0,
    2.0,
    3.0,
    4.0,
    5.0,
    6.0,
    7.0,
)  # m ahead: a corridor is narrow at all of these; between two pillars there is none
_NARROW, _WIDE = 1.3, 2.9  # m: the least and greatest width of a corridor
_WALLED_IN = (1.5, 4.5)  # m ahead: there are walls to both sides at these,
_OBLIQUE = (-35.0, 0.0, 35.0)  # deg: within these of square across it, so that a door does not count
_ALONG = 9.0  # m: the shortest corridor to follow
_HALL = 10.0  # m: the least depth of a view to hold
_ROOMY = 9.0  # m on average all round: a larger one is a hall, not a room
_BESIDE = 1.5  # m: so far from all walls one can turn and see no wall alone
_OFF_AXIS = 12.0  # deg from the middle of the picture to a thing that is to be in it
_FACING = 0.75  # cosine: what faces a way is seen from before
_PREFERRED = 3.0  # of merit: where such a thing is
_BEFORE = (4.2, 6.6)  # m from where one stands to a wall that things are thrown at
_WATCHED = 3.0  # m: the least that a camera in a corner sees before it, wherever it looks
_FAR_CORNER = 9.0  # m: farther depth makes it no better: of a hall it would see the floor
_UNDER = 0.2  # m below its ceiling: nothing that hangs lower may be near before it
_CORNER = (0.3, 0.65)  # m: how near to a wall a camera is mounted

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Location:
    """A place to stand, metres, and a direction to look, compass degrees. `floor`, `ceiling`: metres."""

    x: float
    z: float
    yaw: float
    floor: float
    ceiling: float


@dataclass(frozen=True)
class CandidateViews:
    """Candidates, each looking every way, clockwise: (n, _HEADINGS).

    `depth`: metres to the first wall. `clear`, `ceiling`: (8, n, _HEADINGS), at each of `_AHEAD`: how
    far anything is that one cannot walk on, and how much higher the ceiling is than where one stands, m. `shows`: bool,
    whether one of the things that are wanted in the picture is there.
    """

    depth: Floats
    clear: Floats
    ceiling: Floats
    shows: Mask

    def beside(self, quarter: int) -> Floats:
        """The depths a quarter turn (or more of them) clockwise of each direction."""
        return np.roll(self.depth, -quarter * _HEADINGS // 4, axis=1)


def find_location(
    world: CellGrid,
    setting: LocationKind,
    near: tuple[float, float],
    seed: int,
    used: Sequence[tuple[float, float]] = (),
    shown: Floats | None = None,
) -> Location | None:
    """Find a place of some kind around `near` (x, z), metres; None where there is none.

    `seed` chooses among them; none is near any that was `used`. `shown`: x and z, m, (k, 2), of models that move: the
    picture shows one of them, and none is in the way of another thing.
    """
    sight = _window(world, near, RADIUS + (_BEYOND_HALL if setting == "hall" else _BEYOND))
    outlook = Outlook(sight if shown is None else replace(sight, models=()))
    window = _window(world, near, RADIUS + _RIM)
    ground = Ground(window)
    clear = ground.distance[1::2, 1::2]
    z, x = np.nonzero(_standable(window, clear, setting) & _around(clear.shape))
    if not len(z):
        return None
    key = key_of(seed, Stream.STAGING)
    chosen = mix_arrays(key, 1, np.arange(_SPOTS)) % np.uint32(len(z))
    x, z = x[chosen], z[chosen]
    places = ground.middles(x, z)
    lot = float(units(mix_arrays(key, 2))[0])
    headings = np.arange(_HEADINGS, dtype=np.float64) * (2 * np.pi / _HEADINGS) + lot
    ahead = np.stack([np.sin(headings), -np.cos(headings)], axis=1) * np.array(_AHEAD)[:, None, None, None]
    points = (places[:, None] + ahead).reshape(-1, 2)
    shape = len(_AHEAD), len(places), _HEADINGS
    over = window.ceiling[ground.cells(points)[::-1]].reshape(shape) - window.ceiling[z, x][:, None]
    # Walls make a corridor, not what stands in a row.
    lane = ground
    if setting == "corridor" or shown is not None:
        lane = Ground(replace(window, props=NO_PROPS if setting == "corridor" else window.props, models=()))
    depth = np.minimum(outlook.depth(places, headings), _FARTHEST)
    shows = np.zeros_like(depth, bool)
    if shown is not None:
        shows = _WANTED["furnished"].shown(np.hstack([shown, 0 * shown]), places, headings, depth)
    elif setting in _WANTED:
        shows = _WANTED[setting].shown(_WANTED[setting].find(window), places, headings, depth)
    views = CandidateViews(depth, lane.clearance(points).reshape(shape), over, shows)

    # Of the good ones, one by lot: the better the likelier, so that not every film has the same corridor.
    merit = _MERITS[setting](views)
    if setting == "corridor":
        spots, ways = np.nonzero(np.isfinite(merit))
        merit[spots, ways] = np.where(_narrow(outlook, places[spots], headings[ways]), merit[spots, ways], -np.inf)
    if shown is not None:
        merit[~shows] = -np.inf
    for x_used, z_used in used:
        merit[np.hypot(places[:, 0] - x_used, places[:, 1] - z_used) < _ANEW] = -np.inf
    merit = merit + 0.25 * units(mix_arrays(key, 3, np.arange(merit.size))).reshape(merit.shape)
    best = int(np.argmax(merit))
    if not np.isfinite(merit.flat[best]):
        return None
    spot, heading = divmod(best, _HEADINGS)
    return Location(
        x=float(places[spot, 0]),
        z=float(places[spot, 1]),
        yaw=float(np.degrees(headings[heading])) % 360.0,
        floor=float(window.floor[z[spot], x[spot]]),
        ceiling=float(window.ceiling[z[spot], x[spot]]),
    )


@dataclass(frozen=True)
class _Wanted:
    """Things that are wanted in the picture, `nearest` to `farthest` from the camera, m.

    `find`: returns where they are in a window, (k, 4): x and z, m, and the way that each faces, x and z, or zeros.
    """

    find: Callable[[Window], Floats]
    nearest: float
    farthest: float

    def shown(self, wanted: Floats, places: Floats, headings: Floats, depth: Floats) -> Mask:
        """Tell from which places (n, 2) in which directions (m,) one of those `wanted` is in the picture: (n, m)."""
        off = wanted[:, :2] - places[:, None]
        away, bearing = np.hypot(*off.transpose(2, 0, 1)), np.arctan2(off[..., 0], -off[..., 1])
        front = (off * wanted[:, 2:]).sum(2) <= -_FACING * away * np.hypot(*wanted[:, 2:].T)
        near = front & (away >= self.nearest) & (away <= self.farthest)
        aside = abs(shortest_turn(bearing[:, None] - headings[:, None], 2 * np.pi))
        clear = depth[:, :, None] > away[:, None] - _SPACE
        return np.asarray((near[:, None] & clear & (aside < np.radians(_OFF_AXIS))).any(2))


def _props(window: Window) -> Floats:
    """The props of a window."""
    x, z = window.props["x"].astype(float), window.props["z"].astype(float)
    return np.column_stack([x, z, 0 * x, 0 * z])


def _doorways(window: Window) -> Floats:
    """The doorways of a window that a door fits."""
    sites = [site for site in door_sites(window) if site.doorway]
    ahead = np.radians([site.bearing for site in sites])
    places = np.array([(site.x, site.z) for site in sites]).reshape(-1, 2)
    return np.column_stack([places, np.sin(ahead), -np.cos(ahead)])


_WANTED: dict[LocationKind, _Wanted] = {
    "furnished": _Wanted(_props, 2.8, 5.5),
    "door": _Wanted(_doorways, 3.5, 6.5),
}


def _window(world: CellGrid, near: tuple[float, float], metres: float) -> Window:
    reach = round(metres / CELL)
    x0, z0 = (round(along / CELL) - reach for along in near)
    return world.window(x0, z0, 2 * reach, 2 * reach)


def _standable(window: Window, clear: Floats, setting: LocationKind) -> Mask:
    room = window.ceiling - window.floor >= HEADROOM
    if setting == "corner":
        air = nearness(~window.open, math.ceil(_CORNER[1] / CELL) + 1) * CELL
        return room & (air >= _CORNER[0]) & (air <= _CORNER[1])
    return room & (clear >= _SPACE)


def _around(shape: tuple[int, ...]) -> Mask:
    """The cells within RADIUS of the middle."""
    z, x = np.ogrid[: shape[0], : shape[1]]
    return np.asarray(np.hypot(z - shape[0] / 2, x - shape[1] / 2) * CELL <= RADIUS)


def _corridor(views: CandidateViews) -> Floats:
    """Long ahead, narrow all along, and not straight at a diagonal of it: the direction of most depth."""
    width = views.beside(1) + views.beside(3)
    straight = views.depth >= np.maximum(np.roll(views.depth, 1, 1), np.roll(views.depth, -1, 1))
    lane = ((views.clear > 0.3) & (views.clear < _WIDE / 2)).mean(axis=0) > 0.8
    fits = straight & lane & (width >= _NARROW) & (width <= _WIDE) & (views.depth >= _ALONG)
    return np.where(fits, views.depth / _FARTHEST - 0.15 * (width - _NARROW), -np.inf)


def _narrow(outlook: Outlook, places: Floats, headings: Floats) -> Mask:
    """Tell from which places (n, 2) there are walls on both sides along a heading, (n,) rad: doors do not count."""
    narrow = np.ones(len(places), bool)
    for ahead in _WALLED_IN:
        points = places + ahead * np.stack([np.sin(headings), -np.cos(headings)], axis=1)
        left, right = (
            outlook.depth(points, headings[:, None] + side + np.radians(_OBLIQUE)).min(axis=1)
            for side in (-np.pi / 2, np.pi / 2)
        )
        narrow &= left + right < 1.6 * _WIDE
    return narrow


def _hall(views: CandidateViews) -> Floats:
    """Deep ahead and well to either side of that, with something near at one edge."""
    left, right = np.roll(views.depth, 2, 1), np.roll(views.depth, -2, 1)
    open_ = np.minimum(left, right)
    merit = views.depth / _FARTHEST + 0.5 * np.minimum(open_, 12.0) / 12.0
    return np.where((views.depth >= _HALL) & (open_ >= _FREE) & _free(views), merit, -np.inf)


def _room(views: CandidateViews) -> Floats:
    """Some metres ahead and more than one thing to see, with walls around, but none right beside: most places do."""
    edges = (abs(np.diff(np.log2(views.depth), axis=1, append=np.log2(views.depth[:, :1]))) > 0.7).sum(axis=1)
    vast = np.maximum(views.depth.mean(axis=1) - _ROOMY, 0.0) / _ROOMY
    beside = np.minimum(views.depth.min(axis=1) / _BESIDE, 1.0)  # who turns there has no wall before the camera
    merit = np.minimum(views.depth, 12.0) / 12.0 + (0.06 * np.minimum(edges, 6) - vast + 0.4 * beside)[:, None]
    return np.where((views.depth >= 4.0) & _free(views), merit, -np.inf)


def _wall(views: CandidateViews) -> Floats:
    """A wall some metres ahead with free floor before it; best where the view goes on at one edge of the picture."""
    span = [np.roll(views.depth, shift, 1) for shift in (-1, 0, 1)]
    nearest, farthest = np.min(span, axis=0), np.max(span, axis=0)
    clear = views.clear[np.array(_AHEAD) < _BEFORE[0] - 1.0].min(axis=0)
    fits = (nearest >= _BEFORE[0]) & (farthest <= 1.2 * _BEFORE[1]) & (views.depth <= _BEFORE[1]) & _free(views)
    edges = np.max([np.roll(views.depth, shift, 1) for shift in (-3, -2, 2, 3)], axis=0)
    merit = np.minimum(clear, 1.5) + np.minimum(edges / farthest, 2.0) - (farthest - nearest) / _BEFORE[1]
    return np.where(fits & (clear > 0.6), merit, -np.inf)


def _furnished(views: CandidateViews) -> Floats:
    """A room, rather with something that stands in the picture."""
    return _room(views) + _PREFERRED * views.shows


def _door(views: CandidateViews) -> Floats:
    """A doorway in the picture, or else a wall."""
    return np.maximum(_wall(views), np.where(views.shows & _free(views), _PREFERRED + _room(views), -np.inf))


def _free(views: CandidateViews) -> Mask:
    """Tell where nothing stands right before the camera, or to either side of that."""
    near = views.clear[np.array(_AHEAD) < _FREE].min(axis=0) > 0.3
    beside = np.minimum(np.roll(views.depth, 1, 1), np.roll(views.depth, -1, 1))
    return np.asarray(near & (np.minimum(views.depth, beside) >= _FREE))


def _corner(views: CandidateViews) -> Floats:
    """Much of a room before it, and nothing in between: no pillar, and no beam that the camera would hang above.

    Best where two walls meet behind it, else on one.
    """
    span = [np.roll(views.depth, shift, 1) for shift in range(-2, 3)]
    over = np.min([np.roll(views.ceiling[:4].min(axis=0), shift, 1) for shift in range(-2, 3)], axis=0)
    seen = np.mean(np.minimum(span, _FAR_CORNER), axis=0)
    free = (np.min(span, axis=0) >= _WATCHED) & (over > -_UNDER)
    walls = np.mean([np.roll(views.depth, shift, 1) < 1.0 for shift in range(9, 16)], axis=0)
    return np.where((views.depth >= 4.0) & free, seen / _FAR_CORNER + walls, -np.inf)


_MERITS: dict[LocationKind, Callable[[CandidateViews], Floats]] = {
    "room": _room,
    "corridor": _corridor,
    "hall": _hall,
    "corner": _corner,
    "wall": _wall,
    "furnished": _furnished,
    "door": _door,
}


def far_from(
    near: tuple[float, float], seed: int, nearest: float = 45.0, farthest: float = 110.0
) -> tuple[float, float]:
    """Return a place some way off from another one, in a direction that `seed` draws."""
    way, distance = units(mix_arrays(key_of(seed, Stream.STAGING, 4), np.arange(2)))
    metres = nearest + (farthest - nearest) * float(distance)
    angle = 2 * np.pi * float(way)
    return near[0] + metres * float(np.sin(angle)), near[1] - metres * float(np.cos(angle))


def need_location(world: CellGrid, near: tuple[float, float], seed: int) -> Location:
    """Find any place to stand around `near`. Raises LiminalError where there is none."""
    spot = find_location(world, "room", near, seed)
    if spot is None:
        raise LiminalError(
            f"no room to film in around {near[0]:.0f},{near[1]:.0f}; begin elsewhere with --at, or change the seed"
        )
    return spot
