"""The sound of a recording, carried over to another file: as it is where the container holds it, else encoded anew."""

from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.film.clip_sound import AAC_BITS, AAC_RATES
from liminal.film.downmix import has_loudspeakers, stereo
from liminal.film.file_name import file_url
from liminal.film.mp3_tag import sound_packets
from liminal.film.stream_choice import sound_beside
from liminal.film.stream_length import seconds_of

# What players find in an MP4; Matroska holds everything.
_MP4_CODECS = {"aac", "mp3", "mp3float", "ac3", "eac3", "alac", "flac", "opus"}

# What the rest becomes: AAC of the same channels, where players find those in their places, else in stereo.
_AAC_LAYOUTS = {"mono": "mono", "5.0": "5.0", "5.0(side)": "5.0", "5.1": "5.1", "5.1(side)": "5.1", "7.1": "7.1"}
_USUAL_RATE = 48000  # Hz

# Streams without a container, whose length FFmpeg guesses from their size.
_GUESSED = ("mp3", "aac", "ac3", "eac3", "dts")


def open_sound(path: Path) -> tuple[InputContainer, AudioStream]:
    """Open a recording to read its sound. Raises LiminalError for what cannot be read or has none."""
    try:
        container = av.open(file_url(path), metadata_errors="replace")
    except av.FFmpegError as error:
        raise LiminalError(f"cannot read the sound of {path}: {error.strerror}; is it damaged?") from error
    sound = sound_beside(container)
    if sound is None:
        container.close()
        raise LiminalError(f"cannot read the sound of {path}: it has none")
    return container, sound


def stated_seconds(recording: InputContainer, stream: AudioStream) -> float | None:
    """Return how long a recording says that its sound lasts, in s; None where it does not."""
    return None if recording.format.name in _GUESSED else seconds_of(stream)


class SoundTrack(Closing):
    """Sound that is read while the pictures beside it are written."""

    def __init__(self, path: Path, origin: float) -> None:
        """`origin`: the recording's time, in s, that becomes 0. Raises LiminalError for sound that cannot be read."""
        self._input, self._source = open_sound(path)
        self._packets = sound_packets(self._input, self._source)
        self._origin = Fraction(origin).limit_denominator(1_000_000)
        self._resampler: AudioResampler | None = None  # None: the sound is copied
        self._mixed = False
        self._ended = False

    def join(self, output: OutputContainer) -> None:
        """Make room for the sound in a container that is about to be written."""
        codec = self._source.codec_context
        if codec is None:
            raise LiminalError("PyAV has no decoder for the sound; give --silent to leave it out")
        self._output = output
        held = _MP4_CODECS if output.format.name == "mp4" else output.supported_codecs
        if codec.name in held and has_loudspeakers(codec.layout):
            self._stream = output.add_stream_from_template(self._source)
            return
        rate = codec.sample_rate if codec.sample_rate in AAC_RATES else _USUAL_RATE
        layout = _AAC_LAYOUTS.get(codec.layout.name)
        self._mixed, layout = layout is None, layout or "stereo"
        self._stream = output.add_stream("aac", rate=rate, layout=layout)
        self._stream.bit_rate = AAC_BITS
        self._resampler = AudioResampler("fltp", layout, rate)

    def write_until(self, seconds: float) -> None:
        """Write the sound of the first `seconds`; a little more of it does no harm."""
        written = -1.0
        while not self._ended and written < seconds:
            try:
                packet = next(self._packets, None)
            except (av.FFmpegError, OSError):
                packet = None  # cut off: what there was has been written
            if packet is None or packet.dts is None or packet.time_base is None:
                self._ended = packet is None
                continue
            written = float(packet.dts * packet.time_base - self._origin)
            self._write(packet)

    def finish(self) -> None:
        """Write all that is left."""
        self.write_until(float("inf"))
        if self._resampler is not None:
            self._encode(self._resampler.resample(None))
            self._mux(self._stream.encode(None))

    def _write(self, packet: "av.Packet[AudioStream]") -> None:
        if self._resampler is None:
            packet.stream = self._stream
            self._mux([packet])
            return
        with suppress(av.FFmpegError):  # a click at most
            for frame in packet.decode():
                self._encode(self._resampler.resample(stereo(frame) if self._mixed else frame))

    def _encode(self, frames: list[av.AudioFrame]) -> None:
        for frame in frames:
            self._mux(self._stream.encode(frame))

    def _mux(self, packets: "list[av.Packet[AudioStream]]") -> None:
        for packet in packets:
            if packet.time_base is None or packet.pts is None:
                continue
            shift = round(self._origin / packet.time_base)
            packet.pts -= shift
            packet.dts = packet.pts if packet.dts is None else packet.dts - shift
            self._output.mux(packet)

    def close(self) -> None:
        """Let go of the recording."""
        self._input.close()
