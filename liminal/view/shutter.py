"""The shutter: the motion while it is open, in a picture that was drawn at one instant."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from liminal.view.pose import Pose
from liminal.view.projection import Matrix, clip_from_view, view_from_world

PoseAt = Callable[[float], Pose]  # where the camera is at a time, s

NEAREST = 0.9  # normalised depth, 1 m off (see `projection.clip_from_view`): little in a picture is nearer
TAP = 3.0  # pixels of blur for each of its taps: of 480, a period of the 3 MHz that VHS keeps
FEW_TAPS = 8  # up to here each number of them has a program of its own, from there on every fourth
MOST_TAPS = 24
UNSEEN = 0.25  # pixels: a motion no longer than this counts as none


@dataclass(frozen=True)
class Motion:
    """From clip space, as a picture was drawn, to clip space as the shutter opens and as it closes."""

    begin: Matrix
    end: Matrix

    def farthest(self, size: tuple[int, int]) -> float:
        """How far, at most, something in a picture of `size` is from where it was drawn, pixels."""
        begin, end, drawn = self._corners(size)
        return float(np.hypot(*((begin + end) / 2 - drawn)).max())

    def taps(self, size: tuple[int, int]) -> int:
        """How many samples along its way it takes to be blurred rather than doubled; none where nothing moves."""
        begin, end, _ = self._corners(size)
        way = float(np.hypot(*(end - begin)).max())
        if max(way, self.farthest(size)) < UNSEEN:
            return 0
        taps = max(ceil(way / TAP), 1)
        # With fewer, a thin limb that a quick pan smears is a row of ghosts.
        return taps if taps <= FEW_TAPS else min(4 * ceil(taps / 4), MOST_TAPS)

    def _corners(self, size: tuple[int, int]) -> tuple[NDArray[np.float64], ...]:
        """Where corners, sides and centre, near and far, are at the beginning, the end, and drawn: (2, 18) pixels."""
        sides = np.array([-1.0, 0.0, 1.0])
        drawn = np.stack([each.ravel() for each in np.meshgrid(sides, sides, [NEAREST, 1.0], [1.0])])
        pixels = np.array(size)[:, None] / 2
        places = (matrix @ drawn for matrix in (self.begin, self.end))
        return *(pixels * place[:2] / place[3] for place in places), pixels * drawn[:2]


def motion(pose_at: PoseAt, drawn: Pose, instant: float, shutter: float, aspect: float) -> Motion:
    """The motion against a picture from the pose `drawn` while the shutter is open (s) around an instant (s)."""
    # The camera stands still before the film begins.
    ends = (pose_at(max(0.0, instant + share * shutter)) for share in (-0.5, 0.5))
    # Places are told from the picture's, so that no digits are lost far from the world's centre.
    origin = drawn.x, drawn.z
    drawn_from_clip = np.linalg.inv(_clip_from_near(drawn, origin, aspect))
    return Motion(*(_clip_from_near(pose, origin, aspect) @ drawn_from_clip for pose in ends))


def _clip_from_near(pose: Pose, origin: tuple[float, float], aspect: float) -> Matrix:
    return clip_from_view(pose.fov, aspect) @ view_from_world(pose, origin)


def place_rows(clip_from_clip: Matrix, scale: NDArray[np.float64], shift: NDArray[np.float64]) -> Matrix:
    """From a place in a field and its depth, 0 to 1, to the homogeneous place in the picture that is drawn: (3, 4).

    `clip_from_clip`: the motion. `scale`, `shift`: from places in the field, 0 to 1, to those in the picture.
    """
    clip_from_place = np.diag([2.0, 2.0, 2.0, 1.0])
    clip_from_place[:3, 3] = -1
    picture_from_clip = np.zeros((3, 4))
    picture_from_clip[0, 0], picture_from_clip[1, 1] = scale / 2
    picture_from_clip[:, 3] = *(scale / 2 + shift), 1
    return picture_from_clip @ clip_from_clip @ clip_from_place


def part_of_rows(rows: Matrix, low: NDArray[np.float64], extent: NDArray[np.float64]) -> Matrix:
    """Return `place_rows` for places in a rectangle of a field, which begins at `low` and has an `extent`, 0 to 1."""
    part = rows.copy()
    part[:, 3] += rows[:, :2] @ low
    part[:, :2] *= extent
    return part
