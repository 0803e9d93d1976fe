"""Locations of shots: corridors to follow, halls to hold, corners to watch from, found by looking around."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.random import Stream, key_of, mix_arrays, units
from liminal.shot.door_site import door_sites
from liminal.shot.ground import HEADROOM, Ground
from liminal.shot.location_merit import AHEAD, FARTHEST, HEADINGS, MERITS, CandidateViews, LocationKind, narrow
from liminal.shot.nearness import nearness
from liminal.shot.outlook import Outlook
from liminal.shot.track import shortest_turn
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.prop import NO_PROPS
from liminal.world.window import Window

RADIUS = 20.0  # m around a place in which another one is sought
_BEYOND = 14.0  # m of the world around that, for lines of sight
_BEYOND_HALL = 24.0  # m: the same for halls, of which the deepest is wanted
_RIM = 9.0  # m of ground around that, to know obstacles near a place and before it
_SPOTS = 200  # places tried
_ANEW = 7.0  # m: a place nearer than this to another one is the same
_SPACE = 0.5  # m: the least distance of the operator from walls
_OFF_AXIS = 12.0  # deg from the middle of the picture to a thing that is to be in it
_FACING = 0.75  # cosine: what faces a way is seen from before
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
    headings = np.arange(HEADINGS, dtype=np.float64) * (2 * np.pi / HEADINGS) + lot
    ahead = np.stack([np.sin(headings), -np.cos(headings)], axis=1) * np.array(AHEAD)[:, None, None, None]
    points = (places[:, None] + ahead).reshape(-1, 2)
    shape = len(AHEAD), len(places), HEADINGS
    over = window.ceiling[ground.cells(points)[::-1]].reshape(shape) - window.ceiling[z, x][:, None]
    # Walls make a corridor, not what stands in a row.
    lane = ground
    if setting == "corridor" or shown is not None:
        lane = Ground(replace(window, props=NO_PROPS if setting == "corridor" else window.props, models=()))
    depth = np.minimum(outlook.depth(places, headings), FARTHEST)
    shows = np.zeros_like(depth, bool)
    if shown is not None:
        shows = _WANTED["furnished"].shown(np.hstack([shown, 0 * shown]), places, headings, depth)
    elif setting in _WANTED:
        shows = _WANTED[setting].shown(_WANTED[setting].find(window), places, headings, depth)
    views = CandidateViews(depth, lane.clearance(points).reshape(shape), over, shows)

    # Of the good ones, one by lot: the better the likelier, so that not every film has the same corridor.
    merit = MERITS[setting](views)
    if setting == "corridor":
        spots, ways = np.nonzero(np.isfinite(merit))
        merit[spots, ways] = np.where(narrow(outlook, places[spots], headings[ways]), merit[spots, ways], -np.inf)
    if shown is not None:
        merit[~shows] = -np.inf
    for x_used, z_used in used:
        merit[np.hypot(places[:, 0] - x_used, places[:, 1] - z_used) < _ANEW] = -np.inf
    merit = merit + 0.25 * units(mix_arrays(key, 3, np.arange(merit.size))).reshape(merit.shape)
    best = int(np.argmax(merit))
    if not np.isfinite(merit.flat[best]):
        return None
    spot, heading = divmod(best, HEADINGS)
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
