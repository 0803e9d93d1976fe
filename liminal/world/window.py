"""A window: a rectangle of cells of the endless world, on which all later stations of a frame work."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.inscription import NO_INSCRIPTIONS
from liminal.world.model_instance import ModelInstance
from liminal.world.prop import NO_PROPS

Heights = NDArray[np.float32]
DRY = np.float32(-np.inf)  # m: the height of water where there is none
Materials = NDArray[np.uint8]

# A lamp: its centre (m; y is the height of its luminous face, which looks down; of a troffer the ceiling it is set in),
# its size along x and z (m), the luminance of its face (cd/m2; 0 is a dead lamp, which stays visible), the lower cell
# corner of the ceiling's tile that it fills or has its middle in, which identifies it, its `kind` (LampKind), and its
# `colour`, linear Rec. 709 of luminance 1, or 0 for that of the preset.
LAMP = np.dtype(
    [(name, np.float32) for name in ("x", "y", "z", "size_x", "size_z", "luminance")]
    + [("cell_x", np.int32), ("cell_z", np.int32), ("kind", np.uint8), ("colour", np.float32, 3)]
)

# A fixture: `kind` is a FixtureKind, `normal` that of the surface it is on, unit length, (x, y, z) the centre of its
# back (m).
FIXTURE = np.dtype(
    [("kind", np.uint8), ("normal", np.float32, 3), ("x", np.float32), ("y", np.float32), ("z", np.float32)]
)


@dataclass(frozen=True)
class Window:
    """A rectangle of cells with all that is in it. A cell is solid where floor and ceiling meet.

    `x0`, `z0`: cell coordinates of array element [0, 0]. Heights: float32 (h, w), metres. Materials: uint8 (h, w),
    values of `Material`; `wall` is the material of the vertical faces that belong to the cell. `water`: float32
    (h, w), height of the still surface of water, metres; a cell is dry where that is not above its floor. `tide`: where
    water once stood, as that.
    """

    x0: int
    z0: int
    floor: Heights
    ceiling: Heights
    floor_material: Materials
    wall_material: Materials
    ceiling_material: Materials
    lamps: NDArray[np.void]  # (n,) LAMP
    fixtures: NDArray[np.void]  # (n,) FIXTURE
    props: NDArray[np.void] = field(default_factory=NO_PROPS.copy)  # (n,) PROP
    inscriptions: NDArray[np.void] = field(default_factory=NO_INSCRIPTIONS.copy)  # (n,) INSCRIPTION
    models: tuple[ModelInstance, ...] = ()  # that reach into it
    water: Heights = field(default_factory=lambda: np.array([[DRY]]))  # one height may stand for all cells
    tide: Heights = field(default_factory=lambda: np.array([[DRY]]))  # as of water

    def __post_init__(self) -> None:
        """Spread a single height of water, or of its tide, over all cells."""
        for name in ("water", "tide"):
            object.__setattr__(self, name, np.broadcast_to(getattr(self, name), self.floor.shape))

    @cached_property
    def open(self) -> NDArray[np.bool_]:
        """The cells with air: bool (h, w)."""
        return self.floor < self.ceiling

    @cached_property
    def wet(self) -> NDArray[np.bool_]:
        """The cells with water on their floor: bool (h, w)."""
        return self.open & (self.water > self.floor)

    @property
    def origin(self) -> tuple[float, float]:
        """World position (x, z) of the corner of cell [0, 0], in metres."""
        return self.x0 * CELL, self.z0 * CELL


def enclosed(window: Window) -> Window:
    """Return the window with its outermost cells made solid, where every ray ends; lamps there are left out."""
    rows, columns = window.floor.shape
    inside = np.zeros(window.floor.shape, bool)
    inside[1:-1, 1:-1] = True
    x, z = window.lamps["cell_x"] - window.x0, window.lamps["cell_z"] - window.z0
    kept = (x >= 1) & (z >= 1) & (x + TILE_X < columns) & (z + TILE_Z < rows)
    floor, ceiling = (np.where(inside, heights, np.float32(0)) for heights in (window.floor, window.ceiling))
    return replace(window, floor=floor, ceiling=ceiling, lamps=window.lamps[kept])


Chunk = Window  # of CHUNK x CHUNK cells, its corner on a multiple of CHUNK
