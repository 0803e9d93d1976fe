"""The shaders of light, and the numbers that all of them share with Python."""

from collections.abc import Mapping

from liminal.gl import FullScreen, Scope, constants
from liminal.gl.source import Switch
from liminal.light.lampset import CLUSTER, FAR_BINS, FAR_CLUSTER
from liminal.light.light_vector import PITCH
from liminal.light.occluder_textures import RANGE_BITS
from liminal.light.refraction import INDEX, LINK_BITS, LINK_STEPS
from liminal.piece.chart import COLUMN_BITS, LEVELS, SLOTS, WALL
from liminal.piece.lamp import LENS_RECESS
from liminal.piece.occluder import BEGINS, COUNT_BITS
from liminal.piece.page import TILE
from liminal.piece.place_map import STRIDE_SHIFT, UNSEEN
from liminal.piece.standing import SLOT
from liminal.piece.surfel import GAP, LIST_WIDTH, OUTLINE, RAY_START
from liminal.world.grid import CELL

SHADOWED = 8  # lamps whose shadows a mover throws, at most; a multiple of 4
PROBES = 12  # whose light a mover takes, weighted by their distance
MOVER_WIDTH = 32  # of its surfels a row: drivers that draw without a GPU work on squares, so one long row is slow
SKIN_WIDTH = 160  # of the corners of a skin, a row
SILHOUETTE_REACH = 1.05  # tangent off a torch's axis up to which bodies are seen to throw shadows: its beam
BOUNCE_PATCH = 1.2  # m: of the patch of a surface that throws a small lamp's light back
MOST_SPOTS = 8  # small lamps with a beam, at most: the camera's own and those in hands
MOVER_BOXES = 80  # of a mover, at most; no thing of the catalogue has more than 64

SPOTS = constants(
    "spot",
    MOST_SPOTS=MOST_SPOTS,
    SILHOUETTE_REACH=SILHOUETTE_REACH,
    BOUNCE_PATCH=BOUNCE_PATCH,
)
SHARED = SPOTS | constants(
    "light",
    LIST_WIDTH=LIST_WIDTH,
    STRIDE_SHIFT=STRIDE_SHIFT,
    NUMBER_MASK=(1 << STRIDE_SHIFT) - 1,
    UNSEEN=UNSEEN,
    LONE_SURFACE=float(min(SLOTS)),
    COPIES=SLOT * SLOT,
    TILE=TILE,
    TILE_BITS=TILE.bit_length() - 1,
    COLUMN_BITS=COLUMN_BITS,
    WALL_SURFACE=WALL,
    FIRST_LEVEL=WALL + 1,
    LEVELS=LEVELS,
    CLUSTER=CLUSTER,
    FAR_CLUSTER=FAR_CLUSTER,
    FAR_BINS=FAR_BINS,
    LENS_RECESS=LENS_RECESS,
    RAY_START=RAY_START,
    RANGE_BITS=RANGE_BITS,
    BEGINS=BEGINS,
    INDEX=INDEX,
    LINK_BITS=LINK_BITS,
    LINK_STEPS=LINK_STEPS,
    COUNT_BITS=COUNT_BITS,
    SHADOWED=SHADOWED,
    PROBES=PROBES,
    COVERED_GAP=GAP / CELL,
    COVERED_RING=OUTLINE,
    MOVER_BOXES=MOVER_BOXES,
    MOVER_WIDTH=MOVER_WIDTH,
    LIGHT_VECTOR_PITCH=PITCH,
    SKIN_WIDTH=SKIN_WIDTH,
)


def bake_shader(scope: Scope, name: str, switches: Mapping[str, Switch] | None = None) -> FullScreen:
    """Build `shaders/bake_NAME.frag`."""
    return FullScreen(scope, f"bake_{name}.frag", switches, made=SHARED)
