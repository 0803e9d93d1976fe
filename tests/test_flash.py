"""The flash limiter, with sequences of which ITU-R BT.1702 and WCAG 2.3.1 say what they are."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pytest

from liminal.film.flash import ALLOWED, FlashLimiter, run_up

WIDTH, HEIGHT = 160, 120
RATE = 30_000 / 1001
BLACK, WHITE, GREY, BRIGHT_GREY = (0, 0, 0), (255, 255, 255), (100, 100, 100), (140, 140, 140)
DARK_RED, RED = (40, 0, 0), (170, 0, 0)  # their luminance differs by 0.08 of white, less than a general flash
ORANGE, LESS_ORANGE = (170, 90, 60), (150, 80, 52)  # as red against the rest as counts, but not saturated

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]  # left, top, right, bottom, as shares of the screen

WHOLE: Box = (0.0, 0.0, 1.0, 1.0)


def square(area: float, left: float, top: float) -> Box:
    return left, top, left + area**0.5, top + area**0.5


def flashing(hertz: float, one: Colour, other: Colour, box: Box = WHOLE, seconds: float = 3.0) -> Iterator[np.ndarray]:
    """A part of a grey screen that changes `2 * hertz` times a second between two colours."""
    left, right = (round(share * WIDTH) for share in (box[0], box[2]))
    top, bottom = (round(share * HEIGHT) for share in (box[1], box[3]))
    for number in range(round(seconds * RATE)):
        frame = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
        frame[top:bottom, left:right] = (one, other)[int(2 * hertz * number / RATE + 1e-6) % 2]
        yield frame


def limited(frames: Iterable[np.ndarray], fields: int = 1, **words: int) -> tuple[int, list[np.ndarray]]:
    """How many frames were held back, and what is shown."""
    limiter = FlashLimiter(0, fields, **words)
    shown = [limiter.limit(frame) for frame in frames]
    return limiter.limited, shown


def changes(frames: Sequence[np.ndarray]) -> int:
    """The most opposing changes of luminance by 0.1 or more, darker than 0.8, in any second in the middle of a screen.

    As the standards are read aloud, and with nothing of the limiter's.
    """
    code = np.array([frame[HEIGHT // 2, WIDTH // 2] for frame in frames]) / 255.0
    light = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    turns, extreme, rising = [], light[0], None
    for number, level in enumerate(light):
        step = level - extreme
        if rising is not (step > 0) and abs(step) >= 0.1 and min(level, extreme) < 0.8:
            turns.append(number)
            rising, extreme = step > 0, level
        elif rising is None:
            continue
        elif (level > extreme) == rising:
            extreme = level
    return max((sum(first <= turn < first + 30 for turn in turns) for first in turns), default=0)


@pytest.mark.parametrize(
    "box",
    [
        square(0.3, 0.0, 0.0),
        square(0.3, 0.13, 0.31),
        square(0.3, 0.45, 0.2),
        (0.35, 0.0, 0.65, 1.0),
        (0, 0.33, 1, 0.63),
    ],
)
@pytest.mark.parametrize(("one", "other"), [(BLACK, WHITE), (GREY, BRIGHT_GREY)])
def test_four_a_second_over_a_third_are_held_back(box: Box, one: Colour, other: Colour) -> None:
    assert limited(flashing(4.0, one, other, box))[0] > 30


@pytest.mark.parametrize(
    "box", [square(0.15, 0.0, 0.0), square(0.15, 0.13, 0.31), square(0.15, 0.55, 0.4), (0.39, 0.0, 0.54, 1.0)]
)
def test_a_smaller_part_may_flash(box: Box) -> None:
    assert limited(flashing(4.0, BLACK, WHITE, box))[0] == 0


def test_fewer_may_flash_anywhere() -> None:
    assert limited(flashing(2.5, BLACK, WHITE))[0] == 0


def test_what_is_bright_or_hardly_changes_may_flash() -> None:
    assert limited(flashing(4.0, (235, 235, 235), WHITE))[0] == 0  # the darker one is 0.83 of white
    assert limited(flashing(4.0, (100, 100, 100), (118, 118, 118)))[0] == 0  # by 0.055 of white


def test_saturated_red_is_held_back_whatever_its_luminance() -> None:
    assert limited(flashing(4.0, DARK_RED, RED, square(0.3, 0.13, 0.31)))[0] > 30
    assert limited(flashing(4.0, (170, 0, 0), (81, 81, 81)))[0] > 30  # red and a grey of its luminance
    assert limited(flashing(4.0, DARK_RED, RED, square(0.15, 0.13, 0.31)))[0] == 0
    assert limited(flashing(2.5, DARK_RED, RED))[0] == 0
    assert limited(flashing(4.0, ORANGE, LESS_ORANGE))[0] == 0
    assert limited(flashing(4.0, (0, 0, 60), (0, 0, 255)))[0] == 0  # of blue nothing is said


@pytest.mark.parametrize("hertz", [3.5, 4.0, 7.3, 14.9])
@pytest.mark.parametrize(("one", "other"), [(BLACK, WHITE), (GREY, BRIGHT_GREY), (DARK_RED, RED), (RED, GREY)])
def test_what_is_left_is_within_the_limit(hertz: float, one: Colour, other: Colour) -> None:
    frames = list(flashing(hertz, one, other, square(0.5, 0.1, 0.2), 3.0))
    count, shown = limited(frames)
    assert count > 30
    assert limited(shown, most=ALLOWED)[0] == 0
    assert limited(frames, most=ALLOWED)[0] > 30
    assert changes(shown) <= 6
    if (one, other) == (BLACK, WHITE):
        assert changes(frames) > 6


def test_fields_that_differ_flash_thirty_times_a_second() -> None:
    frame = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    frame[::2] = 255
    count, shown = limited([frame] * 90, fields=2)
    assert count > 60
    calm = shown[60].astype(float)
    assert abs(calm[::2].mean() - calm[1::2].mean()) < 20.0


def test_what_moves_is_no_flash() -> None:
    """Stripes that pass: each place is bright four times a second, and never all of them."""
    bright = [(np.arange(WIDTH) + 4 * WIDTH // 2 * number // 30) % (WIDTH // 2) < WIDTH // 4 for number in range(90)]
    frames = [np.where(each[None, :, None], 220, 30).repeat(HEIGHT, 0).repeat(3, 2).astype(np.uint8) for each in bright]
    assert changes(frames) > 6
    assert limited(frames)[0] == 0


def test_a_film_made_in_pieces_is_limited_as_a_whole() -> None:
    frames = list(flashing(5.0, BLACK, WHITE, square(0.4, 0.2, 0.2), 6.0))
    _, whole = limited(frames)
    for first in (75, 120):
        limiter = FlashLimiter(run_up(first), 1)
        for frame in frames[run_up(first) : first]:
            limiter.watch(frame)
        recalled = FlashLimiter(run_up(first), 1)
        recalled.recall(limiter.memory)
        for number in range(first, first + 30):
            for each in (limiter, recalled):
                np.testing.assert_array_equal(each.limit(frames[number]), whole[number])
