"""The tape's stages by themselves, for tests: signals and pictures in, signals and pictures out."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, make_texture
from liminal.gl.packing import TEXEL, pack
from liminal.ntsc import PICTURE_LINES, SAMPLE_RATE
from liminal.settings.tape import TapeSettings
from liminal.tape.deck import Deck, full_carrier
from liminal.tape.decoder import Decoder, picture_of
from liminal.tape.encoder import Encoder
from liminal.tape.format import format_of
from liminal.tape.grid import FIRST, PICTURE, SAMPLES, TEXELS, make_signal, read_colour, read_luma

Floats = NDArray[np.float64]
PAIRS = SAMPLES // 4


class TapePath:
    """One deck for each set of settings; it is kept."""

    def __init__(self) -> None:
        self._context = Context()
        self._encoder, self._decoder = Encoder(self._context), Decoder(self._context)
        self._carrier = make_texture(self._context, (TEXELS, PICTURE_LINES), 1, "f1", full_carrier()[..., None])
        self._lines = make_texture(self._context, (1, PICTURE_LINES), 2, "f4", np.zeros((PICTURE_LINES, 1, 2)))
        self._signals = [make_signal(self._context), make_signal(self._context)]
        self._deck = cache(self._make_deck)

    def forget(self) -> None:
        """Take new decks and blank signals from here on."""
        for signal in self._signals:
            signal.luma.clear()
            signal.colour.clear()
        self._deck.cache_clear()

    def _make_deck(self, settings: TapeSettings) -> Deck:
        format = format_of(settings)
        assert format is not None
        return Deck(self._context, settings, format)

    def play(
        self, luma: Any = 0.5, colour: Any = 0.0, frame: int = 0, seed: int = 1, **dials: Any
    ) -> tuple[Floats, Floats]:
        """Record and play signals that broadcast to (480, SAMPLES) and (2, 480, PAIRS), in whites; return them so."""
        settings = TapeSettings(**{"format": "vhs", **dials})
        own, other = self._signals
        rows = np.broadcast_to(luma, (PICTURE_LINES, SAMPLES))
        u, v = np.broadcast_to(colour, (2, PICTURE_LINES, PAIRS))
        own.luma.colours[0].write(pack(rows))
        # A texel holds U of four pairs in its lower halves and V in its upper ones.
        pairs = np.stack([u.reshape(PICTURE_LINES, -1, 4), v.reshape(PICTURE_LINES, -1, 4)], axis=2)
        own.colour.colours[0].write(pack(pairs.reshape(PICTURE_LINES, -1)))
        for generation in range(settings.generations):
            self._deck(settings).draw(other, own, self._carrier, seed, frame, generation)
            own, other = other, own
        return read_luma(own), read_colour(own)

    def encode(self, picture: NDArray[np.uint8]) -> tuple[Floats, Floats]:
        """Turn a picture (480, 720, 3) into luma and colour difference."""
        self._encode(picture)
        return read_luma(self._signals[0]), read_colour(self._signals[0])

    def there_and_back(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Encode a picture and decode it, without a tape."""
        self._encode(picture)
        return picture_of(self._decoder.draw(self._signals[0], self._lines))

    def _encode(self, picture: NDArray[np.uint8]) -> None:
        source = make_texture(self._context, (720, 480), 3, "f1", picture)
        self._encoder.draw(self._signals[0], source)
        source.release()


def inside(rows: Floats, margin: int = 100) -> Floats:
    """The part of lines that is picture and not near its edges."""
    return rows[..., FIRST + margin : FIRST + PICTURE * TEXEL - margin]


def step(low: float, high: float, at: int = 300) -> Floats:
    """A line of luma that steps from one level to another in the picture."""
    place = np.arange(SAMPLES) - FIRST
    line = np.where(place < at, low, high)
    return np.where((place >= 0) & (place < PICTURE * TEXEL), line, 0.0)


def rise(line: Floats, low: float, high: float, rate: float = SAMPLE_RATE) -> float:
    """The time from 10 to 90 % of a step, s."""
    share = (line - low) / (high - low)
    end = int(np.argmax(share > 0.9))
    begin = int(np.max(np.nonzero(share[:end] < 0.1)[0]))
    at_10 = begin + (0.1 - share[begin]) / (share[begin + 1] - share[begin])
    at_90 = end - 1 + (0.9 - share[end - 1]) / (share[end] - share[end - 1])
    return float((at_90 - at_10) / rate)


def wave(frequency: float, amplitude: float = 0.05, level: float = 0.5) -> Floats:
    """A line of one packet of the multiburst."""
    return level + amplitude * np.sin(2 * np.pi * frequency / SAMPLE_RATE * np.arange(SAMPLES))


def amplitude(line: Floats, frequency: float, rate: float = SAMPLE_RATE) -> float:
    """How much of one frequency is in the middle of a line, or of several lines: their root mean square."""
    middle = line[..., 200:700]
    window = np.hanning(middle.shape[-1])
    turning = np.exp(-2j * np.pi * frequency / rate * np.arange(len(window)))
    middle = middle - np.average(middle, axis=-1, weights=window)[..., None]
    found = 2 * np.abs(np.sum(window * middle * turning, axis=-1)) / window.sum()
    return float(np.sqrt(np.square(found).mean()))


def spectrum(rows: Floats, low: float, high: float, rate: float = SAMPLE_RATE) -> float:
    """Power between two frequencies, dB."""
    rows = rows - rows.mean(axis=1, keepdims=True)
    power = np.square(np.abs(np.fft.rfft(rows * np.hanning(rows.shape[1]), axis=1))).mean(axis=0)
    frequency = np.fft.rfftfreq(rows.shape[1], 1 / rate)
    return float(10 * np.log10(power[(frequency >= low) & (frequency <= high)].mean()))


def decibels(ratio: float) -> float:
    return float(20 * np.log10(max(ratio, 1e-9)))
