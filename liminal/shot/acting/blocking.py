"""The blocking of an event: where its figures may be and go, what the camera sees of it, and who plays them."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter

from liminal.body.figure import Figure
from liminal.motion.gesture import Gesture
from liminal.motion.way import Way
from liminal.random import mix, mix_arrays, unit_of, units
from liminal.shot.acting.backlight import PER_STOP, stands_out
from liminal.shot.acting.free_space import FreeSpace
from liminal.shot.acting.performer import Performer
from liminal.shot.acting.vantage import Vantage, instants, seen_from
from liminal.shot.acting.watch import Watch
from liminal.shot.elastic_band import SPACING, points_every
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.ground import Points
from liminal.shot.lamplight import Lamplight
from liminal.shot.track import shortest_turn
from liminal.shot.walk_graph import WaysFrom
from liminal.view.pose import Pose

_HIDDEN = 5  # cells: nothing in a square of so many is seen around a place that is hidden
_ON = 3.0  # m that one who is hidden goes on, to be well out of sight
_ROOM = 100  # cells (2.3 m2) that it can reach there: the shadow of a pillar has no more
_TRIED = 24  # cells that are tried
_SPREAD, _SCATTER = 10.0, 5.0  # m: these are about as far off as is wanted, which is drawn
_LOOKED_AT = 400  # cells of which the light is known
_TIGHT = 0.04  # m by which a smooth way may be nearer to walls than its cells
_SEEN = 5  # instants at which a figure is in the picture, at least

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Blocking:
    """The cells around a camera during an event. `space`: where a body can go. `performer`: who acts.

    `pose`: of the camera as the event begins. `nearest`: m from it, a figure in sight comes no nearer. `key`: all that
    is drawn for the event is drawn from it.
    """

    def __init__(self, drawn: DrawnEvent, setting: EventSetting, nearest: float | None = None) -> None:
        """`nearest`: m; None is the least distance of figures."""
        self.drawn, self.setting = drawn, setting
        self.pose = setting.pose(drawn.time)
        self.nearest = setting.world.preset.life.distance if nearest is None else nearest
        window, self.outlook = setting.around(self.pose)
        self.space = FreeSpace(window)
        self.key = drawn.key
        self.performer = Performer.of(drawn.body, self.key, drawn.carries)
        off = self.space.middles - (self.pose.x, self.pose.z)
        self.away: Floats = np.hypot(*off.T)  # of each cell's middle from the camera, m
        self.bearing: Floats = np.arctan2(off[:, 0], -off[:, 1])  # rad
        self.aside: Floats = np.asarray(shortest_turn(np.degrees(self.bearing) - self.pose.yaw))  # deg

    @cached_property
    def seen(self) -> Mask:
        """The cells that no wall hides from the camera as the event begins, wherever it looks: (h, w)."""
        return seen_from(self.outlook, self.pose, self.space.middles).reshape(self.space.free.shape)

    @cached_property
    def light(self) -> Lamplight:
        """The light of the lamps that shine."""
        lamps = self.space.window.lamps
        return Lamplight(lamps[lamps["luminance"] > 0], self.outlook)

    @cached_property
    def unseen(self) -> FreeSpace:
        """Where a whole body is behind walls then."""
        return self.space.only(~np.asarray(maximum_filter(self.seen, _HIDDEN), bool))

    def far_cells(self, middle: float, farthest: float) -> NDArray[np.intp]:
        """Return the cells, by flat index, that are seen, free and far, up to `middle` of the field of view aside."""
        return self.cells_between(self.nearest + 1.0, farthest, middle)

    def cells_between(self, nearest: float, farthest: float, middle: float) -> NDArray[np.intp]:
        """Return the cells, by flat index, that are seen and free, from `nearest` to `farthest` m off.

        `middle`: of the field of view, up to which they are aside.
        """
        shown = (self.space.free & self.seen).ravel() & (abs(self.aside) < middle * self.pose.fov)
        return np.flatnonzero(shown & (self.away > nearest) & (self.away < farthest))

    def tried(self, cells: NDArray[np.intp], wanted: float | None = None) -> list[int]:
        """Return some of these cells, one after the other to be tried, first those about as far off as `wanted`, m.

        None: not much beyond the least distance. Those where the performer stands out come sooner.
        """
        if not len(cells):
            return []
        if wanted is None:
            wanted = self.nearest + 1.0 + _SPREAD * unit_of(mix(self.key, 2))
        lots = units(mix_arrays(self.key, 3, np.arange(len(cells))))
        few = np.sort(np.argsort(lots)[:_LOOKED_AT])
        cells, lots = cells[few], lots[few]
        stops = stands_out(self.performer.dress, self.light, self.pose, self.space.middles[cells])
        order = np.argsort(abs(self.away[cells] - wanted) + _SCATTER * lots - PER_STOP * stops)
        chosen = ((len(order) - 1) * np.linspace(0.0, 1.0, _TRIED) ** 2).astype(int)
        return list(dict.fromkeys(cells[order[chosen]].tolist()))

    def smooth(self, cells: Points) -> Points | None:
        """Return the way over cells with a point every `SPACING`; None where a body touches something on it."""
        points = points_every(self.space.smooth(cells), SPACING)
        return points if len(points) > 1 and self.space.is_free(points, _TIGHT) else None

    def shows_now(self, points: Points) -> Mask:
        """Tell of points (k, 2) whether a body there is in the picture as the event begins: (k,)."""
        still = Vantage(self.outlook, lambda _: self.pose, np.zeros(1))
        return np.asarray(still.shows(points[None])[0])

    def hidden_end(self, ways: WaysFrom, half: Mask | None = None) -> int | None:
        """Return the cell, by flat index, at the end of a way to the nearest hidden cell, and on while it stays so.

        `half`: the cells that count.
        """
        cost = np.where(self.unseen.free & (True if half is None else half), ways.cost, np.inf)
        cell = int(np.argmin(cost))
        if not np.isfinite(cost.flat[cell]):
            return None
        on = self.unseen.ways(cell, _ON).cost
        reached = np.isfinite(on)
        return int(np.argmax(np.where(reached, on, -1.0))) if reached.sum() > _ROOM else None

    def vantage(self, begin: float, end: float) -> Vantage:
        """Return what the camera sees from a time to another, s, as far as they are in the shot."""
        inside = instants(max(begin, self.setting.begin), max(min(end, self.setting.end), self.setting.begin))
        return Vantage(self.outlook, self.setting.pose, inside)

    def stages(self, walk: Way, begin: float, end: float) -> Event | None:
        """Return the event of a figure on a way, at the instant when it is first in the picture; None if it may not be.

        It has to come and to go out of sight, but where the shot begins or ends, be seen, and be far.
        """
        look = self.vantage(begin, end)
        places = walk.place_at(look.times)[:, None]
        shown, hidden = look.shows(places)[:, 0], look.hides(places)[:, 0]
        away = look.away(places)[:, 0]
        if shown.sum() < _SEEN or not (away[~hidden] > self.nearest).all():
            return None
        comes = hidden[0] or (self.setting.cut and begin <= self.setting.begin)
        if not comes or not (hidden[-1] or end >= self.setting.end):
            return None
        first, last = np.flatnonzero(shown)[[0, -1]].tolist()
        x, z = places[first, 0].tolist()
        lasts = float(look.times[last] - look.times[first])
        return Event(float(look.times[first]), lasts, self.drawn.kind, x, z, self.drawn.strength)

    def shown_throughout(self, walk: Way, begin: float, end: float) -> Event | None:
        """Return the event of a figure that is well in the picture from `begin` to `end`, s; None if it is not."""
        look = self.vantage(begin, end)
        places = walk.place_at(look.times)[:, None]
        if not look.shows(places).all() or look.away(places).min() < self.nearest:
            return None
        x, z = places[0, 0].tolist()
        return Event(begin, end - begin, self.drawn.kind, x, z, self.drawn.strength)

    def act(
        self, walk: Way, begin: float, end: float, gestures: Sequence[Gesture] = (), watch: Watch | None = None
    ) -> None:
        """Let a figure go a way from `begin` to `end`, s, with gestures, and `watch` the camera."""
        first, last = self.setting.within(begin, end)

        def role(camera: Callable[[float], Pose]) -> Figure:
            looks = () if watch is None else (watch.gesture(camera, self.key),)
            return self.performer.acts(walk, self.space.heights, first, last, (*gestures, *looks))

        self.setting.roles.append(role)

    def cast(
        self,
        walk: Way,
        begin: float,
        end: float,
        event: Event,
        gestures: Sequence[Gesture] = (),
        watch: Watch | None = None,
    ) -> None:
        """Let a figure act, and the event happen."""
        self.act(walk, begin, end, gestures, watch)
        self.setting.happened.events.append(event)
