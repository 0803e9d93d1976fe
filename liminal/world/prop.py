"""Props: what stands in a window, by name and place; and the room that each of them takes."""

import numpy as np
from numpy.typing import NDArray

# A prop: the `name` of a thing, its `variant` where no two are alike, where its origin stands (m) and how it is turned:
# the columns of `rotation` are the directions of its own x, y and z. `landmark`: the module it belongs to, or "".
PROP = np.dtype(
    [
        ("name", "U24"),
        ("variant", np.uint32),
        ("x", np.float32),
        ("y", np.float32),
        ("z", np.float32),
        ("rotation", np.float32, (3, 3)),
        ("landmark", "U24"),
    ]
)
NO_PROPS = np.zeros(0, PROP)

# Width, depth and height of what the generators place, m: tests hold the meshes to them within 3 cm.
SIZES: dict[str, tuple[float, float, float]] = {
    "folding-chair": (0.44, 0.48, 0.79),
}


def yawed(yaw: float) -> NDArray[np.float32]:
    """The rotation (3, 3) of a prop that stands upright and looks towards a compass bearing, degrees: 0 is -z, 90 +x."""
    angle = np.radians(180.0 - yaw)
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([(cosine, 0, sine), (0, 1, 0), (-sine, 0, cosine)], np.float32)
