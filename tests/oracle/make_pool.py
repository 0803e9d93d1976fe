#!/usr/bin/env python3
"""Make the references for light under water: tests/oracle/pool-*.png, through a path tracer.

    pip install '.[oracle]'
    PYTHONPATH=tests:scripts:tests/oracle python tests/oracle/make_pool.py [NUMBER ...] [--variant llvm_ad_rgb]

The room of `tests/pool.py` as its mesh has it; the water is Mitsuba's smooth dielectric, and clear.
"""

import mitsuba as mi
import pool
from make_solids import camera, surfaces
from oracle import FOLDER, Place, chosen, make, options

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
    parser = options("Make the references for light under water.", 0.02)
    parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help="views of tests/pool.py; default: all")
    arguments = chosen(parser)
    for number in arguments.numbers or range(len(pool.POSES)):
        pose = pool.POSES[number]
        place = Place(camera(pose), surfaces(pool.room()), water())
        # A dielectric has no colour of its own, as lamps have none: what is left out is told without the water.
        place.left_out = Place(camera(pose), surfaces(pool.room())).left_out
        make(FOLDER / f"pool-{number}.png", place, arguments.noise)


if __name__ == "__main__":
    main()
