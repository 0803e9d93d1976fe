"""The sound of a clip, encoded while it is made: beside pictures or alone."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from numpy.typing import NDArray

from liminal.footage.aac import AAC_BITS, AAC_RATES
from liminal.rate import FRAME_RATE
from liminal.sound.pages import RATE

# 1,024 samples are a frame of AAC (ISO/IEC 14496-3); FLAC takes any number.
_BLOCK = 1024
# By the name of FFmpeg's muxer.
_CODECS = {"mp4": "aac", "ipod": "aac", "matroska": "flac", "flac": "flac"}
_PCM = {16: "pcm_s16le", 24: "pcm_s24le", 32: "pcm_f32le"}


@dataclass(frozen=True)
class SoundForm:
    """How finely sound is sampled. `rate`: Hz; `bits` of a sample, where a file keeps them all; 32 are a float's."""

    rate: int = RATE
    bits: Literal[16, 24, 32] = 16


class Source(Protocol):
    """Whatever can give any piece of a film's sound."""

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        """Return float32 (count, 2), 1 for full scale."""


def sample_count(frames: int) -> int:
    """Return how many samples last as long as so many frames of film: 1,601.6 for each, and never more than that."""
    return int(frames * RATE / FRAME_RATE)


class ClipSound:
    """Sound that is made while it is written: AAC in MP4, FLAC in Matroska and by itself, PCM in WAV."""

    def __init__(self, source: Source, count: int, form: SoundForm = SoundForm()) -> None:
        """`count`: of samples, in all; see `sample_count`. `form`: that of the source."""
        self._source, self._count, self._form = source, count, form
        self._written = 0

    def join(self, output: OutputContainer) -> None:
        """Make room for the sound in a container that is about to be written."""
        self._output = output
        codec = _CODECS.get(output.format.name) or _PCM[self._form.bits]
        rate = self._form.rate
        if codec == "aac":
            self._bits, rate = 32, rate if rate in AAC_RATES else RATE
        else:
            self._bits = min(self._form.bits, 24) if codec == "flac" else self._form.bits
        stream = output.add_stream(codec, rate=rate, layout="stereo")
        assert isinstance(stream, AudioStream)
        self._stream = stream
        if codec == "aac":
            self._stream.bit_rate = AAC_BITS
        elif self._bits == 24:
            self._stream.codec_context.format = "s32"

    @property
    def seconds(self) -> float:
        """How much has been written, in s."""
        return self._written / self._form.rate

    def lasts(self, seconds: float) -> bool:
        """Tell whether there is sound until then."""
        return seconds * self._form.rate <= self._count

    def write_until(self, seconds: float) -> None:
        """Write the sound of the first `seconds`; a little more of it does no harm."""
        while self._written < self._count and self._written < seconds * self._form.rate:
            count = min(_BLOCK, self._count - self._written)
            self._encode(self._source.samples(self._written, count))
            self._written += count

    def end_at(self, count: int) -> None:
        """Let it end after so many samples, or at once if there have been more."""
        self._count = max(count, self._written)

    def finish(self) -> None:
        """Write all that is left."""
        self.write_until(float("inf"))
        self._output.mux(self._stream.encode(None))

    def _encode(self, samples: NDArray[np.float32]) -> None:
        if self._bits == 32:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="fltp", layout="stereo")
        else:
            whole = sixteen_bits(samples) if self._bits == 16 else _twenty_four_bits(samples)
            format = "s16" if self._bits == 16 else "s32"
            frame = av.AudioFrame.from_ndarray(whole.reshape(1, -1), format=format, layout="stereo")
        frame.sample_rate = self._form.rate
        frame.time_base = Fraction(1, self._form.rate)
        frame.pts = self._written
        self._output.mux(self._stream.encode(frame))


def sixteen_bits(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Return samples from -1 to 1 as 16-bit PCM; what was read from such comes back as it was."""
    return np.asarray(np.clip(np.round(samples * np.float32(32768)), -32768, 32767), np.int16)


def _twenty_four_bits(samples: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return samples from -1 to 1 as 24-bit PCM in the upper bits of 32, as encoders take it."""
    steps = np.clip(np.round(samples * np.float32(1 << 23)), -(1 << 23), (1 << 23) - 1)
    return np.asarray(steps, np.int32) << 8
