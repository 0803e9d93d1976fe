"""Cards: white on black."""

import numpy as np

from liminal.shoot.card import draw_card


def test_a_card_is_white_on_black_in_the_middle() -> None:
    card = draw_card(("THE END", "OF IT"), (720, 480), 4 / 3)
    assert (card.shape, card.dtype) == ((480, 720, 3), np.uint8)
    rows, columns = (np.flatnonzero((card[..., 0] > 100).any(axis)) for axis in (1, 0))
    assert abs((rows[0] + rows[-1]) / 2 - 240) < 8
    assert abs((columns[0] + columns[-1]) / 2 - 360) < 8
    assert 180 < card.max() < 240
    # A long line is set smaller, within what televisions showed; no line is black.
    wide = np.flatnonzero((draw_card(("W" * 40,), (720, 480), 4 / 3)[..., 0] > 100).any(0))
    assert 50 < wide[0] < wide[-1] < 670
    assert not draw_card(("",), (64, 48), 4 / 3).any()
