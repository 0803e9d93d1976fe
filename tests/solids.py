"""A room with solids that lie on no grid: a slope, a round column, a box turned by 30 degrees."""

import numpy as np
from numpy.typing import NDArray
from places import troffer_room

from liminal.settings.surface import SurfaceSettings
from liminal.thing.thing import BOX, CORNER, Placement, Thing
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.material import Material, mean_reflectance
from liminal.world.window import Window

HEIGHT = 18 * CELL  # m, of the room
SPACING = 0.15  # m between the corners of a mesh, at most
FACETS = 24  # of the column

TURNED = 30.0  # degrees
BOX_SIZE, BOX_AT = (1.0, 0.8, 0.6), (2.2, 0.4, 4.6)
SLOPE_SIZE, SLOPE_AT, SLOPE_RISE = (3.0, 0.5, 1.4), (4.6, 0.25, 2.2), 20.0
COLUMN_RADIUS, COLUMN_AT = 0.35, (3.4, 0.0, 3.6)
POSE = Pose(4.9, 1.6, 6.4, yaw=-22.0, pitch=-14.0, fov=62.0)


def room() -> Window:
    """A closed room of 5.5 x 6.7 m with two lamps, in the usual materials."""
    air = np.zeros((46, 38), bool)
    air[1:-1, 1:-1] = True
    return troffer_room(air, HEIGHT, (2, 3), (3, 6))


def rotation(axis: int, degrees: float) -> NDArray[np.float64]:
    """Turn about an axis: (3, 3)."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.eye(3)
    first, second = (axis + 1) % 3, (axis + 2) % 3
    turn[[first, second], [first, second]] = cosine
    turn[first, second], turn[second, first] = -sine, sine
    return turn


def at(place: tuple[float, float, float], turn: NDArray[np.float64] | None = None) -> NDArray[np.float32]:
    """The matrix that turns and then moves."""
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, :3] = np.eye(3) if turn is None else turn
    matrix[:3, 3] = place
    return matrix


def sheet(origin: NDArray, right: NDArray, up: NDArray, normals: NDArray | None = None) -> tuple[NDArray, NDArray]:
    """Corners and triangles of a rectangle, divided evenly. `normals`: at its left and right edge, if it is bent."""
    columns, rows = (max(1, int(np.ceil(np.linalg.norm(edge) / SPACING))) for edge in (right, up))
    u, v = (grid.ravel() for grid in np.meshgrid(np.arange(columns + 1) / columns, np.arange(rows + 1) / rows))
    corners = np.zeros(len(u), CORNER)
    corners["position"] = origin + u[:, None] * right + v[:, None] * up
    flat = np.cross(right, up)
    normal = np.tile(flat, (len(u), 1)) if normals is None else (1 - u)[:, None] * normals[0] + u[:, None] * normals[1]
    corners["normal"] = normal / np.linalg.norm(normal, axis=1, keepdims=True)
    corners["surface"] = np.column_stack([u * np.linalg.norm(right), v * np.linalg.norm(up)])
    corners["colour"] = mean_reflectance(SurfaceSettings())[Material.PLASTIC]
    low = (np.arange(rows)[:, None] * (columns + 1) + np.arange(columns)).ravel()
    quads = np.stack([low, low + 1, low + columns + 2, low + columns + 1], 1)
    return corners, np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def joined(sheets: list[tuple[NDArray, NDArray]], boxes: NDArray) -> Thing:
    """A thing of several sheets."""
    first = np.cumsum([0, *(len(corners) for corners, _ in sheets)])
    triangles = np.concatenate([part + begin for (_, part), begin in zip(sheets, first, strict=False)])
    return Thing(np.concatenate([corners for corners, _ in sheets]), triangles.astype(np.intp), boxes)


def cuboid(size: tuple[float, float, float]) -> Thing:
    """A box about the origin."""
    half = np.array(size) / 2
    sheets = []
    for axis in range(3):
        for sign in (1.0, -1.0):
            normal, right = np.eye(3)[axis] * sign, np.roll(np.eye(3)[axis], 1)
            up = np.cross(normal, right)
            reach = right * half, up * half
            sheets.append(sheet(normal * half - reach[0] - reach[1], 2 * reach[0], 2 * reach[1]))
    box = np.zeros(1, BOX)
    box["axes"], box["half"] = np.eye(3), half
    return joined(sheets, box)


def column(radius: float, height: float) -> Thing:
    """A round column that stands on the origin, as a prism of FACETS sides with the normals of a cylinder."""
    angle = 2 * np.pi * np.arange(FACETS + 1) / FACETS
    around = np.column_stack([np.cos(angle), np.zeros_like(angle), -np.sin(angle)])
    up, sheets, boxes = np.array([0, height, 0]), [], np.zeros(FACETS // 2, BOX)
    for number in range(FACETS):
        left, right = around[number], around[number + 1]
        sheets.append(sheet(radius * left, radius * (right - left), up, np.stack([left, right])))
    for number, box in enumerate(boxes):
        middle = around[number] + around[number + 1]
        middle /= np.linalg.norm(middle)
        across = around[number + 1] - around[number]
        box["centre"] = 0, height / 2, 0
        box["half"] = radius * np.cos(np.pi / FACETS), height / 2, radius * np.linalg.norm(across) / 2
        box["axes"] = middle, (0, 1, 0), np.cross(middle, (0, 1, 0))
    return joined(sheets, boxes)


def solids() -> tuple[Placement, ...]:
    """The three of them, where they stand."""
    slope = at(SLOPE_AT, rotation(2, SLOPE_RISE))
    return (
        Placement(cuboid(BOX_SIZE), at(BOX_AT, rotation(1, TURNED))),
        Placement(column(COLUMN_RADIUS, HEIGHT), at(COLUMN_AT)),
        Placement(cuboid(SLOPE_SIZE), slope),
    )
