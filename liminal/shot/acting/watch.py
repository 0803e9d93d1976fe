"""A watch: a figure keeps its eyes on the camera, a little late, however the operator moves it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.motion.gesture import Gesture
from liminal.random import mix, unit_of
from liminal.view.pose import Pose

_LATE = (0.2, 0.5)  # s: heads follow what moves unforeseeably by a reaction time and their own inertia
_EVERY = 0.1  # s between the places of the camera that are known

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Watch:
    """From `begin` on for `seconds`, s."""

    begin: float
    seconds: float

    def gesture(self, camera: Callable[[float], Pose], key: int) -> Gesture:
        """Return the look of one that watches a camera by its pose at a time, s; `key` draws how late it follows."""
        late = _LATE[0] + (_LATE[1] - _LATE[0]) * unit_of(mix(key, 41))
        times = np.arange(self.begin - late, self.begin + self.seconds + _EVERY, _EVERY)
        places = np.array([(at.x, at.y, at.z) for at in map(camera, times.tolist())])

        def follow(now: Floats) -> Floats:
            return np.stack([np.interp(now - late, times, row) for row in places.T], axis=1)

        return Gesture("look", self.begin, self.seconds, follows=follow)
