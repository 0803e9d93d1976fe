#!/usr/bin/env python3
"""Make the reference for light that haze scatters: tests/oracle/haze.png, through a path tracer.

    pip install '.[oracle]'
    PYTHONPATH=tests:scripts:tests/oracle python tests/oracle/make_haze.py [--noise 0.01]

The room of `tests/hazy_room.py` as its mesh has it, full of Mitsuba's homogeneous medium. Stored is the airlight alone:
the light that haze between the eye and a surface scatters into the line of sight, after any number of scatterings and
reflections. Of each line one place is drawn by its share of that light; there the lamps are asked for by name, and a
path is followed for the rest. Needs the variant `llvm_ad_rgb` (see `scripts/oracle.py`).
"""

import argparse
from typing import Any

import drjit
import hazy_room
import mitsuba as mi
import numpy as np
from make_solids import surfaces
from numpy.typing import NDArray
from oracle import FOLDER, _shapes, write
from raycast import pixel_rays

from liminal.colour import luminance

SIZE = 40, 30  # pixels: each a square of 4 x 4 of the other references' pictures
PASS = 256  # lines of sight through each pixel in a pass
FEWEST_PASSES, MOST_PASSES = 8, 400


class Haze:
    """The airlight of the room, a noisy picture at a time."""

    def __init__(self) -> None:
        every = surfaces(hazy_room.room())
        self._scene = mi.load_dict({"type": "scene", **_shapes(every, np.ones(len(every)))})
        air = hazy_room.HAZE
        self._medium = mi.load_dict({"type": "homogeneous", "sigma_t": air.haze, "albedo": air.albedo})
        self._paths = mi.load_dict({"type": "volpath", "max_depth": -1, "rr_depth": 5})
        self._random = np.random.default_rng(0)

    def picture(self, seed: int) -> NDArray[np.float64]:
        """The luminance of the airlight, cd/m2, (height, width), top row first."""
        pose, (width, height) = hazy_room.POSE, SIZE
        shifts = self._random.random((PASS, 2)) - 0.5
        rays = np.stack([pixel_rays(pose, width, height, tuple(shift)) for shift in shifts], 1).reshape(-1, 3)
        sampler = mi.load_dict({"type": "independent"})
        sampler.seed(seed, len(rays))
        way = mi.Vector3f(*(mi.Float(axis) for axis in rays.T.astype(np.float32)))
        first = mi.Ray3f(mi.Point3f(pose.x, pose.y, pose.z), way)

        # Where along the line light is scattered, by Beer and Lambert.
        haze = hazy_room.HAZE.haze
        taken = 1 - drjit.exp(-haze * self._scene.ray_intersect(first).t)
        spot = drjit.zeros(mi.MediumInteraction3f, len(rays))
        spot.p = first(-drjit.log(1 - sampler.next_1d() * taken) / haze)
        light = luminance(np.array(self._lamps(spot, sampler) + self._others(spot, sampler)).T)
        scattered = light * np.array(taken) * hazy_room.HAZE.albedo
        return np.asarray(scattered.reshape(height, width, PASS).mean(-1)[::-1], np.float64)

    def _lamps(self, spot: Any, sampler: Any) -> Any:
        """The mean over all directions of the radiance that comes straight from lamps."""
        towards, light = self._scene.sample_emitter_direction(spot, sampler.next_2d())
        return light * drjit.exp(-hazy_room.HAZE.haze * towards.dist) / (4 * np.pi)

    def _others(self, spot: Any, sampler: Any) -> Any:
        """The radiance from a direction drawn evenly, less what comes straight from a lamp there."""
        ray = mi.Ray3f(spot.p, mi.warp.square_to_uniform_sphere(sampler.next_2d()))
        met = self._scene.ray_intersect(ray)
        straight = met.emitter(self._scene).eval(met) * drjit.exp(-hazy_room.HAZE.haze * met.t)
        return self._paths.sample(self._scene, sampler, ray, self._medium)[0] - straight


def main() -> None:
    """Make it."""
    parser = argparse.ArgumentParser(description="Make the reference for light that haze scatters.")
    parser.add_argument("--noise", type=float, default=0.01, help="relative, at the median pixel (default: 0.01)")
    noise = parser.parse_args().noise
    mi.set_variant("llvm_ad_rgb")
    haze, total, squares = Haze(), 0.0, 0.0
    for count in range(1, MOST_PASSES + 1):
        light = haze.picture(count)
        total, squares = total + light, squares + light**2
        mean = total / count
        deviation = np.sqrt(np.maximum(squares / count - mean**2, 0) / max(count - 1, 1))
        reached = float(np.median(deviation / mean))
        if count >= FEWEST_PASSES and reached < noise:
            break
    write(FOLDER / "haze.png", mean, np.zeros(mean.shape, bool))
    print(f"noise {reached:.2%}, {count} passes, mean {mean.mean():.3f} cd/m2")


if __name__ == "__main__":
    main()
