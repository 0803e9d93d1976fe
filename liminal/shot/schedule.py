"""How long each shot of a film lasts, and how often the list is gone through."""

from dataclasses import dataclass

import numpy as np

from liminal.random import Stream, key_of, keys_of, mix_arrays, units
from liminal.settings.storyboard import Range, Storyboard, StoryboardShot

_LEAST = 0.4  # of the drawn length: shots are shortened no further to fit
_MOST = 1.6  # of all drawn lengths together: a longer film goes through the list again


@dataclass(frozen=True)
class ScheduledShot:
    """One shot of a film: `number` is its place in the list, from 1; its length is in seconds."""

    shot: StoryboardShot
    number: int
    seconds: float
    seed: int


def draw(range_: Range, lot: float) -> float:
    """Return the number that `lot` (0 to 1) draws from a range."""
    return range_[0] + (range_[1] - range_[0]) * lot


def blank(storyboard: Storyboard, seed: int, seconds: float | None) -> float:
    """Draw how long the tape is blank at the end, seconds."""
    lot = float(units(keys_of(seed, Stream.STORYBOARD, np.arange(1)))[0])
    drawn = draw(storyboard.stop, lot)
    return drawn if seconds is None else min(drawn, seconds / 4)


def natural_seconds(storyboard: Storyboard, seed: int) -> float:
    """Return the length of a film for which none is given, s."""
    return sum(slot.seconds for slot in schedule(storyboard, seed, None)) + blank(storyboard, seed, None)


def schedule(storyboard: Storyboard, seed: int, seconds: float | None) -> list[ScheduledShot]:
    """Draw the length of each shot. `seconds`: of all together; None is as long as the list itself.

    A shot whose length is a range is stretched to fill that time; a shot of one length keeps it. A film much longer
    than the list goes through it again, each time with other draws; the cards before and after it come only once.
    """
    once = _drawn(list(enumerate(storyboard.shot, 1)), seed)
    if seconds is None:
        return once
    natural = sum(slot.seconds for slot in once)
    rounds = _rounds(storyboard, natural, seconds)
    slots = once if rounds == 1 else _drawn(_repeated(storyboard, rounds), seed)

    elastic = sum(slot.seconds for slot in slots if _is_elastic(slot.shot))
    fixed = sum(slot.seconds for slot in slots) - elastic
    scale = max(_LEAST, (seconds - fixed) / elastic) if elastic else 1.0
    fitted = [
        ScheduledShot(slot.shot, slot.number, slot.seconds * (scale if _is_elastic(slot.shot) else 1.0), slot.seed)
        for slot in slots
    ]
    return _cut_to(fitted, seconds)


def _is_elastic(shot: StoryboardShot) -> bool:
    return shot.seconds[0] < shot.seconds[1]


def _rounds(storyboard: Storyboard, natural: float, seconds: float) -> int:
    scenes = [shot for shot in storyboard.shot if not shot.is_card]
    return max(1, round(seconds / natural)) if len(scenes) > 1 and seconds > _MOST * natural else 1


def _repeated(storyboard: Storyboard, rounds: int) -> list[tuple[int, StoryboardShot]]:
    numbered = list(enumerate(storyboard.shot, 1))
    scenes = [index for index, shot in enumerate(storyboard.shot) if not shot.is_card]
    first, last = scenes[0], scenes[-1] + 1
    return numbered[:first] + rounds * numbered[first:last] + numbered[last:]


def _drawn(shots: list[tuple[int, StoryboardShot]], seed: int) -> list[ScheduledShot]:
    slots = []
    for place, (number, shot) in enumerate(shots):
        key = key_of(seed, Stream.STORYBOARD, place)
        slots.append(
            ScheduledShot(shot, number, draw(shot.seconds, float(units(mix_arrays(key, np.arange(1)))[0])), key)
        )
    return slots


def _cut_to(slots: list[ScheduledShot], seconds: float) -> list[ScheduledShot]:
    """Leave out shots that would begin too late, and let the last one last until the end."""
    kept: list[ScheduledShot] = []
    begin = 0.0
    for slot in slots:
        if begin >= seconds - 1e-6:
            break
        kept.append(ScheduledShot(slot.shot, slot.number, min(slot.seconds, seconds - begin), slot.seed))
        begin += slot.seconds
    last = kept[-1]
    begin = sum(slot.seconds for slot in kept[:-1])
    return [*kept[:-1], ScheduledShot(last.shot, last.number, seconds - begin, last.seed)]
