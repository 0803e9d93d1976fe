#!/usr/bin/env python3
"""Make the references for light under water: tests/oracle/pool-*.png, through a path tracer.

    pip install '.[oracle]'
    PYTHONPATH=tests:scripts:tests/oracle python tests/oracle/make_pool.py [NUMBER ...] [--variant llvm_ad_rgb]

The room of `tests/pool.py` as its mesh has it; the water is Mitsuba's smooth dielectric, and clear.
"""

import argparse

import mitsuba as mi
import pool
from make_solids import camera, surfaces
from oracle import FOLDER, Place, trace, write

from liminal.light.refraction import INDEX
from liminal.world.grid import CELL


def water() -> dict[str, object]:
    """The surface of the water, from its measures alone."""
    z, x = pool.BASIN
    half = [(along.stop - along.start) * CELL / 2 for along in (x, z)]
    middle = [(along.stop + along.start) * CELL / 2 for along in (x, z)]
    place = mi.ScalarTransform4f().translate([middle[0], pool.WATER, middle[1]]).rotate([1, 0, 0], -90)
    clear = {"type": "dielectric", "int_ior": INDEX, "ext_ior": 1.0}
    return {"water": {"type": "rectangle", "to_world": place.scale([*half, 1]), "bsdf": clear}}


def main() -> None:
    """Make them."""
    parser = argparse.ArgumentParser(description="Make the references for light under water.")
    every = range(len(pool.POSES))
    parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help="views of tests/pool.py; default: all")
    parser.add_argument("--noise", type=float, default=0.02, help="relative, at the median pixel (default: 0.02)")
    parser.add_argument("--variant", default="scalar_rgb", help="of Mitsuba (default: scalar_rgb)")
    arguments = parser.parse_args()
    mi.set_variant(arguments.variant)
    for number in arguments.numbers or every:
        pose = pool.POSES[number]
        place = Place(camera(pose), surfaces(pool.room()), water())
        # A dielectric has no colour of its own, as lamps have none: what is left out is told without the water.
        place.left_out = Place(camera(pose), surfaces(pool.room())).left_out
        light, noise = trace(place, arguments.noise)
        write(FOLDER / f"pool-{number}.png", light, place.left_out)
        print(f"pool-{number}: noise {noise:.2%}, {place.left_out.mean():.0%} left out", flush=True)


if __name__ == "__main__":
    main()
