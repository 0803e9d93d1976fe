"""The sheet: pictures side by side, each with its caption."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # (H, W, 3)

_GAP = 4  # pixels between pictures
_LETTERS = 0.06  # of a picture's width: how high captions are written


def picture_sheet(captioned: Sequence[tuple[str, Picture]], columns: int, width: int) -> Picture:
    """Lay out captions and their pictures (H, W, 3) in rows, each scaled to `width` pixels; uint8 (H, W, 3)."""
    from PIL import Image, ImageDraw, ImageFont

    tall, wide = captioned[0][1].shape[:2]
    height = max(1, round(width * tall / wide))
    rows = -(-len(captioned) // columns)
    sheet = Image.new("RGB", (columns * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP))
    letters = ImageFont.load_default(max(10.0, _LETTERS * width))
    pen = ImageDraw.Draw(sheet)
    for number, (caption, picture) in enumerate(captioned):
        row, column = divmod(number, columns)
        x, y = _GAP + column * (width + _GAP), _GAP + row * (height + _GAP)
        sheet.paste(Image.fromarray(picture).resize((width, height), Image.Resampling.LANCZOS), (x, y))
        place = x + width - _GAP, y + height - _GAP
        pen.text(place, caption, (255, 255, 255), letters, anchor="rd", stroke_width=2, stroke_fill=(0, 0, 0))
    return np.asarray(sheet)
