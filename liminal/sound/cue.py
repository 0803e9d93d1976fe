"""Cues: sounds in words, for those who do not hear them, each shown for as long as it takes to read."""

from collections.abc import Iterable
from dataclasses import dataclass

# As those who subtitle for the deaf have it (Netflix, "Timed Text Style Guide: General Requirements"): two frames
# between two texts, and a pace that children can follow.
_GAP = 2 * 1001 / 30_000  # s
_PACE = 15.0  # letters a second
_SETTLE = 1.0  # s that the eye takes to find a text
LEAST, MOST = 1.0, 6.0  # s that a text is shown
_LATE = 2.5  # s: a text later than that belongs to nothing any more


@dataclass(frozen=True)
class Heard:
    """A sound that begins at `time` (s), and what it is called."""

    time: float
    text: str


@dataclass(frozen=True)
class Cue:
    """A text that is shown from `start` to `end` (s)."""

    start: float
    end: float
    text: str


def in_turn(sounds: Iterable[Heard], duration: float) -> list[Cue]:
    """Return when to show the names of sounds in a film of `duration` (s): one at a time, in the order of their times.

    One that follows too soon waits until the one before has been read; one that would come too late is left out. What
    sounds at the very end is named a little before.
    """
    cues: list[Cue] = []
    for sound in sorted(sounds, key=lambda each: each.time):
        free = cues[-1].start + LEAST + _GAP if cues else 0.0
        start = max(min(sound.time, duration - LEAST), free)
        if start > sound.time + _LATE or start + LEAST > duration + 1e-6 or sound.time >= duration:
            continue
        if cues:
            cues[-1] = Cue(cues[-1].start, min(cues[-1].end, start - _GAP), cues[-1].text)
        shown = min(max(LEAST, _SETTLE + len(sound.text) / _PACE), MOST)
        cues.append(Cue(start, min(start + shown, duration), sound.text))
    return cues
