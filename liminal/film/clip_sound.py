"""The sound of a clip, encoded while it is made: beside pictures or alone."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
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
    """The sampling of sound. `rate`: Hz. `bits` of a sample in a lossless file; 32 are a float's."""

    rate: int = RATE
    bits: Literal[16, 24, 32] = 16


class StereoSource(Protocol):
    """A film's sound, of which any range of samples can be had."""

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        """Return float32 (count, 2), 1 for full scale."""


class SpooledSound:
    """Stereo samples in a file."""

    def __init__(self, path: Path) -> None:
        """Begin the file anew."""
        self._path = path
        path.write_bytes(b"")

    def append(self, samples: NDArray[np.float32]) -> None:
        """Add samples at the end: (n, 2)."""
        with self._path.open("ab") as file:
            file.write(samples.astype(np.float32).tobytes())

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        """Return samples from number `first` on: float32 (count, 2)."""
        return np.fromfile(self._path, np.float32, 2 * count, offset=8 * first).reshape(count, 2)


def sample_count(frames: int) -> int:
    """Return the number of whole samples in a number of frames, of 1,601.6 samples each."""
    return int(frames * RATE / FRAME_RATE)


class ClipSound:
    """Sound that is made while it is written: AAC in MP4, FLAC in Matroska and by itself, PCM in WAV and QuickTime."""

    def __init__(self, source: StereoSource, count: int, form: SoundForm = SoundForm()) -> None:
        """`count`: of samples, in all; see `sample_count`. `form`: that of the source."""
        self._source, self._count, self._form = source, count, form
        self._written = 0

    def join(self, output: OutputContainer) -> None:
        """Add the stream of sound to a container before it is written."""
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

    def spool(self, path: Path) -> None:
        """Make all of it now, into a file that stays until it has been written from there."""
        spooled = SpooledSound(path)
        for first in range(0, self._count, RATE):
            spooled.append(self._source.samples(first, min(RATE, self._count - first)))
        self._source = spooled

    @property
    def seconds(self) -> float:
        """The length written so far, s."""
        return self._written / self._form.rate

    def lasts(self, seconds: float) -> bool:
        """Tell whether the sound lasts for `seconds`."""
        return seconds * self._form.rate <= self._count

    def write_until(self, seconds: float) -> None:
        """Write the sound of at least the first `seconds`."""
        while self._written < self._count and self._written < seconds * self._form.rate:
            count = min(_BLOCK, self._count - self._written)
            self._encode(self._source.samples(self._written, count))
            self._written += count

    def end_at(self, count: int) -> None:
        """End the sound after `count` samples, or at once if more are written."""
        self._count = max(count, self._written)

    def finish(self) -> None:
        """Write the rest of the sound."""
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
    """Return samples from -1 to 1 as 16-bit PCM; the exact inverse of reading it."""
    return np.asarray(np.clip(np.round(samples * np.float32(32768)), -32768, 32767), np.int16)


def _twenty_four_bits(samples: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return samples from -1 to 1 as 24-bit PCM in the upper bits of 32, as encoders take it."""
    steps = np.clip(np.round(samples * np.float32(1 << 23)), -(1 << 23), (1 << 23) - 1)
    return np.asarray(steps, np.int32) << 8
