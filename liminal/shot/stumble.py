"""Stumbles: an operator trips, the camera hits the floor, lies there, and is picked up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from noise import snoise2

from liminal.shot.accident import Seizure
from liminal.shot.breath import Breath
from liminal.shot.shot_camera import ShotCamera, between
from liminal.shot.step import Step
from liminal.shot.track import smoothstep
from liminal.view.pose import Pose

TRIP = 0.5  # s of the shot before the foot catches
LIES = 1.3  # s that the camera lies
PICKED_UP = 1.7  # s: a hand finds it, and the operator rises
_GRASP = 0.45  # s of that in which it is only turned and knocked about
_KNOCKS = 11.0, 3.1  # deg and Hz


@dataclass(frozen=True)
class Stumble(ShotCamera):
    """The operator goes on as `before` does from `end`, trips, and gets up again as `after` stands there.

    `floor`: m. `after`: at times from when it is held again.
    """

    before: ShotCamera
    end: float
    floor: float
    after: ShotCamera

    @property
    def steps(self) -> Sequence[Step]:
        """None: the steps up to the trip belong to the shot before."""
        return ()

    @property
    def breaths(self) -> Sequence[Breath]:
        """The breaths after the fall."""
        return [breath._replace(time=breath.time + self.picked) for breath in self.after.breaths]

    @property
    def impact(self) -> float:
        """When it hits the floor, seconds."""
        return self._fall.impact - self.end

    @property
    def picked(self) -> float:
        """When a hand takes hold of it, seconds."""
        return self.impact + LIES

    @property
    def _fall(self) -> Seizure:
        return Seizure(self.before, self.end + TRIP, self.floor)

    def pose(self, time: float) -> Pose:
        """Return the camera's pose."""
        since = time - self.picked
        if since <= 0.0:
            return self._fall.pose(self.end + time)
        lying, held = self._fall.pose(self.end + self.picked), self.after.pose(since)
        share = smoothstep((since - _GRASP) / (PICKED_UP - _GRASP))
        knocked = _KNOCKS[0] * math.sin(math.pi * min(since / PICKED_UP, 1.0)) * (1.0 - 0.5 * share)
        pose = between(lying, held, share)
        return replace(
            pose,
            yaw=(pose.yaw + knocked * float(snoise2(_KNOCKS[1] * time, 4.5))) % 360.0,
            pitch=pose.pitch + knocked * float(snoise2(_KNOCKS[1] * time, 5.5)),
            roll=pose.roll + knocked * float(snoise2(_KNOCKS[1] * time, 6.5)),
        )
