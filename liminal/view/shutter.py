"""The shutter: where the camera is while a field is exposed, and what of its way blurs the picture."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from liminal.view.pose import Pose
from liminal.view.projection import Matrix
from liminal.view.sampling import pixel_offsets
from liminal.view.surface import footprints

NEAREST = 0.9  # normalised depth, 1 m off (see `projection.clip_from_view`): little in a picture is nearer
TAP = 2.0  # pixels of blur for each of its taps
MOST_TAPS = 8


@dataclass(frozen=True)
class Exposure:
    """One of the pictures of a field, which share the time of its shutter evenly.

    `pose`: in the middle of its share, seconds `instant`; `after`: at the end of it. `offset`: where in its pixels it
    is sampled, right and up, pixels. `footprint`: see `surface.footprints`.
    """

    instant: float
    pose: Pose
    after: Pose
    offset: tuple[float, float]
    footprint: float


def exposures(
    pose_at: Callable[[float], Pose], instant: float, shutter: float, count: int, second: bool
) -> Iterator[Exposure]:
    """Share the shutter (s) that is open around an instant (s) among `count` pictures.

    `second`: whether the field is the second of its frame: its mip levels change elsewhere than the first one's do.
    """
    share = shutter / count
    sizes = count**0.5 * footprints(2 * count)[int(second) :: 2] * 2**0.5
    for number, (offset, footprint) in enumerate(zip(pixel_offsets(count), sizes, strict=True)):
        middle = instant + (number - (count - 1) / 2) * share
        pose, after = (pose_at(max(0.0, time)) for time in (middle, middle + share / 2))
        yield Exposure(middle, pose, after, (float(offset[0]), float(offset[1])), float(footprint))


def taps(after_from_middle: Matrix, size: tuple[int, int]) -> int:
    """How many samples along its way a picture of `size` (pixels) needs to look blurred rather than doubled.

    `after_from_middle`: from clip space in the middle of the exposure to that at its end.
    """
    sides = np.array([-1.0, 0.0, 1.0])
    x, y, depth = (each.ravel() for each in np.meshgrid(sides, sides, [NEAREST, 1.0]))
    moved = after_from_middle @ np.stack([x, y, depth, np.ones_like(x)])
    way = np.hypot((moved[0] / moved[3] - x) * size[0], (moved[1] / moved[3] - y) * size[1])  # of the whole exposure
    return min(max(ceil(float(way.max()) / TAP), 1), MOST_TAPS)
