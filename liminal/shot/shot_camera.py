"""The camera of a shot, as the timeline sees it: a pose as a function of time, and the person who holds it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from liminal.shot.breath import Breath
from liminal.shot.escape import Escape
from liminal.shot.event import Event
from liminal.shot.step import Step
from liminal.shot.track import shortest_turn, smoothstep
from liminal.shot.walk_path import WalkPath
from liminal.view.pose import Pose

SLOWING = 1.0  # s in which a walking operator comes to a stop
_TAKING_OVER = 1.4  # s in which one way of holding the camera becomes the next
_LEVER = 0.12  # m from the wrist to the lens
_INSTANT = 1 / 60  # s between two poses that tell how fast the camera moves


class ShotCamera(Protocol):
    """A camera in a shot; times are seconds from the beginning of the shot. By default no person holds it."""

    @property
    def steps(self) -> Sequence[Step]:
        """The footsteps of the person who carries it, also before and after the shot, if known."""
        return ()

    @property
    def breaths(self) -> Sequence[Breath]:
        """The breaths of the person who holds it."""
        return ()

    @property
    def impact(self) -> float | None:
        """When it hits the floor, s; None if it does not."""
        return None

    @property
    def path(self) -> WalkPath | None:
        """The path of the person who carries it, on beyond the end of the shot; None where there is none."""
        return None

    @property
    def escape(self) -> Escape | None:
        """The escape of the person who holds it, if it is one."""
        return None

    def pose(self, time: float) -> Pose:
        """Return the pose; before the beginning and after the end it is the pose at those."""
        ...

    def motion(self, time: float) -> float:
        """Return how fast hands, or a fall, move the camera, m/s."""
        a, b = self.pose(time), self.pose(time + _INSTANT)
        turned = math.radians(math.hypot(shortest_turn(b.yaw - a.yaw), b.pitch - a.pitch, b.roll - a.roll))
        return (math.dist((a.x, a.y, a.z), (b.x, b.y, b.z)) + _LEVER * turned) / _INSTANT

    def heeding(self, events: Sequence[Event]) -> "ShotCamera":
        """Return the camera as it moves if `events` happen, up to the first of them the same."""
        return self


@dataclass(frozen=True)
class JoinedCamera(ShotCamera):
    """A camera that goes on from another one in the same take: that one slows down and gives way to the next.

    `before` is left at `end`, seconds of its own time, and must be known for `SLOWING` seconds more.
    """

    before: ShotCamera
    end: float
    after: ShotCamera

    @property
    def steps(self) -> Sequence[Step]:
        """The footsteps of the second; the last step of the first belongs to the first."""
        return self.after.steps

    @property
    def breaths(self) -> Sequence[Breath]:
        """The breaths of the second."""
        return self.after.breaths

    @property
    def path(self) -> WalkPath | None:
        """The path of the second."""
        return self.after.path

    @property
    def impact(self) -> float | None:
        """When the second hits the floor, s."""
        return self.after.impact

    @property
    def escape(self) -> Escape | None:
        """The escape of the second."""
        return self.after.escape

    def pose(self, time: float) -> Pose:
        """Return the pose, at first between the two cameras'."""
        share = smoothstep(time / _TAKING_OVER)
        if share >= 1.0:
            return self.after.pose(time)
        return between(slowed(self.before, self.end, time), self.after.pose(time), share)

    def motion(self, time: float) -> float:
        """Return how fast the hands of the second move the camera, m/s."""
        return self.after.motion(time)

    def heeding(self, events: Sequence[Event]) -> "JoinedCamera":
        """Return the same, with a second camera that heeds `events`."""
        return replace(self, after=self.after.heeding(events))


def slowed(camera: ShotCamera, end: float, time: float) -> Pose:
    """Return the pose, `time` seconds later, of a camera that is left at `end` and stops within `SLOWING` seconds."""
    t = min(max(time, 0.0), SLOWING)
    return camera.pose(end + t - t * t / (2.0 * SLOWING))


def stopped(camera: ShotCamera, end: float) -> Pose:
    """Return the pose in which a camera that is left at `end` has stopped."""
    return slowed(camera, end, SLOWING)


def between(a: Pose, b: Pose, share: float) -> Pose:
    """Return the pose `share` (0..1) of the way from one to the other, angles the short way round."""

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
class FixedCamera(ShotCamera):
    """A camera that hangs on a wall, or a photograph."""

    where: Pose

    def pose(self, time: float) -> Pose:
        """Return the one pose."""
        return self.where


def level(pose: Pose, height: float, fov: float) -> Pose:
    """Return the same place and direction with the camera held upright; `height`: of the lens, m."""
    return replace(pose, y=height, pitch=-2.0, roll=0.0, fov=fov)
