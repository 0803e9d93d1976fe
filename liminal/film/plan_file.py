"""Floor plan files other than pictures: SVG, and NumPy archives for other programs."""

from pathlib import Path

import numpy as np

from liminal.film.atomic import check_destination, replacing
from liminal.world.grid import CELL
from liminal.world.prop import bearings
from liminal.world.window import Window

# A prop: its name, where it stands (m), the compass bearing that its front looks to (degrees: 0 is -z, 90 is +x), and
# the landmark that it belongs to, or "".
PLACED = np.dtype(
    [
        ("name", "U24"),
        *((axis, np.float32) for axis in ("x", "y", "z")),
        ("bearing", np.float32),
        ("landmark", "U24"),
    ]
)
RADIUS_MOST_DATA = 500.0  # m: half a gigabyte in memory


def write_plan_svg(path: str | Path, text: str) -> None:
    """Write the text of an SVG; an existing file is replaced only once the new one is complete."""
    path = Path(path)
    check_destination(path, (".svg",))
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8")


def write_plan_data(path: str | Path, window: Window) -> None:
    """Write a window as a compressed NumPy archive; an existing file is replaced only once the new one is complete.

    `floor`, `ceiling`: float32 [z, x], metres. `origin`: float64 (2,), x and z of the corner of cell [0, 0], metres.
    `cell`: float64, the edge of a cell, metres. `lamps`: float32 (N, 6): x, y, z of the middle and the sizes along x
    and z, metres, then the luminance, cd/m2. `props`: (n,) PLACED.
    """
    path = Path(path)
    check_destination(path, (".npz",))
    columns = [window.lamps[name] for name in ("x", "y", "z", "size_x", "size_z", "luminance")]
    props = np.zeros(len(window.props), PLACED)
    for name in ("name", "x", "y", "z", "landmark"):
        props[name] = window.props[name]
    props["bearing"] = bearings(window.props)
    # From a name, NumPy would add an ending of its own to "a.NPZ".
    with replacing(path) as part, part.open("wb") as file:
        np.savez_compressed(
            file,
            floor=window.floor,
            ceiling=window.ceiling,
            origin=np.array(window.origin),
            cell=np.array(CELL),
            lamps=np.column_stack(columns),
            props=props,
        )
