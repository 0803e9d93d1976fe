"""The foreground: the operator's own arm before the lens, out of focus, laid over a picture that is drawn already."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from liminal.gl import FullScreen, Scope, Target
from liminal.view.lens import FARTHEST, NEAREST, clip_through, confusion, pupil_points
from liminal.view.projection import Matrix
from liminal.view.sampling import pixel_offsets
from liminal.view.shutter import PoseAt
from liminal.view.stage import Stage

FEWEST, MOST = 12, 40  # pictures through points of the pupil that make one
APART = 2.5  # pixels between two of them
NEAR = 0.10  # m: as far off what is most out of focus mostly is
_STRIDE = 7  # points of the pupil from each moment of the exposure to the next: these do not go with places in it

Rectangle = tuple[int, int, int, int]  # x, y, width, height, pixels
WHOLE = np.eye(4)


class Frame(NamedTuple):
    """A picture that is exposed around an `instant` for a time, s, and how it is sampled.

    `pose_at`: of the camera. `aspect`: of the picture, width / height. `row`: how far it is sampled above its middle,
    as a share of its height. `part_from_clip`: spreads the part of it that is drawn over all of that.
    """

    pose_at: PoseAt
    instant: float
    seconds: float
    aspect: float
    row: float = 0.0
    part_from_clip: Matrix = WHOLE


class Foreground:
    """Lays arms over pictures."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._targets: dict[tuple[int, int], tuple[Target, Target]] = {}
        self._shaders: tuple[FullScreen, FullScreen] | None = None

    def lay_over(
        self,
        total: Target,
        shares: Sequence[tuple[Stage, float]],
        frame: Frame,
        rectangle: Rectangle | None = None,
        weight: float = 1.0,
    ) -> None:
        """Lay the arms of stages over a rectangle of a picture, which has the light in it `weight` times.

        `shares`: the stages that are seen, and the weight of each, in the light that they had last.
        """
        if not any(stage.scene.has_arm(frame.instant) for stage, _ in shares):
            return
        rectangle = rectangle or (0, 0, *total.size)
        size = rectangle[2:]
        add, over = self._shaders = self._shaders or (
            FullScreen(self._scope, "view_arm_sum.frag"),
            FullScreen(self._scope, "view_arm_over.frag"),
        )
        add.program.set(planes=(NEAREST, FARTHEST))
        if size not in self._targets:
            self._targets.clear()
            drawn = Target(self._scope, size, ["f2"], depth=True)
            self._targets[size] = drawn, Target(self._scope, size, ["f4", "f4"])
        drawn, layer = self._targets[size]
        layer.clear()
        for stage, share in shares:
            for clip, time, part in self._pictures(stage, frame, size):
                stage.scene.draw_arms(drawn, clip, time)
                with self._scope.context.state(blend="add"):
                    add.draw(layer, drawn=drawn.colours[0], depth=drawn.depth, weight=share * part)
        light, covered = layer.colours
        over.program.set(light=light, covered=covered, scale=size)
        with self._scope.context.state(blend="through"):
            for number, each in enumerate(total.layers):
                # Other passes than the light itself are only covered by it.
                over.draw(each, rectangle, weight=weight if number == 0 else 0.0)

    def _pictures(self, stage: Stage, frame: Frame, size: tuple[int, int]) -> list[tuple[Matrix, float, float]]:
        """The pictures that make one: the matrix, the time, s, and the share of each."""
        middle = frame.pose_at(max(0.0, frame.instant))
        blur = confusion(middle.fov, NEAR) * size[1] * float(frame.part_from_clip[1, 1])
        count = min(max(math.ceil(math.pi / 4 * (blur / APART) ** 2), FEWEST), MOST)
        count += count % _STRIDE == 0
        points, spots = pupil_points(count), pixel_offsets(count)
        pictures = []
        for number in range(count):
            share = (number + 0.5) / count - 0.5
            time = frame.instant + share * frame.seconds
            pose = frame.pose_at(max(0.0, time))
            jitter = 2 * spots[number] / size / np.diag(frame.part_from_clip)[:2] + (0.0, 2 * frame.row)
            point = points[number * _STRIDE % count]
            clip = clip_through(pose, stage.origin, frame.aspect, point, (float(jitter[0]), float(jitter[1])))
            pictures.append((frame.part_from_clip @ clip, time, 1.0 / count))
        return pictures
