#!/usr/bin/env python3
"""Make the references that light is judged by: the views in tests/oracle/views.json, through a path tracer.

    pip install '.[oracle]'
    python scripts/oracle.py [NAME ...] [--noise 0.01] [--variant llvm_ad_rgb]

Mitsuba 3 (https://mitsuba-renderer.org) follows paths of any length through the same triangles that we draw. Every
material is matt and of one colour, its mean reflectance, so that what is compared is light. Each view becomes a grey
PNG of 16 bits in tests/oracle/ (`tests/reference.py` reads it): luminance, and 0 where the comparison leaves a pixel
out. The variant `scalar_rgb` needs nothing else; `llvm_ad_rgb` is several times faster and needs LLVM.
"""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mitsuba as mi
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import binary_dilation

from liminal.colour import luminance
from liminal.geometry.chart import lay_out
from liminal.geometry.mesh import Mesh, build
from liminal.light.bake import lamp_colour
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world
from liminal.view.stage import frame_window
from liminal.view.surface import mean_reflectance
from liminal.world.grid import CHUNK
from liminal.world.material import Material
from liminal.world.window import Window, enclosed
from liminal.world.world import World

FOLDER = Path(__file__).parent.parent / "tests" / "oracle"
SIZE = 160, 120  # pixels
STEPS = 256.0  # steps of the stored luminance to an octave: 0.27 % apart
PASS = 256  # samples for each pixel in a pass; passes go on until the noise is low enough
FEWEST_PASSES, MOST_PASSES = 4, 40
FINE = 5  # lines of sight along a pixel's edge that look for lamps and edges
SHALLOW = 0.03  # m: steps less deep than this are no edges (skirting, rims)
LAMP_SHAPES = 2  # the first shapes of a scene that is only looked at are lenses and rims
LIKELY = 0.05  # every lamp is chosen at least this much as often as the average lamp

Picture = NDArray[np.float64]  # (height, width, ...), top row first


@dataclass(frozen=True)
class View:
    """A case: a name, the seed of a world, a camera in it, and what kind of district it stands in."""

    name: str
    district: str
    seed: int
    pose: Pose


def views(names: list[str]) -> Iterator[View]:
    """The views of tests/oracle/views.json, or those of them that are named."""
    for entry in json.loads((FOLDER / "views.json").read_text()):
        pose = Pose(**entry.pop("pose"))
        if not names or entry["name"] in names:
            yield View(pose=pose, **entry)


class Place:
    """What a view shows, as Mitsuba knows it."""

    def __init__(self, view: View, preset: Preset) -> None:
        window = _surroundings(World(view.seed, preset.world), view.pose, preset)
        mesh = build(window, lay_out(window, preset.light.density))
        self._pose, self._window = view.pose, window
        self._sight = mi.load_dict({"type": "scene", **_shapes(window, mesh, preset, None)})
        landed, shown = self._look()
        eye = np.array([view.pose.x - window.origin[0], view.pose.y, view.pose.z - window.origin[1]])
        self.left_out = _left_out(landed, shown, eye)
        self._scene = mi.load_dict({"type": "scene", **_shapes(window, mesh, preset, _appeal(window, landed))})

    def _sensor(self, scale: int, filter: str) -> Any:
        """Our camera. Mitsuba's looks along +z with x to the left."""
        world_from_view = np.linalg.inv(view_from_world(self._pose, self._window.origin))
        return mi.load_dict(
            {
                "type": "perspective",
                "fov": self._pose.fov,
                "fov_axis": "y",
                "near_clip": 0.05,
                "far_clip": 1000.0,
                "to_world": mi.ScalarTransform4f(world_from_view @ np.diag([-1.0, 1.0, -1.0, 1.0])),
                "film": {
                    "type": "hdrfilm",
                    "width": SIZE[0] * scale,
                    "height": SIZE[1] * scale,
                    "component_format": "float32",
                    "pixel_format": "rgb",
                    "rfilter": {"type": filter},
                },
                "sampler": {"type": "multijitter", "sample_count": PASS},
            }
        )

    def _look(self) -> tuple[Picture, Picture]:
        """Where FINE x FINE lines of sight through each pixel land: position and normal (m), and the shape's number."""
        names = "place:position,normal:geo_normal,shape:shape_index"
        aovs = mi.load_dict({"type": "aov", "aovs": names})
        seen = np.array(mi.render(self._sight, sensor=self._sensor(FINE, "box"), integrator=aovs, spp=1))
        return seen[..., -7:-1].astype(np.float64), np.rint(seen[..., -1])

    def passes(self) -> Iterator[Picture]:
        """The picture again and again, with noise of its own each time: (height, width, 3), cd/m2."""
        sensor = self._sensor(1, "tent")
        integrator = mi.load_dict({"type": "path", "max_depth": -1, "rr_depth": 5})
        for seed in range(MOST_PASSES):
            picture = mi.render(self._scene, sensor=sensor, integrator=integrator, spp=PASS, seed=seed)
            yield np.array(picture, np.float64)


def _surroundings(world: World, pose: Pose, preset: Preset) -> Window:
    """All that is drawn, and a chunk more on each side: what we leave out of our light must be in the reference."""
    drawn, _ = frame_window(world, [pose], SIZE[0] / SIZE[1], preset.view.reach)
    rows, columns = drawn.floor.shape
    wider = world.window(drawn.x0 - CHUNK, drawn.z0 - CHUNK, columns + 2 * CHUNK, rows + 2 * CHUNK)
    return enclosed(wider)


def _shapes(window: Window, mesh: Mesh, preset: Preset, appeal: NDArray[np.float64] | None) -> dict[str, Any]:
    """The mesh in parts: first one for lamps and their rims, then one each for the other materials, then lit lenses.

    `appeal`: how often each lamp is to be chosen, (n,); None for a scene that is only looked at.
    """
    reflectance = mean_reflectance(preset.surface)
    triangles = mesh.indices.reshape(-1, 3)
    material = mesh.vertices["material"][triangles[:, 0]]
    lamp = mesh.vertices["lamp"][triangles[:, 0]]
    lit = np.zeros(len(triangles), bool)
    lit[material == Material.DIFFUSER] = window.lamps["luminance"][lamp[material == Material.DIFFUSER]] > 0
    order = sorted(Material, key=lambda kind: kind not in (Material.DIFFUSER, Material.LAMP_FRAME))
    shapes: dict[str, Any] = {}
    for kind in order:
        chosen = (material == kind) & ~(lit & (appeal is not None))
        if chosen.any():
            shapes[f"m{len(shapes)}_{kind.name}"] = _shape(mesh, triangles[chosen], reflectance[kind])
    if appeal is not None:
        for number in np.unique(lamp[lit]):
            glow = window.lamps["luminance"][number] * lamp_colour(preset.light)
            shape = _shape(
                mesh, triangles[lit & (lamp == number)], reflectance[Material.DIFFUSER], glow, appeal[number]
            )
            shapes[f"lamp{number}"] = shape
    return shapes


def _shape(
    mesh: Mesh,
    triangles: NDArray[np.uint32],
    reflectance: NDArray[np.float32],
    glow: NDArray[np.float32] | None = None,
    appeal: float = 1.0,
) -> Any:
    """Some of the triangles as one matt shape, which may glow: linear reflectance (3,), luminance by channel (3,)."""
    used, indices = np.unique(triangles, return_inverse=True)
    properties = mi.Properties()
    properties["face_normals"] = True
    properties["bsdf"] = mi.load_dict({"type": "diffuse", "reflectance": _rgb(reflectance)})
    if glow is not None:
        emitter = {"type": "area", "radiance": _rgb(glow), "sampling_weight": float(appeal)}
        properties["emitter"] = mi.load_dict(emitter)
    shape = mi.Mesh("", len(used), len(triangles), has_vertex_normals=False, props=properties)
    parameters = mi.traverse(shape)
    parameters["vertex_positions"] = mesh.vertices["position"][used].ravel()
    parameters["faces"] = indices.ravel().astype(np.uint32)
    parameters.update()
    return shape


def _rgb(values: NDArray[np.float32]) -> dict[str, Any]:
    return {"type": "rgb", "value": [float(value) for value in values]}


def _appeal(window: Window, landed: Picture) -> NDArray[np.float64]:
    """How often a path should look towards each lamp, (n,), mean 1: as much as it may give to what is in the picture.

    Any positive choice leaves the result as it is and only changes the noise.
    """
    points, lamps = landed[::29, ::29, :3].reshape(-1, 3), window.lamps
    centre = np.stack([lamps["x"] - window.origin[0], lamps["y"], lamps["z"] - window.origin[1]], 1)
    away = np.linalg.norm(centre[:, None] - points, axis=-1)
    fall_off = 1 / (away**2 + 1.0) ** 1.5
    appeal = lamps["luminance"] * (fall_off / fall_off.sum(0)).mean(1)
    appeal /= appeal.mean()
    likely: NDArray[np.float64] = (appeal + LIKELY) / (1 + LIKELY)
    return likely


def _left_out(landed: Picture, shown: Picture, eye: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Pixels where the comparison would judge something else than light: lamps and their edges, and edges in depth."""
    out = shown < LAMP_SHAPES
    for axis in (0, 1):
        here, there = (_along(landed, axis, start) for start in (0, 1))
        parted = _parted(here, there, eye)
        for start in (0, 1):
            _along(out, axis, start)[...] |= parted

    # The filter of a pixel reaches as far as its neighbours' centres.
    coarse = out.reshape(SIZE[1], FINE, SIZE[0], FINE).any((1, 3))
    result: NDArray[np.bool_] = binary_dilation(coarse, np.ones((3, 3), bool))
    return result


def _along(array: NDArray[Any], axis: int, start: int) -> NDArray[Any]:
    """All but the last (start 0) or first (start 1) along an axis: neighbours, when taken together."""
    count = array.shape[axis] - 1
    return array[start : start + count] if axis == 0 else array[:, start : start + count]


def _parted(a: Picture, b: Picture, eye: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where neighbouring lines of sight land on surfaces that do not meet between them: (position, normal) (..., 6).

    Where two planes meet in an inner corner, each line of sight ends at whichever plane it comes to first, and where
    they meet in an outer one, at the second. Anything else is an edge with something further off behind it.
    """
    beyond_a, beyond_b = _depth_ratio(a, b, eye), _depth_ratio(b, a, eye)
    inner = np.minimum(beyond_a, beyond_b) > 1 - 1e-3
    outer = np.maximum(beyond_a, beyond_b) < 1 + 1e-3
    step = b[..., :3] - a[..., :3]
    deep = np.maximum(abs((step * a[..., 3:]).sum(-1)), abs((step * b[..., 3:]).sum(-1))) > SHALLOW
    result: NDArray[np.bool_] = deep & ~inner & ~outer
    return result


def _depth_ratio(a: Picture, b: Picture, eye: NDArray[np.float64]) -> Picture:
    """How far the plane at `a` lies along the line of sight that lands at `b`, as a multiple of b's distance."""
    normal = a[..., 3:]
    plane = ((a[..., :3] - eye) * normal).sum(-1)
    descent = ((b[..., :3] - eye) * normal).sum(-1)
    ratio: Picture = np.where(descent < -1e-9, plane / np.minimum(descent, -1e-9), np.inf)
    return ratio


def trace(view: View, preset: Preset, noise: float) -> tuple[Picture, NDArray[np.bool_], float]:
    """Follow paths until the noise, relative at the median pixel, is low enough: luminance, what is left out, noise."""
    place = Place(view, preset)
    total = squares = np.zeros((SIZE[1], SIZE[0]))
    for count, picture in enumerate(place.passes(), 1):
        light = luminance(picture)
        total, squares = total + light, squares + light**2
        if count < FEWEST_PASSES:
            continue
        mean = total / count
        deviation = np.sqrt(np.maximum(squares / count - mean**2, 0) / (count - 1))
        reached = float(np.median((deviation / mean)[~place.left_out]))
        if reached < noise:
            break
    return mean, place.left_out, reached


def write(path: Path, light: Picture, left_out: NDArray[np.bool_]) -> None:
    """Store luminance, cd/m2, as 1 + STEPS * log2 of (1 + it); 0 is left out."""
    steps = 1 + np.rint(STEPS * np.log2(1 + np.maximum(light, 0)))
    Image.fromarray(np.where(left_out, 0, steps).astype(np.uint16)).save(path, optimize=True)


def main() -> None:
    """Make the references named on the command line, or all."""
    parser = argparse.ArgumentParser(description="Make the references that light is judged by.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="views of tests/oracle/views.json; default: all")
    parser.add_argument("--noise", type=float, default=0.01, help="relative, at the median pixel (default: 0.01)")
    parser.add_argument("--variant", default="scalar_rgb", help="of Mitsuba (default: scalar_rgb)")
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder (default: tests/oracle)")
    arguments = parser.parse_args()
    mi.set_variant(arguments.variant)
    preset = load_preset("level-0")
    for view in views(arguments.names):
        began = time.perf_counter()
        light, left_out, noise = trace(view, preset, arguments.noise)
        write(arguments.to / f"{view.name}.png", light, left_out)
        share, seconds = left_out.mean(), time.perf_counter() - began
        print(f"{view.name:20} noise {noise:.2%}, {share:.0%} left out, {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main()
