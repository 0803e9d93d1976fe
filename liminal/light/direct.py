"""Light straight from the lamps."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, FullScreen, Target, Texture
from liminal.light import lampset
from liminal.light.fold import fold, folded_size, unfold
from liminal.world.grid import CELL
from liminal.world.window import Window

PAIRS_AT_ONCE = 1 << 21  # clusters and lamps that are sorted at a time: some 50 MB


class Shine:
    """Finds what lamps give to points of a window, in the window's `cells` (`lattice.upload`)."""

    def __init__(self, context: Context, window: Window, cells: Texture) -> None:
        self._context = context
        self._window = window
        self._shader = FullScreen(context, "bake_direct.frag")
        self._shader.program.set(cells=cells)

    def irradiance(
        self, packed: NDArray[np.float32], lamps: NDArray[np.void], near_radius: float, far_samples: int
    ) -> NDArray[np.float32]:
        """Find the irradiance from near lamps and from far ones: float32 (n, 2), lux.

        `packed`: (n, 4), as `Texels.packed` gives it. `near_radius`: metres, up to which lamps (m,) are taken one by
        one; `far_samples`: shadow rays to all others together.
        """
        found = np.zeros((len(packed), 2), np.float32)
        for some in self._bands(packed, len(lamps)):
            found[some] = self._irradiance(packed[some], lamps, near_radius, far_samples)
        return found

    def _bands(self, packed: NDArray[np.float32], lamps: int) -> list[NDArray[np.intp]]:
        """Split the points into bands of the window, in case of many lamps: lists of who is near whom stay short."""
        clusters = self._window.floor.size // lampset.FAR_CLUSTER**2
        bands = 1 + clusters * lamps // PAIRS_AT_ONCE
        return np.array_split(np.argsort(packed[:, 2], kind="stable"), bands) if bands > 1 else [np.arange(len(packed))]

    def _irradiance(
        self, packed: NDArray[np.float32], lamps: NDArray[np.void], near_radius: float, far_samples: int
    ) -> NDArray[np.float32]:
        used = np.zeros(self._window.floor.shape, bool)
        inside = np.clip(packed[:, [2, 0]].astype(np.intp), 0, np.array(used.shape) - 1)
        used[inside[:, 0], inside[:, 1]] = True
        sorted_lamps = lampset.upload(self._context, self._window, lamps, used, near_radius)
        listed = fold(self._context, packed)
        target = Target(self._context, folded_size(len(packed)), ["f4"], channels=2)
        self._shader.program.set(texels=listed, **vars(sorted_lamps))
        self._shader.draw(target, near_radius=near_radius / CELL, far_samples=far_samples)
        irradiance: NDArray[np.float32] = unfold(target.read(), len(packed))
        for used_up in (sorted_lamps, listed, target):
            used_up.release()
        return irradiance

    def release(self) -> None:
        """Free the shader."""
        self._shader.release()
