"""An independent eye: rays through a window's cells, by its two heights alone. It knows no quads and no GL."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.window import Window

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Hits:
    """What rays meet: the normals of faces (n, 3), what they are made of (n,), and how far they are (n,), m."""

    normal: Floats
    material: NDArray[np.int64]
    distance: Floats


def cast(window: Window, eye: tuple[float, float, float], direction: Floats) -> Hits:
    """Follow rays of unit `direction` (n, 3) from `eye` (window-local metres, in the air) to the first surface.

    Grid walk after Amanatides and Woo, A Fast Voxel Traversal Algorithm (1987), all rays a step at a time.
    """
    floor, ceiling = window.floor.astype(np.float64), window.ceiling.astype(np.float64)
    count = len(direction)
    x, y, z = eye
    cell = np.tile([int(x // CELL), int(z // CELL)], (count, 1))
    hits = Hits(np.zeros((count, 3)), np.zeros(count, np.int64), np.zeros(count))

    # The distance from one cell line to the next, and to the first, along x and z.
    level = direction[:, (0, 2)]
    forward = level >= 0
    with np.errstate(divide="ignore", invalid="ignore"):
        pace = CELL / np.abs(level)
        next_line = np.where(level == 0, np.inf, ((cell + forward) * CELL - (x, z)) / level)
    alive = np.arange(count)
    while alive.size:
        ray = direction[alive]
        cell_x, cell_z = cell[alive].T
        axis = np.argmin(next_line[alive], axis=1)
        leave = next_line[alive, axis]

        # Inside the cell, the ray may come down on the floor or up against the ceiling.
        vertical = ray[:, 1]
        plane = np.where(vertical < 0, floor[cell_z, cell_x], ceiling[cell_z, cell_x])
        with np.errstate(divide="ignore", invalid="ignore"):
            meet = np.where(vertical == 0, np.inf, (plane - y) / vertical)
        level_hit = meet <= leave

        # On the way out, the neighbour's mass may stand in front of it: below its floor, above its ceiling.
        step = np.where(forward[alive, axis], 1, -1)
        there_x, there_z = cell_x + step * (axis == 0), cell_z + step * (axis == 1)
        inside = (there_x >= 0) & (there_z >= 0) & (there_x < floor.shape[1]) & (there_z < floor.shape[0])
        look_x, look_z = np.where(inside, there_x, 0), np.where(inside, there_z, 0)
        low, high = floor[look_z, look_x], ceiling[look_z, look_x]
        height = y + leave * vertical
        wall_hit = ~level_hit & (~inside | (low >= high) | (height < low) | (height > high))

        # A wall is made of the neighbour's material; past the border, of the last cell's own. Up to two cells (30 cm)
        # a riser is a step, covered like the floor that it leads to.
        own = cell_z, cell_x
        level_material = np.where(vertical < 0, window.floor_material[own], window.ceiling_material[own])
        mass = np.where(inside, there_z, cell_z), np.where(inside, there_x, cell_x)
        step_up = inside & (low < high) & (height < low) & (low - floor[own] < 0.32)
        wall_material = np.where(step_up, window.floor_material[mass], window.wall_material[mass])
        material = np.where(level_hit, level_material, wall_material)

        # Note what was met, and walk on with the rest.
        done = level_hit | wall_hit
        ended = alive[done]
        met = np.where(level_hit, 1, 2 * axis)  # the axis of x, y, z that the ray comes along
        hits.normal[ended, met[done]] = -np.where(level_hit, np.sign(vertical), step)[done]
        hits.material[ended] = material[done]
        hits.distance[ended] = np.where(level_hit, meet, leave)[done]
        on = ~done
        cell[alive[on]] = np.column_stack([there_x, there_z])[on]
        next_line[alive[on], axis[on]] += pace[alive[on], axis[on]]
        alive = alive[on]
    return hits


def pixel_rays(pose: Pose, width: int, height: int, shift: tuple[float, float] = (0.0, 0.0)) -> Floats:
    """Unit directions (height * width, 3) through the pixels' centres, bottom row first, as GL stores pictures.

    `shift`: pixels to the right and up. Written from the meaning of a pose, not from the renderer's matrices.
    """
    tangent = np.tan(np.radians(pose.fov) / 2)
    right = ((np.arange(width) + 0.5 + shift[0]) / width * 2 - 1) * tangent * width / height
    up = ((np.arange(height) + 0.5 + shift[1]) / height * 2 - 1) * tangent

    # Compass and inclination give the way ahead; the camera's own right and up then lean by the roll.
    yaw, pitch, roll = np.radians([pose.yaw, pose.pitch, pose.roll])
    ahead = np.array([np.sin(yaw) * np.cos(pitch), np.sin(pitch), -np.cos(yaw) * np.cos(pitch)])
    level = np.array([np.cos(yaw), 0.0, np.sin(yaw)])
    upright = np.cross(level, ahead)
    to_right = np.cos(roll) * level - np.sin(roll) * upright
    to_up = np.cos(roll) * upright + np.sin(roll) * level
    rays: Floats = ahead + right[None, :, None] * to_right + up[:, None, None] * to_up
    rays /= np.linalg.norm(rays, axis=-1, keepdims=True)
    return rays.reshape(-1, 3)
