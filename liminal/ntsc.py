"""NTSC in numbers, from its standards: the scan, levels, colour, and the digital raster of its pictures.

SMPTE 170M-2004 (composite NTSC), SMPTE 244M-2003 (its samples at 4 fsc), ITU-R BT.601. Levels are in units of 100 IRE:
0 is blanking, 1 is reference white.
"""

import numpy as np

# The scan (SMPTE 170M, tables 1 and 2).
SUBCARRIER = 5e6 * 63 / 88  # Hz
SAMPLE_RATE = 4 * SUBCARRIER  # Hz
LINE_SAMPLES = 910  # 227.5 cycles of the subcarrier, so that its phase inverts from line to line
LINE_RATE = SAMPLE_RATE / LINE_SAMPLES  # Hz
FIELD_RATE = 60 / 1.001  # Hz
FRAME_LINES = 525

# The first line of the picture in each field, counted from 0: lines 23 and 286.
FIRST_LINES = 22, 285
FIELD_OFFSET = 263  # lines from the first picture line of field 1 to that of field 2

# Levels (SMPTE 170M, table 1).
SETUP = 0.075
SYNC = -0.40
BURST = 0.20  # amplitude: 40 IRE from peak to peak

# From R'G'B' to luma, and to B'-Y and R'-Y as they modulate the subcarrier (SMPTE 170M, 7.2 and annex A).
LUMA = np.array([0.299, 0.587, 0.114])
U_SCALE, V_SCALE = 0.492111, 0.877283

# A picture of 720 x 480 pixels at 13.5 MHz (ITU-R BT.601).
PICTURE_PIXELS, PICTURE_LINES = 720, 480
FIELD_LINES = PICTURE_LINES // 2
PIXEL_SAMPLES = SAMPLE_RATE / 13.5e6  # samples at 4 fsc in a pixel
