#!/usr/bin/env python3
"""Make the references that light is judged by: the views in tests/oracle/views.json, through a path tracer.

    pip install '.[oracle]'
    python scripts/oracle.py [NAME ...] [--noise 0.01] [--variant llvm_ad_rgb]

Mitsuba 3 (https://mitsuba-renderer.org) follows paths of any length through the scene that `liminal export` writes:
geometry, colours, the light of each lamp in cd/m2 and the camera come from the .glb alone (`exported.py` reads it). So
that only light is compared, every material is matt and of one colour, the mean of its base colour; every lens shines
evenly, by the mean of its emission; normal maps and gloss are left out. Lamps do not flicker. Each view becomes a grey
PNG of 16 bits in tests/oracle/ (`tests/reference.py` reads it): luminance, and 0 where the comparison leaves a pixel
out.

The variant `scalar_rgb` needs nothing else. `llvm_ad_rgb` is some ten times faster and needs LLVM (15 and 16 failed,
19.1 works), named by the environment variable DRJIT_LIBLLVM_PATH where it is not found.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import mitsuba as mi
import numpy as np
from exported import Camera, Colour, Exported, Surface
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import binary_dilation

import liminal
from liminal.colour import luminance
from liminal.export.reach import RADIUS_MOST
from liminal.view.framing import frame_window
from liminal.world.grid import CELL

FOLDER = Path(__file__).parent.parent / "tests" / "oracle"
CASES = json.loads((FOLDER / "views.json").read_text())  # views of Level 0, with settings for all, and of other places
SIZE = 160, 120  # pixels
STEPS = 256.0  # steps of the stored luminance to an octave: 0.27 % apart
PASS = 64  # samples for each pixel in a pass; passes go on until the noise is low enough
FEWEST_PASSES, MOST_PASSES = 4, 160
FINE = 5  # lines of sight along a pixel's edge that look for lamps and edges
SHALLOW = 0.03  # m: steps less deep than this are no edges (skirting, rims)
LENS, RIM = "diffuser", "lamp frame"  # materials of lamps, which are left out
MARGIN = 19.5  # m: what we leave out of our light must be in the reference
LIKELY = 0.05  # every lamp is chosen at least this much as often as the average lamp

Picture = NDArray[np.float64]  # (height, width, ...), top row first


@dataclass(frozen=True)
class View:
    """A case: a name, the seed of a world and its settings, a camera in it. `place`: the preset of the place."""

    name: str
    seed: int
    pose: liminal.Pose
    settings: tuple[str, ...]
    place: str = "level-0"


def views(names: list[str]) -> Iterator[View]:
    """The views of tests/oracle/views.json, or those of them that are named."""
    for entry in (*CASES["views"], *CASES["places"]):
        if not names or entry["name"] in names:
            settings = tuple(entry.get("settings", CASES["settings"]))
            place = entry.get("place", "level-0")
            yield View(entry["name"], entry["seed"], liminal.Pose(**entry["pose"]), settings, place)


class Place:
    """What a view shows, as Mitsuba knows it."""

    def __init__(self, camera: Camera, surfaces: list[Surface], solids: dict[str, Any] | None = None) -> None:
        """`solids`: further shapes, in Mitsuba's words."""
        self._camera = camera
        more = solids or {}
        self._sight = mi.load_dict({"type": "scene", **_sight(surfaces), **more})
        landed, lamps = self._look()
        self.left_out = _left_out(landed, lamps, self._camera.to_world[:3, 3])
        self._scene = mi.load_dict({"type": "scene", **_shapes(surfaces, _appeal(surfaces, landed)), **more})

    def _sensor(self, scale: int, filter: str) -> Any:
        """The scene's camera. Mitsuba's looks along +z with x to the left, glTF's along -z with x to the right."""
        return mi.load_dict(
            {
                "type": "perspective",
                "fov": self._camera.fov,
                "fov_axis": "y",
                "near_clip": 0.05,
                "far_clip": 1000.0,
                "to_world": mi.ScalarTransform4f(self._camera.to_world @ np.diag([-1.0, 1.0, -1.0, 1.0])),
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

    def _look(self) -> tuple[Picture, NDArray[np.bool_]]:
        """Where FINE x FINE lines of sight through each pixel land: position and normal (m), and whether on a lamp."""
        names = "place:position,normal:geo_normal,albedo:albedo"
        aovs = mi.load_dict({"type": "aov", "aovs": names})
        seen = np.array(mi.render(self._sight, sensor=self._sensor(FINE, "box"), integrator=aovs, spp=1))
        return seen[..., -9:-3].astype(np.float64), seen[..., -3:].max(-1) < 1e-3

    def passes(self) -> Iterator[Picture]:
        """The picture again and again, with noise of its own each time: (height, width, 3), cd/m2."""
        sensor = self._sensor(1, "tent")
        integrator = mi.load_dict({"type": "path", "max_depth": -1, "rr_depth": 5})
        for seed in range(MOST_PASSES):
            picture = mi.render(self._scene, sensor=sensor, integrator=integrator, spp=PASS, seed=seed)
            yield np.array(picture, np.float64)


def export(view: View, path: Path) -> None:
    """Write the scene of a view as `liminal export` does, as far as we draw it and more; what flickers holds still."""
    world = liminal.World(view.seed, liminal.load_preset(view.place, view.settings))
    drawn, _ = frame_window(world, [view.pose], SIZE[0] / SIZE[1], world.preset.view.reach)
    low, span = np.array(drawn.origin), np.array(drawn.floor.shape)[::-1] * CELL
    eye = np.array([view.pose.x, view.pose.z])
    radius = min(float(np.maximum(eye - low, low + span - eye).max()) + MARGIN, RADIUS_MOST)
    with liminal.Studio(world) as studio:
        liminal.write_model(path, studio.model(radius, view.pose, SIZE), studio.recipe(SIZE, view.pose, radius=radius))


def _shapes(surfaces: list[Surface], appeal: NDArray[np.float64]) -> dict[str, Any]:
    """The scene in parts: first one for each material, then what shines.

    `appeal`: how often each surface is to be chosen for its light, (n,).
    """
    parts: dict[tuple[str, tuple[float, ...]], list[NDArray[np.float64]]] = {}
    lit: dict[str, Any] = {}
    for number, surface in enumerate(surfaces):
        if surface.glow.any():
            lit[f"lit{number}"] = _shape(surface.corners, surface.reflectance, surface.glow, appeal[number])
        else:
            parts.setdefault((surface.material, tuple(surface.reflectance)), []).append(surface.corners)
    dull = {f"m{n}": _shape(np.concatenate(parts[part]), np.array(part[1])) for n, part in enumerate(parts)}
    return {**dull, **lit}


def _sight(surfaces: list[Surface]) -> dict[str, Any]:
    """The scene to be only looked at: lamps, and whatever else shines, are black, and all else is not."""
    parts: dict[str, list[NDArray[np.float64]]] = {}
    for each in surfaces:
        lamp = each.glow.any() or each.material in (LENS, RIM)
        parts.setdefault("lamps" if lamp else "others", []).append(each.corners)
    grey = {"lamps": np.zeros(3), "others": np.full(3, 0.5)}
    return {name: _shape(np.concatenate(corners), grey[name]) for name, corners in parts.items()}


def _shape(corners: NDArray[np.float64], reflectance: Colour, glow: Colour | None = None, appeal: float = 1.0) -> Any:
    """Triangles, (t, 3, 3) m, as one matt shape, which may glow: linear reflectance, luminance by channel."""
    properties = mi.Properties()
    properties["face_normals"] = True
    properties["bsdf"] = mi.load_dict({"type": "diffuse", "reflectance": _rgb(reflectance)})
    if glow is not None:
        emitter = {"type": "area", "radiance": _rgb(glow), "sampling_weight": float(appeal)}
        properties["emitter"] = mi.load_dict(emitter)
    shape = mi.Mesh("", 3 * len(corners), len(corners), has_vertex_normals=False, props=properties)
    parameters = mi.traverse(shape)
    parameters["vertex_positions"] = corners.ravel().astype(np.float32)
    parameters["faces"] = np.arange(3 * len(corners), dtype=np.uint32)
    parameters.update()
    return shape


def _rgb(values: Colour) -> dict[str, Any]:
    return {"type": "rgb", "value": [float(value) for value in values]}


def _appeal(surfaces: list[Surface], landed: Picture) -> NDArray[np.float64]:
    """How often a path should look towards each surface that shines, (n,): as much as it may give to the picture.

    Any positive choice leaves the result as it is and only changes the noise.
    """
    points = landed[::29, ::29, :3].reshape(-1, 3)
    centre = np.array([surface.corners.mean((0, 1)) for surface in surfaces])
    away = np.linalg.norm(centre[:, None] - points, axis=-1)
    shines = luminance(np.array([surface.glow for surface in surfaces]))
    fall_off = (shines[:, None] > 0) / (away**2 + 1.0) ** 1.5
    appeal = shines * (fall_off / fall_off.sum(0)).mean(1)
    appeal /= appeal[shines > 0].mean()
    likely: NDArray[np.float64] = (appeal + LIKELY) / (1 + LIKELY)
    return likely


def _left_out(landed: Picture, lamps: NDArray[np.bool_], eye: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Pixels where the comparison would judge something else than light: lamps and their edges, and edges in depth."""
    out = lamps.copy()
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


def trace(place: Place, noise: float) -> tuple[Picture, float]:
    """Follow paths until the noise, relative at the median pixel, is low enough: luminance, and the noise."""
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
    return mean, reached


def write(path: Path, light: Picture, left_out: NDArray[np.bool_]) -> None:
    """Store luminance, cd/m2, as 1 + STEPS * log2 of (1 + it); 0 is left out."""
    steps = 1 + np.rint(STEPS * np.log2(1 + np.maximum(light, 0)))
    Image.fromarray(np.where(left_out, 0, steps).astype(np.uint16)).save(path, optimize=True)


def make(path: Path, place: Place, noise: float) -> None:
    """Trace a place, store it at a path, and say how noisy it came out."""
    light, reached = trace(place, noise)
    write(path, light, place.left_out)
    print(f"{path.stem:20} noise {reached:.2%}, {place.left_out.mean():.0%} left out", flush=True)


def options(description: str, noise: float) -> argparse.ArgumentParser:
    """The options of all that make references; `noise`: the usual one. `chosen` reads them."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--noise", type=float, default=noise, help=f"relative, at the median pixel (default: {noise})")
    parser.add_argument("--variant", default="scalar_rgb", help="of Mitsuba (default: scalar_rgb)")
    return parser


def chosen(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Read options from the command line, and start Mitsuba's variant."""
    arguments = parser.parse_args()
    mi.set_variant(arguments.variant)
    return arguments


def main() -> None:
    """Make the references named on the command line, or all."""
    parser = options("Make the references that light is judged by.", 0.01)
    parser.add_argument("names", nargs="*", metavar="NAME", help="views of tests/oracle/views.json; default: all")
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder (default: tests/oracle)")
    arguments = chosen(parser)
    for view in views(arguments.names):
        with TemporaryDirectory() as folder:
            export(view, Path(folder, "scene.glb"))
            scene = Exported(Path(folder, "scene.glb"))
            place = Place(scene.camera, list(scene.surfaces()))
        make(arguments.to / f"{view.name}.png", place, arguments.noise)


if __name__ == "__main__":
    main()
