"""The mechanics: the faults of each frame, in textures from which deck and decoder read them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, make_texture
from liminal.settings.tape import TapeSettings
from liminal.tape.deck import whole_carrier
from liminal.tape.faults import faults_of, plain_lines
from liminal.tape.format import format_of
from liminal.tape.grid import TEXELS
from liminal.tape.standard import PICTURE_LINES


class Mechanics:
    """Carriers and lines of one frame at a time; what stays the same is not sent again."""

    def __init__(self, context: Context, settings: TapeSettings, seed: int) -> None:
        format = format_of(settings)
        self._settings, self._seed = settings, seed
        self._unsteady = format.unsteady if format is not None else 0.0
        self._is_off = format is None
        self.lines = make_texture(context, (1, PICTURE_LINES), 4, "f4", plain_lines()[:, None])
        self.carriers = [
            make_texture(context, (TEXELS, PICTURE_LINES), 1, "f1", whole_carrier()[..., None])
            for _ in range(0 if self._is_off else settings.generations)
        ]
        self._sent: list[NDArray[Any]] = [plain_lines(), *(whole_carrier() for _ in self.carriers)]
        self.residue = 0.0, 0.0, 0.0, 0.0

    def turn_to(self, frame: int) -> None:
        """Fill the textures for frame number `frame` of the playback; without a tape they stay without a fault."""
        if self._is_off:
            return
        faults = faults_of(self._settings, self._seed, frame, self._unsteady)
        wanted: list[NDArray[Any]] = [faults.lines, *faults.carriers]
        for texture, data, sent in zip((self.lines, *self.carriers), wanted, self._sent, strict=True):
            if not np.array_equal(data, sent):
                texture.write(data.tobytes(), alignment=1)
        self._sent = wanted
        old = faults.residue
        self.residue = old.strength, old.line, old.phase, old.per_line

    def release(self) -> None:
        """Free the textures."""
        for texture in (self.lines, *self.carriers):
            texture.release()
