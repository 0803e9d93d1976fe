"""Steam that rises from floor grates, laid over the air of a picture before that is laid over its surfaces."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import FullScreen, Scope, Target
from liminal.gl.source import Switch
from liminal.light.shader import SPOTS
from liminal.piece.piece import Piece
from liminal.random import Stream, mix_arrays, units
from liminal.settings.air import AirSettings
from liminal.view.projection import Matrix
from liminal.world.grid import CELL
from liminal.world.structure import STEAMING

STEPS = 8  # parts of the way through a plume
HALF_WIDTH, HEIGHT = 1.6, 3.2  # m: of the box that a plume keeps to
AROUND = 8  # cells around those that pictures show, within which a plume may come into sight
FARTHEST = 40.0  # m: plumes farther away are not drawn
PHASES = 1000.0  # s: grates are at different places of the pattern

Floats = NDArray[np.float64]


class Steam:
    """The plumes of a piece, each a march of the pixels that it may cover."""

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        settings: AirSettings,
        uniforms: Mapping[str, Any],
        switches: dict[str, Switch],
    ) -> None:
        """`uniforms`, `switches`: those of the light of the room, shared with the march through its air."""
        self._scope = scope
        x, z = piece.window.origin
        grates = piece.window.props[np.isin(piece.window.props["name"], STEAMING)]
        rows, columns = (np.floor((grates[axis] - start) / CELL).astype(int) for axis, start in (("z", z), ("x", x)))
        grates = grates[[_is_near(piece.shown, *cell) for cell in zip(rows.tolist(), columns.tolist(), strict=True)]]
        self._places = np.column_stack([grates["x"] - x, grates["y"], grates["z"] - z]).astype(np.float64)
        centimetres = [np.round(100 * grates[axis].astype(np.float64)).astype(np.int64) for axis in "xz"]
        self._phases = PHASES * units(mix_arrays(int(Stream.STEAM), *centimetres))
        self._plume = FullScreen(scope, "view_steam.frag", {**switches, "STEPS": STEPS}, made=SPOTS)
        self._plume.program.set(**uniforms, steam=settings.steam)

    def draw(
        self, air: Target, clip_from_window: Matrix, eye: Floats, time: float, uniforms: Mapping[str, Any]
    ) -> None:
        """Lay the plumes as they are at a time, s, over airlight and opacity. `uniforms`: those of the picture."""
        away = np.linalg.norm(self._places - eye, axis=1)
        self._plume.program.set_used(uniforms)
        for number in np.argsort(-away):
            viewport = _covered(self._places[number], clip_from_window, air.size)
            if away[number] < FARTHEST and viewport is not None:
                with self._scope.context.state(blend="over"):
                    phase = time + float(self._phases[number])
                    self._plume.draw(air, viewport, source=self._places[number], time=phase)


def _is_near(shown: NDArray[np.bool_], row: int, column: int) -> bool:
    """Whether any of the cells around one are shown, bool (h, w)."""
    around = np.s_[max(row - AROUND, 0) : row + AROUND + 1, max(column - AROUND, 0) : column + AROUND + 1]
    return bool(shown[around].any())


def _covered(place: Floats, clip_from_window: Matrix, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The pixels that a plume may cover: x, y, width, height; None where it is out of sight."""
    sides = np.stack(np.meshgrid([-HALF_WIDTH, HALF_WIDTH], [0.0, HEIGHT], [-HALF_WIDTH, HALF_WIDTH]), -1)
    clip = np.column_stack([place + sides.reshape(-1, 3), np.ones(8)]) @ clip_from_window.T
    low, high = np.zeros(2), np.array(size, float)
    if clip[:, 3].max() <= 0:
        return None
    if clip[:, 3].min() > 0.05:
        ends = (0.5 + 0.5 * clip[:, :2] / clip[:, 3:]) * size
        low, high = np.clip(ends.min(0), low, high), np.clip(ends.max(0), low, high)
    first = np.floor(low).astype(int)
    width, height = (np.ceil(high).astype(int) - first).tolist()
    return (int(first[0]), int(first[1]), width, height) if width > 0 and height > 0 else None
