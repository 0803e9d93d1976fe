"""Accidents: the operator falls through the floor; the camera is dropped."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from noise import snoise2

from liminal.shot.breath import Breath
from liminal.shot.shot_camera import ShotCamera, slowed
from liminal.shot.step import Step
from liminal.shot.track import smoothstep
from liminal.view.pose import Pose

_GRAVITY = 9.81  # m/s2
_FASTEST = 9.0  # m/s: after a fall of four metres; faster makes no difference

_TRIP = 0.35  # of the shot, before the floor gives way
_STUMBLE = 0.25  # s in which the feet find no floor
_TUMBLE = 1.5  # s in which the arms go up

_LYING = 0.13  # m: the lens of a camera that lies on its side
_BOUNCES = ((0.34, 0.30), (0.16, 0.12), (0.07, 0.04))  # s and m of each bounce, against a fall from 1.6 m
_FULL = 1.6  # m


@dataclass(frozen=True)
class Fall(ShotCamera):
    """The operator walks on as `before` does from `end`, and falls through the floor; the breath is held.

    `side`: 1 or -1, which way the camera turns.
    """

    before: ShotCamera
    end: float
    seconds: float
    side: float = 1.0

    @property
    def trip(self) -> float:
        """When the floor gives way, seconds."""
        return _TRIP * self.seconds

    def pose(self, time: float) -> Pose:
        """Return the camera's pose."""
        falling = max(0.0, time - self.trip)
        carried = self.before.pose(self.end + min(time, self.trip + _STUMBLE))
        rush = _FASTEST / _GRAVITY
        deep = _GRAVITY * min(falling, rush) ** 2 / 2 + _FASTEST * max(0.0, falling - rush)
        over = smoothstep(falling / _TUMBLE)
        jolt = 9.0 * smoothstep(falling / 0.1) * math.exp(-falling / 0.5)
        return replace(
            carried,
            y=carried.y - deep,
            yaw=(carried.yaw + self.side * 38.0 * over) % 360.0,
            pitch=min(
                85.0, carried.pitch - 22.0 * math.exp(-(((falling - 0.3) / 0.25) ** 2)) * (falling > 0) + 62.0 * over
            )
            + jolt * float(snoise2(7.0 * time, 1.5)),
            roll=carried.roll + self.side * 70.0 * over + jolt * float(snoise2(7.0 * time, 2.5)),
        )


@dataclass(frozen=True)
class Drop(ShotCamera):
    """A camera falls to the floor from `where`, and stays there. `floor`: m. `side`: which way it falls over."""

    where: Pose
    floor: float
    side: float = 1.0

    @property
    def impact(self) -> float:
        """When it hits the floor, seconds."""
        return math.sqrt(2.0 * self._height / _GRAVITY)

    @property
    def _height(self) -> float:
        return max(0.05, self.where.y - self.floor - _LYING)

    def pose(self, time: float) -> Pose:
        """Return the camera's pose."""
        fallen = min(max(time, 0.0), self.impact)
        height = self._height - _GRAVITY * fallen**2 / 2 + self._bounced(time - self.impact)
        # It turns as it falls, and rocks until it lies.
        over = smoothstep(time / (self.impact + 0.25))
        rocking = 14.0 * math.exp(-max(0.0, time - self.impact) / 0.28) * (time > self.impact)
        return replace(
            self.where,
            y=self.floor + _LYING + height,
            yaw=(self.where.yaw + self.side * 24.0 * over) % 360.0,
            pitch=self.where.pitch * (1 - over)
            + 5.0 * over
            - 30.0 * over * (1 - over) * 2
            + 0.4 * rocking * math.sin(21.0 * time),
            roll=self.where.roll + self.side * (83.0 * over + rocking * math.cos(17.0 * (time - self.impact))),
        )

    def _bounced(self, since: float) -> float:
        """Return the height above the floor after the impact, m."""
        scale = self._height / _FULL
        for lasts, high in _BOUNCES:
            lasts *= math.sqrt(scale)
            if 0.0 < since < lasts:
                return high * scale * 4.0 * (since / lasts) * (1.0 - since / lasts)
            since -= lasts
        return 0.0


@dataclass(frozen=True)
class Seizure(ShotCamera):
    """The camera of an operator who is caught while running as `before` does: at `at`, s, it falls. `floor`: m."""

    before: ShotCamera
    at: float
    floor: float

    @property
    def steps(self) -> Sequence[Step]:
        """The footsteps up to then."""
        return [step for step in self.before.steps if step.time < self.at]

    @property
    def breaths(self) -> Sequence[Breath]:
        """The breaths up to then."""
        return [breath for breath in self.before.breaths if breath.time < self.at]

    @property
    def impact(self) -> float:
        """When it hits the floor, seconds."""
        return self.at + self._drop.impact

    @property
    def _drop(self) -> Drop:
        where = self.before.pose(self.at)
        return Drop(where, self.floor, math.copysign(1.0, where.roll))

    def pose(self, time: float) -> Pose:
        """Return the camera's pose."""
        if time < self.at:
            return self.before.pose(time)
        # It flies on the way that the operator ran, as far as from a run to a stop.
        flying, fallen = slowed(self.before, self.at, time - self.at), self._drop.pose(time - self.at)
        return replace(fallen, x=flying.x, z=flying.z)

    def motion(self, time: float) -> float:
        """Return how fast hands, or the fall, move the camera, m/s."""
        return self.before.motion(time) if time < self.at else super().motion(time)
