#!/usr/bin/env python3
"""Make the reference for light on surfaces that lie on no grid: tests/oracle/solids.png, through a path tracer.

    pip install '.[oracle]'
    PYTHONPATH=tests:scripts python tests/oracle/make_solids.py [--noise 0.005] [--variant llvm_ad_rgb]

The room of `tests/solids.py` as its mesh has it; the solids in it are Mitsuba's own cylinder and cubes.
"""

from typing import Any

import mitsuba as mi
import numpy as np
import reference
import solids
from exported import Camera, Surface
from numpy.typing import NDArray
from oracle import FOLDER, LENS, RIM, Place, chosen, make, options

from liminal.light.lamp_colour import lamp_colour
from liminal.piece.chart import lay_out
from liminal.piece.mesh import build
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world
from liminal.world.material import Material, mean_reflectance
from liminal.world.window import Window

NAMES = {Material.DIFFUSER: LENS, Material.LAMP_FRAME: RIM}


def surfaces(window: Window) -> list[Surface]:
    """A room: triangles by material and lamp."""
    preset = reference.plain()
    reflectance, colour = mean_reflectance(preset.surface), lamp_colour(preset.light)
    mesh = build(window, lay_out(window, 2))
    triangles = mesh.indices.reshape(-1, 3)
    corner = mesh.vertices[triangles[:, 0]]
    found = []
    for material, lamp in np.unique(np.stack([corner["material"], corner["lamp"]], 1), axis=0).tolist():
        chosen = triangles[(corner["material"] == material) & (corner["lamp"] == lamp)]
        place = mesh.vertices["position"][chosen].astype(np.float64)
        shines = window.lamps["luminance"][lamp] if material == Material.DIFFUSER else 0.0
        glow = np.asarray(colour, np.float64) * shines
        name = NAMES.get(Material(material), Material(material).name)
        found.append(Surface(name, place, reflectance[material].astype(np.float64), glow))
    return found


def shapes() -> dict[str, Any]:
    """The solids, from their measures alone."""
    grey = mean_reflectance(reference.plain().surface)[Material.PLASTIC].tolist()
    matt = {"type": "diffuse", "reflectance": {"type": "rgb", "value": grey}}
    radius, (x, y, z) = solids.COLUMN_RADIUS, solids.COLUMN_AT
    column = {"p0": [x, y, z], "p1": [x, solids.HEIGHT, z], "radius": radius}
    box = _cube(solids.BOX_SIZE, solids.BOX_AT, [0, 1, 0], solids.TURNED)
    slope = _cube(solids.SLOPE_SIZE, solids.SLOPE_AT, [0, 0, 1], solids.SLOPE_RISE)
    return {
        "column": {"type": "cylinder", **column, "bsdf": matt},
        "box": {"type": "cube", "to_world": box, "bsdf": matt},
        "slope": {"type": "cube", "to_world": slope, "bsdf": matt},
    }


def _cube(size: tuple[float, ...], at: tuple[float, ...], axis: list[int], degrees: float) -> Any:
    turned = mi.ScalarTransform4f().translate(list(at)).rotate(axis, degrees)
    return turned.scale([edge / 2 for edge in size])


def camera(pose: Pose) -> Camera:
    """The camera of a view."""
    to_world: NDArray[np.float64] = np.linalg.inv(view_from_world(pose))
    return Camera(to_world, pose.fov, reference.SIZE[0] / reference.SIZE[1])


def main() -> None:
    """Make it."""
    arguments = chosen(options("Make the reference for light on solids.", 0.005))
    make(FOLDER / "solids.png", Place(camera(solids.POSE), surfaces(solids.room()), shapes()), arguments.noise)


if __name__ == "__main__":
    main()
