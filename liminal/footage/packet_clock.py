"""The packet clock: one time that runs on through a recording whose own clock jumps, or is damaged in places."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from math import inf

_JITTER = 0.1  # s by which stamps may run back, as FFmpeg has it
_PAUSE = 0.5  # s ahead: more is worth a look at what follows
_NEIGHBOURS = 4  # following packets of a stream that may contradict a stamp
_SEEN = 2.0  # s of a stream that show what has become of the clock
_STEADY = 8  # packets in a row without a pause: such a stream does not pause at its very last
HELD_BACK = 16  # pictures that a decoder may have to wait for, of H.264 (ITU-T H.264, MaxDpbFrames)
_NEAR = 10.0  # s: streams of one recording are no further apart


@dataclass(frozen=True)
class Stamp:
    """When a packet is decoded and when shown, in s of its recording's own clock (None: unsaid), and how long, in s."""

    stream: int
    time: float | None
    shown: float | None
    seconds: float


@dataclass(frozen=True)
class _Said(Stamp):
    """One that says when it is."""

    time: float
    shown: float


Coming = Callable[[], Iterator[Stamp]]  # the packets that follow, from the next one on, each time it is called


@dataclass
class _Track:
    """One stream. `offset`: from the recording's clock to ours, in s."""

    offset: float
    end: float  # when its next packet is due, in s of ours
    latest: float = -inf  # when its last packet was decoded, in s of ours
    until: float = -inf  # until when there is something of it to be shown, in s of ours
    stamped: bool = False
    steady: int = 0  # packets since its last pause
    swings: bool = False  # whether its stamps say when pictures are shown, in the order in which they are decoded


@dataclass
class PacketClock:
    """Gives packets, in the order of their file, times that run on.

    `join_ahead`: by how many s the clock of all streams has to jump ahead for it to be a join of two recordings rather
    than a pause. `tell` hears of "join" and "damage", and when, in s of our time.
    """

    join_ahead: float
    tell: Callable[[str, float], None]

    def __post_init__(self) -> None:
        self._tracks: dict[int, _Track] = {}
        self._offset = 0.0  # of what begins now

    def place(self, stamp: Stamp, coming: Coming) -> float:
        """Return a packet's time, in s of ours."""
        track = self._tracks.get(stamp.stream)
        if track is None:
            track = self._tracks[stamp.stream] = self._begun(stamp, coming)
        if stamp.time is None:
            placed = track.end
        else:
            gap = stamp.time + track.offset - track.end
            fits = -_JITTER <= gap <= _PAUSE
            said = _said(stamp, stamp.time)
            placed = stamp.time + track.offset if fits else self._judged(track, said, gap, coming)
            track.stamped = True
            track.steady = track.steady + 1 if placed - track.end <= _PAUSE else 0
        track.latest = placed
        track.end = max(track.end if track.swings else -inf, placed + stamp.seconds)
        return placed

    def show(self, stream: int, until: float) -> None:
        """Note until when, in s of ours, a packet is shown, or heard, that has been placed."""
        track = self._tracks[stream]
        track.until = max(track.until, until)

    def reach(self, but: int) -> float:
        """Return how far, in s of ours, the streams other than `but` have come."""
        return max((track.end for stream, track in self._tracks.items() if stream != but), default=-inf)

    def _begun(self, stamp: Stamp, coming: Coming) -> _Track:
        if stamp.time is None:
            # Streams lie beside each other in a file: it begins where the others are.
            said = (each.time for each in coming() if each.time is not None and each.stream != stamp.stream)
            beside = (track.latest for track in self._tracks.values())
            return _Track(self._offset, max(beside, default=next(said, -self._offset) + self._offset))
        track = _Track(self._offset, stamp.time + self._offset)
        # A first stamp that the next two contradict is due just before them.
        gaps = [each.time - stamp.time - due for each, due in islice(_after(stamp, coming()), 2)]
        if len(gaps) == 2 and -_JITTER <= gaps[1] - gaps[0] <= _PAUSE:
            apart = gaps[0]
            if apart < -_PAUSE or apart > self.join_ahead:
                track.end += apart
        return track

    def _judged(self, track: _Track, stamp: _Said, gap: float, coming: Coming) -> float:
        """Return the time of a packet that is not where it was due: damaged, after a pause or after a join."""
        after = list(islice(_after(stamp, coming()), _NEIGHBOURS))
        if -HELD_BACK * stamp.seconds <= gap < 0:
            times = [stamp.time, *(each.time for each, _ in after)]
            track.swings |= times != sorted(times)
            if track.swings:
                return stamp.time + track.offset
        if self._is_damaged(track, stamp, gap, after):
            self.tell("damage", track.end)
            return track.end
        # The other streams may have shown where the clock went.
        elsewhere = stamp.time + self._offset - track.end
        if abs(elsewhere) < min(abs(gap), _NEAR):
            track.offset = self._offset
        elif not self._is_pause(track, stamp, gap, after):
            self._join(track, stamp, gap, coming)
        return stamp.time + track.offset

    def _is_damaged(self, track: _Track, stamp: _Said, gap: float, after: list[tuple[_Said, float]]) -> bool:
        """Tell whether a stream goes on where it was due after a stamp that is elsewhere, or ends with such a stamp."""
        if not after:
            return (gap < 0 or gap > self.join_ahead) and track.steady >= _STEADY
        for each, wait in after:
            due = track.end - track.offset + wait
            if each.time >= due - _JITTER and (each.time < stamp.time if gap > 0 else each.time < due + _NEAR):
                return True
        return False

    def _is_pause(self, track: _Track, stamp: _Said, gap: float, after: list[tuple[_Said, float]]) -> bool:
        if gap <= 0:
            return False
        if gap <= self.join_ahead or self.reach(stamp.stream) >= track.end + gap / 2:
            return True
        # A picture that needs one from beyond the pause was filmed with it.
        if track.until > stamp.time + track.offset:
            return True
        # What is slow throughout pauses after the next picture, too.
        return not after or after[0][0].time - stamp.time - after[0][1] > _PAUSE

    def _join(self, track: _Track, stamp: _Said, gap: float, coming: Coming) -> None:
        """Let our time run on where the recording's jumps: all streams move alike, so that they stay in step."""
        seen = list(takewhile(lambda each: each.stream != stamp.stream or _is_near(each, stamp), coming()))
        shift = track.until - track.offset - min(each.shown for each in (stamp, *_of(stamp.stream, seen)))
        stays = False
        for stream, other in self._tracks.items():
            if stream == stamp.stream:
                continue
            end, until, start = other.end, other.until, inf
            for each in _of(stream, seen):
                time = each.time + other.offset
                if start < inf:
                    start = min(start, each.shown) if each.shown > start - _NEAR else start
                elif (time - end) / gap > 0.5:
                    start = each.shown
                else:
                    end = time + each.seconds
                    until = max(until, each.shown + other.offset + each.seconds)
            # No stream begins anew before it has ended.
            shift = max(shift, until - start - track.offset)
            stays |= start == inf and end > other.end
        if track.stamped:
            self.tell("join", track.end)
        if not stays:
            self._offset = track.offset = track.offset + shift
        elif gap < 0 and -gap <= _NEAR:
            # This stream alone ran ahead: the others wait for it.
            self._offset += shift
            for each_track in self._tracks.values():
                each_track.offset += shift
        else:
            track.offset += shift


def _of(stream: int, stamps: Iterable[Stamp]) -> Iterator[_Said]:
    """Yield those of one stream that say when they are."""
    return (_said(each, each.time) for each in stamps if each.stream == stream and each.time is not None)


def _after(stamp: Stamp, stamps: Iterable[Stamp]) -> Iterator[tuple[_Said, float]]:
    """Yield those of a packet's stream that say when they are, and how long, in s, after it they are due."""
    due = stamp.seconds
    for each in stamps:
        if each.stream == stamp.stream:
            if each.time is not None:
                yield _said(each, each.time), due
            due += each.seconds


def _said(stamp: Stamp, time: float) -> _Said:
    credible = stamp.shown is not None and abs(stamp.shown - time) < _NEAR
    return _Said(stamp.stream, time, stamp.shown if stamp.shown is not None and credible else time, stamp.seconds)


def _is_near(stamp: Stamp, other: _Said) -> bool:
    return stamp.time is None or abs(stamp.time - other.time) <= _SEEN
