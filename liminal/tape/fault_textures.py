"""The faults of each frame as textures, for deck and decoder."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, make_texture
from liminal.ntsc import PICTURE_LINES
from liminal.settings.tape import TapeSettings
from liminal.tape.deck import full_carrier
from liminal.tape.faults import faultless_lines, faults_of
from liminal.tape.format import format_of
from liminal.tape.grid import TEXELS
from liminal.tape.residue import NO_RESIDUE


class FaultTextures:
    """The line table and the carriers of one frame at a time. Unchanged arrays are not uploaded again."""

    def __init__(self, scope: Scope, settings: TapeSettings, seed: int) -> None:
        format = format_of(settings)
        self._settings, self._seed = settings, seed
        self._jitter = format.jitter if format is not None else None
        self.lines = make_texture(scope, (1, PICTURE_LINES), 4, "f4", faultless_lines()[:, None])
        self.carriers = [
            make_texture(scope, (TEXELS, PICTURE_LINES), 1, "f1", full_carrier()[..., None])
            for _ in range(0 if format is None else settings.generations)
        ]
        self._uploaded: list[NDArray[Any]] = [faultless_lines(), *(full_carrier() for _ in self.carriers)]
        self.residue = NO_RESIDUE

    def update(self, frame: int) -> None:
        """Upload the faults of frame number `frame` of the playback; without a tape there are none."""
        if self._jitter is None:
            return
        faults = faults_of(self._settings, self._seed, frame, self._jitter)
        wanted: list[NDArray[Any]] = [faults.lines, *faults.carriers]
        for texture, data, uploaded in zip((self.lines, *self.carriers), wanted, self._uploaded, strict=True):
            if not np.array_equal(data, uploaded):
                texture.write(data.reshape(texture.shape))
        self._uploaded = wanted
        self.residue = faults.residue
