"""Camera tracks: the six numbers of a camera in the world at each tick, and the camera that moves along them."""

import math
from dataclasses import dataclass

import numpy as np

from liminal.shot.track import TICK, Track
from liminal.view.pose import Pose


@dataclass(frozen=True)
class CameraTracks:
    """A camera in the world at each tick, float64 (n,): metres and degrees. `yaw` is not wrapped."""

    x: Track
    y: Track
    z: Track
    yaw: Track
    pitch: Track
    roll: Track

    def stacked(self) -> Track:
        """Return them as rows, float64 (6, n)."""
        return np.stack([self.x, self.y, self.z, self.yaw, self.pitch, self.roll])


class CameraRecording:
    """A camera's movement for `duration` seconds, interpolated between ticks; before and after that it stands still."""

    def __init__(self, tracks: CameraTracks, zoom: Track, motion: Track, fov: float, duration: float) -> None:
        """`zoom`: magnification (n,) of a lens of `fov`, deg. `motion`: how fast hands move the camera, m/s (n,)."""
        self._rows = np.stack([*tracks.stacked(), np.log(zoom)])
        self._motion, self._fov, self.duration = motion, fov, duration

    def pose(self, time: float) -> Pose:
        """Return the pose at `time`, s."""
        index, part = self._tick(time)
        now, then = self._rows[:, index], self._rows[:, index + 1]
        x, y, z, yaw, pitch, roll, zoom = (now + (then - now) * part).tolist()
        fov = math.degrees(2.0 * math.atan(math.tan(math.radians(self._fov) / 2.0) / math.exp(zoom)))
        return Pose(x, y, z, yaw % 360.0, pitch, roll, fov if zoom > 0 else self._fov)

    def motion(self, time: float) -> float:
        """Return how fast hands move the camera at `time`, m/s, beside the body's walking: cloth and plastic."""
        index, part = self._tick(time)
        return float(self._motion[index] + (self._motion[index + 1] - self._motion[index]) * part)

    def _tick(self, time: float) -> tuple[int, float]:
        tick = min(max(time, 0.0), self.duration) / TICK
        return int(tick), tick % 1.0
