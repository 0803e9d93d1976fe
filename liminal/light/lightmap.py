"""The lightmap: the light of all surfaces of a piece, in the atlas that its charts lay out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Target, Texture
from liminal.light.body_light import BodyLight
from liminal.light.light_group import LightGroups, in_steps
from liminal.light.mover_light import MoverLight
from liminal.light.reflected_caustics import ReflectedCaustics


@dataclass(frozen=True)
class Lightmap:
    """Irradiance on surfaces.

    `atlas`: its kept tiles, RGBA half floats, as dimmed last; rgb is lux, a the number of the surface (`piece.chart`; 0
    where nothing is known). `pages`: where they are kept. `parts`: the light groups. `dimmable`: intp (k,), the lamps
    of the piece that have one; `things`: intp (j,), the placements that have one, which come after these. `ambient`:
    (3,) lux, the mean of the known texels, for surfaces of which none is known. `lamps`: how many the piece has.
    `movers`: the light of what moves there; `figures`: of figures. `caustics`: what waves make of the light that water
    mirrors.
    """

    pages: Texture
    atlas: Target
    parts: LightGroups | None
    dimmable: NDArray[np.intp]
    things: NDArray[np.intp]
    ambient: NDArray[np.float32]
    lamps: int
    movers: tuple[MoverLight, ...] = ()
    figures: tuple[BodyLight, ...] = ()
    caustics: ReflectedCaustics | None = None

    @property
    def texture(self) -> Texture:
        """The kept tiles as dimmed last, to be read by `common_irradiance.glsl`."""
        return self.atlas.colours[0]

    @cached_property
    def _falling_on_figures(self) -> list[NDArray[np.bool_]]:
        """Of each figure the light groups that fall on its air or on what it shades: (k + j,)."""
        if self.parts is None:
            return [np.zeros(len(self.dimmable) + len(self.things), bool) for _ in self.figures]
        squares = (np.concatenate([figure.air.squares, figure.shadow.corner]) for figure in self.figures)
        return [self.parts.falling_on(corner) for corner in squares]

    def dim(self, dimmers: NDArray[np.float32], clip: NDArray[np.floating] | None = None, time: float = 0.0) -> None:
        """Dim the lamps and things that can be: (k + j,), 1 = as bright as the window or the emitters say.

        `clip`: (4, 4), from window-local metres to the clip space of the next picture, if only that is to be right.
        `time`: s, at which the movers are lit and throw shadows, and water moves.
        """
        # How bright each lamp of the piece is, and then each thing.
        stepped, lamps = in_steps(dimmers), len(self.dimmable)
        output = np.concatenate([np.ones(self.lamps, np.float32), stepped[lamps:]])
        output[self.dimmable] = stepped[:lamps]
        for figure, falling in zip(self.figures, self._falling_on_figures, strict=True):
            figure.look(time, clip, stepped[falling])
        # What stands comes first, so that it keeps its shadow while others move.
        moving: list[MoverLight | BodyLight] = sorted((*self.movers, *self.figures), key=lambda each: not each.stands)
        changes = [self.caustics is not None or each.changes(time, output) for each in moving]
        first = changes.index(True) if any(changes) else len(moving)
        for each in reversed(moving[first:]):
            each.shadow.restore(self.atlas)
        if self.parts is not None:
            if self.caustics is not None:
                self.caustics.restore(self.atlas)
            self.parts.dim(dimmers, clip)
        if self.caustics is not None:
            self.caustics.draw(self.atlas, clip, time)
        for number, each in enumerate(moving):
            if number >= first:
                each.light(self.atlas, time, output)
            each.shadow.draw(self.atlas, clip)

    def shows(self, changed: NDArray[np.bool_], clip: NDArray[np.floating]) -> bool:
        """Tell whether a picture (`clip` as for `dim`) shows the light of any of those `changed`, bool (k + j,)."""
        return self.parts is not None and self.parts.shows(changed, clip)
