"""The sound of a recording, played onto a tape and back while the pictures beside it are, or alone."""

from collections import deque
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.container import OutputContainer
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.film.clip_sound import ClipSound, SoundForm
from liminal.footage.audio_converter import AudioConverter
from liminal.footage.demuxer import SoundInput
from liminal.footage.downmix import samples_of, stereo
from liminal.footage.recording import Warn, check_end
from liminal.footage.sound_remuxer import stated_seconds
from liminal.footage.stream_choice import only_sound
from liminal.settings.preset import Preset
from liminal.shoot.sound_loss import loss_of
from liminal.sound.audio_track import AudioTrack, does_nothing
from liminal.sound.pages import RATE, SampledSound

_KEPT = 60  # s behind the newest that a rewind may go back to; further back is silence
_AHEAD = 0.3  # s: more than is encoded at once, or left out as padding
_COARSE = 0.002  # s: times of containers are no finer than a millisecond
_PADDING_MOST = 0.1  # s: 4,096 samples at 44.1 kHz
_END = 0.5  # s: a gap no further than this from a recording's end counts as its end, not as damage
_ENDLESS = 1 << 40  # samples

# Bits kept of a sample, by FFmpeg's name of its format. Lossy codecs decode to floats: 16 bits.
_BITS: dict[str, Literal[16, 24]] = {"s32": 24, "s32p": 24}


class DubSound(Closing):
    """Sound that is read, taped and encoded while the pictures beside it are written, or alone."""

    def __init__(self, source: SoundInput, look: Preset, seed: int, warn: Warn, partial: bool | None = None) -> None:
        """`source` is closed with it. `warn` is told of damage.

        `partial`: whether sound may end before it says; None: as its pictures may. Without a tape, rate and depth stay
        as they are. Raises LiminalError for sound that cannot be read.
        """
        plain = does_nothing(look.tape, look.track)
        self._read = _Reading(source, warn, None if plain else RATE)
        self._partial = partial
        if not self._read.lasts(0):
            self.close()
            raise LiminalError(f"cannot play {source.name}: it holds no sound that can be decoded; is it damaged?")
        track = self._read if plain else AudioTrack(self._read, look.tape, look.track, seed, loss_of(look.tape, seed))
        self._encoded = ClipSound(_Stereo(track), _ENDLESS, self._read.form if plain else SoundForm())

    def join(self, output: OutputContainer) -> None:
        """Make room for the sound in a container that is about to be written."""
        self._encoded.join(output)

    def lasts(self, seconds: float) -> bool:
        """Tell whether the recording has sound until then and a little longer."""
        return self._read.lasts(round((seconds + _AHEAD) * self._read.form.rate))

    def write_until(self, seconds: float) -> None:
        """Write the sound of the first `seconds`; where the recording has none, the tape's own."""
        self._encoded.write_until(seconds)

    def finish(self) -> None:
        """Write the rest of the recording's sound, where that is longer than its pictures.

        Raises LiminalError where it ends early and should not.
        """
        # A second at a time, as only the last `_KEPT` seconds of decoded sound are kept.
        while self.lasts(self._encoded.seconds + 1):
            self._encoded.write_until(self._encoded.seconds + 1)
        self._encoded.end_at(self._read.end)
        self._encoded.finish()
        if self._partial is not None:
            self._read.check_whole(self._partial)

    def close(self) -> None:
        """Let go of the recording."""
        self._read.close()


class _Stereo:
    """A track as two channels."""

    def __init__(self, track: SampledSound) -> None:
        self._track = track

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        """Return float32 (count, 2)."""
        sound = self._track.samples(first, count)
        return np.ascontiguousarray(np.broadcast_to(sound, (2, count)).T)


class _Reading(Closing):
    """A recording's sound in stereo, read onwards; the last minute of it can be heard again.

    `form`: how finely it is sampled. `end`: the number of samples that have been read.
    """

    def __init__(self, source: SoundInput, warn: Warn, rate: int | None) -> None:
        """`rate`: Hz; None is the recording's own."""
        if source.stream.codec_context is None:
            raise LiminalError("PyAV has no decoder for the sound; give --silent to leave it out")
        self._source, self._warn = source, warn
        own = _form_of(source.stream.codec_context)
        self.form = own if rate is None else replace(own, rate=rate)
        self.end = 0
        self._converter = AudioConverter("fltp", "stereo", self.form.rate)
        self._blocks: deque[tuple[int, NDArray[np.float32]]] = deque()  # first sample, (2, n)
        self._kept = _KEPT * self.form.rate
        self._packet_end: int | None = None  # sample
        self._song = only_sound(source.container)
        self._lost: float | None = None  # s: where the first gap begins, of packets that could not be decoded
        self._ended = self._warned = False

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        """Return float32 (2, count); silence where there is nothing."""
        while not self._ended and self.end < first + count:
            self._read_packet()
        found = np.zeros((2, count), np.float32)
        for start, block in reversed(self._blocks):
            if start + block.shape[1] <= first:
                break
            low, high = max(start, first), min(start + block.shape[1], first + count)
            if low < high:
                found[:, low - first : high - first] = block[:, low - start : high - start]
        return found

    def lasts(self, count: int) -> bool:
        """Tell whether there are more than so many samples."""
        while not self._ended and self.end <= count:
            self._read_packet()
        return self.end > count

    def check_whole(self, partial: bool) -> None:
        """Raise LiminalError where the recording has ended well before it says; if `partial`, warn."""
        stated = stated_seconds(self._source)
        check_end(self._source.name, self.end / self.form.rate, stated, partial, self._warn)

    def _read_packet(self) -> None:
        try:
            packet = next(self._source.packets, None)
        except (av.FFmpegError, OSError):
            packet = None  # the file is cut off here: all of its packets have been read
        if packet is None:
            self._ended = True
            for even in self._converter.rest():
                self._keep(even)
            self._cut_padding()
            return
        if packet.pts is not None and packet.time_base is not None and packet.duration:
            self._packet_end = self._sample((packet.pts + packet.duration) * packet.time_base)
        try:
            for frame in packet.decode():
                for even in self._converter.convert(stereo(frame)):
                    self._keep(even)
        except av.FFmpegError:
            self._lost = self._lost or self.end / self.form.rate

    def _keep(self, frame: av.AudioFrame) -> None:
        block = samples_of(frame)
        start = self.end
        if frame.pts is not None and frame.time_base is not None:
            told = self._sample(frame.pts * frame.time_base)
            # Timestamps are coarse: only a block more than 10 ms off the end of the last one is placed by its own.
            if abs(told - self.end) > self.form.rate // 100:
                start = told
                if self._song and told > self.end:
                    self._lost = self._lost or self.end / self.form.rate
        # A recording may begin or end in the middle of a packet: only packets lost between others are damage.
        if self._lost and not self._warned and self.end / self.form.rate > self._lost + _END:
            self._warned = True
            self._warn(
                f"the sound of {self._source.name} is damaged near {self._lost:.2f} s: what cannot be decoded is silent"
            )
        # Samples that overlap the last block are dropped: appended, they would delay all later sound.
        late = max(0, self.end - start) if self._blocks else 0
        if late >= block.shape[1]:
            return
        self._blocks.append((start + late, block[:, late:]))
        self.end = max(self.end, start + block.shape[1])
        while self._blocks[0][0] + self._blocks[0][1].shape[1] < self.end - self._kept:
            self._blocks.popleft()

    def _sample(self, time: Fraction) -> int:
        """Return the number of the sample at an instant, s, of the recording's own time."""
        return round((time - self._source.origin) * self.form.rate)

    def _cut_padding(self) -> None:
        """Leave out the padding of an encoder's last packet, where the packet states its true duration."""
        if self._packet_end is not None and _COARSE < (self.end - self._packet_end) / self.form.rate < _PADDING_MOST:
            self.end = self._packet_end

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()


def _form_of(codec: AudioCodecContext) -> SoundForm:
    """Return how finely a recording's sound is sampled."""
    return SoundForm(
        codec.sample_rate or RATE, 32 if codec.name.startswith("pcm_f") else _BITS.get(codec.format.name, 16)
    )
