"""The wake of who wades, as the shader of water reads it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from liminal.gl import Scope, make_texture
from liminal.view.wake import PERIOD, POINTS, LegSwing, Wake
from liminal.world.grid import CELL
from liminal.world.window import Window

RATE = 30.0  # times a second that waves move on: by a seventh of their length at most
NOWHERE = -1e6  # m: the height of water without a wake


class WakeTexture:
    """The waves of a wake at a time, on the water that was waded in last."""

    def __init__(self, scope: Scope, window: Window, swings: Sequence[LegSwing]) -> None:
        """`swings`: of legs, in the order of their times; those outside the water of `window` are left out."""
        self._origin = window.origin
        levels = [_level(window, swing) for swing in swings]
        self._begins = [(swing.begin, level) for swing, level in zip(swings, levels, strict=True) if level > NOWHERE]
        self._wakes = {
            height: Wake([swing for swing, level in zip(swings, levels, strict=True) if level == height])
            for height in {level for _, level in self._begins}
        }
        self._waves = make_texture(scope, (POINTS, POINTS), 3, "f4", filter="linear", wrap="repeat")
        # From the middle of the first texel on.
        first = (np.mod(each, PERIOD) + 0.5 * PERIOD / POINTS for each in window.origin)
        self.uniforms: dict[str, Any] = {"wake_waves": self._waves, "wake_origin": tuple(first)}
        self._now: float | None = None
        self._place = 0.0, NOWHERE, 0.0

    def place(self, time: float) -> tuple[float, float, float]:
        """Keep the waves of a time, s; return where the wader is on the water, m, window-local."""
        now = round(time * RATE) / RATE
        if now != self._now:
            self._now, self._place = now, (0.0, NOWHERE, 0.0)
            level = next((level for begin, level in reversed(self._begins) if begin < now), None)
            waves = None if level is None else self._wakes[level].at(now)
            if level is not None and waves is not None:
                self._waves.write(waves)
                x, z = self._wakes[level].centre(now)
                self._place = x - self._origin[0], level, z - self._origin[1]
        return self._place


def _level(window: Window, swing: LegSwing) -> float:
    """The height of the water that a leg swings in, m; NOWHERE if there is none in the window."""
    x, z = swing.end if swing.depths[1] > 0 else swing.start
    column, row = int(np.floor(x / CELL)) - window.x0, int(np.floor(z / CELL)) - window.z0
    rows, columns = window.water.shape
    within = 0 <= row < rows and 0 <= column < columns
    return max(float(window.water[row, column]), NOWHERE) if within else NOWHERE
