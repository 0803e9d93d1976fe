"""The tape's run: which sample of the recording is played at each sample of the playback, and when sound is muted."""

from dataclasses import dataclass, field

import numpy as np

from liminal.settings.tape import TapeSettings
from liminal.settings.transport import TransportEvent
from liminal.sound.noise import Reals
from liminal.sound.pages import PAGE, RATE, Signal

FRAME = 1601.6  # samples: a frame lasts 1001 / 30000 s
_MUTES = ("pause", "search", "rewind")  # transport events in which decks mute
_BLANK = "stop"  # from then on the tape is blank and gives hiss
_RAMP = 480  # samples of fade at a mute
_CRUMPLED = 0.012  # s: the greatest delay of eaten tape


@dataclass(frozen=True)
class Stretch:
    """A stretch of the playback from sample `first` to `last`, at `speed` times play."""

    first: float
    last: float
    speed: float
    mutes: bool
    blank: bool = False


@dataclass(frozen=True)
class Run:
    """A tape's whole playback: its stretches other than plain play, in the order of time."""

    stretches: tuple[Stretch, ...] = ()
    eaten: tuple[tuple[float, float], ...] = field(default=())  # s, from and until

    def places(self, first: int) -> Reals:
        """Return the sample of the recording that is played at each sample of a page from `first` on: (PAGE,)."""
        at = first + np.arange(PAGE, dtype=np.float64)
        behind = np.zeros(PAGE)
        for stretch in self.stretches:
            behind += (1 - stretch.speed) * np.clip(at - stretch.first, 0.0, stretch.last - stretch.first)
        return np.asarray(np.maximum(at - behind, 0.0) if self.stretches else at)

    def sounding(self, first: int) -> Signal:
        """Return 1 where the deck lets sound pass, 0 where it mutes: (PAGE,)."""
        return self._outside([stretch for stretch in self.stretches if stretch.mutes], first)

    def recorded(self, first: int) -> Signal:
        """Return 1 where there is a recording, 0 where the tape is blank: (PAGE,)."""
        return self._outside([stretch for stretch in self.stretches if stretch.blank], first)

    @staticmethod
    def _outside(stretches: list[Stretch], first: int) -> Signal:
        gain = np.ones(PAGE)
        at = first + np.arange(PAGE)
        for stretch in stretches:
            if stretch.first - _RAMP < first + PAGE and first < stretch.last + _RAMP:
                inside = np.minimum(at - stretch.first, stretch.last - at)
                gain = np.minimum(gain, np.clip(-inside / _RAMP, 0.0, 1.0))
        return gain.astype(np.float32)

    def heard(self, time: float) -> float | None:
        """Return the time in the playback at which instant `time` of the recording is first heard, s; None if muted."""
        sample = time * RATE
        edges = sorted({0.0, *(edge for stretch in self.stretches for edge in (stretch.first, stretch.last))})
        behind = 0.0
        for begin, end in zip(edges, [*edges[1:], float("inf")], strict=True):
            passing = [stretch for stretch in self.stretches if stretch.first <= begin < stretch.last]
            if not any(stretch.mutes or stretch.blank for stretch in passing) and begin <= sample + behind < end:
                return (sample + behind) / RATE
            behind += sum((1 - stretch.speed) * (end - begin) for stretch in passing)
        return None

    def crumpled(self, time: Reals) -> Reals:
        """Return the delay of eaten tape at times of the playback, s."""
        late = np.zeros(len(time))
        for begin, end in self.eaten:
            share = np.clip((time - begin) / (end - begin), 0.0, 1.0)
            hump = np.sin(np.pi * share) ** 2
            late += _CRUMPLED * hump * np.sin(2 * np.pi * 3.1 * (time - begin) + 2.0 * np.sin(7.3 * time))
        return late


def run_of(tape: TapeSettings) -> Run:
    """Return the run of a tape; its events begin and end with frames, as in the picture."""
    if tape.format is None:
        return Run()
    stretches = tuple(_stretch(event) for event in tape.transport)
    eaten = tuple((event.at, event.at + event.seconds) for event in tape.transport if event.kind == "eaten")
    return Run(tuple(each for each in stretches if each.speed != 1 or each.mutes or each.blank), eaten)


def _stretch(event: TransportEvent) -> Stretch:
    first = round(event.at * RATE / FRAME)
    last = max(first + 1, round((event.at + event.seconds) * RATE / FRAME))
    speed = {"pause": 0.0, "search": event.speed, "rewind": -event.speed}.get(event.kind, 1.0)
    return Stretch(first * FRAME, last * FRAME, speed, event.kind in _MUTES, event.kind == _BLANK)
