"""Cards: white text on black, as plain as it comes."""

import numpy as np
from numpy.typing import NDArray

from liminal.view.resampling import scaled

_WHITE = 232  # of 255: letters that a tape does not smear
_LETTERS = 1 / 11  # of the picture's height, from line to line
_WIDEST = 0.84  # of the picture's width: what televisions of the time showed
_ASPECT = 4 / 3  # of the screen that it is set for


def draw_card(lines: tuple[str, ...], size: tuple[int, int], aspect: float) -> NDArray[np.uint8]:
    """Draw lines of text in the middle of a picture of `size` (width, height), shown `aspect` wide: (H, W, 3)."""
    from PIL import Image, ImageDraw, ImageFont

    # Set with pixels as wide as high, and squeezed into those of the picture.
    height = size[1]
    width = max(1, round(height * aspect))
    card = Image.new("L", (width, height))
    if any(lines):
        text = "\n".join(lines)
        pen = ImageDraw.Draw(card)
        points = height * _LETTERS / 1.45
        font = ImageFont.load_default(points)
        left, _, right, _ = pen.multiline_textbbox((0, 0), text, font)
        room = _WIDEST * min(width, height * _ASPECT)
        if right - left > room:
            font = ImageFont.load_default(max(1, int(points * room / (right - left))))
        pen.multiline_text(
            (width / 2, height / 2), text, _WHITE, font, anchor="mm", align="center", spacing=0.45 * points
        )
    drawn = np.repeat(np.asarray(card, np.uint8)[..., None], 3, axis=2)
    return drawn if (width, height) == size else np.minimum(scaled(drawn, size), _WHITE).astype(np.uint8)
