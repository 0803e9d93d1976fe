"""What the camcorder hears, synthesised: the place, whoever carries it, its microphone, and the tape's sound track."""

from liminal.sound.soundtrack import Soundtrack
from liminal.sound.track import Track, does_nothing

__all__ = ["Soundtrack", "Track", "does_nothing"]
