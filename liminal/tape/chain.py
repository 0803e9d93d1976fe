"""The signal chain: a picture is encoded, recorded and played, generation after generation, and decoded."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.gl import Readback, Scope, Texture
from liminal.ntsc import FIELD_RATE
from liminal.settings.display import DisplaySettings
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.tape.cable import Cable, is_transparent, recorder_input
from liminal.tape.caption import Caption, camera_captions, deck_captions
from liminal.tape.character_generator import CharacterGenerator
from liminal.tape.deck import Deck
from liminal.tape.decoder import Decoder, picture_of
from liminal.tape.dv import DigitalTape
from liminal.tape.encoder import Encoder
from liminal.tape.fault_textures import FaultTextures
from liminal.tape.format import format_of
from liminal.tape.grid import Signal, make_signal
from liminal.tape.transport import source_frame


class Chain(Closing):
    """Plays frames of two fields, 720 x 480, whose lines alternate, field 1 on top.

    Frame n is a function of its picture, the settings, the seed and n.
    """

    def __init__(
        self,
        scope: Scope,
        tape: TapeSettings,
        display: DisplaySettings,
        seed: int,
        signal: SignalSettings | None = None,
        captions: Callable[[float], list[Caption]] | None = None,
    ) -> None:
        """`captions`: the camera's captions at a time, s; by default those of `display`."""
        self._captions = captions or partial(camera_captions, display, tape.speed)
        self._tape, self._display, self._seed = tape, display, seed
        signal = signal or SignalSettings()
        format = format_of(tape)
        scope = self._scope = scope.scope()
        self._encoder = Encoder(scope)
        self._camera_letters, self._deck_letters = (CharacterGenerator(scope, display.maker) for _ in range(2))
        self._deck = Deck(scope, tape, format) if format is not None else None
        self._digital = DigitalTape(tape, seed) if tape.format == "dv" else None
        aerial = recorder_input(signal)
        self._aerial = None if is_transparent(aerial) else Cable(scope, aerial, seed, 0)
        self._cable = None if is_transparent(signal) else Cable(scope, signal, seed, 1)
        self._decoder = Decoder(scope)
        self._signal, self._spare = make_signal(scope), make_signal(scope)
        self._faults = FaultTextures(scope, tape, seed)

    def play(self, picture: Texture, frame: int, full_scale: float = 1.0) -> NDArray[np.uint8]:
        """Record a picture and play it as frame number `frame`: uint8 (480, 720, 3), top line first.

        `picture`: R'G'B' of that size, recorded as the frame that `source_frame` returns for this one. `full_scale`:
        see `Encoder.draw`.
        """
        return next(self.play_all([(picture, frame)], full_scale))

    def play_all(self, pictures: Iterable[tuple[Texture, int]], full_scale: float = 1.0) -> Iterator[NDArray[np.uint8]]:
        """Play pictures as the frames with the numbers beside them, as `play` does each.

        On a GPU a frame is yielded when the next ones have been drawn, so that it need not wait for us, nor we for it.
        """
        waiting: deque[tuple[Readback, int]] = deque()
        for picture, frame in pictures:
            waiting.append((self._decoder.draw(self.carry(picture, frame, full_scale), self._faults.lines), frame))
            if len(waiting) > self._decoder.ahead:
                yield self._played(*waiting.popleft())
        while waiting:
            yield self._played(*waiting.popleft())

    def _played(self, decoded: Readback, frame: int) -> NDArray[np.uint8]:
        """Wait for a frame, and take it from a digital tape."""
        played = picture_of(decoded)
        return self._digital.play(played, frame) if self._digital is not None else played

    def feed(self, picture: Texture, frame: int, full_scale: float = 1.0) -> Signal:
        """Prepare a picture as `play` does, up to the input of the last recorder; valid until the next call."""
        source = source_frame(self._tape, frame)
        captions = self._captions(2 * source / FIELD_RATE)
        letters = self._camera_letters.letters(captions) if captions else None
        self._encoder.draw(self._signal, picture, full_scale, letters)
        self._send(self._aerial, source)
        if self._deck is not None:
            self._faults.update(frame)
            for generation, carrier in enumerate(self._faults.carriers[:-1]):
                self._deck.draw(self._spare, self._signal, carrier, self._seed, source, generation)
                self._swap()
        return self._signal

    def carry(self, picture: Texture, frame: int, full_scale: float = 1.0) -> Signal:
        """Record a picture and play it as `play` does, up to the television's input; valid until the next call."""
        self.feed(picture, frame, full_scale)
        if self._deck is not None:
            # The noise of the last tape is new with each playback; that of those before it is recorded.
            carriers, residue = self._faults.carriers, self._faults.residue
            last = len(carriers) - 1
            self._deck.draw(self._spare, self._signal, carriers[last], self._seed, frame, last, residue)
            self._swap()
        captions = deck_captions(self._display, self._tape.speed, 2 * frame / FIELD_RATE)
        if captions:
            self._deck_letters.draw(self._spare, self._signal, captions)
            self._swap()
        self._send(self._cable, frame)
        return self._signal

    def line_table(self) -> NDArray[np.float32]:
        """The line table of the frame that was carried last: (480, 4), see `tape.faults.Faults`."""
        return self._faults.lines.read()[:, 0]

    def carrier(self) -> NDArray[np.uint8]:
        """The carrier on the last tape at the frame that was fed last: (480, TEXELS), 255 for full amplitude."""
        return self._faults.carriers[-1].read()[..., 0]

    def _send(self, cable: Cable | None, frame: int) -> None:
        """Send the signal down a cable, if there is one."""
        if cable is not None:
            cable.draw(self._spare, self._signal, frame)
            self._swap()

    def _swap(self) -> None:
        """Take the last stage's output as the signal."""
        self._signal, self._spare = self._spare, self._signal

    def close(self) -> None:
        """Free programs and textures."""
        self._scope.close()


def is_off(tape: TapeSettings, display: DisplaySettings, signal: SignalSettings | None = None) -> bool:
    """Whether a chain of these settings returns its pictures unchanged."""
    signal = signal or SignalSettings()
    captions = camera_captions(display, tape.speed, 0.0) or deck_captions(display, tape.speed, 0.0)
    return tape.format is None and not captions and is_transparent(signal) and is_transparent(recorder_input(signal))
