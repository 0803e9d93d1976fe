"""Detours: how far falls take a body off its way, and how it comes back to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from liminal.motion.fall import FORWARD
from liminal.motion.fall_aside import ASIDE
from liminal.motion.footprint import FloorAt
from liminal.motion.gesture import Gesture
from liminal.motion.minimum_jerk import minimum_jerk
from liminal.motion.posture import PostureFrame
from liminal.motion.way import TICK, Way

Floats = NDArray[np.float64]

Sort = Literal["forward", "back", "left", "right"]

# How much further on a body stands that got up, as a share of its stature, and how far it has turned, rad.
_ON = {"forward": FORWARD, "back": 0.0, "left": ASIDE, "right": ASIDE}
_TURNED = {"forward": 0.0, "back": 0.0, "left": np.pi / 2, "right": -np.pi / 2}
_SLIDES = 0.3  # s of its speed: so far a body that falls goes on
_FELL = 0.5  # s after the beginning of a fall, from which on nothing of its steps remains
_BACK = 3.0  # times as far as it was off it, a body that got up goes until it is back on its way


@dataclass(frozen=True, eq=False)
class Detour:
    """A fall, and how a body gets up from it, if it does.

    `place`: where it falls, x and z, m. `velocity`: in m/s, `heading`: in rad, that it has then. `sort`: forward; back,
    and then it gets up on the spot; or to a side, and then it faces that when it gets up.
    """

    fall: Gesture
    get_up: Gesture | None
    place: Floats
    velocity: Floats
    heading: float
    sort: Sort

    @property
    def fell(self) -> float:
        """From which time on nothing remains of the steps before it, s."""
        return self.fall.begin + _FELL

    def fallen_at(self, times: Floats) -> Floats:
        """Return where a body that falls would stand at times (f,), s: x and z (f, 2), m."""
        since = np.maximum(times - self.fall.begin, 0.0)
        return self.place + self.velocity * (_SLIDES * (1.0 - np.exp(-since / _SLIDES)))[:, None]

    def rises_at(self, stature: float) -> Floats:
        """Return where it stands when it got up, x and z, m."""
        ahead = np.array([np.sin(self.risen), np.cos(self.risen)])
        place: Floats = self.place + self.velocity * _SLIDES + _ON[self.sort] * stature * ahead
        return place

    @property
    def risen(self) -> float:
        """Where it faces when it got up, rad."""
        return self.heading + _TURNED[self.sort]


def detour_of(way: Way, fall: Gesture, gestures: Sequence[Gesture]) -> Detour:
    """Return what comes of a fall on a way: a body gets up by the first of `gestures` that says so after it."""
    later = (each for each in gestures if each.kind == "get-up" and each.begin >= fall.begin)
    before, after = way.place_at(np.array([fall.begin - TICK, fall.begin]))
    heading = float(way.facing_at(np.array([fall.begin]))[0])
    ahead = np.array([np.sin(heading), np.cos(heading)])
    sort: Sort = "forward"
    if fall.target is not None:
        off = np.array(fall.target)[[0, 2]] - after
        before_it, left = float(off @ ahead), float(off @ (ahead[1], -ahead[0]))
        if abs(left) > abs(before_it):
            sort = "right" if left > 0 else "left"
        elif before_it > 0:
            sort = "back"
    get_up = min(later, key=lambda each: each.begin, default=None)
    return Detour(fall, get_up, after, (after - before) / TICK, heading, sort)


def after_fall(way: Way, detour: Detour, stature: float) -> Way:
    """Return the way of a body after a fall: it stands further on, and comes back to its way as it goes on."""
    rises = detour.rises_at(stature)
    if detour.get_up is None:
        return Way(detour.fell, rises[None], np.array([detour.risen]))
    over = detour.get_up.end
    times = np.asarray(over + TICK * np.arange(max(round((way.end - over) / TICK), 0) + 2), np.float64)
    places, facing = way.place_at(times), way.facing_at(times)
    gone = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1)))
    turned = np.append(0.0, np.cumsum(np.abs(np.diff(facing))))
    off, aside = rises - places[0], detour.risen - facing[0]
    aside = (aside + np.pi) % (2 * np.pi) - np.pi
    left = 1.0 - minimum_jerk(gone / max(_BACK * float(np.linalg.norm(off)), TICK))
    unturned = 1.0 - minimum_jerk((gone + turned) / max(abs(float(aside)), TICK))
    return Way(over, places + left[:, None] * off, facing + unturned * aside)


def frame_at(place: Floats, heading: float, floor_at: FloorAt) -> PostureFrame:
    """Return the frame on the floor at places (f, 2), x and z, m, with a heading, rad."""
    height = np.array([floor_at(x, z) for x, z in place[-1:].tolist()] * len(place))
    return PostureFrame(np.stack([place[:, 0], height, place[:, 1]], axis=-1), np.full(len(place), heading))
