"""Cues: the subtitles that name sounds, each on screen for as long as it takes to read."""

from collections.abc import Iterable
from dataclasses import dataclass

# Two frames between subtitles, and a reading speed for children (Netflix, "Timed Text Style Guide: General
# Requirements").
_GAP = 2 * 1001 / 30_000  # s
_PACE = 15.0  # letters a second
_SETTLE = 1.0  # s to notice a text
LEAST, MOST = 1.0, 6.0  # s: shortest and longest display
_LATE = 2.5  # s: the longest delay of a text after its sound


@dataclass(frozen=True)
class SoundEvent:
    """A sound that begins at `time` (s), and its name, such as "[hum of lamps]"."""

    time: float
    text: str


@dataclass(frozen=True)
class Cue:
    """A text on screen from `start` to `end` (s)."""

    start: float
    end: float
    text: str


def schedule_cues(sounds: Iterable[SoundEvent], duration: float) -> list[Cue]:
    """Return the cues of a film of `duration` (s): one at a time, in the order of time.

    A cue waits for the one before, and is dropped if that takes longer than 2.5 s. One at the very end starts early.
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
