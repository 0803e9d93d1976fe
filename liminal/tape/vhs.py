"""VHS in numbers, from SMPTE 32M-1998. Levels are in units of 100 IRE: 0 is blanking, 1 is reference white."""

from liminal.ntsc import LINE_RATE

# Luma: the emphasis (1 + sT) / (1 + sT/5), the levels at which it is clipped, and the carrier.
EMPHASIS_TIME = 1.3e-6  # s
EMPHASIS_GAIN = 5.0
WHITE_CLIP, WHITE_CLIP_HQ, DARK_CLIP = 1.84, 2.40, -0.96  # 160 %, 200 % and -40 % of the way from sync tip to white
WHITE_DEVIATION = 1e6 / 1.4  # Hz: sync tip is 3.4 MHz, white, 140 IRE above it, 4.4 MHz
BLANK_CARRIER = 3.4e6 + 0.4 * WHITE_DEVIATION  # Hz

# Colour: moved down to 40 times the line rate.
UNDER_CYCLES = 40  # of the colour carrier in a line
COLOUR_UNDER = UNDER_CYCLES * LINE_RATE  # Hz
