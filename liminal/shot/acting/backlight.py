"""Backlight: how a figure at a place stands out from what a camera sees behind it."""

import numpy as np
from numpy.typing import NDArray

from liminal.shot.ground import Points
from liminal.shot.lamplight import Lamplight
from liminal.view.pose import Pose

PER_STOP = 4.0  # m: how much further from where it is wanted a body may be for each stop that it stands out more
_WALL = 0.7  # m before the wall that ends a line of sight: the light there is about that on it
_LEAST = 2.0  # lux: bounced light leaves no place in a lit building darker
_MOST = 2.0  # stops to either side of the middle of all places that count
_AGAINST_LIGHT, _IN_THE_DARK = ("creature",), ("smile",)  # bodies; all others are seen by the light on them

Floats = NDArray[np.float64]


def stands_out(body: str, light: Lamplight, pose: Pose, places: Points) -> Floats:
    """Return by how many stops more than at most other places (n, 2) a body of a name stands out at each: (n,).

    The creature is best dark against a bright room, what glimmers best in the dark, and others in light.
    """
    eye = np.array([[pose.x, pose.z]])
    off = places - eye
    bearing = np.arctan2(off[:, 0], -off[:, 1])
    depth = light.outlook.depth(eye, bearing)[0] - _WALL
    beyond = eye + np.maximum(depth, np.hypot(*off.T))[:, None] * np.stack([np.sin(bearing), -np.cos(bearing)], axis=1)
    own, behind = (np.log2(np.maximum(light.on(each), _LEAST)) for each in (places, beyond))
    if body in _AGAINST_LIGHT:
        stops = behind - own
    elif body in _IN_THE_DARK:
        stops = -np.maximum(own, behind)
    else:
        stops = own
    return np.asarray(np.clip(stops - np.median(stops), -_MOST, _MOST))
