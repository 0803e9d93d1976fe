"""Figure shapes: where the skins of figures are at several instants, for pictures that show no light."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from liminal.body.figure import Figure
from liminal.gl import GpuMesh, Scope, make_texture
from liminal.light.body_light import BodyLight
from liminal.piece.body_surfels import body_surfels
from liminal.view.figure_drawing import Figures
from liminal.view.mirror import Mirrors
from liminal.view.projection import Matrix
from liminal.view.skin_picture import SkinPicture

LISTS = "skin_places", "places_before", "places_after"
_NOWHERE = np.zeros(3)  # m: an eye that counts only where corners find what they send to it


class FigureShapes:
    """Finds the skins of the figures that `drawing` draws. `figures`: these, by their numbers."""

    def __init__(self, scope: Scope, drawing: Figures, figures: Sequence[Figure], lights: Sequence[BodyLight]) -> None:
        """`lights`: of each figure."""
        self._scope, self._drawing, self.figures, self._lights = scope, drawing, figures, lights
        self._pictures: dict[tuple[int, int, int], SkinPicture] = {}  # by number, level and which of the instants

    def shown(
        self, times: Sequence[float], clip_from_window: Matrix, mirrors: Mirrors, lines: int
    ) -> Iterator[tuple[int, GpuMesh, dict[str, Any]]]:
        """Yield those that are there at the first of up to three times, s: number, mesh, and lists of places.

        `mirrors`, `lines`: of the picture whose skins they have.
        """
        for number in sorted(self._drawing.numbers):
            figure = self.figures[number]
            if not figure.is_there(times[0]):
                continue
            level = self._drawing.level_at(number, times[0], clip_from_window, mirrors, lines)
            lists: dict[str, Any] = {}
            for index, time in enumerate(times):
                there = time if figure.is_there(time) else times[0]
                found = self._picture(number, level, index)
                motions = figure.body.motions(self._drawing.frames_at(number, there))
                texture = make_texture(self._scope, (2, len(figure.body.skeleton)), 4, "f4", motions)
                found.draw(texture, 1, _NOWHERE, motions.tobytes())
                lists[LISTS[index]] = found.lists["first_places"]
                if index == 0:
                    lists["skin_normals"] = found.lists["skin_normals"]
            yield number, self._drawing.mesh(number, level), lists

    def _picture(self, number: int, level: int, index: int) -> SkinPicture:
        key = number, level, index
        if key not in self._pictures:
            body = self.figures[number].body
            skin = self._drawing.skin_of(number, level)
            self._pictures[key] = SkinPicture(self._scope, skin, body_surfels(body), self._lights[number], False)
        return self._pictures[key]
