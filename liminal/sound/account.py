"""An account of what is heard in a film: its sounds, each with its time and its name."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from liminal.settings.sound import SoundSettings
from liminal.sound.cue import Heard
from liminal.sound.far import EVENT_SOUNDS, Chance
from liminal.sound.pages import RATE
from liminal.sound.performance import Footfall, Happening, Performance
from liminal.sound.run import Run
from liminal.sound.steps import CARPET, floor_of

_CHANCES = {"thud": "[a thud, far away]", "voice": "[perhaps a voice, far away]"}
_FAINT = 0.5  # strength below which an event is one that might be missed
_SILENT = 1.0  # s: a shorter silence is none

_PAUSE = 4.0  # s without a step after which somebody sets out anew
_WALK = 3  # steps that are a walk, and not a shuffle
_RUNS = 0.68  # weight of steps, see `shot.step.Step`, from which on somebody runs


def steps_heard(steps: Sequence[Footfall]) -> Iterator[Heard]:
    """Yield where somebody sets out, and where a walk becomes a run; no single steps."""
    begin = 0
    for index in range(1, len(steps) + 1):
        if index == len(steps) or steps[index].time - steps[index - 1].time > _PAUSE:
            yield from _walk(steps[begin:index])
            begin = index


def _walk(steps: Sequence[Footfall]) -> Iterator[Heard]:
    if len(steps) < _WALK:
        return
    weights = [float(step.weight) for step in steps]
    runs = [sum(weights[first : first + _WALK]) / _WALK > _RUNS for first in range(len(steps) - _WALK + 1)]
    floor = " on carpet" if floor_of(steps[0].surface) is CARPET else ""
    yield Heard(steps[0].time, "[running footsteps]" if runs[0] else f"[footsteps{floor}]")
    for number, (before, now) in enumerate(pairwise(runs), 1):
        if now and not before:
            yield Heard(steps[number].time, "[running footsteps]")


def events_heard(events: Sequence[Happening]) -> Iterator[Heard]:
    """Yield what happens, as far as it makes a sound."""
    for event in events:
        if event.kind in EVENT_SOUNDS:
            faintly = ", faint" if event.strength < _FAINT else ""
            yield Heard(event.time, f"[{EVENT_SOUNDS[event.kind].caption}{faintly}]")


def run_heard(run: Run) -> Iterator[Heard]:
    """Yield what the tape itself lets be heard, or not, at times of its playback."""
    for stretch in run.stretches:
        begin, end = stretch.first / RATE, stretch.last / RATE
        if stretch.blank:
            yield Heard(begin, "[tape hiss]")
        elif stretch.mutes and end - begin >= _SILENT:
            yield Heard(begin, "[silence]")
    for begin, _ in run.eaten:
        yield Heard(begin, "[the sound wavers]")


def account(
    performance: Performance, settings: SoundSettings, hums: bool, chances: Iterable[Chance], run: Run
) -> list[Heard]:
    """Return all that is heard, at the times of the playback, in no order.

    `hums`: whether lamps are heard at first. `chances`: what is far off. `run`: how the tape runs.
    """
    heard = [Heard(0.0, "[hum of lamps]")] if hums else []
    heard += steps_heard(performance.steps) if settings.steps else ()
    heard += events_heard(performance.events) if settings.events else ()
    heard += [Heard(chance.time, _CHANCES[chance.kind]) for chance in chances]
    # Where the recording has stopped, nothing of the place is left, with a tape or without.
    stopped = min((cut.time for cut in performance.cuts if cut.kind == "stop"), default=float("inf"))
    recorded = [(run.heard(each.time), each.text) for each in heard if each.time < stopped]
    return [*(Heard(time, text) for time, text in recorded if time is not None), *run_heard(run)]
