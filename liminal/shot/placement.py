"""The placement of a storyboard's shots in the world, one after the other, each with its camera and its events."""

from dataclasses import dataclass, replace

import numpy as np

from liminal.random import mix_arrays, units
from liminal.settings.storyboard import StoryboardShot
from liminal.shot.acting.dimming import dimmed_by
from liminal.shot.breath import Breath
from liminal.shot.camera_setup import CameraSetup
from liminal.shot.event import Event
from liminal.shot.event_kind import EVENTS, draw_events, place_event
from liminal.shot.event_placement import EventSetting, FilmEvents
from liminal.shot.film_clock import FRAME, scene_around
from liminal.shot.film_cut import CutKind
from liminal.shot.location import Location, far_from, find_location, need_location
from liminal.shot.location_merit import LocationKind
from liminal.shot.restraint import Restraint
from liminal.shot.schedule import ScheduledShot, draw
from liminal.shot.shot_camera import SLOWING, ShotCamera, level, stopped
from liminal.shot.standing_camera import lean
from liminal.shot.standing_thing import standing_models
from liminal.shot.step import Step
from liminal.shot.verb import VERBS
from liminal.shot.wading import leg_swings
from liminal.view.exposure import REACH
from liminal.view.pose import Pose
from liminal.view.wake import LegSwing
from liminal.world.cell_grid import CellGrid


@dataclass(frozen=True)
class PlacedShot:
    """A shot in its place: frames `first` to `end`, its `camera`, how it `begins`, and the time skipped so far (s)."""

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

    @property
    def seconds(self) -> float:
        """How long it is."""
        return (self.end - self.first) * FRAME

    @property
    def steps(self) -> list[Step]:
        """Its footsteps, at times of the film, in order."""
        heard = (step for step in self.camera.steps if 0.0 <= step.time < self.seconds)
        return sorted((replace(step, time=step.time + self.begin) for step in heard), key=lambda step: step.time)

    @property
    def leg_swings(self) -> list[LegSwing]:
        """How its operator's legs swing in water, at times of the film; also just before it and after it."""
        return leg_swings([replace(step, time=step.time + self.begin) for step in self.camera.steps])

    @property
    def breaths(self) -> list[Breath]:
        """Its breaths, at times of the film, in order."""
        heard = (breath for breath in self.camera.breaths if 0.0 <= breath.time < self.seconds)
        return [breath._replace(time=breath.time + self.begin) for breath in heard]


def _spare(frames: int, after: ScheduledShot | None, alone: bool) -> float:
    """Return how long the camera of a shot must be known after the end of the shot, seconds.

    `frames`: from the beginning of its take to the end of the shot. The last scene of a film of one shot is lit as if
    it went on, a shot may carry on the one before, and all others slow down.
    """
    if after is None:
        return ((scene_around(frames - 1)[1] - frames) * FRAME if alone else 0.0) + REACH
    return after.seconds if VERBS[after.shot.verb].carries_on else SLOWING


def _goes_on(shot: StoryboardShot, after: StoryboardShot) -> bool:
    """Whether the shot after one goes on from it."""
    kind = VERBS[after.verb]
    return VERBS[shot.verb].continues and (after.place or kind.place) == "on" and not kind.own_location


class ShotPlacement:
    """Places shots in a world. `shots`: those placed so far. `happened`: all that happens in them."""

    def __init__(self, world: CellGrid, start: Pose, seconds: float, alone: bool, loop: bool) -> None:
        """Begin at `start`. `seconds`: of all shots. `alone`: there is but one. `loop`: its end meets its beginning."""
        self._world, self._start, self._alone, self._loop = world, start, alone, loop
        self._restraint = Restraint(world.preset.life, None if alone else seconds)
        self.shots: list[PlacedShot] = []
        self.happened = FilmEvents()
        self._here = start  # where the last shot began: how long it is must not decide where the next one is
        self._take = 0  # the first frame of the last take
        self._gained = 0.0
        self._used: list[tuple[float, float]] = []

    def add(self, slot: ScheduledShot, after: ScheduledShot | None) -> None:
        """Place one more shot; `after` is the one that will follow, if any does."""
        shot, first = slot.shot, self.shots[-1].end if self.shots else 0
        end = max(first + 1, round(first + slot.seconds / FRAME))
        begin, seconds = first * FRAME, (end - first) * FRAME
        self._gained += 3600.0 * draw(shot.later, float(units(mix_arrays(slot.seed, 2, np.arange(1)))[0]))

        before = self._before(slot)
        begins: CutKind | None = None if before is not None and not VERBS[shot.verb].still else shot.begins
        if begins is not None:
            self._take = first
        name = f"shot {slot.number} ({shot.verb})"
        where, location = self._where(slot, before, name)
        setup = CameraSetup(
            world=self._world,
            shot=shot,
            key=slot.seed,
            where=where,
            location=location,
            before=before.camera if before is not None else None,
            left=before.seconds if before is not None else 0.0,
            seconds=seconds,
            spare=_spare(end - self._take, after, self._alone),
            fov=self._start.fov,
            loop=self._loop,
            returns=any(EVENTS[event.kind].returns for event in shot.event),
            alone=self._alone,
            note=lambda text: self.happened.notes.append(f"{name}: {text}"),
        )
        camera = VERBS[shot.verb].hold(setup)
        # Up to the first event the shot is as it was; from then on the operator reacts.
        known, there = len(self.happened.events), len(self.happened.figures)
        setting = self._happen(slot, after, camera, begin, seconds, name, cut=before is None)
        noticed = [event for event in self.happened.events[known:] if EVENTS[event.kind].fright]
        if noticed:
            camera = camera.heeding([replace(event, time=event.time - begin) for event in noticed])
        held = camera
        self.happened.figures.extend(role(lambda time: held.pose(time - begin)) for role in setting.roles)
        for figure in self.happened.figures[there:]:
            self.happened.outages.extend(dimmed_by(figure, self._world, self._world.preset.life.dimming))
        if camera.impact is not None:
            lies = camera.pose(camera.impact)
            thud = Event(begin + camera.impact, EVENTS["thud"].seconds, "thud", lies.x, lies.z, 0.9)
            self.happened.events.append(thud)
        VERBS[shot.verb].acts(camera, begin, seconds, self.happened)

        self.shots.append(PlacedShot(shot, slot.number, first, end, camera, begins, self._gained))
        if not shot.is_card and before is None:
            self._here = where

    def _before(self, slot: ScheduledShot) -> PlacedShot | None:
        """Return the shot that this one goes on from, if it does."""
        return self.shots[-1] if self.shots and _goes_on(self.shots[-1].shot, slot.shot) else None

    def _where(self, slot: ScheduledShot, before: PlacedShot | None, name: str) -> tuple[Pose, Location | None]:
        """Find the pose in which a shot begins, and the location, if one was looked for."""
        shot, kind = slot.shot, VERBS[slot.shot.verb]
        if shot.is_card:
            return self._here, None
        if before is not None:
            return stopped(before.camera, before.seconds), None
        if not self.shots and shot.place is None and not kind.own_location:
            return self._start, None
        centre = self._here.x, self._here.z
        if shot.place == "far":
            centre = far_from(centre, slot.seed)
        wanted = next((EVENTS[event.kind].location for event in shot.event if EVENTS[event.kind].location), None)
        location = None
        if wanted is None or kind.walks or kind.own_location:
            wanted = kind.location
        elif models := self._models_taken(shot):
            tried: tuple[LocationKind, ...] = (wanted, "furnished")
            near = (
                find_location(self._world, each, models[0], slot.seed, self._used, np.array(models)) for each in tried
            )
            location = next((each for each in near if each is not None), None)
        if location is None:
            location = find_location(self._world, wanted, centre, slot.seed, self._used)
        if location is None:
            if kind.instead:
                self.happened.notes.append(f"{name}: {kind.instead}")
            location = need_location(self._world, centre, slot.seed)
        self._used.append((location.x, location.z))
        height = location.floor + self._world.preset.operator.eye_height
        pose = level(Pose(location.x, 0.0, location.z, location.yaw), height, self._start.fov)
        return lean(pose, slot.seed), location

    def _models_taken(self, shot: StoryboardShot) -> list[tuple[float, float]]:
        """Return where those models stand, x and z, m, that an event of a shot asks for and rather moves from there."""
        names = [event.thing for event in shot.event if event.thing and EVENTS[event.kind].takes]
        models = (each for name in names for each in standing_models(self._world.models, name))
        moved = {mover.place for mover in self.happened.movers}
        return [(each.place[0], each.place[2]) for each in models if each.place not in moved]

    def _happen(
        self,
        slot: ScheduledShot,
        after: ScheduledShot | None,
        camera: ShotCamera,
        begin: float,
        seconds: float,
        name: str,
        cut: bool,
    ) -> EventSetting:
        """Place the events of a shot, and return the setting that they were placed in."""
        setting = EventSetting(
            self._world,
            lambda time: camera.pose(time - begin),
            begin,
            begin + seconds,
            self.happened,
            cut,
            camera.path,
            camera.escape,
            after is None or after.shot.is_card,
            after is not None and _goes_on(slot.shot, after.shot),
        )
        preset, eagerness = self._world.preset, self._restraint.eagerness
        for drawn in draw_events(slot.shot.event, begin, seconds, slot.seed, preset.thing, eagerness):
            objection = None
            if EVENTS[drawn.kind].sighting:
                objection = self._restraint.objection(drawn.time, self.happened.events)
            if objection is None:
                place_event(drawn, setting, name)
            else:
                self.happened.notes.append(f"{name}: {objection}")
        return setting
