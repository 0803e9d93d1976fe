#!/usr/bin/env python3
"""Make the reference for a pane between two rooms: tests/oracle/glass.png, through a path tracer.

    pip install '.[oracle]'
    PYTHONPATH=tests:scripts:tests/oracle python tests/oracle/make_glass.py [--noise 0.02] [--variant llvm_ad_rgb]

The rooms of `tests/glazed_room.py` as their mesh has them; the pane is Mitsuba's thin dielectric.
"""

import glazed_room
import mitsuba as mi
import numpy as np
import reference
from make_solids import camera, surfaces
from oracle import FOLDER, Place, _rgb, _shapes, chosen, make, options

from liminal.thing.pane import GLASS_ABSORPTION, GLASS_INDEX, PANE_THICKNESS
from liminal.world.material import Material, mean_reflectance


class GlazedRoom(Place):
    """The rooms, without the pane where edges are looked for."""

    def __init__(self) -> None:
        every = surfaces(glazed_room.room())
        at = mi.ScalarTransform4f().translate(list(glazed_room.BOX_AT))
        grey = mean_reflectance(reference.plain().surface)[Material.PLASTIC]
        box = {
            "type": "cube",
            "to_world": at.scale([edge / 2 for edge in glazed_room.BOX_SIZE]),
            "bsdf": {"type": "diffuse", "reflectance": _rgb(grey)},
        }
        super().__init__(camera(glazed_room.POSE), every, {"box": box})
        width, height = glazed_room.SIZE
        pane = {
            "type": "rectangle",
            "to_world": mi.ScalarTransform4f().translate(list(glazed_room.AT)).scale([width / 2, height / 2, 1]),
            "bsdf": {
                "type": "thindielectric",
                "int_ior": GLASS_INDEX,
                "ext_ior": 1.0,
                "specular_transmittance": _rgb(np.exp(-GLASS_ABSORPTION * PANE_THICKNESS)),
            },
        }
        shapes = _shapes(every, np.ones(len(every)))
        self._scene = mi.load_dict({"type": "scene", **shapes, "box": box, "pane": pane})


def main() -> None:
    """Make it."""
    arguments = chosen(options("Make the reference for a pane between two rooms.", 0.02))
    make(FOLDER / "glass.png", GlazedRoom(), arguments.noise)


if __name__ == "__main__":
    main()
