"""The uniform block of the camera, which all programs of a scene share."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from liminal.gl import member
from liminal.view.projection import Matrix


@dataclass(frozen=True)
class Camera:
    """Where the camera is, and how it projects."""

    clip_from_window: Matrix = member("mat4", "window-local metres to clip space")
    eye: NDArray[np.float32] = member("vec3", "window-local metres")

    @classmethod
    def of(cls, clip_from_window: Matrix) -> Self:
        """Return the camera of a projection: its eye has no place in a picture. Without such a point, the origin."""
        rows = clip_from_window[[0, 1, 3]]
        eye = np.linalg.lstsq(rows[:, :3], -rows[:, 3], rcond=None)[0]
        return cls(clip_from_window.astype(np.float32), np.asarray(eye, np.float32))
