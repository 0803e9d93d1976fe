"""Fields woven into frames and taken out of them again."""

import numpy as np

from liminal.film.scan import bob, weave

RNG = np.random.default_rng(4)
FIRST, SECOND = (RNG.integers(0, 256, (8, 6, 3), dtype=np.uint8) for _ in range(2))


def test_a_frame_has_the_lines_of_both() -> None:
    frame = weave(FIRST, SECOND)
    np.testing.assert_array_equal(frame[0::2], FIRST[0::2])
    np.testing.assert_array_equal(frame[1::2], SECOND[1::2])


def test_weaving_leaves_its_pictures_alone() -> None:
    before = FIRST.copy()
    weave(FIRST, SECOND)
    np.testing.assert_array_equal(FIRST, before)


def test_a_field_by_itself_keeps_its_lines_and_fills_the_rest() -> None:
    frame = weave(FIRST, SECOND)
    for field, picture in enumerate(bob(frame)):
        np.testing.assert_array_equal(picture[field::2], frame[field::2])
        for row in range(1 - field, 8, 2):
            above, below = frame[max(row - 1, field)], frame[min(row + 1, 6 + field)]
            expected = np.floor((above.astype(float) + below) / 2 + 0.5)
            np.testing.assert_array_equal(picture[row], expected)


def test_a_slope_stays_where_it_is() -> None:
    # A picture that rises from line to line is the same seen through either field, but for its edge.
    slope = np.repeat(np.arange(0, 240, 2, dtype=np.uint8)[:, None, None], 3, axis=2).repeat(4, axis=1)
    for picture in bob(slope):
        np.testing.assert_array_equal(picture[1:-1], slope[1:-1])
