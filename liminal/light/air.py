"""The volume as shaders read it: the textures behind `shaders/common_volume.glsl`."""

from typing import Any

import numpy as np

from liminal.gl import Context, make_texture, make_texture_array
from liminal.light.volume import FACES, LAYERS, SPACING, Volume


class Air:
    """A volume on the GPU. Give its `uniforms` to a shader that includes `common_volume.glsl`, and `cells` too."""

    def __init__(self, context: Context, volume: Volume) -> None:
        lattice = volume.lattice
        rows, columns = lattice.known.shape
        probes = np.concatenate([lattice.height[[0, -1]].transpose(1, 2, 0), lattice.place], -1)
        probes[~lattice.known] = 0
        self._probes = make_texture(context, (columns, rows), 4, "f4", probes)
        self._cubes = make_texture_array(context, (columns, rows), LAYERS * FACES, 4, "f2")
        self.uniforms: dict[str, Any] = {
            "volume_cubes": self._cubes,
            "volume_probes": self._probes,
            "volume_first": np.array(lattice.first[::-1], np.float32),
            "volume_spacing": float(SPACING),
        }
        self.update(volume)

    def update(self, volume: Volume) -> None:
        """Take over the light of the same volume, after it was dimmed."""
        light = volume.cubes.transpose(0, 3, 1, 2, 4)  # (LAYERS, 6, rows, columns, 3)
        stored = np.zeros((*light.shape[:-1], 4), np.float16)
        stored[..., :3] = light
        self._cubes.write(stored.tobytes())

    def release(self) -> None:
        """Free the textures."""
        self._cubes.release()
        self._probes.release()
