"""What carries the camera through a shot, as the timeline sees it: something that says where it is at any time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from liminal.shot.breath import Breath
from liminal.shot.step import Step
from liminal.shot.track import shortest_turn, smoothstep
from liminal.view.pose import Pose

SLOWING = 1.0  # s in which somebody who walked comes to a stop
_TAKING_OVER = 1.4  # s in which one way of holding the camera becomes the next


class ShotCamera(Protocol):
    """A camera on its way. Times are seconds from the beginning of its shot."""

    @property
    def steps(self) -> Sequence[Step]:
        """Footsteps of the person who carries it."""
        ...

    @property
    def breaths(self) -> Sequence[Breath]:
        """Breaths of the person who holds it."""
        ...

    def pose(self, time: float) -> Pose:
        """Where it is; before the beginning and after the end as at those."""
        ...


@dataclass(frozen=True)
class JoinedCamera:
    """One camera goes on from another one in the same take: it slows down and gives way to the next.

    `before` is left at `end`, seconds of its own time, and must still know where it would be a second later.
    """

    before: ShotCamera
    end: float
    after: ShotCamera

    @property
    def steps(self) -> Sequence[Step]:
        """The footsteps of the second; the first one's last step is its own."""
        return self.after.steps

    @property
    def breaths(self) -> Sequence[Breath]:
        """Those of the second."""
        return self.after.breaths

    def pose(self, time: float) -> Pose:
        """Where it is."""
        share = smoothstep(time / _TAKING_OVER)
        if share >= 1.0:
            return self.after.pose(time)
        return between(slowed(self.before, self.end, time), self.after.pose(time), share)


def slowed(camera: ShotCamera, end: float, time: float) -> Pose:
    """Where a camera is that is left at `end` and then comes to a stop within a second."""
    t = min(max(time, 0.0), SLOWING)
    return camera.pose(end + t - t * t / (2.0 * SLOWING))


def stopped(camera: ShotCamera, end: float) -> Pose:
    """Where a camera stops that is left at `end`."""
    return slowed(camera, end, SLOWING)


def between(a: Pose, b: Pose, share: float) -> Pose:
    """The pose `share` of the way from one to the other, angles the short way round."""

    def mid(low: float, high: float) -> float:
        return low + (high - low) * share

    return Pose(
        x=mid(a.x, b.x),
        y=mid(a.y, b.y),
        z=mid(a.z, b.z),
        yaw=(a.yaw + shortest_turn(b.yaw - a.yaw) * share) % 360.0,
        pitch=mid(a.pitch, b.pitch),
        roll=a.roll + shortest_turn(b.roll - a.roll) * share,
        fov=mid(a.fov, b.fov),
    )


@dataclass(frozen=True)
class FixedCamera:
    """A camera that hangs on a wall, or a photograph."""

    where: Pose
    steps: Sequence[Step] = ()
    breaths: Sequence[Breath] = ()

    def pose(self, time: float) -> Pose:
        """Where it is: always the same."""
        return self.where


def level(pose: Pose, height: float, fov: float) -> Pose:
    """The same place and direction with the camera held as one holds it, `height` being that of the lens (m)."""
    return replace(pose, y=height, pitch=-2.0, roll=0.0, fov=fov)
