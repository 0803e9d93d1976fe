"""Sound events: the audible events of a film, each with its time and its name, for subtitles."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from liminal.settings.sound import SoundSettings
from liminal.sound.collision import timbre_of
from liminal.sound.cue import SoundEvent
from liminal.sound.distant import DISTANT, EVENT_SOUNDS, DistantSound
from liminal.sound.pages import RATE
from liminal.sound.performance import Footfall, Performance, PlaceEvent
from liminal.sound.run import Run
from liminal.sound.steps import CARPET, floor_of
from liminal.sound.water_sounds import KINDS, WaterEvent
from liminal.thing.mover import Mover

_FAINT = 0.5  # strength below which an event is named "faint"
_DOORS = {"door-opens": "a door creaks", "door-shuts": "a door shuts", "door-slams": "a door slams"}
_AGAIN = 60.0  # s until water that goes on to drip or to slosh is named again
_CLEAR = 0.6  # force of water, below which it is not named
_SILENT = 1.0  # s: shorter silences are not named

_PAUSE = 4.0  # s without a step that separate two walks
_WALK = 3  # steps: fewer are not named
_RUNS = 0.68  # mean weight of steps, see `shot.step.Step`, above which they are running steps


def steps_heard(steps: Sequence[Footfall]) -> Iterator[SoundEvent]:
    """Yield the start of each walk and each change from walking to running, of steps in the order of time."""
    begin = 0
    for index in range(1, len(steps) + 1):
        if index == len(steps) or steps[index].time - steps[index - 1].time > _PAUSE:
            yield from _walk(steps[begin:index])
            begin = index


def _walk(steps: Sequence[Footfall]) -> Iterator[SoundEvent]:
    if len(steps) < _WALK:
        return
    weights = [float(step.weight) for step in steps]
    runs = [sum(weights[first : first + _WALK]) / _WALK > _RUNS for first in range(len(steps) - _WALK + 1)]
    floor = " in water" if steps[0].depth else " on carpet" if floor_of(steps[0].surface) is CARPET else ""
    yield SoundEvent(steps[0].time, "[running footsteps]" if runs[0] else f"[footsteps{floor}]")
    for last, step in pairwise(steps):
        if step.depth and not last.depth:
            yield SoundEvent(step.time, "[splashing steps]")
    for number, (before, now) in enumerate(pairwise(runs), 1):
        if now and not before:
            yield SoundEvent(steps[number].time, "[running footsteps]")


def events_heard(events: Sequence[PlaceEvent]) -> Iterator[SoundEvent]:
    """Yield the events that make a sound."""
    for event in events:
        if event.kind in EVENT_SOUNDS:
            faintly = ", faint" if event.strength < _FAINT else ""
            yield SoundEvent(event.time, f"[{EVENT_SOUNDS[event.kind].caption}{faintly}]")
        elif event.kind in _DOORS:
            yield SoundEvent(event.time, f"[{_DOORS[event.kind]}]")


def movers_heard(movers: Iterable[Mover]) -> Iterator[SoundEvent]:
    """Yield the first blow of each thing that moves, or that it rolls or slides; not what moves in no time.

    Doors are named by their events.
    """
    for mover in movers:
        if mover.movable.hinged or not mover.trajectory.slip.any():
            continue
        blow, name = mover.trajectory.blow, mover.movable.name.replace("-", " ").replace("_", " ")
        along = "rolls" if mover.movable.round else "slides"
        # Until it rubs it may have stood elsewhere.
        begin = float(mover.trajectory.times[max(int(np.argmax(mover.trajectory.slip > 0)) - 1, 0)])
        time, verb = (begin, along) if blow is None else (blow.time, timbre_of(mover.movable).verb)
        yield SoundEvent(time, f"[{'an' if name[0].lower() in 'aeiou' else 'a'} {name} {verb}]")


def water_heard(events: Iterable[WaterEvent]) -> Iterator[SoundEvent]:
    """Yield what water is heard, of events in the order of time: the same is not told again while it goes on."""
    told: dict[str, float] = {}
    for event in sorted(events, key=lambda event: event.time):
        caption = KINDS[event.spot.kind].caption
        if event.force > _CLEAR and event.time - told.get(caption, -_AGAIN) >= _AGAIN:
            told[caption] = event.time
            yield SoundEvent(event.time, f"[{caption}]")


def run_heard(run: Run) -> Iterator[SoundEvent]:
    """Yield the hiss, silence and wavering that the tape's transport causes, at times of the playback."""
    for stretch in run.stretches:
        begin, end = stretch.first / RATE, stretch.last / RATE
        if stretch.blank:
            yield SoundEvent(begin, "[tape hiss]")
        elif stretch.mutes and end - begin >= _SILENT:
            yield SoundEvent(begin, "[silence]")
    for begin, _ in run.eaten:
        yield SoundEvent(begin, "[the sound wavers]")


def sound_events(
    performance: Performance,
    settings: SoundSettings,
    steady: Iterable[str],
    chances: Iterable[DistantSound],
    water: Iterable[WaterEvent],
    run: Run,
    movers: Iterable[Mover] = (),
    named: Iterable[SoundEvent] = (),
) -> list[SoundEvent]:
    """Return all sound events at their times of the playback (s), unordered.

    `steady`: sounds that are there from the beginning and go on. `chances`: the distant sounds. `water`: what is
    heard of it. `run`: the tape's transport. `movers`: things that move. `named`: of figures, and voices.
    """
    heard = [SoundEvent(0.0, f"[{each}]") for each in steady]
    heard += steps_heard(performance.steps) if settings.steps else ()
    heard += events_heard(performance.events) if settings.events else ()
    heard += movers_heard(movers) if settings.events else ()
    heard += [SoundEvent(chance.time, f"[{DISTANT[chance.kind].caption}]") for chance in chances]
    heard += [*water_heard(water), *named]
    # Where the recording has stopped, nothing of the place is left, with a tape or without.
    stopped = min((cut.time for cut in performance.cuts if cut.kind == "stop"), default=float("inf"))
    recorded = [(run.heard(each.time), each.text) for each in heard if each.time < stopped]
    return [*(SoundEvent(time, text) for time, text in recorded if time is not None), *run_heard(run)]
