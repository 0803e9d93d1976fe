"""A walk as it is heard: the footfalls and the hands of whoever walks, where nothing else says so."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liminal.settings.walk import WalkSettings
from liminal.shot.cut import Cut
from liminal.shot.event import Event
from liminal.shot.step import Step
from liminal.shot.walk import Walk
from liminal.view.pose import Pose
from liminal.world.material import Material

_TICK = 0.02  # s between the places that are looked at
_SLOW = 0.15  # m/s: slower is no step
_WEIGHT = 0.5  # of a step at a walk
_BEFORE = 0.04  # s over which the hands' speed is taken
_WRIST = 0.004  # m that a hand moves for a degree of turn


@dataclass(frozen=True)
class Heard:
    """A walk that lasts for `duration` seconds, for `liminal.sound`."""

    walk: Walk
    settings: WalkSettings
    duration: float
    events: tuple[Event, ...] = ()
    cuts: tuple[Cut, ...] = ()

    def pose(self, time: float) -> Pose:
        """Where the microphone is."""
        return self.walk.pose(time)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """A foot comes down whenever a step's length has been walked."""
        time = np.arange(0.0, self.duration + _TICK, _TICK)
        poses = [self.walk.pose(float(each)) for each in time]
        x, z = np.array([pose.x for pose in poses]), np.array([pose.z for pose in poses])
        speed = np.hypot(np.diff(x), np.diff(z)) / _TICK
        along = np.concatenate([[0.0], np.cumsum(speed)]) * _TICK / self.settings.step_length
        steps = []
        for number in range(1, int(along[-1]) + 1):
            tick = int(np.searchsorted(along, number))
            pace = float(speed[min(tick, len(speed)) - 1])
            if pace > _SLOW:
                weight = _WEIGHT * min(pace / self.settings.speed, 2.0)
                steps.append(Step(float(time[tick]), x[tick], z[tick], number % 2, weight, int(Material.CARPET)))
        return tuple(steps)

    def motion(self, time: float) -> float:
        """How fast the hands move, m/s: by how fast the camera turns."""
        before, after = self.walk.pose(time - _BEFORE), self.walk.pose(time + _BEFORE)
        turned = abs((after.yaw - before.yaw + 180) % 360 - 180) + abs(after.pitch - before.pitch)
        return _WRIST * (turned + abs(after.roll - before.roll)) / (2 * _BEFORE)
