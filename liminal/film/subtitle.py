"""Subtitles: cues, such as [hum of lamps], in a separate stream that a player shows on request."""

from collections.abc import Sequence
from fractions import Fraction

from av.container import OutputContainer
from av.stream import Disposition, Stream
from av.subtitles.codeccontext import SubtitleCodecContext
from av.subtitles.subtitle import SubtitleSet

from liminal.footage.sound_remuxer import BOXED
from liminal.sound.cue import Cue

_CLOCK = Fraction(1, 1000)  # s

# The header for FFmpeg's encoders, in Advanced SubStation Alpha: one plain style.
_HEADER = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


class Subtitles:
    """A stream of subtitles that is written while the pictures beside it are."""

    def __init__(self, film: OutputContainer, cues: Sequence[Cue]) -> None:
        """Add the stream to a film before it is written. A cue ends where the next begins."""
        self._film = film
        self._stream: Stream = film.add_stream("mov_text" if film.format.name in BOXED else "subrip")
        assert isinstance(self._stream.codec_context, SubtitleCodecContext)
        self._coder = self._stream.codec_context
        self._stream.metadata["language"] = "eng"
        self._stream.disposition = Disposition.hearing_impaired
        self._coder.subtitle_header = _HEADER
        self._coder.time_base = self._stream.time_base = _CLOCK
        self._waiting = sorted(cues, key=lambda cue: cue.start)

    def write_until(self, seconds: float) -> None:
        """Write the cues that begin in the first `seconds`."""
        while self._waiting and self._waiting[0].start < seconds:
            cue = self._waiting.pop(0)
            following = self._waiting[0].start if self._waiting else float("inf")
            start, end = (round(time / _CLOCK) for time in (cue.start, min(cue.end, following)))
            text = cue.text.replace("\n", "\\N").encode()
            words = SubtitleSet.create(b"0,0,Default,,0,0,0,," + text, 0, end - start, start)
            packet = self._coder.encode_subtitle(words)
            packet.stream, packet.time_base = self._stream, _CLOCK
            packet.pts = packet.dts = start
            packet.duration = end - start
            self._film.mux(packet)
