"""The grid of the sensor: eight pixels a texel, a line of a field a row, field 2 below field 1, top lines first.

As on tape (and for the same reason: fetches dominate the time) two numbers of 16 bits share a channel: see
`gl.packing`.
"""

from liminal.gl.packing import TEXEL
from liminal.ntsc import PICTURE_PIXELS

TEXELS = PICTURE_PIXELS // TEXEL
FLARE_SIZE = 45, 30  # texels of scattered light for a field, 16 x 8 pixels each
