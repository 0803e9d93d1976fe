"""The picture that fields are made of: it has two rows for each of their lines, and is moved to where each was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Target
from liminal.view.layer_sheet import LayerSheet
from liminal.view.moment import MovingFigures, blurring
from liminal.view.pose import Pose
from liminal.view.projection import Matrix, clip_from_view, view_from_world
from liminal.view.shutter import Motion, PoseAt, motion
from liminal.view.stage import Stage

ROW = 0.5  # rows by which the first field's are sampled above their middle, and the second's below: half a line apart
MOVING = 4  # pictures at least that share the time of a field's exposure in which a thing moves: its blur

Offset = tuple[float, float]  # right and up, pixels


@dataclass(frozen=True)
class Shot:
    """How fields are taken: where the camera is at a time, and for how long the shutter is open, s.

    `limit`: cd/m2; brighter samples count as this.
    """

    pose_at: PoseAt
    shutter: float
    limit: float


class FieldFrame(NamedTuple):
    """From where a picture is drawn, sampled at an offset and with a margin beyond each edge, pixels."""

    pose: Pose
    offset: Offset
    margin: int


@dataclass(frozen=True)
class FieldPicture:
    """The picture of a stage in a shot. `size`: of a field, pixels. `sheets`: the layers of each field, or none."""

    stage: Stage
    shot: Shot
    size: tuple[int, int]
    aspect: float
    sheets: Sequence[LayerSheet | None]

    @property
    def rows(self) -> tuple[int, int]:
        """Width and height with two rows for each line, pixels."""
        return self.size[0], 2 * self.size[1]

    def with_margin(self, margin: int) -> tuple[int, int]:
        """Width and height with `margin` pixels beyond each edge."""
        return self.rows[0] + 2 * margin, self.rows[1] + 2 * margin

    def clip(self, pose: Pose, offset: Offset = (0.0, 0.0), margin: int = 0) -> Matrix:
        """From the stage's window to clip space, for a picture with a margin, pixels, that is sampled at an offset."""
        jitter = 2 * offset[0] / self.rows[0], 2 * offset[1] / self.rows[1]
        clip = clip_from_view(pose.fov, self.aspect, jitter=jitter) @ view_from_world(pose, self.stage.origin)
        scale = np.array(self.rows) / self.with_margin(margin)
        return np.diag([*scale, 1.0, 1.0]) @ clip

    def exposures(self, instant: float) -> int:
        """How many pictures blur the things that move while the shutter is open: none where nothing does."""
        first, second = instant - self.shot.shutter / 2, instant + self.shot.shutter / 2
        scene = self.stage.scene
        if not scene.things_move(first, second):
            return 0
        rows = scene.travel(first, second, self.clip(self.shot.pose_at(instant))) * self.rows[1]
        return max(blurring(rows), MOVING)

    def figures_moving(self, instants: Sequence[float]) -> MovingFigures:
        """The figures that move from the first of the instants to the last, or while the shutter is open at the one."""
        half = self.shot.shutter / 2
        first, last = (instants[0], instants[-1]) if len(instants) > 1 else (instants[0] - half, instants[0] + half)
        clip = self.clip(self.shot.pose_at(max(0.0, (first + last) / 2)))
        ways = self.stage.scene.travels(first, last, clip)
        return MovingFigures(tuple(ways), max(ways.values(), default=0.0) * self.rows[1] / max(last - first, 1e-6))

    def motion(self, pose: Pose, instant: float, shutter: float) -> Motion:
        """The motion while the shutter is open, in a picture from a pose."""
        return motion(self.shot.pose_at, pose, instant, shutter, self.aspect)


def row_of(number: int) -> float:
    """How far pictures of field `number` are moved up to be sampled, rows."""
    return ROW if number % 2 else -ROW


def place_in(picture: FieldPicture, drawn: Target, row: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scale and shift from places in a field, 0 to 1, to those in a drawn picture; `row`: see `Fields._add`."""
    scale = np.array(picture.rows) / drawn.size
    return scale, (1 - scale) / 2 + (0.0, row / drawn.size[1])
