"""Downmix: sound of any number of channels becomes two, left and right."""

from functools import lru_cache
from math import sqrt

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

_HALF_POWER = sqrt(0.5)
_FRONT = ("FL", "FR", "FLC", "FRC", "DL", "DR", "BIL", "BIR")  # channels with a gain of 1
_BASS = ("LFE", "LFE2")
_PLANES = 8  # from this number of planes on, PyAV 18 reads beyond the planes of a frame
# The layout that players assume for a number of unnamed channels.
_USUAL = {
    2: ("FL", "FR"),
    6: ("FL", "FR", "FC", "LFE", "BL", "BR"),
    8: ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"),
}


def has_loudspeakers(layout: av.AudioLayout) -> bool:
    """Tell whether each channel has a loudspeaker, as players need it; one or two always have."""
    names = [channel.name for channel in layout.channels]
    return len(names) <= 2 or not any(name.startswith("AMBI") or _gain(name) is None for name in names)


def stereo(frame: av.AudioFrame) -> av.AudioFrame:
    """Return a frame of sound as two planes of floats, left and right, at the same rate and time.

    By ITU-R BS.775-3 centre and surround come with -3 dB, and the bass channel is left out; the sum is not scaled down.
    One channel alone goes to both sides as it is. Of ambisonics, two cardioids look left and right. Channels without a
    place go left and right in turn.
    """
    names = tuple(channel.name for channel in frame.layout.channels)
    if names == ("FL", "FR") and frame.format.name == "fltp":
        return frame
    mixed = np.ascontiguousarray(_gains(names) @ samples_of(frame))
    made = av.AudioFrame.from_ndarray(mixed, format="fltp", layout="stereo")
    made.sample_rate, made.pts = frame.sample_rate, frame.pts
    if frame.time_base is not None:
        made.time_base = frame.time_base
    return made


def samples_of(frame: av.AudioFrame) -> NDArray[np.float32]:
    """Return the samples of a frame: float32 (channels, n), 1 for full scale."""
    if frame.format.is_planar and frame.layout.nb_channels >= _PLANES:
        (frame,) = AudioResampler("flt", frame.layout, frame.sample_rate).resample(frame)
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    if samples.dtype.kind == "u":
        return np.asarray(samples, np.float32) / np.float32(128) - 1
    full = 2.0 ** (8 * samples.dtype.itemsize - 1) if samples.dtype.kind == "i" else 1.0
    return np.asarray(samples, np.float32) / np.float32(full)


@lru_cache(maxsize=8)
def _gains(names: tuple[str, ...]) -> NDArray[np.float32]:
    """Return the gains of each channel, by FFmpeg's name for it, to left and right: (2, channels)."""
    if len(names) == 1:
        return np.ones((2, 1), np.float32)
    placed = [_gain(name) for name in names]
    if None in placed:
        placed = [_gain(name) for name in _USUAL.get(len(names), names)]
    gains = np.array([gain for gain in placed if gain is not None], np.float32).T
    return gains if None not in placed and gains.any() else _turns(len(names))


def _turns(count: int) -> NDArray[np.float32]:
    """Return gains that put channels left and right in turn, with the power of one pair; an odd last one to both."""
    gains = np.zeros((2, count), np.float32)
    gains[0, 0::2] = gains[1, 1::2] = 1.0
    if count % 2:
        gains[:, -1] = _HALF_POWER
    return gains * np.float32(1 / sqrt((count + 1) // 2))


def _gain(name: str) -> tuple[float, float] | None:
    """Return a channel's gains to left and right; None if its place is unknown."""
    if name.startswith("AMBI"):
        # In the order of ACN: omnidirectional, then left minus right. The others have no horizontal left-right part.
        return {"AMBI0": (_HALF_POWER, _HALF_POWER), "AMBI1": (_HALF_POWER, -_HALF_POWER)}.get(name, (0.0, 0.0))
    if name in _BASS:
        return 0.0, 0.0
    level = 1.0 if name in (*_FRONT, "FC") else _HALF_POWER
    if name in ("FLC", "FRC"):
        name = name[:-1]
    shares = {"L": (1.0, 0.0), "R": (0.0, 1.0), "C": (_HALF_POWER, _HALF_POWER)}
    # "NONE", "UNSD" and "USR3" end in none of these.
    return None if name[-1] not in shares else (level * shares[name[-1]][0], level * shares[name[-1]][1])
