"""The sound of a recording, played onto a tape and back while the pictures beside it are."""

from collections import deque
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import OutputContainer
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.film.clip_sound import ClipSound
from liminal.film.loss import loss_of
from liminal.film.sound_track import open_sound
from liminal.settings.preset import Preset
from liminal.sound import Track
from liminal.sound.pages import RATE

_KEPT = 60 * RATE  # samples behind the newest that a rewind may go back to; further back is silence
_ENDLESS = 1 << 40  # samples


class DubSound(Closing):
    """Sound that is read, taped and encoded while the pictures beside it are written."""

    def __init__(self, path: Path, origin: float, look: Preset, seed: int) -> None:
        """`origin`: the recording's time, in s, that becomes 0. Raises LiminalError for sound that cannot be read."""
        self._read = _Reading(path, origin)
        track = Track(self._read, look.tape, look.track, seed, loss_of(look.tape, seed))
        self._encoded = ClipSound(_Stereo(track), _ENDLESS)

    def join(self, output: OutputContainer) -> None:
        """Make room for the sound in a container that is about to be written."""
        self._encoded.join(output)

    def write_until(self, seconds: float) -> None:
        """Write the sound of the first `seconds`; where the recording has none, the tape's own."""
        self._encoded.write_until(seconds)

    def finish(self) -> None:
        """Write what the recording has left, if its sound is longer than its pictures."""
        self._encoded.end_at(self._read.length())
        self._encoded.finish()

    def close(self) -> None:
        """Let go of the recording."""
        self._read.close()


class _Stereo:
    """A track as two channels."""

    def __init__(self, track: Track) -> None:
        self._track = track

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        """Return float32 (count, 2)."""
        sound = self._track.samples(first, count)
        return np.ascontiguousarray(np.broadcast_to(sound, (2, count)).T)


class _Reading(Closing):
    """A recording's sound at 48 kHz, read onwards; the last minute of it can be heard again."""

    def __init__(self, path: Path, origin: float) -> None:
        self._input, self._source = open_sound(path)
        if self._source.codec_context is None:
            raise LiminalError("PyAV has no decoder for the sound; give --silent to leave it out")
        self._packets = self._input.demux(self._source)
        self._origin = Fraction(origin).limit_denominator(1_000_000)
        self._resampler = AudioResampler("s16p", "stereo", RATE)
        self._blocks: deque[tuple[int, NDArray[np.int16]]] = deque()  # first sample, (2, n)
        self._end = 0  # the first sample that has not been read
        self._ended = False

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        """Return float32 (2, count); silence where there is nothing."""
        while not self._ended and self._end < first + count:
            self._read_packet()
        found = np.zeros((2, count), np.float32)
        for start, block in self._blocks:
            low, high = max(start, first), min(start + block.shape[1], first + count)
            if low < high:
                found[:, low - first : high - first] = block[:, low - start : high - start] / np.float32(32768)
        return found

    def length(self) -> int:
        """Return how many samples there are in all, after reading to the end."""
        while not self._ended:
            self._read_packet()
        return self._end

    def _read_packet(self) -> None:
        try:
            packet = next(self._packets, None)
        except (av.FFmpegError, OSError):
            packet = None  # cut off: what there was has been read
        if packet is None:
            self._ended = True
            return
        with suppress(av.FFmpegError):  # a click at most
            for frame in packet.decode():
                for even in self._resampler.resample(frame):
                    self._keep(even)

    def _keep(self, frame: av.AudioFrame) -> None:
        block = np.asarray(frame.to_ndarray(), np.int16)
        start = self._end
        if frame.pts is not None and frame.time_base is not None:
            told = round((frame.pts * frame.time_base - self._origin) * RATE)
            # Clocks of files are coarse: only what is clearly elsewhere is put there.
            if abs(told - self._end) > RATE // 100:
                start = told
        if start < self._end and self._blocks:
            start = self._end
        self._blocks.append((start, block))
        self._end = max(self._end, start + block.shape[1])
        while self._blocks[0][0] + self._blocks[0][1].shape[1] < self._end - _KEPT:
            self._blocks.popleft()

    def close(self) -> None:
        """Let go of the file."""
        self._input.close()
