"""A camera setup: where, after which shot and for how long a shot is filmed. Its verb makes the camera from it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from liminal.settings.operator import OperatorSettings
from liminal.settings.storyboard import StoryboardShot
from liminal.shot.ground import Ground
from liminal.shot.location import Location
from liminal.shot.shot_camera import JoinedCamera, ShotCamera, level
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

_AROUND = 12  # cells around one who stands that are looked at
_SHOULDERS = 0.35  # m of it that the body takes


@dataclass(frozen=True)
class CameraSetup:
    """All that the camera of a shot depends on.

    `shot`: as the storyboard has it. `key`: all that is drawn for the shot is drawn from it. `where`: the pose at the
    beginning. `location`: the one that was looked for, if one was. `before`: the camera of the shot that this one goes
    on from, left at `left` seconds of its own time. `seconds`: of the shot, and `spare`: of the camera's movement that
    must be known after its end. `fov`: of the lens that is not zoomed, deg. `loop`: whether the end has to meet the
    beginning. `returns`: whether a gaze that wanders has to come back. `alone`: whether the film has no other shot.
    `note`: called with a line on each thing that could not be filmed.
    """

    world: CellGrid
    shot: StoryboardShot
    key: int
    where: Pose
    location: Location | None
    before: ShotCamera | None
    left: float
    seconds: float
    spare: float
    fov: float
    loop: bool
    returns: bool
    alone: bool
    note: Callable[[str], None]

    @property
    def zoom(self) -> tuple[float, float]:
        """Magnification at the beginning and at the end."""
        return self.shot.zoom

    @property
    def operator(self) -> OperatorSettings:
        """Who carries the camera, as the world's preset has it."""
        return self.world.preset.operator

    @property
    def taken_over(self) -> Pose:
        """The pose in which the shot before is left, or the one at the beginning."""
        return self.where if self.before is None else self.before.pose(self.left)

    @property
    def upright(self) -> Pose:
        """The pose at the beginning with the operator standing there, however the camera was held before."""
        stand = level(self.where, self.floor(self.where) + self.operator.eye_height, self.fov)
        return stand if self.before is not None else replace(stand, pitch=self.where.pitch, roll=self.where.roll)

    @property
    def free(self) -> float:
        """How far one who stands where the shot begins can step to any side, m, at most 1.2."""
        x0, z0 = (math.floor(at / CELL) - _AROUND for at in (self.upright.x, self.upright.z))
        ground = Ground(self.world.window(x0, z0, 2 * _AROUND + 1, 2 * _AROUND + 1))
        clear = float(ground.clearance(np.array([[self.upright.x, self.upright.z]]))[0])
        return max(clear - _SHOULDERS, 0.0)

    @property
    def side(self) -> float:
        """1 or -1: to which side the camera tips over."""
        return 1.0 if self.key & 1 else -1.0

    def floor(self, pose: Pose) -> float:
        """Return the height of the floor under a pose, m."""
        cell = self.world.window(math.floor(pose.x / CELL), math.floor(pose.z / CELL), 1, 1)
        return float(cell.floor[0, 0])

    def joined(self, camera: ShotCamera) -> ShotCamera:
        """Return `camera` as it goes on from the shot before, if there is one."""
        return camera if self.before is None else JoinedCamera(self.before, self.left, camera)
