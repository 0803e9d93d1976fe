"""Light straight from the emitters of things: rectangles that lie anyhow, each of a colour of its own."""

import numpy as np
from numpy.typing import NDArray

from liminal.colour import luminance
from liminal.gl import FullScreen, Scope, Target, make_texture
from liminal.light.direct import DEEPEST, WORLD
from liminal.light.occluder_textures import OccluderTextures
from liminal.light.packed_list import packed_size, unpack_list
from liminal.light.shader import bake_shader
from liminal.light.surfel_textures import upload_rows
from liminal.piece.surfel import RAY_START

FAINTEST = 0.01  # lux: less from an emitter is left out
CLOSE = 0.15  # m: lamps on a wall stand out from it less than this

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux


class EmitterLight:
    """Finds the direct irradiance of surfels from emitters. Its shader is built when there is any."""

    def __init__(
        self, scope: Scope, textures: OccluderTextures, unit: float, corner: tuple[int, int], density: int
    ) -> None:
        """`textures`: of the occluder. `unit`: m in a cell. `corner`: cells (x, z), where its window begins.

        `density`: texels along the edge of a cell.
        """
        self._scope, self._textures, self._unit = scope, textures, unit
        x, z = (each % WORLD for each in corner)
        self._known = {"corner": (x, DEEPEST, z), "texel": 1 / density, "close_": CLOSE / unit}
        self._shader: FullScreen | None = None

    def irradiance(self, packed: NDArray[np.float32], emitters: NDArray[np.void]) -> Light:
        """Find the irradiance of surfels, (n, 3) lux, from the `emitters` of a thing, (e,) EMITTER, metres.

        `packed`: (n, 8), rows as `surfel_textures.packed` makes them.
        """
        found = np.zeros((len(packed), 3), np.float32)
        reached = np.flatnonzero(_reached(packed, emitters, self._unit))
        if not len(reached):
            return found
        if self._shader is None:
            self._shader = bake_shader(self._scope, "emitters", self._textures.switches)
            self._shader.program.set(**self._textures.uniforms, **self._known)
        surfels, normals = upload_rows(self._scope, packed[reached])
        target = Target(self._scope, packed_size(len(reached)), ["f4"])
        rows = _rows(emitters, self._unit)
        table = make_texture(self._scope, rows.shape[1::-1], 4, "f4", rows)
        self._shader.program.set(surfels=surfels, normals=normals, emitters=table)
        self._shader.draw(target)
        found[reached] = unpack_list(target.read(), len(reached))[:, :3]
        return found


def _reached(packed: NDArray[np.float32], emitters: NDArray[np.void], unit: float) -> NDArray[np.bool_]:
    """Which surfels get FAINTEST or more from any emitter, were it all in sight: bool (n,)."""
    reached = np.zeros(len(packed), bool)
    for emitter in emitters:
        away = packed[:, :3] - emitter["centre"] / np.float32(unit)
        before = away @ emitter["axes"][2]
        half = emitter["half"] / unit
        # None of it is above the horizon of a surfel that looks away, but for the rounding of normals.
        above = np.hypot(*half) + RAY_START + 1e-3 * abs(away).sum(1) - (away * packed[:, 4:7]).sum(1)
        intensity = float(luminance(emitter["glow"])) * 4 * half[0] * half[1]
        square = np.maximum((away**2).sum(1), half @ half)
        reached |= (above > 0) & (before > 0) & (intensity * before > FAINTEST * square**1.5)
    return reached


def _rows(emitters: NDArray[np.void], unit: float) -> NDArray[np.float32]:
    """The rows of the texture `emitters` of `shaders/bake_emitters.frag`: (4, e, 4)."""
    rows = np.zeros((4, len(emitters), 4), np.float32)
    rows[0, :, :3] = emitters["centre"] / unit
    rows[1:3, :, :3] = (emitters["axes"][:, :2] * emitters["half"][..., None]).swapaxes(0, 1) / unit
    rows[3, :, :3] = emitters["glow"]
    return rows
