"""The packet clock: one continuous time for a recording whose own clock jumps, or is damaged in places."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from math import inf

_JITTER = 0.1  # s by which stamps may run back, as FFmpeg has it
_PAUSE = 0.5  # s: a greater gap is judged by the packets that follow
_NEIGHBOURS = 4  # following packets of a stream that may contradict a stamp
_SEEN = 2.0  # s of a stream by which a join is judged
_STEADY = 8  # packets without a pause after which a gap at the last one is damage
HELD_BACK = 16  # pictures of reordering delay of H.264 (ITU-T H.264, MaxDpbFrames)
_NEAR = 10.0  # s: the greatest distance of the streams of one recording


@dataclass(frozen=True)
class Stamp:
    """A packet's decoding and presentation time, s of its recording's own clock (None: unstated), and duration, s."""

    stream: int
    time: float | None
    presented: float | None
    seconds: float


@dataclass(frozen=True)
class _Stated(Stamp):
    """A stamp with stated times."""

    time: float
    presented: float


Coming = Callable[[], Iterator[Stamp]]  # the packets that follow, from the next one on, each time it is called


@dataclass
class _Track:
    """One stream. `offset`: from the recording's clock to ours, in s."""

    offset: float
    end: float  # when its next packet is due, in s of our clock
    latest: float = -inf  # decoding time of its last packet, in s of our clock
    until: float = -inf  # end of presentation of its packets so far, in s of our clock
    stamped: bool = False
    steady: int = 0  # packets since its last pause
    swings: bool = False  # whether its decoding stamps are presentation times in decoding order


@dataclass
class PacketClock:
    """Gives packets, in the order of their file, continuous times.

    `join_ahead`: s by which the clock of all streams has to jump ahead at a join of two recordings; less is a pause.
    `tell` receives the events "join" and "damage", and their times, in s of our clock.
    """

    join_ahead: float
    tell: Callable[[str, float], None]

    def __post_init__(self) -> None:
        self._tracks: dict[int, _Track] = {}
        self._offset = 0.0  # of streams that begin now

    def place(self, stamp: Stamp, coming: Coming) -> float:
        """Return a packet's decoding time, in s of our clock. `coming`: the packets that follow."""
        track = self._tracks.get(stamp.stream)
        if track is None:
            track = self._tracks[stamp.stream] = self._begun(stamp, coming)
        if stamp.time is None:
            placed = track.end
        else:
            gap = stamp.time + track.offset - track.end
            fits = -_JITTER <= gap <= _PAUSE
            stated = _stated(stamp, stamp.time)
            placed = stamp.time + track.offset if fits else self._judged(track, stated, gap, coming)
            track.stamped = True
            track.steady = track.steady + 1 if placed - track.end <= _PAUSE else 0
        track.latest = placed
        track.end = max(track.end if track.swings else -inf, placed + stamp.seconds)
        return placed

    def present(self, stream: int, until: float) -> None:
        """Register the end of presentation of a placed packet, in s of our clock."""
        track = self._tracks[stream]
        track.until = max(track.until, until)

    def reach(self, but: int) -> float:
        """Return the farthest end of the streams other than `but`, in s of our clock."""
        return max((track.end for stream, track in self._tracks.items() if stream != but), default=-inf)

    def _begun(self, stamp: Stamp, coming: Coming) -> _Track:
        if stamp.time is None:
            # Streams are interleaved in a file: this one begins at the time of the others.
            times = (each.time for each in coming() if each.time is not None and each.stream != stamp.stream)
            beside = (track.latest for track in self._tracks.values())
            return _Track(self._offset, max(beside, default=next(times, -self._offset) + self._offset))
        track = _Track(self._offset, stamp.time + self._offset)
        # A first stamp that the next two contradict is due just before them.
        gaps = [each.time - stamp.time - due for each, due in islice(_after(stamp, coming()), 2)]
        agree = len(gaps) == 2 and -_JITTER <= gaps[1] - gaps[0] <= _PAUSE
        if agree and not -_PAUSE <= gaps[0] <= self.join_ahead:
            track.end += gaps[0]
        return track

    def _judged(self, track: _Track, stamp: _Stated, gap: float, coming: Coming) -> float:
        """Return the time of a packet that is not when due: damaged, after a pause or after a join."""
        after = list(islice(_after(stamp, coming()), _NEIGHBOURS))
        if -HELD_BACK * stamp.seconds <= gap < 0:
            times = [stamp.time, *(each.time for each, _ in after)]
            track.swings |= times != sorted(times)
            if track.swings:
                return stamp.time + track.offset
        if self._is_damaged(track, stamp, gap, after):
            self.tell("damage", track.end)
            return track.end
        # The other streams may already have followed the jump.
        elsewhere = stamp.time + self._offset - track.end
        if abs(elsewhere) < min(abs(gap), _NEAR):
            track.offset = self._offset
        elif not self._is_pause(track, stamp, gap, after):
            self._join(track, stamp, gap, coming)
        return stamp.time + track.offset

    def _is_damaged(self, track: _Track, stamp: _Stated, gap: float, after: list[tuple[_Stated, float]]) -> bool:
        """Tell whether the stamps after an unexpected one go on as due, or a steady stream ends with it."""
        if not after:
            return (gap < 0 or gap > self.join_ahead) and track.steady >= _STEADY
        for each, wait in after:
            due = track.end - track.offset + wait
            if each.time >= due - _JITTER and (each.time < stamp.time if gap > 0 else each.time < due + _NEAR):
                return True
        return False

    def _is_pause(self, track: _Track, stamp: _Stated, gap: float, after: list[tuple[_Stated, float]]) -> bool:
        if gap <= 0:
            return False
        if gap <= self.join_ahead or self.reach(stamp.stream) >= track.end + gap / 2:
            return True
        # Pictures presented after the gap but decoded before it belong to the same recording.
        if track.until > stamp.time + track.offset:
            return True
        # A stream that is slow throughout also pauses after the next picture.
        return not after or after[0][0].time - stamp.time - after[0][1] > _PAUSE

    def _join(self, track: _Track, stamp: _Stated, gap: float, coming: Coming) -> None:
        """Continue our clock over a jump of the recording's: one shift for all streams keeps them in step."""
        seen = list(takewhile(lambda each: each.stream != stamp.stream or _is_near(each, stamp), coming()))
        shift = track.until - track.offset - min(each.presented for each in (stamp, *_of(stamp.stream, seen)))
        stays = False
        for stream, other in self._tracks.items():
            if stream == stamp.stream:
                continue
            end, until, start = other.end, other.until, inf
            for each in _of(stream, seen):
                time = each.time + other.offset
                if start < inf:
                    start = min(start, each.presented) if each.presented > start - _NEAR else start
                elif (time - end) / gap > 0.5:
                    start = each.presented
                else:
                    end = time + each.seconds
                    until = max(until, each.presented + other.offset + each.seconds)
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


def _of(stream: int, stamps: Iterable[Stamp]) -> Iterator[_Stated]:
    """Yield the stamps of one stream that have a stated time."""
    return (_stated(each, each.time) for each in stamps if each.stream == stream and each.time is not None)


def _after(stamp: Stamp, stamps: Iterable[Stamp]) -> Iterator[tuple[_Stated, float]]:
    """Yield the stamps of a packet's stream with a stated time, each with the s after the packet when it is due."""
    due = stamp.seconds
    for each in stamps:
        if each.stream == stamp.stream:
            if each.time is not None:
                yield _stated(each, each.time), due
            due += each.seconds


def _stated(stamp: Stamp, time: float) -> _Stated:
    presented = stamp.presented
    if presented is None or abs(presented - time) >= _NEAR:  # not credible
        presented = time
    return _Stated(stamp.stream, time, presented, stamp.seconds)


def _is_near(stamp: Stamp, other: _Stated) -> bool:
    return stamp.time is None or abs(stamp.time - other.time) <= _SEEN
