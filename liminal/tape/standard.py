"""NTSC and VHS in numbers, from their standards.

SMPTE 170M-2004 (composite NTSC), SMPTE 244M-2003 (its samples at 4 fsc), ITU-R BT.601, SMPTE 32M-1998 (VHS). Signals
are counted in whites: 0 is blank, 1 is 100 IRE.
"""

import numpy as np

# The scan (SMPTE 170M, tables 1 and 2).
SUBCARRIER = 5e6 * 63 / 88  # Hz
SAMPLE_RATE = 4 * SUBCARRIER  # Hz
LINE_SAMPLES = 910  # 227.5 cycles of the subcarrier, so its phase turns over from line to line
LINE_RATE = SAMPLE_RATE / LINE_SAMPLES  # Hz
FIELD_RATE = 60 / 1.001  # Hz
FRAME_LINES = 525

# Levels (SMPTE 170M, table 1).
SETUP = 0.075
SYNC = -0.40
BURST = 0.20  # amplitude: 40 IRE from peak to peak

# From R'G'B' to luma, and to B'-Y and R'-Y as the subcarrier carries them (SMPTE 170M, 7.2 and annex A).
LUMA = np.array([0.299, 0.587, 0.114])
U_SCALE, V_SCALE = 0.492111, 0.877283

# A picture of 720 x 480 pixels at 13.5 MHz (ITU-R BT.601).
PICTURE_PIXELS, PICTURE_LINES = 720, 480
FIELD_LINES = PICTURE_LINES // 2
PIXEL_SAMPLES = SAMPLE_RATE / 13.5e6  # samples a pixel

# VHS luma (SMPTE 32M): the emphasis (1 + sT) / (1 + sT/5), where it is clipped, and the carrier.
EMPHASIS_TIME = 1.3e-6  # s
EMPHASIS_GAIN = 5.0
WHITE_CLIP, WHITE_CLIP_HQ, DARK_CLIP = 1.84, 2.40, -0.96  # 160 %, 200 % and -40 % of the way from sync tip to white
WHITE_DEVIATION = 1e6 / 1.4  # Hz: sync tip is 3.4 MHz, white, 140 IRE above it, 4.4 MHz
BLANK_CARRIER = 3.4e6 + 0.4 * WHITE_DEVIATION  # Hz

# VHS colour (SMPTE 32M): moved down to 40 times the line rate.
COLOUR_UNDER = 40 * LINE_RATE  # Hz
