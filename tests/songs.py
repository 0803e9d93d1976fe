"""Made sound for tests: written by FFmpeg's encoders, read by its decoders."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np


def noise(rate: int, seconds: float, channels: int = 2) -> np.ndarray:
    """Noise with most of its power below a tenth of the rate: float (channels, n), below 1."""
    draw = np.random.default_rng(1).standard_normal((channels, round(rate * seconds)))
    return np.stack([np.convolve(row, np.ones(16) / 16, "same") for row in draw]) * 0.5


def tone(rate: int, seconds: float, pitch: float, level: float = 0.25) -> np.ndarray:
    """A sine, (n,)."""
    return level * np.sin(2 * np.pi * pitch * np.arange(round(rate * seconds)) / rate)


def write_song(
    path: Path,
    sound: np.ndarray,
    rate: int,
    codec: str,
    *,
    layout: str = "stereo",
    bits: int = 16,
    cover: np.ndarray | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """Write sound (channels, n). `bits` of its samples; 32 are floats. `cover`: a picture attached to it."""
    with av.open(str(path), "w", options=options or {}) as song:
        stream = song.add_stream(codec, rate=rate, layout=layout)
        if bits == 24:
            stream.codec_context.format = "s32"
        if cover is not None:
            picture = song.add_stream("png", rate=1)
            picture.height, picture.width = cover.shape[:2]
            picture.pix_fmt = "rgb24"
            picture.disposition = av.stream.Disposition.attached_pic
            song.mux(picture.encode(av.VideoFrame.from_ndarray(cover, format="rgb24")))
            song.mux(picture.encode(None))
        for block in _blocks(sound, rate, layout, bits):
            song.mux(stream.encode(block))
        song.mux(stream.encode(None))
    return path


def _blocks(sound: np.ndarray, rate: int, layout: str, bits: int) -> Iterator[av.AudioFrame]:
    whole = {16: (np.int16, "s16", 1 << 15), 24: (np.int32, "s32", 1 << 31), 32: (np.float32, "flt", 1)}
    kind, format, full = whole[bits]
    steps = np.round(sound * (1 << (bits - 1))) / (1 << (bits - 1)) if bits < 32 else sound
    for first in range(0, sound.shape[1], 1024):
        part = (steps[:, first : first + 1024] * full).astype(kind)
        block = av.AudioFrame.from_ndarray(part.T.copy().reshape(1, -1), format=format, layout=layout)
        block.sample_rate, block.pts, block.time_base = rate, first, Fraction(1, rate)
        yield block


def read_song(path: Path) -> tuple[np.ndarray, int]:
    """The samples of a file, float (channels, n), 1 for full scale, and their rate, Hz."""
    with av.open(str(path)) as song:
        stream = song.streams.audio[0]
        parts = []
        for frame in song.decode(stream):
            part = frame.to_ndarray()
            part = part if frame.format.is_planar else part.reshape(-1, frame.layout.nb_channels).T
            parts.append(part / (2.0 ** (8 * part.dtype.itemsize - 1) if part.dtype.kind == "i" else 1.0))
        return np.concatenate(parts, axis=1), stream.rate


def lateness(after: np.ndarray, before: np.ndarray, rate: int) -> float:
    """How much later one sound (n,) is than another, s: where their correlation is greatest."""
    size = 1 << (len(after) + len(before)).bit_length()
    spectrum = np.fft.rfft(after, size) * np.conj(np.fft.rfft(before, size))
    at = int(np.argmax(np.fft.irfft(spectrum, size)))
    return (at if at < size // 2 else at - size) / rate
