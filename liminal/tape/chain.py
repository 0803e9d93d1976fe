"""The chain: a picture goes to tape and comes back, generation after generation."""

import numpy as np
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.gl import Context, Texture
from liminal.settings.display import DisplaySettings
from liminal.settings.tape import TapeSettings
from liminal.tape.caption import Caption, camera_captions, deck_captions
from liminal.tape.deck import NOTHING_LEFT, Deck
from liminal.tape.decoder import Decoder
from liminal.tape.display import Display
from liminal.tape.dv import DigitalTape
from liminal.tape.encoder import Encoder
from liminal.tape.format import format_of
from liminal.tape.grid import make_signal
from liminal.tape.mechanics import Mechanics
from liminal.tape.standard import FIELD_RATE
from liminal.tape.transport import source_frame


class Chain(Closing):
    """Plays frames of two fields, 720 x 480, whose lines alternate, field 1 on top.

    Frame n is a function of its picture, the settings, the seed and n.
    """

    def __init__(self, context: Context, tape: TapeSettings, display: DisplaySettings, seed: int) -> None:
        self._tape, self._display, self._seed = tape, display, seed
        format = format_of(tape)
        self._encoder = Encoder(context)
        self._letters = Display(context, display.maker)
        self._deck = Deck(context, tape, format) if format is not None else None
        self._digital = DigitalTape(tape, seed) if tape.format == "dv" else None
        self._decoder = Decoder(context)
        self._signal, self._spare = make_signal(context), make_signal(context)
        self._mechanics = Mechanics(context, tape, seed)

    def play(self, picture: Texture, frame: int, most: float = 1.0) -> NDArray[np.uint8]:
        """Record a picture and play it as frame number `frame`: uint8 (480, 720, 3), top line first.

        `picture`: R'G'B' of that size, what was recorded as the frame that `source_frame` gives for this one.
        """
        source = source_frame(self._tape, frame)
        self._encoder.draw(self._signal, picture, most)
        self._write(camera_captions(self._display, self._tape.speed, 2 * source / FIELD_RATE))
        if self._deck is not None:
            self._mechanics.turn_to(frame)
            for generation, carrier in enumerate(self._mechanics.carriers):
                # Only the last tape is played now; noise of those before it is recorded.
                is_last = generation == self._tape.generations - 1
                number, residue = (frame, self._mechanics.residue) if is_last else (source, NOTHING_LEFT)
                self._deck.draw(self._spare, self._signal, carrier, self._seed, number, generation, residue)
                self._turn()
        self._write(deck_captions(self._display, self._tape.speed, 2 * frame / FIELD_RATE))
        self._decoder.draw(self._signal, self._mechanics.lines)
        played = self._decoder.read()
        return self._digital.play(played, frame) if self._digital is not None else played

    def _write(self, captions: list[Caption]) -> None:
        """Key captions into the signal, if there are any."""
        if captions:
            self._letters.draw(self._spare, self._signal, captions)
            self._turn()

    def _turn(self) -> None:
        """What the last stage put out is the signal now."""
        self._signal, self._spare = self._spare, self._signal

    def close(self) -> None:
        """Free programs and textures."""
        kept = (self._encoder, self._letters, self._decoder, self._signal, self._spare, self._mechanics)
        for used in (*kept, self._deck):
            if used is not None:
                used.release()


def is_off(tape: TapeSettings, display: DisplaySettings) -> bool:
    """Whether a chain of these settings would leave its pictures alone."""
    captions = camera_captions(display, tape.speed, 0.0) or deck_captions(display, tape.speed, 0.0)
    return tape.format is None and not captions
