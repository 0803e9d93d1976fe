"""What the operator means to do: where to stop, what to look at, and what to make of what happens."""

import math
from collections import deque
from collections.abc import Sequence

import numpy as np

from liminal.random import Dice, Stream
from liminal.settings.operator import OperatorSettings
from liminal.shot.act import Act, temper
from liminal.shot.event import Event
from liminal.shot.handling import PICKING_UP
from liminal.shot.outlook import Sight
from liminal.shot.startle import react
from liminal.shot.way import Way

_MEMORY = 5.0  # m: things as near to what one has looked at are known
_KNOWN = 12  # sights that are remembered
_GLANCE = math.radians(35), math.radians(110)  # nearer to the way it is in the picture anyway, beyond it takes turning
_SURVEYING, _GLANCING = 0.9, 1.6  # rad/s: about how fast the view gets there, so that it rests as long as meant
_SCOUTED = 8.0  # m before a stop one decides where it will be; that much of the way, and more, is known
_ASTERN = 5.0  # m back along the way: there one looks for who follows
_DARK = 0.3  # of the usual light: darker than this is a dark stretch
_ENTERING = 2.0  # m before the dark one hesitates
_LONG_VIEW = 8.0  # m: nothing nearer is worth zooming in on
_ZOOM_TO = 3.5  # m: what one zooms in on shall look as near as this
_STRAIGHT = 0.35  # rad/m: one runs only where the way bends less
_RUN = 2.6  # times the walking speed
_EYE = 1.5  # m
_HALT = 0.75  # s of walking on: about so far one still gets, startled


class Mind:
    """One decision after another; asked at each tick, in order, what to do now."""

    def __init__(self, way: Way, settings: OperatorSettings, seed: int, events: Sequence[Event]) -> None:
        """Begin with a moment's standing. `events` are heeded when they happen."""
        self._way, self._settings, self._temper = way, settings, temper(settings)
        self._dice = Dice(seed, Stream.OPERATOR, 1)
        self._events = deque(sorted(events, key=lambda event: event.time))
        self._known: deque[Sight] = deque(maxlen=_KNOWN)
        self._until = 0.0
        self._act: Act | None = None
        self._do([Act(self._linger(1.2, 2.6), pace=0.0)], 0.0)
        self.haste = 0.0  # above the temper's own; a startle raises it, and it passes
        self.standing_at_start = True  # the first view is held as it was set

        # When and where things come next.
        self._glance = self._next(0.0, settings.glances * self._temper.glances)
        self._behind = self._next(0.0, settings.behind * self._temper.behind)
        self._run = self._next(0.0, settings.runs * self._temper.runs)
        self._handlings = {kind: self._next(0.0, getattr(settings, kind)) for kind in ("bumps", "lowered", "set_down")}
        self.stop = math.inf  # m along the way, where one will stop; known when it is near
        self._stop_due = self._next_stop(0.0)  # m: about there
        self._in_dark, self._peer = False, 0.0  # whether the way ahead is dark, and when one looks again
        self.bumped = 0.0  # how hard the camera was knocked at this tick

    def decide(self, time: float, along: float, speed: float) -> Act | None:
        """Return what one does at `time` (s), having come `along` m at `speed` m/s; None simply walks."""
        self.bumped = 0.0
        while self._events and self._events[0].time <= time:
            self._heed(self._events.popleft(), time, along, speed)
        if self._act is not None and time >= self._until:
            self._act, self.standing_at_start = None, False
            if self._plan:
                self._begin(self._plan.popleft(), time)
        self._find_stop(along)
        if self._act is None:
            self._look_for_something_to_do(time, along, speed)
        return self._act

    def _look_for_something_to_do(self, time: float, along: float, speed: float) -> None:
        if along > self.stop - 0.15 and speed < 0.08:
            self.stop, self._stop_due = math.inf, self._next_stop(along)
            self._do(self._survey(along), time)
        elif time >= self._behind:
            self._behind = self._next(time, self._settings.behind * self._temper.behind)
            self._do(self._look_behind(along), time)
        elif time >= self._run and self._straight(along, 5.0):
            self._run = self._next(time, self._settings.runs * self._temper.runs)
            self._do([Act(2.0 + 4.0 * self._dice.unit(), pace=_RUN, brisk=0.6)], time)
        elif self._darkens(time, along):
            self._do(self._hesitate(along), time)
        elif time >= self._glance:
            self._glance = self._next(time, self._settings.glances * self._temper.glances)
            self._do(self._glance_aside(along), time)
        else:
            self._handle(time)

    def _handle(self, time: float) -> None:
        """Do to the camera what now and then happens to it."""
        for kind, due in self._handlings.items():
            if time >= due:
                self._handlings[kind] = self._next(time, getattr(self._settings, kind))
                if kind == "bumps":
                    self.bumped = 0.4 + 0.6 * self._dice.unit()
                elif kind == "lowered":
                    self._do([Act(2.5 + 4.0 * self._dice.unit(), pace=0.9, carry="lowered")], time)
                else:
                    rest = 8.0 + 20.0 * self._dice.unit()
                    self._do([Act(rest, pace=0.0, carry="set-down"), Act(PICKING_UP, pace=0.0)], time)

    def _survey(self, along: float) -> list[Act]:
        """Stand and look around: at two or three things, through the zoom if one is far off, then on."""
        acts = []
        for _ in range(self._dice.between(1, 2)):
            sight = self._choose(along, 0.0, math.radians(130))
            if sight is None:
                break
            rest = self._linger(0.8, 2.0) + self._off(along, sight) / _SURVEYING
            acts.append(Act(rest, pace=0.0, look=sight, brisk=0.15 + self._temper.brisk))
            if (
                sight.depth > _LONG_VIEW
                and self._settings.zoom > 1
                and self._dice.chance(self._settings.zooms * self._temper.zooms)
            ):
                acts += self._zoom(sight)
        return [*acts, Act(self._linger(0.5, 1.0), pace=0.0)]

    def _zoom(self, sight: Sight) -> list[Act]:
        """Go in slowly, hold, and come out again before one walks on."""
        nearer = min(self._settings.zoom, sight.depth / _ZOOM_TO) * (0.7 + 0.3 * self._dice.unit())
        going = self._settings.zoom_seconds * math.log10(max(nearer, 1.01))
        hold = going + self._linger(1.5, 4.0)
        return [
            Act(hold, pace=0.0, look=sight, brisk=0.1, zoom=nearer),
            Act(going + 0.4, pace=0.0, look=sight, brisk=0.1),
        ]

    def _look_behind(self, along: float) -> list[Act]:
        x, z = self._way.at(along - _ASTERN)
        astern = Sight(x, _EYE, z, 1.0, _ASTERN)
        calm = self._temper.mood < 0.6
        look = Act(self._linger(1.4, 2.2), pace=0.0 if calm else 0.8, look=astern, brisk=0.45 + self._temper.brisk)
        return [look, Act(0.5, pace=0.5, brisk=0.4 + self._temper.brisk)]

    def _hesitate(self, along: float) -> list[Act]:
        x, z = self._way.at(along + 5.0)
        ahead = Sight(x, 1.2, z, 1.0, 5.0)
        return [Act(self._linger(1.0, 3.0), pace=0.0, look=ahead), Act(4.0, pace=0.65 + 0.9 * self._temper.mood)]

    def _glance_aside(self, along: float) -> list[Act]:
        sight = self._choose(along, *_GLANCE)
        if sight is None:
            return []
        rest = self._linger(0.5, 1.6) + self._off(along, sight) / _GLANCING
        return [Act(rest, pace=0.85, look=sight, brisk=0.3 + self._temper.brisk)]

    def _choose(self, along: float, least: float, most: float) -> Sight | None:
        """Pick something not yet looked at, between two angles off the way (rad); what is worth more is likelier."""
        x, z = self._way.at(along)
        options, weights = [], []
        for sight in self._way.outlook(along).sights(x, z):
            known = any(math.hypot(sight.x - seen.x, sight.z - seen.z) < _MEMORY for seen in self._known)
            if least <= self._off(along, sight) <= most and not known:
                options.append(sight)
                weights.append(sight.worth ** (1.0 + 2.0 * self._settings.curiosity))
        if not options:
            return None
        draw = self._dice.unit() * sum(weights)
        chosen = options[min(int(np.searchsorted(np.cumsum(weights), draw)), len(options) - 1)]
        self._known.append(chosen)
        return chosen

    def _off(self, along: float, sight: Sight) -> float:
        """Return how far off the way something is, either side, radians."""
        x, z = self._way.at(along)
        off = math.atan2(sight.x - x, z - sight.z) - float(self._way.heading[self._way.index(along)])
        return abs((off + math.pi) % (2 * math.pi) - math.pi)

    def _darkens(self, time: float, along: float) -> bool:
        """Tell whether a dark stretch begins here; each is noticed once."""
        if time < self._peer:
            return False
        self._peer = time + 0.5
        light = self._way.light
        dark = bool(light[self._way.index(along + _ENTERING)] < _DARK * np.median(light[: self._way.index(along) + 1]))
        entered, self._in_dark = dark and not self._in_dark, dark
        return entered

    def _heed(self, event: Event, time: float, along: float, speed: float) -> None:
        """Do what an event makes one do; it puts an end to whatever one was doing."""
        # One looks from where one comes to a halt.
        towards = self._way.outlook(along).open_towards(*self._way.at(along + _HALT * speed), event.x, event.z)
        reaction = react(event, self._way.at(along), towards, self._temper, self._dice)
        self.haste = max(self.haste, reaction.haste)
        if reaction.acts:
            self._do(reaction.acts, time)

    def _do(self, acts: list[Act], time: float) -> None:
        self._plan = deque(acts)
        if self._plan:
            self._begin(self._plan.popleft(), time)

    def _begin(self, act: Act, time: float) -> None:
        self._act, self._until = act, time + act.seconds

    def _straight(self, along: float, length: float) -> bool:
        ahead = slice(self._way.index(along), self._way.index(along + length))
        return bool(self._way.bend[ahead].max(initial=0.0) < _STRAIGHT)

    def _next_stop(self, along: float) -> float:
        """Draw about how far along one will stop next, m; where exactly is seen when one gets there."""
        rate = self._settings.stops * self._temper.stops / 60.0
        if rate <= 0:
            return math.inf
        return along + self._settings.speed / rate * (0.35 + 1.1 * self._dice.unit())

    def _find_stop(self, along: float) -> None:
        """Decide where to stop, once it is near: where most comes into view."""
        if self._stop_due - along > _SCOUTED:
            return
        candidates = np.arange(self._stop_due - 2.0, self._stop_due + 2.01, 0.5)
        points = self._way.points[[self._way.index(distance) for distance in candidates]]
        best = int(np.argmax(self._way.outlook(self._stop_due).news(points)))
        self.stop, self._stop_due = max(float(candidates[best]), along + 2.0), math.inf

    def _next(self, time: float, per_minute: float) -> float:
        """Draw when something that happens so often comes next; not at once, and not on a beat."""
        if per_minute <= 0:
            return math.inf
        return time + 60.0 / per_minute * (0.25 - 0.75 * math.log(1.0 - self._dice.unit()))

    def _linger(self, least: float, most: float) -> float:
        return self._temper.linger * (least + (most - least) * self._dice.unit())
