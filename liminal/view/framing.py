"""Framing: the window that holds all that some poses see of the world."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.piece.visibility import (
    DISTANT_RADIUS,
    FAR,
    FAR_RADIUS,
    LINES,
    Viewpoint,
    Visibility,
    visible_cells,
)
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, CHUNK
from liminal.world.window import Window, enclosed

FEW = 4  # every fourth pose first shows how large the window must be, before all of them are used


def half_angle(pose: Pose, aspect: float) -> float:
    """Half the angle (radians) that a picture of this aspect (width / height) spans in the plan, at most pi.

    The picture's corners bound it however the camera leans; one that looks steeply up or down sees all around.
    """
    corner = np.arctan(np.tan(np.radians(pose.fov) / 2) * np.hypot(1.0, aspect))
    level = np.cos(min(abs(np.radians(pose.pitch)) + np.radians(pose.fov) / 2, np.pi / 2))
    return float(np.pi) if level < 0.35 else float(min(np.arctan(np.tan(corner) / level), np.pi))


def frame_window(
    world: CellGrid, poses: Sequence[Pose], aspect: float, reach: float, lines: int = LINES
) -> tuple[Window, Visibility]:
    """Cut out the window that holds all that the poses see up to `reach` metres, and surfaces that light it.

    Returns it with the cells that they see in it, at any distance, in pictures with so many `lines`.
    """
    margin = round(DISTANT_RADIUS / CELL)
    x = np.array([pose.x for pose in poses]) / CELL
    z = np.array([pose.z for pose in poses]) / CELL
    low = np.floor([(z.min() - margin) / CHUNK, (x.min() - margin) / CHUNK]).astype(int)
    high = np.ceil([(z.max() + margin) / CHUNK, (x.max() + margin) / CHUNK]).astype(int)

    # Grow by a chunk wherever something seen comes near the border, until nothing does: first for a few of the poses.
    begun, others = poses[::FEW], [pose for number, pose in enumerate(poses) if number % FEW]
    while True:
        window = world.window(*(low[::-1] * CHUNK), *((high - low)[::-1] * CHUNK))
        visibility = _looked(window, begun, aspect, lines)
        grow_low, grow_high = _cut_off(window, visibility, reach)
        if len(begun) < len(poses) and not (grow_low.any() or grow_high.any()):
            rest = _looked(window, others, aspect, lines)
            everywhere = tuple(viewpoint(pose, window, aspect) for pose in poses)
            visibility = Visibility(everywhere, visibility.cells | rest.cells, lines)
            begun = poses
            grow_low, grow_high = _cut_off(window, visibility, reach)
        if not (grow_low.any() or grow_high.any()):
            return enclosed(window), visibility
        low, high = low - grow_low, high + grow_high


def viewpoint(pose: Pose, window: Window, aspect: float) -> Viewpoint:
    """The viewpoint of a pose: where it stands in the window, and how much of the plan it sees."""
    x, z = window.origin
    return Viewpoint(pose.x - x, pose.z - z, float(np.radians(pose.yaw)), half_angle(pose, aspect))


def _looked(window: Window, poses: Sequence[Pose], aspect: float, lines: int) -> Visibility:
    """What some poses see of a window."""
    return replace(visible_cells(window, (viewpoint(pose, window, aspect) for pose in poses)), lines=lines)


def _cut_off(window: Window, visibility: Visibility, reach: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether what is seen is too near a window's lower borders along z and x, and its upper ones: bool (2,) each."""
    grow_low, grow_high = np.zeros((2, 2), bool)
    for up_to, radius in ((min(FAR * visibility.sharpness, reach), DISTANT_RADIUS), (reach, FAR_RADIUS)):
        seen = visibility.cells & (visibility.distance < up_to)
        rows, columns = (np.flatnonzero(seen.any(axis)) for axis in (1, 0))
        ends = np.array([[rows[0], columns[0]], [rows[-1], columns[-1]]]) * CELL
        grow_low |= ends[0] < radius
        grow_high |= ends[1] > np.array(window.floor.shape) * CELL - radius
    return grow_low, grow_high
