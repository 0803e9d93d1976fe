#!/usr/bin/env python3
"""Make the reference for what waxed floors mirror: tests/oracle/gloss.png, through a path tracer.

    pip install '.[oracle]'
    PYTHONPATH=tests:scripts:tests/oracle python tests/oracle/make_gloss.py [--noise 0.02] [--variant llvm_ad_rgb]

The room of `tests/waxed_room.py` as its mesh has it; its floor is Mitsuba's rough dielectric over a diffuse base.
"""

import mitsuba as mi
import numpy as np
import waxed_room
from make_solids import camera, surfaces
from oracle import FOLDER, Place, _rgb, _shapes, chosen, make, options

from liminal.world.grid import CELL
from liminal.world.material import DESCRIPTIONS, mean_reflectance


class WaxedRoom(Place):
    """The room, whose floor is matt only where edges are looked for."""

    def __init__(self) -> None:
        every = surfaces(waxed_room.room())
        super().__init__(camera(waxed_room.POSE), every)
        dull = [surface for surface in every if surface.material != waxed_room.FLOOR.name]
        rows, columns = waxed_room.room().floor.shape
        coat = DESCRIPTIONS[waxed_room.FLOOR]
        index = (1 + np.sqrt(coat.f0)) / (1 - np.sqrt(coat.f0))
        base = mean_reflectance(waxed_room.SETTINGS)[waxed_room.FLOOR]
        at = mi.ScalarTransform4f().scale([columns * CELL / 2, 1, rows * CELL / 2]).translate([1, 0, 1])
        floor = {
            "type": "rectangle",
            "to_world": at.rotate([1, 0, 0], -90),
            "bsdf": {
                "type": "roughplastic",
                "distribution": "ggx",
                "alpha": coat.roughness**2,
                "int_ior": float(index),
                "ext_ior": 1.0,
                "diffuse_reflectance": _rgb(base),
            },
        }
        self._scene = mi.load_dict({"type": "scene", **_shapes(dull, np.ones(len(dull))), "floor": floor})


def main() -> None:
    """Make it."""
    arguments = chosen(options("Make the reference for what waxed floors mirror.", 0.02))
    make(FOLDER / "gloss.png", WaxedRoom(), arguments.noise)


if __name__ == "__main__":
    main()
