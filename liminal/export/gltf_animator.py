"""Movement in glTF 2.0: tracks of nodes and of cameras, all in one animation, so that they play together."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from liminal.export.gltf_buffer import GltfBuffer
from liminal.matchmove.gltf_camera import POINTER

if TYPE_CHECKING:
    import pygltflib

STILL = 1e-6  # m, rad, and of quaternions: what changes by less has no track
FOREVER = 1e6  # s


class GltfAnimator:
    """Adds tracks to the animation of a document."""

    def __init__(self, gltf: "pygltflib.GLTF2", buffer: GltfBuffer, name: str) -> None:
        import pygltflib

        self._g, self._gltf, self._buffer, self._name = pygltflib, gltf, buffer, name

    def times(self, seconds: NDArray[np.floating]) -> int:
        """Add the times of keys, (k,), s, and return their accessor."""
        keys = seconds.astype(np.float32)
        return self._buffer.numbers("times", keys, min=[float(keys[0])], max=[float(keys[-1])])

    def move(self, node: int, path: str, times: int, values: NDArray[np.floating]) -> None:
        """Add how a node moves, unless it keeps still: `path` is translation, (k, 3), m, or rotation, (k, 4)."""
        if np.ptp(values, axis=0).max() >= STILL:
            self._add(times, f"{path}s", values, self._g.ANIM_LINEAR, node=node, path=path)

    def show(self, node: int, begin: float, end: float) -> None:
        """Add that a node is there from a time to another, s: it has no size before and after, as glTF cannot hide."""
        keys = [(0.0, float(begin <= 0.0))]
        keys += [(begin, 1.0)] * (begin > 0.0) + [(end, 0.0)] * (end < FOREVER)
        sizes = np.array([[size] * 3 for _, size in keys])
        if np.ptp(sizes) > 0:
            times = self.times(np.array([time for time, _ in keys]))
            self._add(times, "scales", sizes, self._g.ANIM_STEP, node=node, path="scale")

    def zoom(self, camera: int, times: int, fov: NDArray[np.floating]) -> None:
        """Add how the vertical field of view of a camera changes, (k,), degrees (KHR_animation_pointer)."""
        angles = np.radians(fov)
        if np.ptp(angles) >= STILL:
            pointer = {POINTER: {"pointer": f"/cameras/{camera}/perspective/yfov"}}
            self._add(times, "fields of view", angles, self._g.ANIM_LINEAR, path="pointer", extensions=pointer)

    def _add(self, times: int, name: str, values: NDArray[np.floating], interpolation: str, **target: object) -> None:
        if not self._gltf.animations:
            self._gltf.animations.append(self._g.Animation(name=self._name))
        animation = self._gltf.animations[0]
        output = self._buffer.numbers(name, values.astype(np.float32))
        animation.samplers.append(self._g.AnimationSampler(input=times, output=output, interpolation=interpolation))
        channel = self._g.AnimationChannel(
            sampler=len(animation.samplers) - 1, target=self._g.AnimationChannelTarget(**target)
        )
        animation.channels.append(channel)
