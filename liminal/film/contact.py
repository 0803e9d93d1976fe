"""The contact sheet: pictures of a film side by side, each with its time."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # (H, W, 3)

_GAP = 4  # pixels between pictures
_LETTERS = 0.06  # of a picture's width: how high the time is written


def contact_sheet(glimpses: Sequence[tuple[float, Picture]], columns: int, width: int) -> Picture:
    """Lay out instants (s) and their pictures (H, W, 3) in rows, each scaled to `width` pixels; uint8 (H, W, 3)."""
    from PIL import Image, ImageDraw, ImageFont

    tall, wide = glimpses[0][1].shape[:2]
    height = max(1, round(width * tall / wide))
    rows = -(-len(glimpses) // columns)
    sheet = Image.new("RGB", (columns * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP))
    letters = ImageFont.load_default(max(10.0, _LETTERS * width))
    pen = ImageDraw.Draw(sheet)
    for number, (time, picture) in enumerate(glimpses):
        row, column = divmod(number, columns)
        x, y = _GAP + column * (width + _GAP), _GAP + row * (height + _GAP)
        sheet.paste(Image.fromarray(picture).resize((width, height), Image.Resampling.LANCZOS), (x, y))
        minutes, seconds = divmod(time, 60.0)
        place, words = (x + width - _GAP, y + height - _GAP), f"{int(minutes)}:{seconds:04.1f}"
        pen.text(place, words, (255, 255, 255), letters, anchor="rd", stroke_width=2, stroke_fill=(0, 0, 0))
    return np.asarray(sheet)
