"""The small lamps of a scene: the camera's own, and torches in the hands of figures."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.body.figure import Figure
from liminal.gl import Scope
from liminal.gl.source import Switch
from liminal.light import occluder_textures
from liminal.piece.piece import Piece
from liminal.view.figure_drawing import Figures
from liminal.view.silhouettes import Silhouettes
from liminal.view.spot_lamp import SpotLamp, spot_uniforms
from liminal.view.torches import Torches


class SmallLamps:
    """What the programs of a scene must know of them. They cast shadows, by rays through the cells.

    `switches`, `uniforms`: of all programs that they shine on. It is false where there can be no such lamp.
    """

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        figures: Sequence[Figure],
        reflectance: NDArray[np.floating],
        *,
        camera: bool,
        baked: bool,
    ) -> None:
        """`camera`: whether it has a lamp. `reflectance`, `baked`: as for `Torches`."""
        self._scope, self._camera = scope, camera
        self._torches = Torches(figures, piece, reflectance, baked)
        self._silhouettes: Silhouettes | None = None
        self.switches: dict[str, Switch] = {"SPOT_LAMPS": 2 if self._torches else 1 if camera else False}
        self.uniforms: dict[str, Any] = {}
        if self:
            textures = occluder_textures.upload(scope, piece.occluder)
            self.switches |= textures.switches
            self.uniforms |= textures.uniforms

    def __bool__(self) -> bool:
        return self._camera or bool(self._torches)

    def shade(self, figures: Figures) -> None:
        """Let these figures throw shadows in the beams of torches."""
        if self._torches:
            self._silhouettes = Silhouettes(self._scope, figures)

    def at(self, time: float, own: SpotLamp | None) -> list[SpotLamp]:
        """Return those that shine at a time, s, the camera's `own` one first, if it has one."""
        return [*([] if own is None else [own]), *self._torches.at(time)]

    def uniforms_at(self, time: float, own: SpotLamp | None) -> dict[str, Any]:
        """Return what programs are told of those that shine at a time; the arguments are those of `at`."""
        lamps = self.at(time, own)
        shadows = {} if self._silhouettes is None else self._silhouettes.of(lamps, time, own is not None)
        return {**spot_uniforms(lamps), **shadows}
