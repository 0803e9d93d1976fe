"""What water takes away: the law of Beer and Lambert along the way of light down from lamps, and up to the eye.

Water is flat here, and light is thrown back once, at the bottom: all of it has a closed form, by Snell and Fresnel.
"""

import numpy as np
import pool
import pytest
import reference
from numpy.typing import NDArray
from raycast import pixel_rays

from liminal.colour import luminance
from liminal.gl import Context
from liminal.light.refraction import INDEX
from liminal.settings.water import WaterSettings
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.material import Material, mean_reflectance

POSE = Pose(3.9, 1.7, 4.6, yaw=0.0, pitch=-62.0, fov=70.0)
ABSORPTION, OPAQUE = 0.5, 20.0  # 1/m
MARGIN = 0.3  # m: what lies nearer to the walls of the basin is left out
RIM = 0.025  # m, of lamps, which does not shine
EVERY = 397  # pixels: of so many one is worked out
Floats = NDArray[np.float64]


def fresnel(air: Floats, water: Floats) -> Floats:
    """The share of unpolarised light that the surface throws back, by the cosines on both sides."""
    across, along = (air - INDEX * water) / (air + INDEX * water), (INDEX * air - water) / (INDEX * air + water)
    return (across**2 + along**2) / 2


def in_basin(place: Floats, margin: float) -> NDArray[np.bool_]:
    """Whether places (..., 2; x, z), m, lie in the basin: (...)."""
    z, x = pool.BASIN
    low, high = (np.array(corner) * CELL for corner in ((x.start, z.start), (x.stop, z.stop)))
    inside: NDArray[np.bool_] = ((place > low + margin) & (place < high - margin)).all(-1)
    return inside


def at_the_bottom(deep: float) -> tuple[NDArray[np.intp], Floats, Floats, Floats]:
    """The pixels that show the bottom, numbered from the lower left; of each the cosines in air and in water; places.

    (n,) each, and (n, 2; x, z), m.
    """
    rays = pixel_rays(POSE, *reference.SIZE)
    air = np.maximum(-rays[:, 1], 1e-6)
    water = np.sqrt(1 - (1 - air**2) / INDEX**2)
    enters = (POSE.x, POSE.z) + rays[:, (0, 2)] * ((POSE.y - pool.WATER) / air)[:, None]
    ends = enters + rays[:, (0, 2)] / INDEX * (deep / water)[:, None]
    seen = np.flatnonzero(in_basin(enters, MARGIN) & in_basin(ends, MARGIN))[::EVERY]
    return seen, air[seen], water[seen], ends[seen]


def lamplight(places: Floats, deep: float, absorptions: Floats) -> Floats:
    """The irradiance (m, n) of places (n, 2) on the bottom, lux, by absorption (m,), 1/m.

    An integral over the directions in water that lead to air.
    """
    polar = (np.arange(300) + 0.5) / 300 * np.arcsin(1 / INDEX)
    turn = (np.arange(480) + 0.5) / 480 * 2 * np.pi
    around = np.stack([np.cos(turn), np.sin(turn)], -1)
    water, sine = np.cos(polar), np.sin(polar)
    air = np.sqrt(1 - (INDEX * sine) ** 2)
    crosses = deep * sine / water
    arrives = crosses + (pool.HEIGHT - pool.WATER) * INDEX * sine / air
    solid_angle = sine * (polar[1] - polar[0]) * (turn[1] - turn[0])
    weight = INDEX**2 * (1 - fresnel(air, water)) * water * np.exp(-absorptions[:, None] * deep / water) * solid_angle
    found = np.zeros((len(absorptions), len(places)))
    for number, place in enumerate(places):
        above = place + arrives[:, None, None] * around
        open_ = in_basin(place + crosses[:, None, None] * around, 0.0)
        for lamp in pool.room().lamps:
            met = abs(above - (lamp["x"], lamp["z"])) < (lamp["size_x"] / 2 - RIM, lamp["size_z"] / 2 - RIM)
            found[:, number] += lamp["luminance"] * (weight @ (met.all(-1) & open_).sum(1))
    return found


@pytest.mark.parametrize("deep", [0.45, 1.05, 2.1])
def test_a_pool_keeps_of_its_lamps_what_beer_and_lambert_say(context: Context, deep: float) -> None:
    window = pool.room()
    window.floor[pool.BASIN] = pool.WATER - np.float32(deep)
    seen, air, water, places = at_the_bottom(deep)
    assert len(seen) > 15
    clear, dim, mirrored = (
        pool.draw(context, window, POSE, WaterSettings(absorption=(each,) * 3, waves=0.0), bounces=0)[::-1].ravel()[
            seen
        ]
        for each in (0.0, ABSORPTION, OPAQUE)
    )

    # Where nothing is taken away: radiance is less by the square of the index in air, and by what is thrown back.
    reflectance = float(luminance(mean_reflectance(reference.plain().surface)[Material.PLASTIC]))
    fallen, left = lamplight(places, deep, np.array([0.0, ABSORPTION]))
    shown = reflectance * fallen / np.pi * (1 - fresnel(air, water)) / INDEX**2
    apart = (clear - mirrored) / shown - 1
    assert abs(apart).mean() < 0.03

    # Up to the eye, light comes by ways of all lengths, and loses the same share in each metre.
    kept = (dim - mirrored) / (clear - mirrored)
    lost, _ = np.polyfit(deep / water, np.log(kept), 1)
    assert lost == pytest.approx(-ABSORPTION, rel=0.01)

    # Down from the lamps, too; there one mean way stands for those from all of them.
    exact = left / fallen * np.exp(-ABSORPTION * deep / water)
    print(
        f"\n{deep} m: clear {apart.mean():+.1%}; of light {kept.mean():.3f} kept, {(kept / exact - 1).mean():+.1%} off"
    )
    np.testing.assert_allclose(kept, exact, rtol=0.05)
