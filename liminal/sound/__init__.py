"""The sound of a film, synthesised: the place, the operator, the camcorder and its microphone, the tape's track."""

from liminal.sound.audio_track import AudioTrack, does_nothing
from liminal.sound.soundtrack import Soundtrack

__all__ = ["AudioTrack", "Soundtrack", "does_nothing"]
