"""Contact shadows: the dark that anything near a floor leaves on it, as a soft ellipse."""

import numpy as np
from numpy.typing import ArrayLike

from liminal.gl import GpuMesh, Program, Scope, Target, UniformBuffer

LIFTED = 0.02  # m: height of the shadow above the floor

_CORNERS = np.array([((0, 0),), ((1, 0),), ((1, 1),), ((0, 1),)], [("corner", "<f4", 2)])
_TRIANGLES = np.array([(0, 2, 1), (0, 3, 2)])


class ContactShadow:
    """Draws contact shadows, one at a time, with a state that blends over the picture."""

    def __init__(self, scope: Scope, camera: type) -> None:
        """`camera`: the dataclass of the uniform block that `draw` is given."""
        self._program = Program(scope, "view_contact.vert", "view_contact.frag", None, [camera])
        self._sheet = GpuMesh(scope, self._program, _CORNERS.reshape(-1), _TRIANGLES)

    def draw(self, target: Target, camera: UniformBuffer, middle: ArrayLike, axes: ArrayLike, strength: float) -> None:
        """Darken an ellipse of a floor. `middle`: (3,), on the floor, m. `axes`: (2, 2; x, z), half of each axis, m.

        `strength`: the share of light that its middle loses.
        """
        x, y, z = np.asarray(middle, float)
        self._program.set(Camera=camera, middle=(x, y + LIFTED, z), axes=np.ravel(axes), strength=strength)
        self._sheet.draw(target)
