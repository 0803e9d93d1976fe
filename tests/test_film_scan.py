"""Fields woven into frames and taken out of them again."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from liminal.film.reformat import FieldReformatter, Reformatter
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


@pytest.mark.parametrize("coded", [(96, 64), (64, 48)])
def test_fields_told_apart_in_the_encoders_colours_are_those_of_the_picture(coded: tuple[int, int]) -> None:
    """Colours first and fields then is fields first and colours then, to a code of rounding; and no brighter."""
    soft = gaussian_filter(RNG.normal(0, 1, (64, 96, 3)), (2, 3, 0))
    frame = np.clip(128 + 60 * soft / soft.std(), 0, 255).astype(np.uint8)
    picture = Reformatter((96, 64), coded, "yuv420p", "smpte170m", None, interlaced=False)
    expected = [next(picture.take(each)).to_ndarray().astype(int) for each in bob(frame)]
    shown = [each.to_ndarray().astype(int) for each in FieldReformatter((96, 64), coded, "smpte170m", None).take(frame)]
    assert len(shown) == 2
    apart = np.array(shown) - np.array(expected)
    assert abs(apart).mean() < 0.5
    assert abs(apart.mean()) < 0.1
    luma = apart[:, : coded[1]]
    assert abs(luma).max() <= 2
    assert abs(np.diff(expected, axis=0)).mean() > 1  # the fields differ
