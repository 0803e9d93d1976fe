"""Figures far off: a dark outline with soft shading and a shadow, hidden by nearer surfaces."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import GpuMesh, Program, Scope, Target, UniformBuffer
from liminal.piece.occluder import Occluder, unobstructed
from liminal.piece.piece import Piece
from liminal.random import Stream, mix_arrays, units
from liminal.view.contact_shadow import ContactShadow
from liminal.view.projection import Matrix
from liminal.view.stage_events import Figure
from liminal.world.grid import CELL
from liminal.world.window import Window

_HALF_WIDTH, _HEIGHT = 0.42, 1.80  # m, of a person of 1.75 m with arms
_TALL = (0.96, 1.12)  # times 1.75 m
_SHADOW, _SHADE = 0.75, 0.5  # m; the share of the floor's light that is gone in its middle
_CHEST = 1.3  # m above the feet: where light is looked for
_LAMPS = 12.0  # m: those further off do not count
_BOUNCED = 0.4  # of the illuminance of the floor, the share that walls and floor reflect to an upright surface (by eye)

_CORNERS = np.array([((0, 0),), ((1, 0),), ((1, 1),), ((0, 1),)], [("corner", "<f4", 2)])
_TRIANGLES = np.array([(0, 1, 2), (0, 2, 3)])


class Figures:
    """Draws the figures that stand in a piece."""

    def __init__(
        self,
        scope: Scope,
        camera: type,
        figures: tuple[Figure, ...],
        piece: Piece,
        lamp_colour: NDArray[np.float32],
    ) -> None:
        """`camera`: the dataclass of the uniform block that `draw` is given."""
        self._scope, self._figures, self._colour = scope, figures, lamp_colour
        self._origin = piece.window.origin
        self._program = Program(scope, "view_figure.vert", "view_figure.frag", None, [camera])
        self._sheet = GpuMesh(scope, self._program, _CORNERS.reshape(-1), _TRIANGLES)
        self._shadow = ContactShadow(scope, camera)
        self._shares = [_shares(figure, piece.window, piece.occluder) for figure in figures]
        self._light: list[tuple[Figure, float, float]] = []

    def light(self, time: float, luminance: NDArray[np.float32]) -> None:
        """Set the figures present at a time (s), lit by lamps of the window of these luminances (n,), cd/m2."""
        self._light = [
            (figure, float(above @ luminance), float(beside @ luminance))
            for figure, (above, beside) in zip(self._figures, self._shares, strict=True)
            if figure.begin <= time < figure.end
        ]

    def draw(self, target: Target, camera: UniformBuffer, clip_from_window: Matrix) -> None:
        """Draw them into a target that holds the place and its depth."""
        if not self._light:
            return
        # They face the way the camera looks, turned about.
        ahead = clip_from_window[3, [0, 2]] / max(float(np.hypot(*clip_from_window[3, [0, 2]])), 1e-9)
        self._program.set(Camera=camera, across=(-float(ahead[1]), float(ahead[0])))
        with self._scope.context.state(depth=True, blend="over"):
            for figure, above, beside in self._light:
                build, *stance = units(mix_arrays(int(figure.lot * 2**24), Stream.STAGING, np.arange(5))).tolist()
                size = _TALL[0] + (_TALL[1] - _TALL[0]) * build
                foot = figure.x - self._origin[0], figure.floor, figure.z - self._origin[1]
                self._shadow.draw(target, camera, foot, _SHADOW * np.eye(2), _SHADE)
                self._program.set(
                    foot=foot,
                    extent=(_HALF_WIDTH * size, _HEIGHT * size),
                    build=size,
                    stance=[2 * each - 1 for each in stance],
                    from_above=tuple((self._colour * above).tolist()),
                    around=tuple((self._colour * (beside + _BOUNCED * above)).tolist()),
                )
                self._sheet.draw(target)


def _shares(figure: Figure, window: Window, occluder: Occluder) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the illuminance from each lamp, lux for each cd/m2: (n,) facing up, (n,) the mean of upright surfaces."""
    lamps = window.lamps
    x0, z0 = window.origin
    dx, dz = lamps["x"] - figure.x, lamps["z"] - figure.z
    up = lamps["y"] - figure.floor - _CHEST
    flat = np.hypot(dx, dz)
    square = np.maximum(flat**2 + up**2, 0.5)

    # A film's figures elsewhere are in no picture of this piece.
    rows, columns = window.floor.shape
    if not (0 < figure.x - x0 < columns * CELL and 0 < figure.z - z0 < rows * CELL):
        return np.zeros(len(lamps), np.float32), np.zeros(len(lamps), np.float32)

    # A lamp that something hides gives nothing.
    towards = np.column_stack([dx, up, dz]).astype(np.float64) / CELL
    chest = np.array([figure.x - x0, figure.floor + _CHEST, figure.z - z0]) / CELL
    seen = unobstructed(occluder, np.tile(chest, (len(lamps), 1)), towards) & (flat < _LAMPS) & (up > 0)
    power = np.where(seen, lamps["size_x"] * lamps["size_z"] * np.maximum(up, 0) / square**1.5, 0.0)
    above = power * np.maximum(up, 0) / np.sqrt(square)
    beside = power * flat / np.sqrt(square) / np.pi  # a cylinder's mean over all sides
    return above.astype(np.float32), beside.astype(np.float32)
