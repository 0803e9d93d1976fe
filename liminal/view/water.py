"""The surface of water in a piece: what it mirrors, and what shows through it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation

from liminal.gl import GpuMesh, Program, Scope, Target
from liminal.light.shader import SHARED
from liminal.piece.merge import merge_rectangles
from liminal.piece.patch import UP, lattice, rectangles
from liminal.piece.piece import Piece
from liminal.settings.water import WaterSettings
from liminal.view.mirror import Mirror
from liminal.view.projection import Matrix
from liminal.view.waves import WATER, waves

VERTEX = np.dtype([("position", np.float32, 3)])


class Water:
    """Draws the water of a piece that has some."""

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        settings: WaterSettings,
        camera: type,
        made: dict[str, str],
        uniforms: dict[str, Any],
    ) -> None:
        """`camera`: the uniform block of the camera. `made`, `uniforms`: those that the scene's programs share."""
        mirror = Mirror(scope, piece)
        self._settings, self._origin = settings, piece.window.origin
        files = "view_water.vert", "view_water.frag"
        self.program = Program(scope, *files, mirror.switches, [camera], made={**made, **SHARED, **WATER})
        known = {**uniforms, **mirror.uniforms, "absorption": settings.absorption}
        self.program.set(**{name: value for name, value in known.items() if name in self.program.names})
        corner = _surfaces(piece)
        vertices = np.zeros(4 * len(corner), VERTEX)
        vertices["position"] = corner.reshape(-1, 3)
        triangles = 4 * np.arange(len(corner))[:, None, None] + np.array([(0, 1, 2), (0, 2, 3)])
        self._mesh = GpuMesh(scope, self.program, vertices, triangles.reshape(-1, 3))

    def draw(self, target: Target, clip_from_window: Matrix, time: float, footprint: float, limit: float) -> None:
        """Draw it as it is at a time, s. `footprint`, `limit`: see `Scene.draw`."""
        pixel = 2 / (float(np.linalg.norm(clip_from_window[1, :3])) * target.size[1])
        self.program.set(pixel=pixel, surface_footprint=footprint, limit=limit)
        self.program.set(waves=waves(self._settings.waves, self._origin, time))
        self._mesh.draw(target)


def _surfaces(piece: Piece) -> NDArray[np.float32]:
    """The corners of level rectangles that cover all water a picture can show: (n, 4, 3), window-local metres."""
    window = piece.window
    near = binary_dilation(piece.shown, np.ones((3, 3)))
    z0, x0, z1, x1 = merge_rectangles(window.wet & near, window.water).T
    y = window.water[z0, x0]
    low = np.column_stack([lattice(x0), y, lattice(z0)])
    high = np.column_stack([lattice(x1), y, lattice(z1)])
    return rectangles(low, high, UP)
