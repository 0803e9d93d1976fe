"""The sound remuxer: a recording's sound written to another file, copied if the container allows, else encoded anew."""

from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.file_name import file_url
from liminal.footage.aac import AAC_BITS, AAC_RATES
from liminal.footage.audio_converter import AudioConverter
from liminal.footage.demuxer import SoundInput
from liminal.footage.downmix import has_loudspeakers, stereo
from liminal.footage.packet_reader import Packet
from liminal.footage.stream_choice import sound_beside
from liminal.footage.stream_length import seconds_of

BOXED = ("mp4", "mov")  # FFmpeg's names of the formats that are made of boxes (ISO/IEC 14496-12)

# Codecs that players decode from these; Matroska holds all.
_MP4_CODECS = {"aac", "mp3", "mp3float", "ac3", "eac3", "alac", "flac", "opus"}

# Layouts kept in AAC, for which players have defined channel places; all others become stereo.
_AAC_LAYOUTS = {"mono": "mono", "5.0": "5.0", "5.0(side)": "5.0", "5.1": "5.1", "5.1(side)": "5.1", "7.1": "7.1"}
_USUAL_RATE = 48000  # Hz

# Streams without a container, whose length FFmpeg guesses from their size.
_GUESSED = ("mp3", "aac", "ac3", "eac3", "dts")


def open_sound(path: Path) -> tuple[InputContainer, AudioStream]:
    """Open a recording to read its sound. Raises LiminalError if it cannot be read or has none."""
    try:
        container = av.open(file_url(path), metadata_errors="replace")
    except av.FFmpegError as error:
        raise LiminalError(f"cannot read the sound of {path}: {error.strerror}; is it damaged?") from error
    sound = sound_beside(container)
    if sound is None:
        container.close()
        raise LiminalError(f"cannot read the sound of {path}: it has none")
    return container, sound


def stated_seconds(sound: SoundInput) -> float | None:
    """Return the stated length of a recording's sound, s; None if unstated."""
    return None if sound.container.format.name in _GUESSED else seconds_of(sound.stream)


class SoundRemuxer(Closing):
    """Sound that is read and written while the pictures beside it are written."""

    def __init__(self, source: SoundInput) -> None:
        """`source` is closed with it."""
        self._source = source
        self._converter: AudioConverter | None = None  # None: the sound is copied
        self._mixed = False
        self._ended = False
        self._encoded = 0  # samples
        self._latest: int | None = None  # decoding time of the last copied packet, in units of its stream

    def join(self, output: OutputContainer) -> None:
        """Add the stream of sound to a container before it is written. Raises LiminalError without a decoder."""
        codec = self._source.stream.codec_context
        if codec is None:
            raise LiminalError("PyAV has no decoder for the sound; give --silent to leave it out")
        self._output = output
        held = _MP4_CODECS if output.format.name in BOXED else output.supported_codecs
        # AAC without extradata (ADTS) states its parameters in each packet, and they may change; sound that begins late
        # in a recording may not have parameters yet.
        fixed = codec.sample_rate and (codec.name != "aac" or codec.extradata)
        if fixed and codec.name in held and has_loudspeakers(codec.layout):
            self._stream = output.add_stream_from_template(self._source.stream)
            return
        rate = codec.sample_rate if codec.sample_rate in AAC_RATES else _USUAL_RATE
        layout = _AAC_LAYOUTS.get(codec.layout.name)
        self._mixed, layout = layout is None, layout or "stereo"
        self._stream = output.add_stream("aac", rate=rate, layout=layout)
        self._stream.bit_rate = AAC_BITS
        self._converter = AudioConverter("flt", layout, rate)

    def write_until(self, seconds: float) -> None:
        """Write the sound of at least the first `seconds`."""
        written = -1.0
        while not self._ended and written < seconds:
            try:
                packet = next(self._source.packets, None)
            except (av.FFmpegError, OSError):
                packet = None  # cut off: the rest has been written
            if packet is None or packet.dts is None or packet.time_base is None:
                self._ended = packet is None
                continue
            written = float(packet.dts * packet.time_base - self._source.origin)
            self._write(packet)

    def finish(self) -> None:
        """Write the rest of the sound."""
        self.write_until(float("inf"))
        if self._converter is not None:
            self._encode(self._converter.rest())
            self._output.mux(self._stream.encode(None))

    def _write(self, packet: Packet) -> None:
        if self._converter is None:
            self._copy(packet)
            return
        with suppress(av.FFmpegError):  # a damaged packet is dropped
            for frame in packet.decode():
                self._encode(self._converter.convert(stereo(frame) if self._mixed else frame))

    def _encode(self, frames: Iterable[av.AudioFrame]) -> None:
        """Encode sound at its times, to a hundredth of a second; silence fills gaps."""
        for frame in frames:
            rate, channels = frame.sample_rate, frame.layout.nb_channels
            samples = np.asarray(frame.to_ndarray(), np.float32).reshape(-1, channels)
            gap = 0
            if frame.pts is not None and frame.time_base is not None:
                gap = round((frame.pts * frame.time_base - self._source.origin) * rate) - self._encoded
            if abs(gap) <= rate // 100:
                gap = 0
            while gap > 0:
                silent = min(gap, rate)
                self._encode_samples(np.zeros((silent, channels), np.float32), frame)
                gap -= silent
            self._encode_samples(samples[-gap:] if gap else samples, frame)

    def _encode_samples(self, samples: NDArray[np.float32], like: av.AudioFrame) -> None:
        if not len(samples):
            return
        made = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout=like.layout.name)
        made.sample_rate, made.time_base, made.pts = like.sample_rate, Fraction(1, like.sample_rate), self._encoded
        self._encoded += len(samples)
        self._output.mux(self._stream.encode(made))

    def _copy(self, packet: Packet) -> None:
        shift = round(self._source.origin / packet.time_base)
        packet.stream = self._stream
        packet.dts -= shift
        packet.pts = packet.dts if packet.pts is None else packet.pts - shift
        # Stamps may be unsteady, and containers require rising ones.
        if self._latest is not None and packet.dts <= self._latest:
            packet.dts = self._latest + 1
            packet.pts = max(packet.pts, packet.dts)
        self._latest = packet.dts
        self._output.mux(packet)

    def close(self) -> None:
        """Close the recording."""
        self._source.close()
