"""Made footage for tests: clips whose every picture says when it was."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

NTSC = Fraction(30000, 1001)  # pictures a second
MILLISECOND = Fraction(1, 1000)
SOUND_RATE = 48000  # Hz
LEVEL_STEP = 10.0  # of 255 for a picture's number, so that codecs cannot confuse two


def grey(level: float, size: tuple[int, int] = (64, 48)) -> np.ndarray:
    """One grey picture, uint8 (H, W, 3)."""
    return np.full((size[1], size[0], 3), level, np.uint8)


def write_clip(
    path: Path,
    pictures: Sequence[np.ndarray],
    times: Sequence[Fraction],
    *,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    options: dict[str, str] | None = None,
    rotation: int = 0,
    pixel: Fraction | None = None,
    clicks: Sequence[float] = (),
    sound: str | None = None,
    seconds: float = 0.0,
    sound_rate: int = SOUND_RATE,
    layout: str = "mono",
    start: Fraction = Fraction(0),
    rgb: str = "rgb24",
    container_options: dict[str, str] | None = None,
) -> Path:
    """Write pictures at the instants `times` (s). `clicks`: instants of a tone of 20 ms, in `seconds` of `sound`.

    `start`: what the clock of the file shows at 0.
    """
    with av.open(str(path), "w", container_options=container_options or {}) as container:
        rate = Fraction(30) if len(times) < 2 else 1 / Fraction(times[1] - times[0])
        stream = container.add_stream(codec, rate=rate.limit_denominator(10000), options=options or {"qp": "4"})
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = pix_fmt
        stream.time_base = stream.codec_context.time_base = Fraction(1, 90000)
        if pixel is not None:
            stream.codec_context.sample_aspect_ratio = pixel
        if rotation:
            stream.set_display_rotation(rotation)
        heard = container.add_stream(sound, rate=sound_rate, layout=layout) if sound else None
        for picture, time in zip(pictures, times, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format=rgb)
            frame.pts, frame.time_base = round((start + time) * 90000), Fraction(1, 90000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if heard is not None:
            for block in _tones(clicks, seconds, sound_rate, layout, start):
                container.mux(heard.encode(block))
            container.mux(heard.encode(None))
    return path


def _tones(clicks: Sequence[float], seconds: float, rate: int, layout: str, start: Fraction) -> Iterator[av.AudioFrame]:
    time = np.arange(round(seconds * rate)) / rate
    on = np.any([(time >= start) & (time < start + 0.02) for start in clicks], axis=0)
    wave = (20000 * on * np.sin(2 * np.pi * 1000 * time)).astype(np.int16)
    for first in range(0, len(wave), 1024):
        channels = av.AudioLayout(layout).nb_channels
        samples = wave[first : first + 1024].repeat(channels)[None]
        block = av.AudioFrame.from_ndarray(samples, format="s16", layout=layout)
        block.sample_rate, block.pts = rate, first + round(start * rate)
        yield block


def steady(count: int, rate: Fraction) -> list[Fraction]:
    """The instants of so many pictures at a steady rate."""
    return [number / rate for number in range(count)]


def read_video(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """All pictures of a film, uint8 (n, H, W, 3), and when each is shown, in s from the container's start."""
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
        return np.stack([f.to_ndarray(format="rgb24") for f in frames]), np.array([float(f.time) for f in frames])


def read_clicks(path: Path) -> list[float]:
    """When tones begin, in s from the container's start."""
    with av.open(str(path)) as container:
        blocks = [(frame.time, frame.to_ndarray(), frame.sample_rate) for frame in container.decode(audio=0)]
    starts: list[float] = []
    for time, block, rate in blocks:
        flat = block.reshape(-1).astype(float)
        loud = abs(flat) > 0.15 * (32768 if block.dtype.kind == "i" else 1.0)
        for index in np.flatnonzero(loud):
            at = time + index / rate
            if not starts or at > starts[-1] + 0.1:
                starts.append(at)
    return starts
