"""Peeking: a figure leans out from behind a corner that the camera sees, stays so, and draws back."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter

from liminal.motion.gesture import Gesture
from liminal.motion.way import way_through
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.pacing import facing_to
from liminal.shot.acting.vantage import seen_from
from liminal.shot.acting.watch import Watch
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.world.grid import CELL

_FARTHEST = 24.0  # m from the camera
_MIDDLE = 0.3  # of the field of view to either side
_NEAR = 11  # cells: a seen place lies in a square of so many around it
_OUT = 0.9  # m to a seen place, at most
_ACROSS = 0.5  # cosine: so far out of the line of sight the way out leads
_BEHIND, _LEANS = 0.44, 0.3  # m that its middle is behind the edge, waiting and leaning out
_HEAD = 0.1  # m beyond the edge that a head comes
_WALL = 0.9  # m to the corner's wall, at most
_TIGHT = 0.3  # m from everything
_TOUCHES = 0.25  # m from the line of sight past it to the corner that a hand holds on to, at most
_NEARER = 0.15  # m by which the wall before a place is nearer than a hand reaches, where it may hold on
_FINGERS = 0.04  # m beyond the corner that fingers show
_EVERY = 0.02  # m
_HAND = 0.66  # of the stature: how high a hand holds on to it
_STEP = 0.9  # s in which it shifts
_BEFORE, _AFTER = 2.0, 2.5  # s for which it stands behind the corner

Floats = NDArray[np.float64]


def place_peek(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let a figure lean out from behind a corner for the time of the event."""
    blocking = Blocking(drawn, setting)
    cells = _behind_corners(blocking)
    within = _within_reach(blocking, cells)
    for cell in (*blocking.tried(cells[within]), *blocking.tried(cells[~within])):
        found = _edge(blocking, cell)
        if found is None:
            continue
        edge, out = found
        waits, leans = edge - _BEHIND * out, edge - _LEANS * out
        if blocking.space.ground.clearance(np.array([waits, leans])).min() < _TIGHT:
            continue
        begin, end = drawn.time, drawn.time + drawn.seconds
        look = blocking.vantage(begin - _BEFORE, end + _AFTER)
        inside = (look.times > begin + _STEP) & (look.times < end)
        head = look.shows(np.broadcast_to(edge + _HEAD * out, (len(look.times), 1, 2)))[:, 0]
        hidden = look.hides(np.broadcast_to(waits, (len(look.times), 1, 2)))[:, 0]
        away = look.away(np.broadcast_to(edge, (len(look.times), 1, 2)))[:, 0]
        if not (hidden.all() and head[inside].any() and away.min() > blocking.nearest):
            continue
        facing = facing_to(float(waits[0]), float(waits[1]), blocking.pose.x, blocking.pose.z)
        times = np.array([begin - _BEFORE, begin, begin + _STEP, end, end + _STEP, end + _AFTER])
        shifts = np.array([waits, waits, leans, leans, waits, waits])
        walk = way_through(times, shifts, np.full(len(times), facing))
        # To the left of one who faces along +z lies +x.
        left = out @ np.array([np.cos(facing), -np.sin(facing)])
        lean = Gesture("lean", begin, drawn.seconds + _STEP, _corner(blocking, edge, out), 1.0 if left > 0 else -1.0)
        event = Event(begin + _STEP, drawn.seconds, drawn.kind, float(edge[0]), float(edge[1]), drawn.strength)
        blocking.cast(walk, begin - _BEFORE, end + _AFTER, event, (lean,), Watch(begin, drawn.seconds))
        return True
    return False


def _behind_corners(blocking: Blocking) -> NDArray[np.intp]:
    """Return the cells that a body is hidden in, right beside seen ones, by flat index."""
    free, seen = blocking.space.free, blocking.seen
    beside = np.asarray(maximum_filter(free & seen, _NEAR), bool) & blocking.unseen.free
    inside = beside.ravel() & (abs(blocking.aside) < _MIDDLE * blocking.pose.fov)
    return np.flatnonzero(inside & (blocking.away > blocking.nearest + 1.0) & (blocking.away < _FARTHEST))


def _within_reach(blocking: Blocking, cells: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell of which cells, by flat index, the wall that hides them is so near that a hand may hold on to its corner."""
    places = blocking.space.middles[cells]
    sight = (np.array([blocking.pose.x, blocking.pose.z]) - places) / blocking.away[cells, None]
    along = np.arange(0.0, blocking.performer.reach - _NEARER, CELL / 2)
    line = (places[:, None] + along[:, None] * sight[:, None]).reshape(-1, 2)
    return np.asarray((blocking.space.ground.clearance(line) < CELL / 2).reshape(len(cells), len(along)).any(axis=1))


def _edge(blocking: Blocking, cell: int) -> tuple[Floats, Floats] | None:
    """Return where the way out from a hidden cell comes in sight, (2,), m, and its direction, (2,); None: it may not.

    It leads across the line of sight, and there is a wall to hide behind.
    """
    here = blocking.space.middles[cell]
    off = blocking.space.middles - here
    distance = np.hypot(*off.T)
    out = np.flatnonzero((blocking.seen & blocking.space.free).ravel() & (distance < _OUT))
    if not len(out):
        return None
    ahead = off[out[np.argmin(distance[out])]]
    ahead = ahead / np.hypot(*ahead)
    sight = (here - (blocking.pose.x, blocking.pose.z)) / blocking.away[cell]
    if abs(float(ahead @ sight)) > _ACROSS or blocking.space.ground.clearance(here[None])[0] > _WALL:
        return None
    line = here + np.arange(0.0, _OUT + 0.3, 0.02)[:, None] * ahead
    shown = seen_from(blocking.outlook, blocking.pose, line)
    return (line[np.argmax(shown)], ahead) if shown.any() else None


def _corner(blocking: Blocking, edge: Floats, out: Floats) -> tuple[float, float, float] | None:
    """Return where a hand holds on to the corner that hides a body behind an edge, m; None: that is too far off."""
    sight = np.array([blocking.pose.x, blocking.pose.z]) - edge
    line = edge + np.arange(0.0, blocking.performer.reach, _EVERY)[:, None] * sight / np.hypot(*sight)
    ground = blocking.space.ground
    clear = ground.clearance(line)
    nearest = int(np.argmin(clear))
    if clear[nearest] > _TOUCHES:
        return None
    # The line of sight passes by; the corner is beside it.
    x, z = (line[nearest] - clear[nearest] * ground.uphill(line[nearest][None])[0] + _FINGERS * out).tolist()
    return x, float(ground.floor(edge[None])[0]) + _HAND * blocking.performer.stature, z
