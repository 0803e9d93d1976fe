"""Movement in glTF 2.0: tracks of nodes and of cameras, all in one animation, so that they play together."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from liminal.export.gltf_buffer import GltfBuffer
from liminal.export.gltf_material import EMISSIVE_STRENGTH
from liminal.export.lamp_track import STEADY
from liminal.export.thinned_keys import Between, kept_keys, straight
from liminal.matchmove.gltf_camera import POINTER
from liminal.motion import quaternion

if TYPE_CHECKING:
    import pygltflib

Floats = NDArray[np.float64]

STILL = 1e-6  # m, rad, and of quaternions: what changes by less has no track
FOREVER = 1e6  # s

# How near a track without its spare keys goes to them: 0.1 mm, and 0.001 degrees, of which quaternions have half.
TOLERANCES: dict[str, tuple[float, Between]] = {
    "translation": (1e-4, straight),
    "rotation": (float(np.radians(0.001)) / 2, quaternion.slerp),
}


class GltfAnimator:
    """Adds tracks to the animation of a document."""

    def __init__(self, gltf: "pygltflib.GLTF2", buffer: GltfBuffer, name: str) -> None:
        import pygltflib

        self._g, self._gltf, self._buffer, self._name = pygltflib, gltf, buffer, name
        self._times: dict[bytes, int] = {}

    def move(self, node: int, path: str, times: Floats, values: Floats, every_key: bool = False) -> None:
        """Add how a node moves, unless it keeps still: `path` is translation, (k, 3), m, or rotation, (k, 4).

        `times`: (k,), s. Keys that others make up for within TOLERANCES are left out, if not `every_key` is wanted.
        """
        if np.ptp(values, axis=0).max() >= STILL:
            if not every_key:
                kept = kept_keys(times, values, *TOLERANCES[path])
                times, values = times[kept], values[kept]
            self._add(times, f"{path}s", values, self._g.ANIM_LINEAR, node=node, path=path)

    def show(self, node: int, begin: float, end: float) -> None:
        """Add that a node is there from a time to another, s: it has no size before and after, as glTF cannot hide."""
        keys = [(0.0, float(begin <= 0.0))]
        keys += [(begin, 1.0)] * (begin > 0.0) + [(end, 0.0)] * (end < FOREVER)
        sizes = np.array([[size] * 3 for _, size in keys])
        if np.ptp(sizes) > 0:
            times = np.array([time for time, _ in keys])
            self._add(times, "scales", sizes, self._g.ANIM_STEP, node=node, path="scale")

    def zoom(self, camera: int, times: Floats, fov: Floats) -> None:
        """Add how the vertical field of view of a camera changes, (k,), degrees (KHR_animation_pointer)."""
        angles = np.radians(fov)
        if np.ptp(angles) >= STILL:
            self._point(f"/cameras/{camera}/perspective/yfov", times, "fields of view", angles)

    def dim(self, material: int, times: Floats, strengths: Floats, usual: float) -> None:
        """Add how the strength of a material's light changes, (k,), cd/m2, met within STEADY of the `usual` one."""
        kept = kept_keys(times, strengths[:, None], STEADY * usual, straight)
        where = f"/materials/{material}/extensions/{EMISSIVE_STRENGTH}/emissiveStrength"
        self._point(where, times[kept], "strengths", strengths[kept])

    def _point(self, where: str, times: Floats, name: str, values: Floats) -> None:
        """Add how a number of the document changes (KHR_animation_pointer)."""
        pointer = {POINTER: {"pointer": where}}
        self._add(times, name, values, self._g.ANIM_LINEAR, path="pointer", extensions=pointer)

    def _add(self, times: Floats, name: str, values: Floats, interpolation: str, **target: object) -> None:
        if not self._gltf.animations:
            self._gltf.animations.append(self._g.Animation(name=self._name))
        animation = self._gltf.animations[0]
        output = self._buffer.numbers(name, values.astype(np.float32))
        keys = self._keys(times.astype(np.float32))
        animation.samplers.append(self._g.AnimationSampler(input=keys, output=output, interpolation=interpolation))
        channel = self._g.AnimationChannel(
            sampler=len(animation.samplers) - 1, target=self._g.AnimationChannelTarget(**target)
        )
        animation.channels.append(channel)

    def _keys(self, times: NDArray[np.float32]) -> int:
        """Add times, s, or find them: many tracks have the same."""
        name = times.tobytes()
        if name not in self._times:
            self._times[name] = self._buffer.numbers("times", times, min=[float(times[0])], max=[float(times[-1])])
        return self._times[name]
