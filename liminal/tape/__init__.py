"""The tape: pictures become an NTSC signal, are recorded on a deck, and come back.

for picture in play(frames, TapeSettings(format="vhs", speed="ep"), seed=7):
    ...
"""

from liminal.tape.playback import play

__all__ = ["play"]
