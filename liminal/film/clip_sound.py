"""The sound of a clip, encoded beside its pictures, or written alone as a WAV file."""

import struct
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from av.container import OutputContainer
from numpy.typing import NDArray

from liminal.film.atomic import refusal, replacing
from liminal.film.rate import FRAME_RATE
from liminal.sound.pages import RATE

# 1,024 samples are a frame of AAC (ISO/IEC 14496-3); FLAC takes any number.
_BLOCK = 1024
_AAC_BITS = 192_000  # a second
_FULL = 32767  # of 16 bits


class Source(Protocol):
    """Whatever can give any piece of a film's sound."""

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        """Return float32 (count, 2), -1 to 1, at 48 kHz."""


def sample_count(frames: int) -> int:
    """Return how many samples last as long as so many frames of film: 1,601.6 for each, and never more than that."""
    return int(frames * RATE / FRAME_RATE)


class ClipSound:
    """Sound that is made while the pictures beside it are written: AAC in MP4, FLAC in Matroska."""

    def __init__(self, source: Source, count: int) -> None:
        """`count`: of samples, in all; see `sample_count`."""
        self._source, self._count = source, count
        self._written = 0

    def join(self, output: OutputContainer) -> None:
        """Make room for the sound in a container that is about to be written."""
        self._output = output
        self._lossless = output.format.name == "matroska"
        self._stream = output.add_stream("flac" if self._lossless else "aac", rate=RATE, layout="stereo")
        if not self._lossless:
            self._stream.bit_rate = _AAC_BITS

    def write_until(self, seconds: float) -> None:
        """Write the sound of the first `seconds`; a little more of it does no harm."""
        while self._written < self._count and self._written < seconds * RATE:
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
        if self._lossless:
            frame = av.AudioFrame.from_ndarray(sixteen_bits(samples).reshape(1, -1), format="s16", layout="stereo")
        else:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.time_base = Fraction(1, RATE)
        frame.pts = self._written
        self._output.mux(self._stream.encode(frame))


def sixteen_bits(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Return samples from -1 to 1 as 16-bit PCM."""
    return np.asarray(np.round(np.clip(samples, -1.0, 1.0) * _FULL), np.int16)


def write_wave(path: Path, source: Source, count: int, comment: str = "") -> None:
    """Write `count` samples as a WAV file of 16 bits, all or nothing. `comment`: the recipe, plain ASCII.

    Raises LiminalError when the file cannot be written.
    """
    try:
        with replacing(path) as part, part.open("wb") as file:
            file.write(_head(count, comment))
            for first in range(0, count, RATE):
                block = source.samples(first, min(RATE, count - first))
                file.write(sixteen_bits(block).astype("<i2").tobytes())
    except OSError as error:
        raise refusal(path, error) from error


def _head(count: int, comment: str) -> bytes:
    """Return all of a WAV file that comes before its samples (Microsoft, 1994, "Multimedia Data Standards Update")."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, RATE, RATE * 4, 4, 16)
    text = comment.encode("ascii") + b"\0"
    text += b"\0" * (len(text) % 2)
    note = struct.pack("<4sI4s4sI", b"LIST", 12 + len(text), b"INFO", b"ICMT", len(text)) + text if comment else b""
    data = struct.pack("<4sI", b"data", count * 4)
    length = 4 + len(form) + len(note) + len(data) + count * 4
    return struct.pack("<4sI4s", b"RIFF", length, b"WAVE") + form + note + data
