"""How good the views of a place are for a shot of each kind: merits, -inf where it does not fit at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from liminal.shot.outlook import Outlook

LocationKind = Literal["room", "corridor", "hall", "corner", "wall", "furnished", "door"]

HEADINGS = 24  # directions at each place
FARTHEST = 34.0  # m: further depth makes no better place
_FREE = 2.4  # m: nothing stands nearer than this before the camera, nor a half wall
# m ahead: a corridor is narrow at all of these; between two pillars there is none.
AHEAD = (0.4, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
_NARROW, _WIDE = 1.3, 2.9  # m: the least and greatest width of a corridor
_WALLED_IN = (1.5, 4.5)  # m ahead: there are walls to both sides at these,
_OBLIQUE = (-35.0, 0.0, 35.0)  # deg: within these of square across it, so that a door does not count
_ALONG = 9.0  # m: the shortest corridor to follow
_HALL = 10.0  # m: the least depth of a view to hold
_ROOMY = 9.0  # m on average all round: a larger one is a hall, not a room
_BESIDE = 1.5  # m: so far from all walls one can turn and see no wall alone
_PREFERRED = 3.0  # of merit: where a thing that is wanted is in the picture
_BEFORE = (4.2, 6.6)  # m from where one stands to a wall that things are thrown at
_WATCHED = 3.0  # m: the least that a camera in a corner sees before it, wherever it looks
_FAR_CORNER = 9.0  # m: farther depth makes it no better: of a hall it would see the floor
_UNDER = 0.2  # m below its ceiling: nothing that hangs lower may be near before it

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class CandidateViews:
    """Candidates, each looking every way, clockwise: (n, HEADINGS).

    `depth`: metres to the first wall. `clear`, `ceiling`: (8, n, HEADINGS), at each of `AHEAD`: how
    far anything is that one cannot walk on, and how much higher the ceiling is than where one stands, m. `shows`: bool,
    whether one of the things that are wanted in the picture is there.
    """

    depth: Floats
    clear: Floats
    ceiling: Floats
    shows: Mask

    def beside(self, quarter: int) -> Floats:
        """The depths a quarter turn (or more of them) clockwise of each direction."""
        return np.roll(self.depth, -quarter * HEADINGS // 4, axis=1)


def _corridor(views: CandidateViews) -> Floats:
    """Long ahead, narrow all along, and not straight at a diagonal of it: the direction of most depth."""
    width = views.beside(1) + views.beside(3)
    straight = views.depth >= np.maximum(np.roll(views.depth, 1, 1), np.roll(views.depth, -1, 1))
    lane = ((views.clear > 0.3) & (views.clear < _WIDE / 2)).mean(axis=0) > 0.8
    fits = straight & lane & (width >= _NARROW) & (width <= _WIDE) & (views.depth >= _ALONG)
    return np.where(fits, views.depth / FARTHEST - 0.15 * (width - _NARROW), -np.inf)


def narrow(outlook: Outlook, places: Floats, headings: Floats) -> Mask:
    """Tell from which places (n, 2) there are walls on both sides along a heading, (n,) rad: doors do not count."""
    walled = np.ones(len(places), bool)
    for ahead in _WALLED_IN:
        points = places + ahead * np.stack([np.sin(headings), -np.cos(headings)], axis=1)
        left, right = (
            outlook.depth(points, headings[:, None] + side + np.radians(_OBLIQUE)).min(axis=1)
            for side in (-np.pi / 2, np.pi / 2)
        )
        walled &= left + right < 1.6 * _WIDE
    return walled


def _hall(views: CandidateViews) -> Floats:
    """Deep ahead and well to either side of that, with something near at one edge."""
    left, right = np.roll(views.depth, 2, 1), np.roll(views.depth, -2, 1)
    open_ = np.minimum(left, right)
    merit = views.depth / FARTHEST + 0.5 * np.minimum(open_, 12.0) / 12.0
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
    clear = views.clear[np.array(AHEAD) < _BEFORE[0] - 1.0].min(axis=0)
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
    near = views.clear[np.array(AHEAD) < _FREE].min(axis=0) > 0.3
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


MERITS: dict[LocationKind, Callable[[CandidateViews], Floats]] = {
    "room": _room,
    "corridor": _corridor,
    "hall": _hall,
    "corner": _corner,
    "wall": _wall,
    "furnished": _furnished,
    "door": _door,
}
