"""Parts of landmarks: where the props and the inscriptions of the landmarks in a window are to be looked at."""

import numpy as np
from numpy.typing import NDArray

from liminal.world.prop import bounds, size_of
from liminal.world.window import Window

# A part of a `landmark`: the place that is looked at (m), which way its front faces, (x, z) of unit length, and the
# area that it spans (m2), of floor or of wall.
LANDMARK_PART = np.dtype(
    [
        ("landmark", "U24"),
        ("x", np.float32),
        ("y", np.float32),
        ("z", np.float32),
        ("front", np.float32, 2),
        ("span", np.float32),
    ]
)
BEFORE = 0.75  # m before the wall of an inscription: so that nothing hides its surroundings


def landmark_parts(window: Window) -> NDArray[np.void]:
    """The parts of all landmarks in a window, (n,) LANDMARK_PART: first the props, then the inscriptions."""
    props, rows = (each[each["landmark"] != ""] for each in (window.props, window.inscriptions))
    parts = np.zeros(len(props) + len(rows), LANDMARK_PART)
    standing, written = parts[: len(props)], parts[len(props) :]
    for name in ("landmark", "x", "y", "z"):
        standing[name], written[name] = props[name], rows[name]
    for part, prop in zip(standing, props, strict=True):
        low, high = bounds(prop)
        width, depth, _ = size_of(prop)
        part["y"], part["span"] = (low[1] + high[1]) / 2, width * depth
    written["span"] = rows["width"] * rows["height"]
    standing["front"] = props["rotation"][:, [0, 2], 2]
    written["front"] = rows["normal"][:, [0, 2]]
    for axis, name in enumerate(("x", "z")):
        written[name] += BEFORE * written["front"][:, axis]
    return parts
