"""Cards: frames of plain white text on black."""

import numpy as np
from numpy.typing import NDArray

from liminal.view.resampling import scaled

_WHITE = 232  # of 255: not so bright that a tape smears it
_LETTERS = 1 / 11  # of the picture's height: line pitch
_WIDEST = 0.84  # of the picture's width: the safe area of televisions of the time
_ASPECT = 4 / 3  # of the screen that it is set for


def draw_card(lines: tuple[str, ...], size: tuple[int, int], aspect: float) -> NDArray[np.uint8]:
    """Return centred lines of text as uint8 (H, W, 3), sRGB. `size`: width, height, pixels; `aspect`: displayed."""
    from PIL import Image, ImageDraw, ImageFont

    # Set with square pixels, then scaled to those of the picture.
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
