"""The grid of the sensor: eight pixels a texel, a line of a field a row, field 2 below field 1, top lines first.

As on tape (and for the same reason: fetching is what costs) two numbers of 16 bits share a channel: see `gl.packing`.
"""

from liminal.gl.packing import TEXEL

WIDTH, LINES = 720, 480  # pixels of a line; lines of both fields
FIELD = LINES // 2
TEXELS = WIDTH // TEXEL
