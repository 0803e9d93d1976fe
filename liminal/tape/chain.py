"""The chain: a picture goes to tape and comes back, generation after generation."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.gl import Context, Texture
from liminal.settings.display import DisplaySettings
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.tape.cable import Cable, from_aerial, to_television
from liminal.tape.caption import Caption, camera_captions, deck_captions
from liminal.tape.deck import NOTHING_LEFT, Deck
from liminal.tape.decoder import Decoder
from liminal.tape.display import Display
from liminal.tape.dv import DigitalTape
from liminal.tape.encoder import Encoder
from liminal.tape.format import format_of
from liminal.tape.grid import TEXELS, Signal, make_signal
from liminal.tape.mechanics import Mechanics
from liminal.tape.standard import FIELD_RATE, PICTURE_LINES
from liminal.tape.transport import source_frame


class Chain(Closing):
    """Plays frames of two fields, 720 x 480, whose lines alternate, field 1 on top.

    Frame n is a function of its picture, the settings, the seed and n.
    """

    def __init__(
        self,
        context: Context,
        tape: TapeSettings,
        display: DisplaySettings,
        seed: int,
        signal: SignalSettings | None = None,
        captions: Callable[[float], list[Caption]] | None = None,
    ) -> None:
        """`captions`: what the camera writes into its picture at a time, s; else what `display` says."""
        self._captions = captions or partial(camera_captions, display, tape.speed)
        self._tape, self._display, self._seed = tape, display, seed
        format = format_of(tape)
        self._encoder = Encoder(context)
        self._camera_letters, self._deck_letters = (Display(context, display.maker) for _ in range(2))
        self._deck = Deck(context, tape, format) if format is not None else None
        self._digital = DigitalTape(tape, seed) if tape.format == "dv" else None
        aerial, cable = from_aerial(signal or SignalSettings()), to_television(signal or SignalSettings())
        self._aerial = Cable(context, aerial, seed, 0) if not aerial.is_none else None
        self._cable = Cable(context, cable, seed, 1) if not cable.is_none else None
        self._decoder = Decoder(context)
        self._signal, self._spare = make_signal(context), make_signal(context)
        self._mechanics = Mechanics(context, tape, seed)

    def play(self, picture: Texture, frame: int, most: float = 1.0) -> NDArray[np.uint8]:
        """Record a picture and play it as frame number `frame`: uint8 (480, 720, 3), top line first.

        `picture`: R'G'B' of that size, what was recorded as the frame that `source_frame` gives for this one.
        """
        self._decoder.draw(self.carry(picture, frame, most), self._mechanics.lines)
        played = self._decoder.read()
        return self._digital.play(played, frame) if self._digital is not None else played

    def feed(self, picture: Texture, frame: int, most: float = 1.0) -> Signal:
        """Prepare a picture as `play` does, up to what the last recorder is given; good until the next call."""
        source = source_frame(self._tape, frame)
        captions = self._captions(2 * source / FIELD_RATE)
        self._encoder.draw(self._signal, picture, most, self._camera_letters.letters(captions) if captions else None)
        self._send(self._aerial, source)
        if self._deck is not None:
            self._mechanics.turn_to(frame)
            for generation, carrier in enumerate(self._mechanics.carriers[:-1]):
                self._deck.draw(self._spare, self._signal, carrier, self._seed, source, generation, NOTHING_LEFT)
                self._turn()
        return self._signal

    def carry(self, picture: Texture, frame: int, most: float = 1.0) -> Signal:
        """Record a picture and play it as `play` does, up to what the television is given; good until the next call."""
        self.feed(picture, frame, most)
        if self._deck is not None:
            # Only the last tape is played now; noise of those before it is recorded.
            carriers, residue = self._mechanics.carriers, self._mechanics.residue
            last = len(carriers) - 1
            self._deck.draw(self._spare, self._signal, carriers[last], self._seed, frame, last, residue)
            self._turn()
        captions = deck_captions(self._display, self._tape.speed, 2 * frame / FIELD_RATE)
        if captions:
            self._deck_letters.draw(self._spare, self._signal, captions)
            self._turn()
        self._send(self._cable, frame)
        return self._signal

    def line_table(self) -> NDArray[np.float32]:
        """What the mechanics do to each line of the frame that was carried last: see `Decoder.draw`; (480, 4)."""
        return np.frombuffer(self._mechanics.lines.read(), np.float32).reshape(PICTURE_LINES, 4)

    def carrier(self) -> NDArray[np.uint8]:
        """What is left of the carrier on the last tape at the frame that was fed last: (480, TEXELS), 255 being all."""
        return np.frombuffer(self._mechanics.carriers[-1].read(), np.uint8).reshape(PICTURE_LINES, TEXELS)

    def _send(self, cable: Cable | None, frame: int) -> None:
        """Send the signal down a cable, if that changes anything."""
        if cable is not None:
            cable.draw(self._spare, self._signal, frame)
            self._turn()

    def _turn(self) -> None:
        """What the last stage put out is the signal now."""
        self._signal, self._spare = self._spare, self._signal

    def close(self) -> None:
        """Free programs and textures."""
        kept = (self._encoder, self._camera_letters, self._deck_letters, self._decoder, self._mechanics)
        for used in (*kept, self._signal, self._spare, self._deck, self._aerial, self._cable):
            if used is not None:
                used.release()


def is_off(tape: TapeSettings, display: DisplaySettings, signal: SignalSettings | None = None) -> bool:
    """Whether a chain of these settings would leave its pictures alone."""
    captions = camera_captions(display, tape.speed, 0.0) or deck_captions(display, tape.speed, 0.0)
    cables = from_aerial(signal or SignalSettings()), to_television(signal or SignalSettings())
    return tape.format is None and not captions and all(cable.is_none for cable in cables)
