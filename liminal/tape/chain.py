"""The chain: a picture goes to tape and comes back, generation after generation."""

import numpy as np
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.gl import Context, Texture, make_texture
from liminal.settings.tape import TapeSettings
from liminal.tape.deck import Deck, whole_carrier
from liminal.tape.decoder import Decoder
from liminal.tape.encoder import Encoder
from liminal.tape.format import Format
from liminal.tape.grid import TEXELS, make_signal
from liminal.tape.standard import PICTURE_LINES


class Chain(Closing):
    """Plays frames of two fields, 720 x 480, whose lines alternate, field 1 on top.

    Frame n is a function of its picture, the settings, the seed and n.
    """

    def __init__(self, context: Context, settings: TapeSettings, format: Format, seed: int) -> None:
        """`format`: what `format_of` finds for the settings."""
        self._settings, self._seed = settings, seed
        self._encoder = Encoder(context)
        self._deck = Deck(context, settings, format)
        self._decoder = Decoder(context)
        self._signal, self._spare = make_signal(context), make_signal(context)
        self._carrier = make_texture(context, (TEXELS, PICTURE_LINES), 1, "f1", whole_carrier()[..., None])
        self._lines = make_texture(context, (1, PICTURE_LINES), 2, "f4", np.zeros((PICTURE_LINES, 1, 2)))

    def play(self, picture: Texture, frame: int) -> NDArray[np.uint8]:
        """Record frame number `frame` and play it: uint8 (480, 720, 3) from R'G'B' of that size, top line first."""
        self._encoder.draw(self._signal, picture)
        for generation in range(self._settings.generations):
            self._deck.draw(self._spare, self._signal, self._carrier, self._seed, frame, generation)
            self._signal, self._spare = self._spare, self._signal
        self._decoder.draw(self._signal, self._lines)
        return self._decoder.read()

    def close(self) -> None:
        """Free programs and textures."""
        for used in (self._encoder, self._deck, self._decoder, self._signal, self._spare, self._carrier, self._lines):
            used.release()
