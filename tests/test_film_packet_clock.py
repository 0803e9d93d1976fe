"""One time for packets whose own clock jumps or is damaged: counted on paper."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liminal.footage.packet_clock import PacketClock, Stamp

PICTURES, SOUND = 0, 1
LENGTHS = {PICTURES: 0.04, SOUND: 0.024}  # s of a packet


def recorded(seconds: float, start: float = 0.0, streams: Sequence[int] = (PICTURES, SOUND)) -> list[Stamp]:
    """The packets of a recording in the order of their times, whose clock shows `start` (s) at first."""
    times = [(n * LENGTHS[s], s) for s in streams for n in range(round(seconds / LENGTHS[s]))]
    return [Stamp(s, start + time, start + time, LENGTHS[s]) for time, s in sorted(times)]


def spoilt(stamps: list[Stamp], number: int, by: float) -> list[Stamp]:
    """One stamp of the pictures, counted from either end, is off by `by` seconds."""
    at = [n for n, stamp in enumerate(stamps) if stamp.stream == PICTURES][number]
    wrong = stamps[at].time + by
    return [*stamps[:at], Stamp(PICTURES, wrong, wrong, LENGTHS[PICTURES]), *stamps[at + 1 :]]


def placed(stamps: list[Stamp], join_ahead: float = 10.0) -> tuple[dict[int, list[float]], list[str]]:
    """Our times of each stream's packets, and what was told."""
    told: list[str] = []
    clock = PacketClock(join_ahead, lambda event, time: told.append(event))
    times: dict[int, list[float]] = {}
    for number, stamp in enumerate(stamps):

        def coming(after: int = number + 1) -> Callable[[], object]:
            return iter(stamps[after:])

        time = clock.place(stamp, coming)
        clock.present(stamp.stream, time + stamp.seconds)
        times.setdefault(stamp.stream, []).append(time)
    return times, told


def evenly(times: list[float], stream: int, slack: float = 1e-6) -> bool:
    return all(abs(b - a - LENGTHS[stream]) <= slack for a, b in pairwise(times))


@given(st.floats(-40000, 40000).filter(lambda start: start < 1.8 or start > 13), st.integers(0, 3))
def test_both_halves_of_a_join_follow_each_other_in_step(start: float, late: int) -> None:
    first, second = recorded(2.4), recorded(2.4, start)
    # As demuxers have it: the last pictures of the one may come after the first sound of the other.
    stragglers = [stamp for stamp in first if stamp.stream == PICTURES][-late:] if late else []
    sound = [stamp for stamp in second if stamp.stream == SOUND][: 2 * late]
    rest = [stamp for stamp in second if stamp not in sound]
    times, told = placed([each for each in first if each not in stragglers] + sound + stragglers + rest)
    assert told == ["join"]
    for stream in (PICTURES, SOUND):
        assert evenly(times[stream], stream)
    assert times[PICTURES][60] == pytest.approx(times[SOUND][100])


@pytest.mark.parametrize("early", [PICTURES, SOUND])
def test_where_a_stream_ends_early_the_other_is_not_cut(early: int) -> None:
    first = [stamp for stamp in recorded(2.4) if stamp.stream != early or stamp.time < 1.2]
    times, _ = placed(first + recorded(2.4))
    starts = {stream: times[stream][sum(stamp.stream == stream for stamp in first)] for stream in times}
    assert starts[PICTURES] == pytest.approx(starts[SOUND])
    assert starts[PICTURES] == pytest.approx(2.4)


@pytest.mark.parametrize("streams", [(PICTURES,), (PICTURES, SOUND)])
@pytest.mark.parametrize("number", [0, 1, 30, -2, -1])
@given(by=st.floats(-90000, 90000).filter(lambda by: abs(by) > 11))
def test_a_stamp_that_its_neighbours_contradict_is_damage(streams: tuple[int, ...], number: int, by: float) -> None:
    whole = recorded(2.4, 100.0, streams)
    times, told = placed(spoilt(whole, number, by))
    assert times[PICTURES] == pytest.approx([stamp.time for stamp in whole if stamp.stream == PICTURES])
    assert told == ["damage"]


@pytest.mark.parametrize("by", [5.0, -5.0, 1.0, -1.0])
def test_a_stamp_is_damaged_by_a_second_too(by: float) -> None:
    whole = recorded(2.4)
    assert placed(spoilt(whole, 30, by))[0][PICTURES] == pytest.approx(placed(whole)[0][PICTURES])


def test_pictures_that_pause_while_there_is_sound_pause() -> None:
    sound = recorded(44.0, 0.0, [SOUND])
    pictures = recorded(1.0, 0.0, [PICTURES]) + recorded(1.0, 41.0, [PICTURES])
    whole = sorted(sound + pictures, key=lambda stamp: stamp.time)
    times, told = placed(whole)
    assert times == {stream: [each.time for each in whole if each.stream == stream] for stream in (PICTURES, SOUND)}
    assert told == []


def test_what_is_slow_throughout_is_no_join() -> None:
    slides = [Stamp(PICTURES, 1200.0 * n, 1200.0 * n, 0.04) for n in range(5)]
    assert placed(slides) == ({PICTURES: [each.time for each in slides]}, [])


def test_a_join_ahead_is_a_pause_where_it_is_shorter_than_one() -> None:
    whole = recorded(2.4) + recorded(2.4, 62.4)
    assert placed(whole, 300.0)[0][PICTURES] == [each.time for each in whole if each.stream == PICTURES]
    assert placed(whole, 10.0)[0][PICTURES][60] == pytest.approx(2.4)


def test_times_in_the_order_of_decoding_stay_as_they_are() -> None:
    # Matroska after a join: each group of four pictures is decoded 3, 1, 0, 2.
    times = [0.04 * (4 * group + number) for group in range(15) for number in (3, 1, 0, 2)]
    pictures = [Stamp(PICTURES, time, time, 0.04) for time in times]
    assert placed(pictures) == ({PICTURES: times}, [])


def test_what_is_unsaid_is_counted_and_what_follows_keeps_in_step() -> None:
    # Matroska before its 0, which FFmpeg leaves unsaid: sound is counted, pictures are not.
    before = [Stamp(each.stream, None, None, each.seconds) for each in recorded(1.2)]
    times, told = placed(before + recorded(1.2))
    assert told == []
    assert evenly(times[PICTURES], PICTURES)
    assert times[PICTURES][30] == pytest.approx(times[SOUND][50])
