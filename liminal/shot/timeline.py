"""The timeline of a film: where the camera is at any time, and all that happens, worked out before the first frame."""

import math
from bisect import bisect_right
from dataclasses import dataclass, replace

import numpy as np

from liminal.errors import LiminalError
from liminal.ntsc import FIELD_RATE
from liminal.random import mix_arrays, units
from liminal.settings.clock import Clock
from liminal.settings.operator import OperatorSettings
from liminal.settings.preset import Preset
from liminal.settings.storyboard import Place, Storyboard, StoryboardShot, Verb
from liminal.shot.accident import Drop, Fall
from liminal.shot.breath import Breath
from liminal.shot.camera import SLOWING, FixedCamera, JoinedCamera, ShotCamera, level, stopped
from liminal.shot.chapter import chapters_of
from liminal.shot.closed_walk import find_closed_walk
from liminal.shot.event import Event
from liminal.shot.film_cut import CutKind, FilmCut
from liminal.shot.happening import FilmEvents, Stager, draw
from liminal.shot.location import Location, LocationKind, far_from, find_location, need_location
from liminal.shot.operator_shot import WALKS, OperatorShot, walk_from
from liminal.shot.schedule import ScheduledShot, blank, schedule
from liminal.shot.schedule import draw as drawn_from
from liminal.shot.standing_camera import StandingCamera, lean, plan_gaze
from liminal.shot.step import Step
from liminal.shot.track import shortest_turn
from liminal.view.pose import Pose
from liminal.view.stage_events import StageEvents
from liminal.world.grid import CELL
from liminal.world.world import World

FRAME = 2 / FIELD_RATE  # s
_SHUTTER = 0.25  # frames: so far around its instant the first field of a shot reaches at most

_CCTV_BELOW = 0.28  # m below the ceiling
_CCTV_PITCH = -17.0  # deg
_CCTV_WIDE = 1.2  # times the field of view of a camera in the hand
_DROP_BELOW = 0.5  # m below the ceiling, where a camera falls from that fell through it
_HANDS = 0.12  # m from the wrist to the lens
_DRIFT = 1.1  # deg: how far the hands of somebody who stands wander, at full shake
_SCENE = 7.0  # s: a scene, and what is blurred beyond
_INSTANT = 1 / 60  # s between two looks at a camera, to tell how fast it moves

_PLACES: dict[Verb, Place] = {"fall": "on", "photo": "on"}  # the usual; elsewhere it is "near"
_SETTINGS: dict[Verb, LocationKind] = {"follow": "corridor", "hold": "hall", "cctv": "corner"}  # the usual: a room
_INSTEAD: dict[Verb, str] = {
    "follow": "no corridor to follow; it wanders from a room instead",
    "hold": "no hall to hold; it holds a room instead",
    "cctv": "no corner to watch from; the camera hangs in the middle of a room instead",
}


@dataclass(frozen=True)
class StagedShot:
    """A shot in its place: frames `first` to `end`, its `camera`, how it `begins`, what the clock has gained (s)."""

    shot: StoryboardShot
    number: int
    first: int
    end: int
    camera: ShotCamera
    begins: CutKind | None
    gained: float

    @property
    def begin(self) -> float:
        """Seconds from the beginning of the film."""
        return self.first * FRAME


class Timeline:
    """A storyboard, staged in a world. What is asked of an instant (s) depends on that instant alone.

    `duration`: s. `frames`: the same in frames. `steps`, `breaths`, `events`: in order of time. `cuts`: where shots
    begin that do not go on from the last, and where the recording stops. `chapters`: one for each shot, none where
    there is but one. `notes`: what could not be staged, and what is there instead. `script`: for the stage, what
    happens to lamps and who stands there.
    """

    def __init__(
        self,
        world: World,
        storyboard: Storyboard,
        settings: Preset,
        seed: int,
        start: Pose,
        seconds: float | None = None,
        *,
        loop: bool = False,
    ) -> None:
        """Stage it, beginning at `start`. `seconds`: how long; None is as long as the storyboard says.

        The same storyboard with another seed is another film. `loop`: its end meets its beginning, which takes a
        storyboard of one walk in which nothing happens. Raises LiminalError where nobody can film at all.
        """
        if loop:
            _check_loop(storyboard)
        self._settings = settings
        stop = blank(storyboard, seed, seconds)
        slots = schedule(storyboard, seed, None if seconds is None else seconds - stop)
        staging = _Staging(world, settings, start, alone=len(slots) == 1, loop=loop)
        for slot, after in zip(slots, [*slots[1:], None], strict=True):
            staging.add(slot, after)
        if slots[-1].number < len(storyboard.shot):
            least = sum(shot.seconds[0] for shot in storyboard.shot)
            staging.happened.notes.append(
                f"the film ends in shot {slots[-1].number} of {len(storyboard.shot)}: "
                f"all of them want some {least:.0f} s, and it has {seconds:g}"
            )
        self._shots = staging.shots
        self._firsts = [shot.first for shot in self._shots]
        self._boundaries = [(shot.first - _SHUTTER) * FRAME for shot in self._shots[1:]]
        self._stopped = self._shots[-1].end
        self.frames = self._stopped + round(stop / FRAME)
        if seconds is not None:
            self.frames = max(1, round(seconds / FRAME))
        self.duration = self.frames * FRAME

        happened = staging.happened
        self.events = tuple(sorted(happened.events, key=lambda event: event.time))
        self.stage_events = StageEvents(
            tuple(happened.outages), tuple(happened.figures), self.duration if loop else None
        )
        self.notes = tuple(happened.notes)
        self.cuts = tuple(self._cut())
        shots = ((shot.begin, shot.shot) for shot in self._shots)
        self.chapters = chapters_of(shots, self._stopped * FRAME, self.duration)
        self.steps = tuple(step for shot in self._shots for step in _steps_of(shot))
        self.breaths = tuple(breath for shot in self._shots for breath in _breaths_of(shot))

    def pose(self, time: float) -> Pose:
        """Where the camera is. After the end it stays in the last shot."""
        shot = self._at(time)
        return shot.camera.pose(time - shot.begin)

    def motion(self, time: float) -> float:
        """How fast hands move the camera, m/s; none for one that hangs or flies."""
        shot = self._at(time)
        camera = shot.camera.after if isinstance(shot.camera, JoinedCamera) else shot.camera
        if isinstance(camera, OperatorShot):
            return camera.motion(time - shot.begin)
        if isinstance(camera, FixedCamera):
            return 0.0
        a, b = shot.camera.pose(time - shot.begin), shot.camera.pose(time - shot.begin + _INSTANT)
        turned = math.radians(math.hypot(shortest_turn(b.yaw - a.yaw), b.pitch - a.pitch, b.roll - a.roll))
        return (math.dist((a.x, a.y, a.z), (b.x, b.y, b.z)) + _HANDS * turned) / _INSTANT

    def instant(self, time: float) -> float:
        """The time that is seen at a time of the film: a photograph stands still."""
        shot = self._at(time)
        return shot.begin if shot.shot.verb == "photo" else time

    def card(self, frame: int) -> tuple[str, ...] | None:
        """The lines of white text that frame number `frame` shows on black, instead of the place; else None."""
        if frame >= self._stopped:
            return ()
        shot = self._shots[self._number(frame)].shot
        return shot.text if shot.verb == "card" else None

    def clock(self, time: float, start: Clock) -> Clock:
        """What the camera's clock shows, if it showed `start` at the beginning."""
        return start.later(int(time + self._at(time).gained))

    def span(self, frame: int) -> tuple[int, int]:
        """The frames from which on, and up to which, whatever holds the camera is the same take as at `frame`."""
        number = self._number(frame)
        first = last = number
        while first > 0 and self._shots[first].begins is None:
            first -= 1
        while last + 1 < len(self._shots) and self._shots[last + 1].begins is None:
            last += 1
        # The last one goes on for whoever looks ahead.
        end = self._shots[last].end if last + 1 < len(self._shots) else 1 << 40
        return self._shots[first].first, end

    def _number(self, frame: int) -> int:
        return max(0, bisect_right(self._firsts, frame) - 1)

    def _at(self, time: float) -> StagedShot:
        return self._shots[bisect_right(self._boundaries, time)]

    def _cut(self) -> list[FilmCut]:
        cuts = [FilmCut(shot.begin, shot.begins, shot.shot.verb) for shot in self._shots[1:] if shot.begins is not None]
        if self._stopped < self.frames:
            cuts.append(FilmCut(self._stopped * FRAME, "stop", "stop"))
        return cuts


def _check_loop(storyboard: Storyboard) -> None:
    """Raise LiminalError unless a film of a storyboard can end as it began."""
    shot = storyboard.shot[0]
    if len(storyboard.shot) > 1 or shot.verb not in WALKS or shot.event or storyboard.stop[1] > 0:
        raise LiminalError(
            f'"{storyboard.title}" cannot end as it began: --loop takes a storyboard of one shot that wanders or '
            "follows, without events and without a stop; leave --loop out, or use --shot stroll"
        )


def _steps_of(shot: StagedShot) -> list[Step]:
    seconds = (shot.end - shot.first) * FRAME
    moved = [replace(step, time=step.time + shot.begin) for step in shot.camera.steps if 0.0 <= step.time < seconds]
    return sorted(moved, key=lambda step: step.time)


def _breaths_of(shot: StagedShot) -> list[Breath]:
    seconds = (shot.end - shot.first) * FRAME
    return [each._replace(time=each.time + shot.begin) for each in shot.camera.breaths if 0.0 <= each.time < seconds]


def _spare(after: ScheduledShot | None) -> float:
    """Return how long whoever carries the camera must know where to go after the end of a shot, seconds.

    The last scene of a film is lit as if it went on; a fall begins with walking; and all others slow down.
    """
    if after is None:
        return _SCENE
    return after.seconds if after.shot.verb == "fall" else SLOWING


class _Staging:
    """Puts one shot after the other into the world."""

    def __init__(self, world: World, settings: Preset, start: Pose, alone: bool, loop: bool) -> None:
        self._loop = loop
        self._world, self._settings, self._start, self._alone = world, settings, start, alone
        self._operator: OperatorSettings = settings.operator
        self._stager = Stager(world, settings.light)
        self.shots: list[StagedShot] = []
        self.happened = FilmEvents()
        self._here = start  # where the last shot began: how long it is must not decide where the next one is
        self._gained = 0.0
        self._used: list[tuple[float, float]] = []

    def add(self, slot: ScheduledShot, after: ScheduledShot | None) -> None:
        """Stage one more shot; `after` is the one that will follow, if any does."""
        shot, first = slot.shot, self.shots[-1].end if self.shots else 0
        end = max(first + 1, round(first + slot.seconds / FRAME))
        begin, seconds = first * FRAME, (end - first) * FRAME
        self._gained += 3600.0 * drawn_from(shot.later, float(units(mix_arrays(slot.seed, 2, np.arange(1)))[0]))

        before = self._before(slot)
        name = f"shot {slot.number} ({shot.verb})"
        where, spot = self._where(slot, before, name)
        camera = self._camera(slot, where, spot, before, seconds, _spare(after), name)
        events = self._happen(slot, camera, begin, seconds, name)
        # Up to what happens the shot is as it was; from then on somebody reacts.
        heard = [replace(event, time=event.time - begin) for event in events]
        if heard and isinstance(camera, OperatorShot):
            camera = camera.heeding(heard)
        elif heard and isinstance(camera, JoinedCamera) and isinstance(camera.after, OperatorShot):
            camera = replace(camera, after=camera.after.heeding(heard))

        begins: CutKind | None = None if before is not None and shot.verb != "photo" else shot.begins
        self.shots.append(StagedShot(shot, slot.number, first, end, camera, begins, self._gained))
        if shot.verb != "card" and before is None:
            self._here = where

    def _before(self, slot: ScheduledShot) -> StagedShot | None:
        """Return the shot that this one goes on from, if it does."""
        place = slot.shot.place or _PLACES.get(slot.shot.verb, "near")
        if place != "on" or not self.shots:
            return None
        last = self.shots[-1]
        return last if last.shot.verb not in ("card", "cctv", "photo", "fall") and slot.shot.verb != "cctv" else None

    def _where(self, slot: ScheduledShot, before: StagedShot | None, name: str) -> tuple[Pose, Location | None]:
        """Find where a shot begins: as the camera is held there, and the spot, if one was looked for."""
        shot = slot.shot
        if shot.verb == "card":
            return self._here, None
        if before is not None:
            return stopped(before.camera, (before.end - before.first) * FRAME), None
        if not self.shots and shot.place is None and shot.verb != "cctv":
            return self._start, None
        centre = self._here.x, self._here.z
        if shot.place == "far":
            centre = far_from(centre, slot.seed)
        setting = _SETTINGS.get(shot.verb, "room")
        spot = find_location(self._world, setting, centre, slot.seed, self._used)
        if spot is None:
            if shot.verb in _INSTEAD:
                self.happened.notes.append(f"{name}: {_INSTEAD[shot.verb]}")
            spot = need_location(self._world, centre, slot.seed)
        self._used.append((spot.x, spot.z))
        height = spot.floor + self._operator.eye_height
        return lean(level(Pose(spot.x, 0.0, spot.z, spot.yaw), height, self._start.fov), slot.seed), spot

    def _camera(
        self,
        slot: ScheduledShot,
        where: Pose,
        spot: Location | None,
        before: StagedShot | None,
        seconds: float,
        spare: float,
        name: str,
    ) -> ShotCamera:
        """Let the shot's verb hold the camera."""
        verb, side = slot.shot.verb, 1.0 if slot.seed & 1 else -1.0
        left = (before.end - before.first) * FRAME if before is not None else 0.0
        if verb in ("card", "photo"):
            return FixedCamera(where if before is None else before.camera.pose(left))
        if verb == "cctv" and spot is not None:
            up = replace(where, y=spot.ceiling - _CCTV_BELOW, pitch=_CCTV_PITCH, roll=0.0, fov=where.fov * _CCTV_WIDE)
            return FixedCamera(up)
        if verb == "fall":
            return Fall(before.camera if before is not None else FixedCamera(where), left, seconds, side)
        if verb == "drop":
            if before is not None:
                held = before.camera.pose(left)
                return Drop(held, self._floor(held), side)
            assert spot is not None or not self.shots
            floor, ceiling = (spot.floor, spot.ceiling) if spot is not None else (self._floor(where), where.y + 0.6)
            return Drop(replace(where, y=ceiling - _DROP_BELOW), floor, side)

        # From here on somebody stands there, upright, whatever was before.
        stand = level(where, self._floor(where) + self._operator.eye_height, self._start.fov)
        upright = replace(stand, pitch=where.pitch, roll=where.roll) if before is None else stand
        drift = _DRIFT * self._operator.shake
        after: ShotCamera
        if self._loop:
            round_ = find_closed_walk(self._world, self._operator, upright, slot.seed, seconds)
            if round_ is None:
                self.happened.notes.append(f"{name}: no way round that takes {seconds:.1f} s; it holds instead")
                return FixedCamera(upright)
            return round_
        if verb in WALKS:
            try:
                after = walk_from(
                    self._world, self._operator, verb, upright, slot.seed, seconds, spare, begun=before is not None
                )
            except LiminalError as error:
                if self._alone:
                    raise
                self.happened.notes.append(f"{name}: {error}; it holds instead")
                after = StandingCamera(upright, drift, slot.seed, seconds)
        else:
            turns = plan_gaze(self._world, upright, slot.seed, seconds) if verb == "look" else ()
            after = StandingCamera(upright, drift, slot.seed, seconds, turns, slot.shot.zoom)
        return JoinedCamera(before.camera, left, after) if before is not None else after

    def _happen(self, slot: ScheduledShot, camera: ShotCamera, begin: float, seconds: float, name: str) -> list[Event]:
        """Stage what happens in a shot; returns what whoever is there may notice."""
        known = len(self.happened.events)
        if isinstance(camera, Drop):
            lands = camera.pose(camera.impact)
            self.happened.events.append(Event(begin + camera.impact, 0.4, "thud", lands.x, lands.z, 0.9))
        for drawn in draw(slot.shot.event, begin, seconds, slot.seed):
            self._stager.stage(
                drawn, lambda time: camera.pose(time - begin), begin, begin + seconds, self.happened, name
            )
        return [event for event in self.happened.events[known:] if event.kind != "tape-glitch"]

    def _floor(self, pose: Pose) -> float:
        cell = self._world.window(math.floor(pose.x / CELL), math.floor(pose.z / CELL), 1, 1)
        return float(cell.floor[0, 0])
