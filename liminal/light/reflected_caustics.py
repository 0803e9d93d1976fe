"""Reflected caustics: the moving pattern of light that waves mirror up to walls and ceilings.

Still water's share is in the fixed light (`mirrored_light`); here it is shifted about, so that its mean stays. It is
found for texels of the atlas, not for pixels: its waves are longer than those.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.colour import LUMINANCE
from liminal.gl import Program, Scope, Target, make_texture
from liminal.light.light_group import SLACK
from liminal.light.mirrored_light import MirroredLight
from liminal.light.near_squares import squares_of
from liminal.light.shader import SHARED
from liminal.light.square_overlay import SquareOverlay
from liminal.light.waves import CORE, LAMPS, WATER, waves
from liminal.piece.box import in_view
from liminal.piece.chart import SLOTS
from liminal.piece.piece import Piece
from liminal.settings.water import WaterSettings

SEEN = 0.006  # root mean square, as a share of all light: less of a pattern is not seen
AT_ONCE = 2  # lamps whose patterns are laid over one another on a place: the strongest
GAIN = 12.0  # of the pattern: even panels and white tile would leave too little of it to be seen
RATE = 30.0  # times a second that the pattern moves on: the shortest wave takes 0.4 s


class ReflectedCaustics:
    """Draws the pattern into those squares of the atlas that show it."""

    def __init__(
        self, scope: Scope, piece: Piece, mirrored: MirroredLight, light: NDArray[np.float32], settings: WaterSettings
    ) -> None:
        """`light`: all that surfels receive, (n, 3), lux."""
        numbers, strongest = _strongest(piece, mirrored, light, GAIN * settings.caustics)
        self._held = held = squares_of(piece, strongest[:, 0] > 0)
        self._drawn, self._saved = np.zeros((2, len(held.slot)), bool)
        self._waves, self._origin = settings.waves, piece.window.origin

        surfel, lamps = held.surfel.clip(0), mirrored.lamps
        # The texels of a thing's point are one place.
        alone = np.isin(piece.surfels.surface[surfel], SLOTS)[..., None]
        position = np.where(alone, piece.surfels.position[surfel], held.position[..., :3])
        entries = np.stack([numbers[surfel], strongest[surfel]], -1) * (held.surfel[..., None, None] >= 0)
        table = np.zeros((2, LAMPS, 4), np.float32)
        table[0, : len(lamps), [0, 2]], table[0, : len(lamps), 1] = lamps["centre"].T, lamps["y"]
        table[0, : len(lamps), 3] = mirrored.level
        table[1, : len(lamps), [0, 2]], colours = 2 * CORE * lamps["half"].T, np.zeros((LAMPS, 3), np.float32)
        colours[: len(lamps)] = mirrored.colour
        self._program = Program(scope, "bake_keep.vert", "bake_caustics.frag", made={**SHARED, **WATER})
        self._overlay = SquareOverlay(scope, held, self._program)
        known: dict[str, Any] = {
            "unmoved": self._overlay.saved.colours[0],
            "positions": make_texture(scope, held.size, 3, "f4", position.astype(np.float32)),
            "normals": make_texture(scope, held.size, 3, "f2", held.normal),
            "mirrored": make_texture(scope, held.size, 4, "f4", entries.reshape(*surfel.shape, 4).astype(np.float32)),
            "lamp_places": table[0],
            "lamp_sizes": table[1, :, :3],
            "lamp_colours": colours,
            "cell": piece.occluder.unit,
            "texel": piece.occluder.unit / piece.charts.density,
            "strength": GAIN * settings.caustics,
        }
        self._program.set(**known)

    def restore(self, atlas: Target) -> None:
        """Give the squares that it was drawn into the light that still water would give them, which may now change."""
        self._overlay.restore(atlas, self._drawn)
        self._drawn, self._saved = np.zeros((2, len(self._held.slot)), bool)

    def draw(self, atlas: Target, clip: NDArray[np.floating] | None, time: float) -> None:
        """Draw it as it is at a time, s. `clip`: as for `Lightmap.dim`; squares that it does not show have none."""
        held, now = self._held, round(time * RATE) / RATE
        wanted = np.ones(len(held.slot), bool) if clip is None else in_view(held.low, held.high, clip, SLACK)
        self._overlay.restore(atlas, self._drawn & ~wanted)
        self._overlay.save(atlas, wanted & ~self._saved)
        self._overlay.draw(atlas, wanted, waves=waves(self._waves, self._origin, now))
        self._drawn, self._saved = wanted, self._saved | wanted


def _strongest(
    piece: Piece, mirrored: MirroredLight, light: NDArray[np.float32], strength: float
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The lamps whose pattern is strongest on each surfel, and their irradiance, lux, 0 where it is not seen.

    Both (n, AT_ONCE).
    """
    moving = np.zeros_like(mirrored.irradiance)
    for number in range(len(mirrored.lamps)):
        some = np.flatnonzero(mirrored.irradiance[:, number] > 0)
        uneven = mirrored.contrast(number, piece.surfels.position[some], piece.occluder.unit)
        moving[some, number] = uneven * mirrored.irradiance[some, number]
    least = SEEN / max(strength, 1e-6) * (light @ LUMINANCE.astype(np.float32))
    order = np.argsort(-moving, axis=1, kind="stable")[:, :AT_ONCE]
    found = np.take_along_axis(moving, order, 1)
    irradiance = np.take_along_axis(mirrored.irradiance, order, 1) * (found > 0) * (found[:, :1] > least[:, None])
    missing = (0, 0), (0, AT_ONCE - order.shape[1])
    return np.pad(order, missing), np.pad(irradiance, missing)
