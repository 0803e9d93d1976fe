"""The operator's behaviour: where to stop, where to look, and how to react to events."""

import math
from collections import deque
from collections.abc import Sequence

import numpy as np

from liminal.random import Dice, Stream
from liminal.settings.operator import OperatorSettings
from liminal.shot.action import Action, mood_scale
from liminal.shot.escape import Escape
from liminal.shot.event import Event
from liminal.shot.event_kind import EVENTS
from liminal.shot.handling import PICKING_UP
from liminal.shot.noticing import Noticing
from liminal.shot.outlook import PointOfInterest
from liminal.shot.reaction import behold, react
from liminal.shot.track import Track, shortest_turn
from liminal.shot.walk_path import WalkPath

_MEMORY = 5.0  # m: points as near to one already looked at are known
_KNOWN = 12  # points that are remembered
_GLANCE = math.radians(35), math.radians(110)  # nearer to the path it is in the picture anyway, beyond it takes turning
_SURVEYING, _GLANCING = 0.9, 1.6  # rad/s: about how fast the view gets there, so that it rests as long as meant
_SCOUTED = 8.0  # m before a stop its place is chosen; that much of the path, and more, is known
_ASTERN = 5.0  # m back along the path: a look behind is for pursuers there
_DARK = 0.3  # of the usual light: darker than this is a dark stretch
_ENTERING = 2.0  # m before a dark stretch the operator hesitates
_LONG_VIEW = 8.0  # m: no nearer point is zoomed in on
_ZOOM_TO = 3.5  # m: a point that is zoomed in on looks as near as this
_ABREAST = math.radians(100)  # off the path: things farther behind are not noticed
_SAME = 2.5  # m: a thing as near to one that was noticed is the same, seen from elsewhere
_HEEDED = {True: 0.9, False: 0.4}  # chance that a landmark, and any other thing, is looked at
_STOPPED, _CLOSE = 0.45, 4.0  # chance to stop for a thing; m: nearer, the operator goes round it, looking
_SHIED = 0.65  # a mood beyond this hurries past
_CHECKED, _AHEAD = 0.2, 0.8  # s from one such look to the next, and how far ahead it is taken
_STRAIGHT = 0.35  # rad/m: the operator runs only where the path bends less
_RUN = 2.6  # times the walking speed
_EYE = 1.5  # m
_HALT = 0.75  # s that a startled operator still walks on, about


class Behaviour:
    """The decisions of an operator, one after another; to be asked at each tick, in order of time."""

    def __init__(self, path: WalkPath, settings: OperatorSettings, seed: int, events: Sequence[Event]) -> None:
        """Begin with a moment's standing. `events` are heeded when they happen."""
        self._path, self._settings, self._scale = path, settings, mood_scale(settings)
        self._dice = Dice(seed, Stream.OPERATOR, 1)
        heard = [event for event in events if not EVENTS[event.kind].sighting]
        self._events = deque(sorted(heard, key=lambda event: event.time))
        self._sightings = Noticing(events, seed)
        self.tired = 0.0  # at first, 0 to 1
        self._known: deque[PointOfInterest] = deque(maxlen=_KNOWN)
        self._until = 0.0
        self._action: Action | None = None
        self._do([Action(self._linger(1.2, 2.6), pace=0.0)], 0.0)
        self.haste = 0.0  # above the mood's own; a fright raises it, and it passes
        self.standing_at_start = True  # the first view is held as it was set

        # When and where things come next.
        self._glance = self._next(0.0, settings.glances * self._scale.glances)
        self._behind = self._next(0.0, settings.behind * self._scale.behind)
        self._run = self._next(0.0, settings.runs * self._scale.runs)
        self._handlings = {kind: self._next(0.0, getattr(settings, kind)) for kind in ("bumps", "lowered", "set_down")}
        self.stop = math.inf  # m along the path, of the next stop; known when it is near
        self._stop_due = self._next_stop(0.0)  # m along the path: about where the next stop is
        self._check = 0.0  # when it is checked again whether a wall hides the aim of the look
        self._noticing = Dice(seed, Stream.OPERATOR, 5)
        self._noticed: list[PointOfInterest] = []  # things that have come into sight
        self._spot = 0.0  # when things are looked for again
        self._in_dark, self._peer = False, 0.0  # whether the path ahead is dark, and when that is looked at again
        self.bumped = 0.0  # how hard the camera was knocked at this tick

    def decide(self, time: float, along: float, speed: float) -> Action | None:
        """Return the action at `time` (s), `along` m of the path, at `speed` m/s; None is to walk on."""
        self.bumped = 0.0
        while self._events and self._events[0].time <= time:
            self._heed(self._events.popleft(), time, along, speed)
        seen = self._sightings.noticed(time, self._path.at(along), self._facing(along), self._path.outlook(along))
        if seen is not None:
            self._behold(seen, time, along)
        if self._action is not None and (time >= self._until or self._is_walled_off(time, along, speed)):
            self._action, self.standing_at_start = None, False
            if self._plan:
                self._begin(self._plan.popleft(), time)
        self._find_stop(along)
        if self._action is None:
            self._look_for_something_to_do(time, along, speed)
        return self._action

    def _is_walled_off(self, time: float, along: float, speed: float) -> bool:
        """Tell whether the thing looked at in passing is about to be hidden by a wall right before the camera."""
        if self._action is None or self._action.look is None or self._action.pace <= 0 or time < self._check:
            return False
        self._check = time + _CHECKED
        look, here = self._action.look, self._path.at(along + _AHEAD * speed)
        return self._path.outlook(along).walled_off(*here, look.x, look.z)

    def _look_for_something_to_do(self, time: float, along: float, speed: float) -> None:
        if along > self.stop - 0.15 and speed < 0.08:
            self.stop, self._stop_due = math.inf, self._next_stop(along)
            self._do(self._survey(along), time)
        elif time >= self._behind:
            self._behind = self._next(time, self._settings.behind * self._scale.behind)
            self._do(self._look_behind(along), time)
        elif time >= self._run and self._straight(along, 5.0):
            self._run = self._next(time, self._settings.runs * self._scale.runs)
            self._do([Action(2.0 + 4.0 * self._dice.unit(), pace=_RUN, brisk=0.6)], time)
        elif (thing := self._notice(time, along)) is not None:
            self._do(self._regard(along, thing), time)
        elif self._darkens(time, along):
            self._do(self._hesitate(along), time)
        elif time >= self._glance:
            self._glance = self._next(time, self._settings.glances * self._scale.glances)
            self._do(self._glance_aside(along), time)
        else:
            self._handle(time)

    def _handle(self, time: float) -> None:
        """Bump, lower or set down the camera, when that is due."""
        for kind, due in self._handlings.items():
            if time >= due:
                self._handlings[kind] = self._next(time, getattr(self._settings, kind))
                if kind == "bumps":
                    self.bumped = 0.4 + 0.6 * self._dice.unit()
                elif kind == "lowered":
                    self._do([Action(2.5 + 4.0 * self._dice.unit(), pace=0.9, carry="lowered")], time)
                else:
                    rest = 8.0 + 20.0 * self._dice.unit()
                    self._do([Action(rest, pace=0.0, carry="set-down"), Action(PICKING_UP, pace=0.0)], time)

    def _survey(self, along: float) -> list[Action]:
        """Stand and look around: at two or three things, through the zoom if it is far off, then on."""
        actions = []
        for _ in range(self._dice.between(1, 2)):
            sight = self._choose(along, 0.0, math.radians(130))
            if sight is None:
                break
            rest = self._linger(0.8, 2.0) + self._off(along, sight) / _SURVEYING
            actions.append(Action(rest, pace=0.0, look=sight, brisk=0.15 + self._scale.brisk))
            if (
                sight.depth > _LONG_VIEW
                and self._settings.zoom > 1
                and self._dice.chance(self._settings.zooms * self._scale.zooms)
            ):
                actions += self._zoom(sight)
        return [*actions, Action(self._linger(0.5, 1.0), pace=0.0)]

    def _zoom(self, sight: PointOfInterest) -> list[Action]:
        """Go in slowly, hold, and come out again before walking on."""
        nearer = min(self._settings.zoom, sight.depth / _ZOOM_TO) * (0.7 + 0.3 * self._dice.unit())
        going = self._settings.zoom_seconds * math.log10(max(nearer, 1.01))
        hold = going + self._linger(1.5, 4.0)
        return [
            Action(hold, pace=0.0, look=sight, brisk=0.1, zoom=nearer),
            Action(going + 0.4, pace=0.0, look=sight, brisk=0.1),
        ]

    def _look_behind(self, along: float) -> list[Action]:
        x, z = self._path.at(along - _ASTERN)
        astern = PointOfInterest(x, _EYE, z, 1.0, _ASTERN)
        calm = self._scale.mood < 0.6
        look = Action(self._linger(1.4, 2.2), pace=0.0 if calm else 0.8, look=astern, brisk=0.45 + self._scale.brisk)
        return [look, Action(0.5, pace=0.5, brisk=0.4 + self._scale.brisk)]

    def _hesitate(self, along: float) -> list[Action]:
        x, z = self._path.at(along + 5.0)
        ahead = PointOfInterest(x, 1.2, z, 1.0, 5.0)
        return [Action(self._linger(1.0, 3.0), pace=0.0, look=ahead), Action(4.0, pace=0.65 + 0.9 * self._scale.mood)]

    def _glance_aside(self, along: float) -> list[Action]:
        sight = self._choose(along, *_GLANCE)
        if sight is None:
            return []
        rest = self._linger(0.5, 1.6) + self._off(along, sight) / _GLANCING
        return [Action(rest, pace=0.85, look=sight, brisk=0.3 + self._scale.brisk)]

    def _choose(self, along: float, least: float, most: float) -> PointOfInterest | None:
        """Pick a point not yet looked at, between two angles off the path (rad); one of more worth is likelier."""
        x, z = self._path.at(along)
        options, weights = [], []
        for sight in self._path.outlook(along).sights(x, z):
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

    def _off(self, along: float, sight: PointOfInterest) -> float:
        """Return how far off the path a point is, to either side, radians."""
        x, z = self._path.at(along)
        off = math.atan2(sight.x - x, z - sight.z) - float(self._path.heading[self._path.index(along)])
        return abs(shortest_turn(off, 2 * math.pi))

    def _notice(self, time: float, along: float) -> PointOfInterest | None:
        """Return a thing that has just come into sight, or near, if it is one to be looked at; each is noticed once."""
        if time < self._spot:
            return None
        self._spot = time + 0.5
        for thing in self._path.outlook(along).things(*self._path.at(along)):
            seen = [other for other in self._noticed if math.hypot(thing.x - other.x, thing.z - other.z) < _SAME]
            # A striking thing is looked at once more in passing.
            fresh = not seen or (thing.striking and thing.depth < _CLOSE <= min(other.depth for other in seen))
            if not fresh or self._off(along, thing) > _ABREAST:
                continue
            self._noticed.append(thing)
            self._known.append(thing)
            if self._noticing.chance(_HEEDED[thing.striking] * (0.5 + self._settings.curiosity)):
                return thing
        return None

    def _regard(self, along: float, thing: PointOfInterest) -> list[Action]:
        """Look at a thing: in passing, or from where one stands, through the zoom if it is far off; or shy from it."""
        dice, brisk = self._noticing, 0.25 + self._scale.brisk
        turning = self._off(along, thing) / _GLANCING
        if thing.depth < _CLOSE or not dice.chance(_STOPPED):
            looks = [
                Action(turning + self._scale.linger * (1.5 + 2.5 * dice.unit()), pace=0.6, look=thing, brisk=brisk)
            ]
        else:
            rest = turning + self._scale.linger * (1.0 + 2.0 * dice.unit())
            looks = [Action(rest, pace=0.0, look=thing, brisk=brisk)]
            if thing.depth > _CLOSE and self._settings.zoom > 1 and dice.chance(self._settings.zooms):
                looks += self._zoom(thing)
        if self._scale.mood > _SHIED:
            looks.append(Action(2.0 + 2.0 * dice.unit(), pace=1.3, brisk=brisk))
        return looks

    def _darkens(self, time: float, along: float) -> bool:
        """Tell whether a dark stretch begins here; each is noticed once."""
        if time < self._peer:
            return False
        self._peer = time + 0.5
        light = self._path.light
        dark = bool(
            light[self._path.index(along + _ENTERING)] < _DARK * np.median(light[: self._path.index(along) + 1])
        )
        entered, self._in_dark = dark and not self._in_dark, dark
        return entered

    def _heed(self, event: Event, time: float, along: float, speed: float) -> None:
        """React to an event; that ends the action that was going on."""
        # The look is from where the operator comes to a halt.
        towards = self._path.outlook(along).open_towards(*self._path.at(along + _HALT * speed), event.x, event.z)
        reaction = react(event, self._path.at(along), towards, self._scale, self._dice)
        self.haste = max(self.haste, reaction.haste)
        if reaction.actions:
            self._do(reaction.actions, time)

    def _behold(self, event: Event, time: float, along: float) -> None:
        """React to a figure that has been noticed; that ends the action that was going on."""
        left = event.time + event.seconds - time
        reaction = behold(event, self._path.at(along), left, self._settings, self._dice)
        self.haste = max(self.haste, reaction.haste)
        self._do(reaction.actions, time)

    def _facing(self, along: float) -> float:
        """Return about where the camera looks, rad."""
        look = self._action.look if self._action is not None else None
        if look is None:
            return float(self._path.heading[self._path.index(along + _AHEAD)])
        x, z = self._path.at(along)
        return math.atan2(look.x - x, z - look.z)

    def escape(self, along: Track) -> Escape | None:
        """Return the escape that a walk is, if it is one. `along`: of the whole course, m at each tick."""
        return None

    def _do(self, actions: list[Action], time: float) -> None:
        self._plan = deque(actions)
        if self._plan:
            self._begin(self._plan.popleft(), time)

    def _begin(self, action: Action, time: float) -> None:
        self._action, self._until = action, time + action.seconds

    def _straight(self, along: float, length: float) -> bool:
        ahead = slice(self._path.index(along), self._path.index(along + length))
        return bool(self._path.bend[ahead].max(initial=0.0) < _STRAIGHT)

    def _next_stop(self, along: float) -> float:
        """Draw about how far along the next stop is, m; its exact place is chosen when it is near."""
        rate = self._settings.stops * self._scale.stops / 60.0
        if rate <= 0:
            return math.inf
        return along + self._settings.speed / rate * (0.35 + 1.1 * self._dice.unit())

    def _find_stop(self, along: float) -> None:
        """Decide where to stop, once it is near: where most comes into view."""
        if self._stop_due - along > _SCOUTED:
            return
        candidates = np.arange(self._stop_due - 2.0, self._stop_due + 2.01, 0.5)
        points = self._path.points[[self._path.index(distance) for distance in candidates]]
        best = int(np.argmax(self._path.outlook(self._stop_due).news(points)))
        self.stop, self._stop_due = max(float(candidates[best]), along + 2.0), math.inf

    def _next(self, time: float, per_minute: float) -> float:
        """Draw the next time (s) of something that happens `per_minute` times; not at once, and not on a beat."""
        if per_minute <= 0:
            return math.inf
        return time + 60.0 / per_minute * (0.25 - 0.75 * math.log(1.0 - self._dice.unit()))

    def _linger(self, least: float, most: float) -> float:
        return self._scale.linger * (least + (most - least) * self._dice.unit())
