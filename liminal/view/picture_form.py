"""The form of a picture: its projection, and whether it is for two eyes."""

import math
from dataclasses import dataclass, replace

from liminal.settings.projection_name import USUAL_EYES, ProjectionName, StereoName
from liminal.view.panorama import all_around, level
from liminal.view.picture_panel import ASPECTS
from liminal.view.pose import Pose

Size = tuple[int, int]  # width, height, pixels


@dataclass(frozen=True)
class PictureForm:
    """How a picture is drawn.

    `projection`: None is flat. `stereo`: how the pictures of two eyes lie in it; None is one eye.
    `eyes`: m between two.
    """

    projection: ProjectionName | None = None
    stereo: StereoName | None = None
    eyes: float = USUAL_EYES

    @property
    def plain(self) -> bool:
        """Whether it is a flat picture for one eye."""
        return self.projection is None and self.stereo is None

    @property
    def aspect(self) -> float | None:
        """Width / height that a picture must have; None: any."""
        if self.projection is None:
            return None
        return ASPECTS[self.projection] * {None: 1.0, "side": 2.0, "top": 0.5}[self.stereo]

    def of_an_eye(self, size: Size) -> Size:
        """Return the size of the picture of each eye in one of a size, pixels."""
        return size[0] // (2 if self.stereo == "side" else 1), size[1] // (2 if self.stereo == "top" else 1)

    def poses(self, pose: Pose) -> list[Pose]:
        """Return the poses of its eyes, the left one first."""
        held = pose if self.projection is None or self.projection == "fisheye" else level(pose)
        if self.stereo is None:
            return [held]
        yaw, roll = math.radians(held.yaw), math.radians(held.roll)
        flat, up = math.cos(roll), -math.sin(roll)
        return [
            replace(
                held,
                x=held.x + side * flat * math.cos(yaw) * self.eyes / 2,
                y=held.y + side * up * self.eyes / 2,
                z=held.z + side * flat * math.sin(yaw) * self.eyes / 2,
            )
            for side in (-1.0, 1.0)
        ]

    def lit_for(self, pose: Pose) -> list[Pose]:
        """Return the poses that a stage is to be lit for to show it from a pose."""
        return [all_around(each) if self.projection is not None else each for each in self.poses(pose)]


FLAT = PictureForm()
