"""AAC: its sampling rates, and the bit rate in use."""

AAC_BITS = 192_000  # bits a second, stereo
# ISO/IEC 14496-3, table 1.18.
AAC_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000)  # Hz
