"""Silhouettes: bodies as each torch sees them, for the shadows that they throw in its beam."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from liminal.gl import Scope, Target
from liminal.light.shader import MOST_SPOTS, SILHOUETTE_REACH
from liminal.view.figure_drawing import Figures
from liminal.view.projection import Matrix
from liminal.view.spot_lamp import SpotLamp

_EDGE = 144  # texels along each edge of a lamp's square: some 3 cm at 4 m, as soft as the shadow of so large a lamp
_NEAREST, _FARTHEST = 0.12, 16.0  # m from the lamp
_AROUND = 1.0  # m: from a body's hips to its hands and feet, about


class Silhouettes:
    """Draws them, for up to MOST_SPOTS lamps side by side."""

    def __init__(self, scope: Scope, figures: Figures) -> None:
        self._scope, self._figures = scope, figures
        self._target = Target(scope, (MOST_SPOTS * _EDGE, _EDGE), ["f2"], depth=True, filter="linear")
        self._drawn: tuple[float, int] | None = None

    def of(self, lamps: Sequence[SpotLamp], time: float, own: int) -> dict[str, Any]:
        """Return the uniforms of `shaders/common_lamp.glsl`, with the bodies that are there at a time, s.

        `own`: so many lamps at the front are the camera's, beside the lens: their shadows do not show.
        """
        if self._drawn != (time, own):
            self._drawn = time, own
            with self._scope.context.state(depth=True, cull=True):
                self._target.clear()
                for number, lamp in list(enumerate(lamps[:MOST_SPOTS]))[own:]:
                    seen = [each for each, hips in self._figures.places(time).items() if _sees(lamp, hips)]
                    square = number * _EDGE, 0, _EDGE, _EDGE
                    self._figures.draw_silhouettes(self._target, seen, _clip_of(lamp), lamp.place, square)
        return {"silhouettes": self._target.colours[0]}


def _sees(lamp: SpotLamp, hips: np.ndarray) -> bool:
    """Whether a body may be in the beam of a lamp."""
    away = hips - lamp.place
    depth = float(away @ lamp.axis)
    aside = float(np.linalg.norm(away - depth * lamp.axis))
    return (
        -_AROUND < depth < min(lamp.reach + _AROUND, _FARTHEST)
        and aside < 1.5 * SILHOUETTE_REACH * max(depth, 0.0) + _AROUND
    )


def _clip_of(lamp: SpotLamp) -> Matrix:
    """From window-local metres to the clip space of a lamp's square."""
    right = np.cross(lamp.axis, (0.0, 1.0, 0.0))
    right /= np.linalg.norm(right)
    rows = np.array([right, np.cross(right, lamp.axis), -lamp.axis])
    view = np.eye(4)
    view[:3, :3], view[:3, 3] = rows, -rows @ lamp.place
    deep = _NEAREST - _FARTHEST
    projection = np.diag([1 / SILHOUETTE_REACH, 1 / SILHOUETTE_REACH, (_FARTHEST + _NEAREST) / deep, 0.0])
    projection[2, 3], projection[3, 2] = 2 * _FARTHEST * _NEAREST / deep, -1.0
    return projection @ view
