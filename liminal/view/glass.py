"""Glass: the panes of things, drawn over what lies behind them once all of that is there."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import GpuMesh, Program, Scope, Target
from liminal.gl.constants import constants
from liminal.gl.source import Switch
from liminal.light.shader import SHARED
from liminal.piece.box import in_view, over_cells
from liminal.piece.piece import Piece
from liminal.piece.standing import Standing
from liminal.thing.finish import Finish
from liminal.thing.pane import BLOCK_DEPTH, BLOCK_PITCH, BLOCK_WALL, GLASS_ABSORPTION, GLASS_INDEX, PANE_THICKNESS
from liminal.thing.thing import placed
from liminal.view.mirror import Mirror, Mirrors
from liminal.view.projection import Matrix
from liminal.view.things import parted, vertices_of

PANE = constants(
    "pane",
    GLASS_INDEX=GLASS_INDEX,
    GLASS_ABSORPTION=GLASS_ABSORPTION,
    PANE_THICKNESS=PANE_THICKNESS,
    BLOCK_PITCH=BLOCK_PITCH,
    BLOCK_WALL=BLOCK_WALL,
    BLOCK_DEPTH=BLOCK_DEPTH,
)
FRAGMENTS = {Finish.PANE: "view_glass.frag", Finish.CLEAR_BLOCK: "view_glass_block.frag"}


def glass_programs(
    scope: Scope,
    camera: type,
    switches: Mapping[str, Switch],
    uniforms: dict[str, Any],
    mirror: Mirror,
    made: dict[str, str],
    finish: Finish = Finish.PANE,
) -> list[Program]:
    """The programs that draw glass of a finish: one that leaves out what rays find, and one whose rays find it.

    `camera`: the uniform block of the camera. `switches`, `uniforms`: those that the scene's programs share. `made`: of
    surfaces.
    """
    programs = []
    for more in ({"MIRROR": False}, {"MIRROR": True, **mirror.switches}):
        files = "view_thing.vert", FRAGMENTS[finish]
        program = Program(scope, *files, {**switches, **more}, [camera], made={**made, **SHARED, **PANE})
        known = {**uniforms, **mirror.uniforms}
        program.set_used(known)
        programs.append(program)
    return programs


def glazed_placements(piece: Piece, finish: Finish) -> list[int]:
    """The numbers of the placements of a piece that have glass of a finish which pictures may show."""
    placements = () if piece.standing is None else piece.standing.placements
    glazed = ((number, each.thing) for number, each in enumerate(placements) if len(each.thing.panes))
    found = [number for number, thing in glazed if (thing.corners["finish"] == finish).any()]
    bounds = np.array([placed(placements[number]).bounds for number in found]).reshape(-1, 2, 3)
    kept = over_cells(bounds[:, 0], bounds[:, 1], piece.shown)
    return [number for number, shown in zip(found, kept.tolist(), strict=True) if shown]


class Glass:
    """Draws the panes of the things that stand in a piece, all of one finish."""

    def __init__(self, scope: Scope, standing: Standing, glazed: list[int], programs: list[Program]) -> None:
        """`glazed`: see `glazed_placements`. `programs`: see `glass_programs`."""
        self.programs, self._numbers = programs, glazed
        self._drawings, self._matrices = [], []
        self._bounds = np.array([placed(standing.placements[number]).bounds for number in glazed])
        for number in glazed:
            placement = standing.placements[number]
            drawing = GpuMesh(scope, programs[0], vertices_of(standing, number), parted(placement.thing)[1])
            self._drawings.append((drawing, drawing.again(scope, programs[1])))
            self._matrices.append(placement.matrix)

    def shown(self, clip_from_window: Matrix) -> Iterator[tuple[int, GpuMesh, NDArray[np.float32]]]:
        """Yield those that a picture may show: the number of the thing, mesh and `window_from_model`."""
        for index in self._in_view(clip_from_window).tolist():
            yield self._numbers[index], self._drawings[index][0], self._matrices[index]

    def _in_view(self, clip_from_window: Matrix) -> NDArray[np.intp]:
        return np.flatnonzero(in_view(self._bounds[:, 0], self._bounds[:, 1], clip_from_window))

    def draw(self, target: Target, clip_from_window: Matrix, mirrors: Mirrors) -> None:
        """Draw those that a picture may show, the farthest first. `mirrors`: see `Scene.draw`."""
        low, high = self._bounds[:, 0], self._bounds[:, 1]
        away = (low + high) / 2 @ clip_from_window[3, :3]
        shown = self._in_view(clip_from_window)
        casts = mirrors.weight > 0
        for number in shown[np.argsort(-away[shown], kind="stable")].tolist():
            self.programs[casts].set(window_from_model=self._matrices[number])
            self._drawings[number][casts].draw(target)


def standing_glass(
    scope: Scope,
    standing: Standing,
    glazed: Mapping[Finish, list[int]],
    camera: type,
    switches: Mapping[str, Switch],
    uniforms: dict[str, Any],
    mirror: Mirror,
    made: dict[str, str],
) -> list[Glass]:
    """The glass of the things that stand in a piece, `glazed` by its finish; the rest is as for `glass_programs`."""
    shared = scope, camera, switches, uniforms, mirror, made
    return [
        Glass(scope, standing, numbers, glass_programs(*shared, finish))
        for finish, numbers in glazed.items()
        if numbers
    ]
