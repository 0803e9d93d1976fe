"""Which picture each field shows: counted on paper."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liminal.footage.field_clock import FIELD_RATE, TimedPicture, field_pairs, instant_of
from liminal.rate import FRAME_RATE


def _pairs(untils: list[float]) -> list[tuple[int, int]]:
    return list(field_pairs(TimedPicture(number, until) for number, until in enumerate(untils)))


def _steady(count: int, rate: float) -> list[tuple[int, int]]:
    return _pairs([(number + 1) / rate for number in range(count)])


def test_sixty_pictures_a_second_are_one_for_each_field() -> None:
    assert _steady(6, float(FIELD_RATE)) == [(0, 1), (2, 3), (4, 5)]


def test_thirty_are_one_for_each_frame() -> None:
    assert _steady(3, float(FRAME_RATE)) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize("digits", [3, 9])
def test_film_is_pulled_down_three_to_two(digits: int) -> None:
    pairs = _pairs([round((number + 1) * 1.001 / 24, digits) for number in range(400)])
    assert pairs[:5] == [(0, 0), (0, 1), (1, 2), (2, 2), (3, 3)]
    assert pairs[-5:] == [(396 + first, 396 + second) for first, second in pairs[:5]]


def test_times_rounded_to_milliseconds_neither_drop_nor_double() -> None:
    pairs = _pairs([round((number + 1) / float(FIELD_RATE), 3) for number in range(6000)])
    assert pairs == [(2 * frame, 2 * frame + 1) for frame in range(3000)]


def test_a_long_gap_holds_the_picture_before() -> None:
    pairs = _pairs([0.1, 1.1, 1.2])
    assert len(pairs) == 36
    assert [first for first, _ in pairs] == [0] * 3 + [1] * 30 + [2] * 3


@pytest.mark.parametrize("until", [1e-6, 0.001, 1 / 59.94, 1 / 29.97])
def test_the_shortest_film_is_one_frame(until: float) -> None:
    assert _pairs([until]) == [(0, 0)]


def test_nothing_is_nothing() -> None:
    assert _pairs([]) == []


@given(st.lists(st.fractions(Fraction(1, 500), Fraction(1, 2)), min_size=1, max_size=60))
def test_any_rhythm_keeps_its_length_and_each_picture_its_place(lengths: list[Fraction]) -> None:
    untils = [float(sum(lengths[: number + 1])) for number in range(len(lengths))]
    pairs = _pairs(untils)
    assert abs(len(pairs) / float(FRAME_RATE) - untils[-1]) <= 1.0 / float(FRAME_RATE)
    fields = [number for pair in pairs for number in pair]
    assert fields == sorted(fields)
    for field, number in enumerate(fields):
        instant = (field + 0.45) / float(FIELD_RATE)
        # The last field may be there only to complete a frame.
        assert instant <= untils[number] + 1e-9 or field >= len(fields) - 2
        assert number == 0 or instant >= untils[number - 1] - 1e-9 or field >= len(fields) - 2


@given(st.lists(st.fractions(Fraction(1, 500), Fraction(1, 2)), min_size=1, max_size=60), st.integers(0, 200))
def test_frames_from_a_number_on_need_no_picture_before(lengths: list[Fraction], first: int) -> None:
    untils = [float(sum(lengths[: number + 1])) for number in range(len(lengths))]
    late = [TimedPicture(number, until) for number, until in enumerate(untils) if until > instant_of(first)]
    assert list(field_pairs(late, first)) == _pairs(untils)[first:]
